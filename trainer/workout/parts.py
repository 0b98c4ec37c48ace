"""What a set is made of, as the workout needs it: judge, set-up, coach and announcer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trainer.calibration import Calibration
    from trainer.coach import Cue
    from trainer.exercise import Exercise
    from trainer.pose import Pose
    from trainer.saying import Phrase, Saying
    from trainer.scene import Scene
    from trainer.setup import SetUpState
    from trainer.status import Result, Status
    from trainer.workout.steps import Step


class Session(Protocol):
    """Poses -> statuses, and the result of the set."""

    def step(self, pose: Pose) -> Status:
        """Judge one pose."""
        ...

    def finish(self) -> Result:
        """Close the set."""
        ...


class SetUp(Protocol):
    """Leads the person into position, and notices when they are out of sight."""

    def step(self, status: Status, pose: Pose, scene: Scene | None) -> SetUpState:
        """Where they stand."""
        ...

    def again(self) -> None:
        """Something came between: the same check once more."""


class Coach(Protocol):
    """Chooses the one cue to tell."""

    def step(self, status: Status) -> Cue | None:
        """The cue to show now."""
        ...


class Announcer(Protocol):
    """Says what is counted, held and corrected."""

    def step(self, status: Status, cue: Cue | None) -> tuple[Saying, ...]:
        """What begins to be said now."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What a set is made of; each is made anew for every set.

    after_set: one good thing, and one next thing or None. known: what was measured of the person before.
    """

    session: Callable[[Step, Calibration | None], Session]
    set_up: Callable[[Step], SetUp]
    coach: Callable[[Step], Coach]
    announcer: Callable[[Step], Announcer]
    after_set: Callable[[Result, Exercise], tuple[Phrase, Phrase | None]]
    known: Callable[[Step], Calibration | None] = lambda step: None
