"""What a workout is made of."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.exercise import Exercise, View
from trainer.saying import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Step:
    """One set to do.

    side: the person's own, None where the exercise has none or leaves the choice. reps: valid repetitions asked for, 0
    where only minutes count. hold_s: None where nothing is held. minutes: of a rhythm, None elsewhere.
    rest_s: after it. view: from where the camera is asked to look; None leaves it to the exercise.
    """

    exercise: Exercise
    side: str | None = None
    reps: int = 0
    hold_s: float | None = None
    minutes: float | None = None
    rest_s: float = 30.0
    view: View | None = None


@dataclass(frozen=True, slots=True)
class Workout:
    """Sets in the order in which they are done; never empty."""

    steps: tuple[Step, ...]


def headline(step: Step) -> Phrase:
    """What the set is: exercise, side, and how much of it."""
    name = Phrase(step.exercise.name)
    if step.side is not None:
        name = phrase("workout.side", exercise=name, side=Phrase(step.side))
    if step.minutes is not None:
        return phrase("workout.minutes", set=name, minutes=round(step.minutes))
    return phrase("workout.times", set=name, times=step.reps) if step.reps > 0 else name
