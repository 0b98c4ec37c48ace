"""What the judge says: values that leave the session, for the overlay, the coach, the report and the recording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.exercise import Severity, View
from trainer.saying import Phrase

if TYPE_CHECKING:
    from trainer.body import Body
    from trainer.exercise import Check, Exercise


class State(StrEnum):
    """Where the person stands with the exercise."""

    NO_ONE = "no one"
    POSITIONING = "positioning"
    READY = "ready"
    EXERCISING = "exercising"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Fault:
    """A check that failed from start_s to end_s; worst is the value furthest past the limit, in unit."""

    code: str
    severity: Severity
    start_s: float
    end_s: float
    worst: float
    unit: str


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition or attempt; a side is the person's own.

    valid: counts. reason: the one code that made it an attempt, None when valid. hold_s: first to last moment in
    position, ramps excluded; good_s: seconds of it in good form. unseen: codes that could not be judged this time.
    size: the movement's own size as a share of the person's best so far, None when it has none.
    travel: how far it went, in the unit of the exercise's own signal; None where it has none.
    """

    index: int
    side: str | None
    start_s: float
    peak_s: float
    end_s: float
    hold_s: float
    good_s: float
    valid: bool
    reason: str | None
    faults: tuple[Fault, ...] = ()
    unseen: tuple[str, ...] = ()
    size: float | None = None
    travel: float | None = None


@dataclass(frozen=True, slots=True)
class ActiveFault:
    """A check that fails right now, and since when."""

    check: Check
    since_s: float


@dataclass(frozen=True, slots=True)
class Hero:
    """The one number of an exercise: value in unit, and where it lies between the movement's ends.

    text: ready to draw, at most six characters. share: 0 at rest, 1 at the person's own best; None when it can't be
    seen. target_share: from where the movement counts, None when nothing is asked.
    """

    text: str
    unit: str
    share: float | None = None
    target_share: float | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that is known after one pose; drawing and speaking add nothing to it.

    reason: why it can't go on while positioning and lost ("step back: I can't see your hips"), None otherwise.
    hold_target_s: None when the exercise has no hold. target: repetitions asked for. new_reps: ended with this pose.
    blind: codes that this view, or so small a model, never shows. cadence: a minute, None when there is none.
    clock_s: seconds in motion, None where time is not what counts. body: the pose as the rules saw it, None when no one
    was found.
    """

    t: float
    exercise: Exercise
    state: State
    reason: Phrase | None
    view: View | None
    hero: Hero
    phase: str
    side: str | None
    valid: int
    attempts: int
    target: int
    hold_s: float
    good_s: float
    hold_target_s: float | None
    active: tuple[ActiveFault, ...]
    last_rep: Rep | None
    new_reps: tuple[Rep, ...]
    blind: tuple[str, ...]
    cadence: float | None = None
    elapsed_s: float = 0.0
    body: Body | None = field(default=None, compare=False, repr=False)
    clock_s: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A whole set: its view, all repetitions in time order, faults of a stretch of time, and codes never shown.

    bests: value of the good repetitions by signals' names, where a check compares with that. late: indices of those
    repetitions that were told to count, and do not, now that it is known what this person can do.
    """

    view: View | None
    reps: tuple[Rep, ...]
    spans: tuple[Fault, ...]
    unseen: tuple[str, ...]
    bests: Mapping[str, float] = field(default_factory=dict, hash=False)
    late: tuple[int, ...] = ()
