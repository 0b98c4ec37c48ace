"""Today's workout: which exercises, chosen so that all have their turn, and how much of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer import dates
from trainer.exercise import Exercise
from trainer.workout.layout import arranged, dose_of, seconds
from trainer.workout.log import Log
from trainer.workout.plan import Plan
from trainer.workout.progress import Care, amount, care
from trainer.workout.steps import Workout

SHORTER = 2 / 3  # of the plan's minutes, when pain rose

Turns = Sequence[tuple[str, frozenset[str]]]
"""Days and what was done on them, oldest first."""


def todays(plan: Plan, log: Log, day: str, pain: int | None = None) -> Workout | None:
    """The workout of that day; None on a day that has none or for rest, in severe pain, and when it was done already.

    pain: now, 0-10, when it was told.
    """
    wanted = dates.weekday(day) in plan.days and day not in log.rests
    done = any(entry.over for entry in log.of(day))
    return anyway(plan, log, day, pain) if wanted and not done else None


def anyway(plan: Plan, log: Log, day: str, pain: int | None = None) -> Workout | None:
    """The workout of a day, planned or not; None in severe pain."""
    heed = care(log, pain)
    if heed.rest:
        return None
    return chosen(plan, amounts(plan, log, heed), turns(log), day, heed)


def amounts(plan: Plan, log: Log, heed: Care) -> Mapping[str, int]:
    """What is asked of each exercise of the plan, by its id; no more than the low end where pain asks for care.

    None grows out of the plan's minutes: above the low end it is at most what a session has time for.
    """
    asked = {}
    for exercise in plan.exercises:
        low, many = dose_of(exercise).low, amount(exercise, log)
        while many > low and (heed.shorter or alone_s(exercise, many) > 60 * plan.minutes):
            many -= 1
        asked[exercise.id] = many
    return asked


def alone_s(exercise: Exercise, amount: int) -> float:
    """How long a session of nothing else takes."""
    return seconds(arranged([(exercise, amount)]))


def turns(log: Log) -> list[tuple[str, frozenset[str]]]:
    """What was done on which day."""
    return [(entry.day, entry.exercises) for entry in log.workouts]


def chosen(plan: Plan, asked: Mapping[str, int], done: Turns, day: str, heed: Care) -> Workout | None:
    """The exercises whose turn it is and that fit the time; None when none fits.

    Where none fits a session that pain makes shorter, it is the first one that fits the plan's minutes.
    """
    limit_s = 60 * plan.minutes * (SHORTER if heed.shorter else 1.0)
    fitting: list[tuple[Exercise, int]] = []
    ordered = by_turn(plan, asked, done, day)
    for exercise in ordered:
        more = [*fitting, (exercise, asked[exercise.id])]
        if seconds(arranged(more)) <= limit_s:
            fitting = more
    if not fitting:
        whole = [(one, asked[one.id]) for one in ordered if alone_s(one, asked[one.id]) <= 60 * plan.minutes]
        fitting = whole[:1]
    return Workout(arranged(fitting)) if fitting else None


def by_turn(plan: Plan, asked: Mapping[str, int], done: Turns, day: str) -> list[Exercise]:
    """Those done least this week first, of those the ones that wait longest, of those the longest ones."""
    week = dates.week_of(day)

    def turn(exercise: Exercise) -> tuple[int, str, float]:
        days = [then for then, ids in done if exercise.id in ids]
        return sum(then in week for then in days), max(days, default=""), -alone_s(exercise, asked[exercise.id])

    return sorted(plan.exercises, key=turn)
