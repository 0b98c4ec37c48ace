"""The real parts of a set: judge, set-up, coach and announcer, made from what the set asks for."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.calibration import Calibration
from trainer.coach import Announcer, Coach, after_set
from trainer.exercise import Exercise, Strictness
from trainer.session import Session
from trainer.setup import SetUp
from trainer.words import Words
from trainer.workout.conductor import Conductor
from trainer.workout.course import Wishes
from trainer.workout.parts import Parts
from trainer.workout.steps import Step, Workout

Known = Mapping[str, Calibration]
"""What was measured of a person before, by the exercise's id."""


def parts(strictness: Strictness = Strictness.NORMAL, words: Words | None = None, known: Known | None = None) -> Parts:
    """How each set is judged, led, coached and announced. words: the language in which it is spoken."""

    def session(step: Step, calibration: Calibration | None) -> Session:
        return Session(
            step.exercise, strictness=strictness, reps=step.reps or None, hold_s=step.hold_s, side=step.side,
            calibration=calibration,
        )  # fmt: skip

    return Parts(
        session,
        lambda step: SetUp(step.exercise, step.side, step.view),
        lambda step: Coach(framing=False),
        lambda step: Announcer(words, minutes=step.minutes, side=step.side),
        after_set,
        lambda step: (known or {}).get(step.exercise.id),
    )


def alone(
    exercise: Exercise,
    *,
    strictness: Strictness = Strictness.NORMAL,
    reps: int | None = None,
    hold_s: float | None = None,
    side: str | None = None,
    words: Words | None = None,
    known: Known | None = None,
) -> Conductor:
    """One exercise until the person ends it, without questions; None is what the exercise says."""
    asked, held = exercise.reps if reps is None else reps, exercise.hold_s if hold_s is None else hold_s
    workout = Workout((Step(exercise, side, reps=asked, hold_s=held),))
    return Conductor(workout, parts(strictness, words, known), Wishes(questions=False, endless=True), words=words)
