"""What a workout is at one moment: all that is shown, said and kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.saying import Phrase, Saying
from trainer.stage import Stage as Stage

if TYPE_CHECKING:
    from trainer.calibration import Calibration
    from trainer.coach import Cue
    from trainer.status import Result, Status
    from trainer.workout.steps import Step


@dataclass(frozen=True, slots=True)
class Ring:
    """A gesture that is on its way: what it will do, and how much of its time is over, [0, 1]."""

    action: Action
    share: float


class Action(StrEnum):
    """What the user can ask for, by gesture or key."""

    GO = "go"  # go on, or pause
    SKIP = "skip"  # the set, the rest, the question
    REPEAT = "repeat"  # the last set again
    SHORTEN = "shorten"  # end the set that is on, and keep what was done; the rest is shortened alike
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Question:
    """A number from 0 to 10 that is asked for; chosen: what the raised hand points at, None while none is raised.

    share: how much of the time for which it must stay there is over, [0, 1].
    """

    phrase: Phrase
    low: Phrase
    high: Phrase
    chosen: int | None = None
    share: float = 0.0


class End(StrEnum):
    """How a set ended."""

    DONE = "done"  # as asked, or shortened, or after enough attempts
    SKIPPED = "skipped"
    LEFT = "left"  # to do it again, or the workout was broken off


@dataclass(frozen=True, slots=True)
class SetOver:
    """A set has ended, with its last pose at t seconds.

    number: its place, counted from 1. seconds: from the end of the set before, or the beginning of the workout, without
    pauses. valid: movements of the asked side that counted. measured: what the set told of the person, if anything.
    """

    t: float
    number: int
    step: Step
    result: Result
    valid: int
    seconds: float
    end: End = End.DONE
    measured: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question was answered; stage: which one. number: of the set before it. value: 0-10, None when not told."""

    t: float
    stage: Stage
    number: int
    value: int | None


Fact = SetOver | Answer
"""Something to keep."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a workout, at t seconds of the poses' time.

    step: the set that is on, or comes next; number: its place, counted from 1; of: how many there are. status: what the
    judge says, None where nothing is judged. title, lines: what to read: the reason while positioning or lost, the cue,
    the question. left_s: of the countdown or the rest; whole_s: how long that is altogether. following: what comes
    after the set that is on. last: how the set before went, while resting and at the end. said: what begins to be heard
    with this moment. cue: of the coach. green: how much of the two seconds before the countdown is over, [0, 1].
    calibration: what the set that is on began with. facts: what ended since the moment before; a set whose last pose is
    this one ends with it.
    """

    t: float
    stage: Stage
    step: Step
    number: int
    of: int
    status: Status | None = None
    title: Phrase | None = None
    lines: tuple[Phrase, ...] = ()
    left_s: float | None = None
    whole_s: float | None = None
    following: Step | None = None
    last: Result | None = None
    ring: Ring | None = None
    question: Question | None = None
    cue: Cue | None = None
    said: tuple[Saying, ...] = ()
    green: float = 0.0
    calibration: Calibration | None = None
    facts: tuple[Fact, ...] = ()
