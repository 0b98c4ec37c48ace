"""Writes a workout into the diary, and what it measures, in a thread of its own: nobody waits for the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from trainer import calibrations
from trainer.calibration import Calibration
from trainer.saying import Phrase, phrase
from trainer.stage import Stage
from trainer.workout import WorkoutError
from trainer.workout.diary import Diary
from trainer.workout.log import SetDone
from trainer.workout.moment import Answer, End, Fact, Moment, SetOver
from trainer.workout.steps import Workout


class Bookkeeper:
    """Keeps one workout of a day; a context manager.

    open_diary: opens the person's diary, in the thread that writes. day, started: see Diary.begin. taken_up: id of the
    workout that goes on, None for a new one, which begins after the notice. problem: one line when something could not
    be written, None otherwise; nothing is raised.
    """

    def __init__(
        self, open_diary: Callable[[], Diary], day: str, started: str, workout: Workout, taken_up: int | None = None
    ) -> None:
        self.problem: Phrase | str | None = None
        self._day, self._started, self._steps = day, started, workout.steps
        self._id = taken_up
        self._begun = taken_up is not None
        self._finished = self._closed = False
        self._diary: Diary | None = None
        self._writer = ThreadPoolExecutor(1, "diary")
        self._write(lambda _: None, open_diary)

    def keep(self, moment: Moment) -> None:
        """Note what a moment tells."""
        if not self._begun and moment.stage is not Stage.NOTICE:
            self._begun = True
            self._write(self._begin)
        self.end(moment.facts)
        if moment.stage is Stage.DONE and not self._finished:
            self._finished = True
            self._write(lambda diary: diary.finish(self._number()))

    def end(self, facts: Sequence[Fact]) -> None:
        """Note sets that are over, and answers."""
        for fact in facts:
            if isinstance(fact, Answer):
                self._answered(fact)
            elif fact.end is not End.LEFT or fact.result.reps:
                done = set_done(fact)
                self._write(lambda diary, done=done: diary.set_done(self._number(), done))  # type: ignore[misc]

    def close(self) -> None:
        """Write what waits; may be called twice."""
        if not self._closed:
            self._closed = True
            self._writer.submit(self._close)
            self._writer.shutdown()

    def __enter__(self) -> Bookkeeper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answered(self, answer: Answer) -> None:
        value = answer.value
        if answer.stage is Stage.EFFORT:
            self._write(lambda diary: diary.effort(self._number(), answer.number - 1, value))
        elif answer.stage is Stage.PAIN_BEFORE:
            self._write(lambda diary: diary.pain(self._number(), "before", value))
        else:
            self._write(lambda diary: diary.pain(self._number(), "after", value))

    def _begin(self, diary: Diary) -> None:
        self._id = diary.begin(self._day, self._started, self._steps)

    def _number(self) -> int:
        if self._id is None:
            raise WorkoutError(phrase("hint.no-diary"))
        return self._id

    def _write(self, what: Callable[[Diary], None], open_diary: Callable[[], Diary] | None = None) -> None:
        def work() -> None:
            try:
                if open_diary is not None:
                    self._diary = open_diary()
                if self._diary is not None:
                    what(self._diary)
            except WorkoutError as error:
                self.problem = self.problem or error.said

        self._writer.submit(work)

    def _close(self) -> None:
        if self._diary is not None:
            self._diary.close()


class Measurer:
    """Keeps what sets tell of the person, in the person's folder; a context manager. problem: as of Bookkeeper."""

    def __init__(self, folder: Path) -> None:
        self.problem: Phrase | None = None
        self._folder = folder
        self._writer = ThreadPoolExecutor(1, "measures")

    def keep(self, moment: Moment) -> None:
        """Note what a moment tells."""
        self.end(moment.facts)

    def end(self, facts: Sequence[Fact]) -> None:
        """Note what sets that are over told."""
        for fact in facts:
            if isinstance(fact, SetOver) and fact.measured is not None:
                self._writer.submit(self._save, fact.step.exercise.id, fact.measured)

    def close(self) -> None:
        """Write what waits; may be called twice."""
        self._writer.shutdown()

    def __enter__(self) -> Measurer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _save(self, exercise: str, measured: Calibration) -> None:
        self.problem = calibrations.save(self._folder, exercise, measured) or self.problem


def set_done(over: SetOver) -> SetDone:
    """What the diary keeps of a set."""
    step, reps = over.step, over.result.reps
    return SetDone(
        over.number - 1, step.exercise.id, step.side, step.reps, step.hold_s, step.minutes,
        valid=over.valid, attempts=sum(not rep.valid for rep in reps), good_s=sum(rep.good_s for rep in reps),
        seconds=over.seconds, skipped=over.end is End.SKIPPED, left=over.end is End.LEFT,
    )  # fmt: skip
