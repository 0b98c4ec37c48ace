"""The parts of a workout in their order, and what is to be kept of each that has ended."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from trainer.saying import Phrase
from trainer.stage import Stage
from trainer.status import Result
from trainer.workout.look import Part
from trainer.workout.moment import Action, Answer, End, Fact, SetOver
from trainer.workout.parts import Parts
from trainer.workout.progress import SEVERE
from trainer.workout.questions import Asking
from trainer.workout.rests import Done, Notice, Rest
from trainer.workout.sets import SetOn
from trainer.workout.steps import Step, Workout
from trainer.workout.summary import care, lines_after, summary

Order = Generator[Part, None, None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a workout is done.

    start: number of the first set, from 0; a workout that is taken up again has asked for pain before. notice: begin
    with whom to ask and when to stop. questions: ask for pain and effort. endless: each set goes on until the person
    ends it, and there is nothing around it. closing: lines for the summary, worked out from the sets that are over.
    """

    start: int = 0
    notice: bool = False
    questions: bool = True
    endless: bool = False
    closing: Callable[[Sequence[SetOver]], tuple[Phrase, ...]] = lambda _: ()


class Course:
    """Where a workout stands. part: what is on now, None when all is over. facts: to be kept, taken by whoever reads.

    at: number of the set that is on or comes next, from 0. last: how the set before went.
    """

    def __init__(self, workout: Workout, parts: Parts, wishes: Wishes) -> None:
        self.workout, self.wishes = workout, wishes
        self.at = wishes.start
        self.last: Result | None = None
        self.facts: list[Fact] = []
        self._parts = parts
        self.sets: list[SetOver] = []
        self._asked: Action | None = None
        self._answers = False  # who has answered once knows how
        self._t = self._worked_s = self._counted_s = 0.0
        self._order = self._all()
        self.part: Part | None = next(self._order)

    @property
    def step(self) -> Step:
        """The set that is on, or comes next; at the end the last one."""
        return self.workout.steps[min(self.at, len(self.workout.steps) - 1)]

    @property
    def following(self) -> Step | None:
        """What comes after it."""
        after = self.at + 1
        return self.workout.steps[after] if after < len(self.workout.steps) else None

    def go_on(self, t: float, worked_s: float, asked: Action | None = None) -> None:
        """The part that is on has ended, by itself or since the person asked for it; worked_s: without pauses."""
        self._t, self._worked_s, self._asked = t, worked_s, asked
        self.part = next(self._order, None)

    def break_off(self, t: float, worked_s: float) -> None:
        """Nothing more is done; the set that was on is kept as it is."""
        on, self.part = self.part, None
        self._t, self._worked_s = t, worked_s
        if isinstance(on, SetOn) and on.t is not None:
            self._close(on, End.LEFT)

    def _all(self) -> Order:
        before: int | None = None
        after: int | None = None
        if self.wishes.notice:
            yield Notice()
        if self.wishes.questions and self.wishes.start == 0:
            before = yield from self._ask(Stage.PAIN_BEFORE)
        if before is None or before < SEVERE:
            yield from self._sets_and_rests()
            if self.wishes.questions:
                after = yield from self._ask(Stage.PAIN_AFTER)
        if not self.wishes.endless:
            yield Done(summary(self.sets, self._worked_s, self.wishes.closing(self.sets)), care(before, after))

    def _sets_and_rests(self) -> Order:
        steps, told = self.workout.steps, self.wishes.endless
        while self.at < len(steps):
            on = SetOn(steps[self.at], self._parts, told=told, endless=self.wishes.endless)
            yield on
            if self._asked is Action.REPEAT:
                self._close(on, End.LEFT)
                continue
            self._close(on, End.SKIPPED if self._asked is Action.SKIP else End.DONE)
            told = yield from self._between(on)

    def _between(self, on: SetOn) -> Generator[Part, None, bool]:
        """Question and rest after a set, and on to the next one; whether that was announced."""
        ended = self._t
        lines: tuple[Phrase, ...] = ()
        if self.last is not None and not self.wishes.endless:
            told = self._parts.after_set(on.asked(self.last), on.task.exercise)
            lines = lines_after(on, told) if on.reps else ()
        if self.wishes.questions and on.reps:
            yield from self._ask(Stage.EFFORT, lines)
            lines = ()
        self.at += 1
        if self.at >= len(self.workout.steps) or on.task.rest_s <= 0 or not on.reps:
            return False
        yield Rest(self.step, ended, on.task.rest_s, lines, turned=self.step.view != on.task.view)
        if self._asked is Action.REPEAT:
            self.at -= 1
        return self._asked is not Action.REPEAT

    def _ask(self, stage: Stage, first: tuple[Phrase, ...] = ()) -> Generator[Part, None, int | None]:
        asking = Asking(stage, first, explained=self._answers)
        yield asking
        value = None if self._asked is Action.SKIP else asking.value
        self._answers = self._answers or value is not None
        self.facts.append(Answer(self._t, stage, self.at + 1, value))
        return value

    def _close(self, on: SetOn, end: End) -> None:
        """The set is over: what was found in it is to be kept."""
        self.last = on.result()
        seconds = max(self._worked_s - self._counted_s, 0.0)  # what was counted may turn out to have been an absence
        self._counted_s = self._worked_s
        t = self._t if on.t is None else on.t
        measured = on.measured(self.last)
        over = SetOver(t, self.at + 1, on.task, self.last, on.valid, seconds, end, measured)
        self.sets.append(over)
        self.facts.append(over)
