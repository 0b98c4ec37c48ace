"""A session laid out: its sets in their order, from where the camera looks, and how long it all takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from trainer.doses import Dose
from trainer.exercise import Exercise, View
from trainer.workout.steps import Step

SETUP_S = 15.0  # to find the start position, stand still for two seconds, and a countdown
SIDE_S = 5.0  # to change hands
TURN_S = 30.0  # to turn round or move the camera
REST_S = 30.0  # between exercises: enough for far less than the greatest effort
SIDE_REST_S = 15.0  # between sides: the one rests while the other works


def dose_of(exercise: Exercise) -> Dose:
    """What the exercise's own file asks for; ValueError where it has no programme."""
    if exercise.programme is None:
        raise ValueError(f"{exercise.id} has no programme: expected an exercise that a workout asks for")
    return exercise.programme


def arranged(amounts: Sequence[tuple[Exercise, int]]) -> tuple[Step, ...]:
    """The sets of these exercises, each with so many repetitions a side, or minutes.

    All sets of one view stand together, front before oblique before side; within a view the lighter ones come first.
    """
    at = positions([exercise for exercise, _ in amounts])
    views = list(View)
    ordered = sorted(amounts, key=lambda a: (views.index(at[a[0].id]), dose_of(a[0]).strain, a[0].id))
    steps = [step for exercise, amount in ordered for step in sets(exercise, amount, at[exercise.id])]
    return (*steps[:-1], *(replace(step, rest_s=0.0) for step in steps[-1:]))


def positions(exercises: Sequence[Exercise]) -> Mapping[str, View]:
    """From where the camera looks at each exercise, by its id: as few views as do for all, and of those the best.

    The best are those from which most checks can be seen.
    """
    every = [views for count in range(1, len(View) + 1) for views in combinations(View, count)]
    enough = [views for views in every if all(exercise.views.intersection(views) for exercise in exercises)]
    chosen = min(enough, key=lambda views: (len(views), -sum(max(_seen(e, v) for v in views) for e in exercises)))
    return {exercise.id: max(chosen, key=lambda view: _seen(exercise, view)) for exercise in exercises}


def _seen(exercise: Exercise, view: View) -> int:
    """How many of its checks the view shows; -1 where the exercise is not recognised from there."""
    if view not in exercise.views:
        return -1
    return len({check.code for check in exercise.checks if view in check.views})


def sets(exercise: Exercise, amount: int, view: View) -> Iterable[Step]:
    """One set for each side, or one for all where they belong together."""
    dose = dose_of(exercise)
    sides: tuple[str | None, ...] = (None,) if dose.sides_together or not exercise.sides else exercise.sides
    timed = dose.unit == "minutes"
    for side in sides:
        yield Step(
            exercise,
            side,
            reps=0 if timed else amount,
            hold_s=exercise.hold_s,
            minutes=float(amount) if timed else None,
            rest_s=REST_S if side == sides[-1] else SIDE_REST_S,
            view=view,
        )


def seconds(steps: Sequence[Step]) -> float:
    """How long sets take one after the other, set-up and rests included, when every repetition counts."""
    return sum(
        set_up_s(before, step) + work_s(step) + step.rest_s for before, step in zip((None, *steps), steps, strict=False)
    )


def set_up_s(before: Step | None, step: Step) -> float:
    """From the end of the rest after the set before, None for the first one, to the first repetition."""
    if before is None:
        return SETUP_S
    if before.exercise.id == step.exercise.id:
        return SIDE_S
    return SETUP_S if before.view == step.view else SETUP_S + TURN_S


def work_s(step: Step) -> float:
    """From the first repetition to the last."""
    dose = dose_of(step.exercise)
    return (step.minutes or step.reps) * (dose.seconds_each + (step.hold_s or 0.0))
