"""What the diary tells: values without a file behind them, from which plan, streak and week follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST = 10
"""Pain and effort go from 0, none, to this, the worst that can be imagined."""


class Why(StrEnum):
    """Why a day was none for training."""

    REST = "rest"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class SetDone:
    """One set as it was done.

    step: its number in the workout, from 0; a set that is repeated has the same one again. reps, hold_s, minutes: what
    was asked for, as in Step. valid, attempts: movements that counted, and that did not. good_s: held in good form.
    seconds: from the end of the set before, or the beginning of the workout, to its end, the rest between included.
    effort: 0-10, None when it was not told. skipped: the person went on without it. left: in the middle, to do it again
    or because the workout was broken off, so that it is still to be done.
    """

    step: int
    exercise: str
    side: str | None = None
    reps: int = 0
    hold_s: float | None = None
    minutes: float | None = None
    valid: int = 0
    attempts: int = 0
    good_s: float = 0.0
    seconds: float = 0.0
    effort: int | None = None
    skipped: bool = False
    left: bool = False

    @property
    def done(self) -> bool:
        """Whether it came to its end."""
        return not self.skipped and not self.left


@dataclass(frozen=True, slots=True)
class Entry:
    """One workout of the diary.

    day: 2026-11-23. started: local time, ISO 8601. planned: number of its steps. pain: 0-10, None when not told.
    """

    id: int
    day: str
    started: str
    planned: int
    finished: bool = False
    pain_before: int | None = None
    pain_after: int | None = None
    sets: tuple[SetDone, ...] = ()

    @property
    def next(self) -> int:
        """Number of the first step after the last one that was done or skipped, from 0."""
        return max((one.step if one.left else one.step + 1 for one in self.sets), default=0)

    @property
    def trained(self) -> bool:
        """Whether at least half of its steps were done."""
        done = {one.step for one in self.sets if one.done}
        return len(done) > 0 and 2 * len(done) >= self.planned

    @property
    def over(self) -> bool:
        """Whether nothing of it is left to be taken up again."""
        return self.finished or self.next >= self.planned

    @property
    def exercises(self) -> frozenset[str]:
        """Ids of what was done in it."""
        return frozenset(one.exercise for one in self.sets if one.done)

    @property
    def minutes(self) -> float:
        """From its beginning to the end of its last set, without the time for which it was broken off."""
        return sum(one.seconds for one in self.sets) / 60


@dataclass(frozen=True, slots=True)
class Log:
    """A diary at one moment.

    workouts: oldest first. rests: days that were none for training. plans: from which day on which days of the week (0
    is Monday) were planned, oldest first.
    """

    workouts: tuple[Entry, ...] = ()
    rests: Mapping[str, Why] = field(default_factory=dict)
    plans: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def of(self, day: str) -> tuple[Entry, ...]:
        """The workouts of one day."""
        return tuple(entry for entry in self.workouts if entry.day == day)
