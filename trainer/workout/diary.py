"""The diary: which workouts were done, and how they went; each finished set is on the disk when its call returns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from trainer import dates
from trainer.exercise import View
from trainer.exercises import exercises
from trainer.workout import WorkoutError
from trainer.workout.diary_file import NAME, opened, plain, told
from trainer.workout.log import MOST, Entry, Log, SetDone, Why
from trainer.workout.steps import Step, Workout

COLUMNS = tuple(field.name for field in fields(SetDone))


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A workout that was broken off. id: in the diary. next: number of the step to go on with, from 0."""

    id: int
    workout: Workout
    next: int


class Diary:
    """One person's diary; several processes may write to it. WorkoutError when it can't be used."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._connection = opened(folder)

    @classmethod
    def open(cls, folder: Path) -> Diary:
        """The diary in a person's folder, made when there is none."""
        return cls(folder)

    def __enter__(self) -> Diary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        self._connection.close()

    def begin(self, day: str, started: str, steps: Sequence[Step]) -> int:
        """A workout of that day begins; its id. day: 2026-11-23; started: local time, ISO 8601."""
        planned = json.dumps([_kept(step) for step in steps])
        with told(self._path):
            row = self._connection.execute(
                "INSERT INTO workouts VALUES (NULL, ?, ?, ?, 0, NULL, NULL)", (_day(day), started, planned)
            )
        return row.lastrowid or 0

    def set_done(self, workout: int, done: SetDone) -> None:
        """A set is over."""
        _scale(done.effort)
        self._run(f"INSERT INTO sets VALUES (?{', ?' * len(COLUMNS)})", workout, *astuple(done))

    def effort(self, workout: int, step: int, effort: int | None) -> None:
        """How hard the set of that step was, 0-10; None when it was not told."""
        last = "SELECT max(rowid) FROM sets WHERE workout = ? AND step = ?"
        self._run(f"UPDATE sets SET effort = ? WHERE rowid = ({last})", _scale(effort), workout, step)

    def pain(self, workout: int, when: Literal["before", "after"], pain: int | None) -> None:
        """The person's pain, 0-10; None when it was not told."""
        self._run(f"UPDATE workouts SET pain_{when} = ? WHERE id = ?", _scale(pain), workout)

    def finish(self, workout: int) -> None:
        """The workout is over, whatever was done of it."""
        self._run("UPDATE workouts SET finished = 1 WHERE id = ?", workout)

    def rest_day(self, day: str, why: Why = Why.REST) -> None:
        """That day is none for training."""
        self._run("INSERT OR REPLACE INTO rests VALUES (?, ?)", _day(day), str(why))

    def planned(self, since: str, days: Iterable[int]) -> None:
        """From that day on these days of the week are planned, 0 is Monday; what is as before is not noted again."""
        digits = "".join(map(str, sorted(set(days))))
        last = "SELECT days FROM plans ORDER BY since DESC LIMIT 1"
        self._run(f"INSERT OR REPLACE INTO plans SELECT ?, ? WHERE ? IS NOT ({last})", _day(since), digits, digits)

    def unfinished(self, day: str) -> Unfinished | None:
        """The last workout of that day, when it was broken off and its exercises are known; None otherwise."""
        today = self.log().of(day)
        if not today or today[-1].over:
            return None
        last = today[-1]
        ((kept,),) = self._run("SELECT steps FROM workouts WHERE id = ?", last.id)
        try:
            steps = tuple(_step(**one) for one in json.loads(kept))
        except (TypeError, ValueError, KeyError):
            return None
        return Unfinished(last.id, Workout(steps), last.next)

    def log(self) -> Log:
        """All that is in the diary now."""
        try:
            return self._log()
        except (TypeError, ValueError) as error:
            raise WorkoutError(
                f"the diary {self._path} holds a value that can't be: {plain(error)}; move it away"
            ) from error

    def _log(self) -> Log:
        sets: dict[int, list[SetDone]] = {}
        for workout, *values in self._run("SELECT * FROM sets ORDER BY rowid"):
            done = SetDone(*values)
            sets.setdefault(workout, []).append(replace(done, skipped=bool(done.skipped), left=bool(done.left)))
        rows = self._run("SELECT * FROM workouts ORDER BY day, id")
        return Log(
            tuple(
                Entry(
                    n, _day(day), started, len(json.loads(steps)), bool(finished), before, after, tuple(sets.get(n, ()))
                )
                for n, day, started, steps, finished, before, after in rows
            ),
            {_day(day): Why(why) for day, why in self._run("SELECT * FROM rests")},
            tuple((_day(day), tuple(map(int, days))) for day, days in self._run("SELECT * FROM plans ORDER BY since")),
        )

    def _run(self, statement: str, *values: object) -> list[Any]:
        with told(self._path):
            return self._connection.execute(statement, values).fetchall()


def read(folder: Path) -> Log:
    """What the diary in a person's folder tells; an empty one where there is none, and none is made."""
    if not (folder / NAME).exists():
        return Log()
    with Diary.open(folder) as diary:
        return diary.log()


def _kept(step: Step) -> dict[str, object]:
    return {
        "exercise": step.exercise.id, "side": step.side, "reps": step.reps, "hold_s": step.hold_s,
        "minutes": step.minutes, "rest_s": step.rest_s, "view": step.view,
    }  # fmt: skip


def _step(exercise: str, view: str | None, **values: object) -> Step:
    """The step again; KeyError where the exercise is gone."""
    return Step(exercises()[exercise], view=None if view is None else View(view), **values)  # type: ignore[arg-type]


def _scale(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= MOST:
        raise ValueError(f"expected a number from 0 to {MOST}, got {value}")
    return value


def _day(day: str) -> str:
    if not dates.is_day(day):
        raise ValueError(f"expected a date such as 2026-11-23, got {day!r}")
    return day
