"""What a workout is at one moment: all that is shown, said and kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.saying import Phrase, Saying

if TYPE_CHECKING:
    from trainer.coach import Cue
    from trainer.status import Result, Status
    from trainer.workout.steps import Step


class Stage(StrEnum):
    """Where the workout stands."""

    NOTICE = "notice"  # before the first workout ever: whom to ask, when to stop
    PAIN_BEFORE = "pain before"
    POSITIONING = "positioning"  # nobody there, parts unseen, wrong view or posture: the reason is shown and said
    READY = "ready"  # all is right: green for two seconds, then the countdown
    EXERCISING = "exercising"
    LOST = "lost"  # out of sight in the middle of a set; the count is kept
    PAUSED = "paused"  # by gesture or key
    EFFORT = "effort"  # after a set
    REST = "rest"
    PAIN_AFTER = "pain after"
    DONE = "done"


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


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a workout, at t seconds of the poses' time.

    step: the set that is on, or comes next; number: its place, counted from 1; of: how many there are. status: what the
    judge says, None where nothing is judged. title, lines: what to read: the reason while positioning or lost, the cue,
    the question. left_s: of the countdown or the rest; whole_s: how long that is altogether. following: what comes
    after the set that is on. last: how the set before went, while resting and at the end. said: what begins to be heard
    with this moment. cue: of the coach.
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
