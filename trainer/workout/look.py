"""What the parts of a workout have in common: notice, question, set, rest and end each show a look at every pose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trainer.saying import Phrase, Saying
from trainer.workout.gestures import GestureState
from trainer.workout.moment import Action, Question, Stage

if TYPE_CHECKING:
    from trainer.coach import Cue
    from trainer.pose import Pose
    from trainer.scene import Scene
    from trainer.status import Status

PATIENT_S = 30.0  # what is told in peace may wait for what was said before it


@dataclass(frozen=True, slots=True)
class Look:
    """What one part has to show and say at one moment; the fields are those of Moment. over: the part ends with it."""

    stage: Stage
    status: Status | None = None
    title: Phrase | None = None
    lines: tuple[Phrase, ...] = ()
    left_s: float | None = None
    whole_s: float | None = None
    question: Question | None = None
    cue: Cue | None = None
    said: tuple[Saying, ...] = ()
    green: float = 0.0
    over: bool = False


class Part(Protocol):
    """One part of a workout."""

    @property
    def hands_free(self) -> bool:
        """Whether raised hands ask for something now."""
        ...

    def step(self, pose: Pose, scene: Scene | None, hands: GestureState) -> Look:
        """What there is to show and say with this pose."""
        ...

    def takes(self, action: Action) -> bool:
        """Whether the part ends when the person asks for this."""
        ...

    def resume(self, away_s: float) -> None:
        """Go on after a pause of so many seconds."""
        ...


def telling(t: float, code: str, phrases: Iterable[Phrase], urgency: int = 4) -> tuple[Saying, ...]:
    """Sentences to be said one after the other; they have their own slots in the queue, and wait for each other."""
    return tuple(Saying(t, f"{code}-{i}", said, urgency=urgency, fresh_s=PATIENT_S) for i, said in enumerate(phrases))
