"""The week and the streak: what was planned, what was done, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer import dates
from trainer.workout.choosing import amounts, chosen, turns
from trainer.workout.layout import seconds
from trainer.workout.log import Log, Why
from trainer.workout.plan import Plan
from trainer.workout.progress import Care, care, painful
from trainer.workout.steps import Workout


class Fate(StrEnum):
    """What became of a day; the words are those of the table."""

    DONE = "done"
    EXTRA = "done, unplanned"
    REST = "rest day"
    PAIN = "pain: rested"
    BEGUN = "begun: trainer takes it up again"
    MISSED = "missed"
    TODAY = "today"
    COMING = "planned"
    FREE = ""


KEPT = frozenset({Fate.DONE, Fate.REST, Fate.PAIN})
"""Of a planned day: its plan was kept. Rest and pain are no failure."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week. minutes: done."""

    day: str
    planned: bool
    fate: Fate
    minutes: float


@dataclass(frozen=True, slots=True)
class Week:
    """days: Monday first. planned_min: minutes that the planned sessions take. streak: planned days kept, one after the
    other, until now. next: day and sets of the next session, None when none can be planned.
    """

    days: tuple[Day, ...]
    planned_min: float
    streak: int
    next: tuple[str, Workout] | None
    care: Care

    @property
    def minutes(self) -> float:
        """Done in this week."""
        return sum(day.minutes for day in self.days)


def week(plan: Plan, log: Log, today: str) -> Week:
    """The week of today."""
    days = dates.week_of(today)
    coming = ahead(plan, log, today)
    return Week(
        tuple(
            Day(
                day, planned_on(plan, log, today, day), fate(plan, log, today, day), sum(e.minutes for e in log.of(day))
            )
            for day in days
        ),
        planned_min(plan, log, days[0]),
        streak(plan, log, today),
        coming[0] if coming else None,
        care(log),
    )


def planned_on(plan: Plan, log: Log, today: str, day: str) -> bool:
    """Whether that day is one of the plan: from today on of this one, before of the one that held then."""
    held = plan.days if day >= today else next((days for since, days in reversed(log.plans) if since <= day), ())
    return dates.weekday(day) in held


def fate(plan: Plan, log: Log, today: str, day: str) -> Fate:
    """What became of a day."""
    planned, entries = planned_on(plan, log, today, day), log.of(day)
    if any(entry.trained for entry in entries):
        begun = day == today and not entries[-1].over
        return Fate.BEGUN if begun else Fate.DONE if planned else Fate.EXTRA
    if any(painful(entry) for entry in entries) or log.rests.get(day) is Why.PAIN:
        return Fate.PAIN
    if day in log.rests:
        return Fate.REST
    if not planned:
        return Fate.FREE
    if day == today:
        return Fate.BEGUN if any(entry.sets and not entry.over for entry in entries) else Fate.TODAY
    return Fate.MISSED if day < today else Fate.COMING


def streak(plan: Plan, log: Log, today: str) -> int:
    """How many planned days in a row were kept until now; today can add to it, and breaks it only when it is over."""
    first = log.plans[0][0] if log.plans else today
    count, day = 0, today
    while day >= first:
        if planned_on(plan, log, today, day):
            if fate(plan, log, today, day) in KEPT:
                count += 1
            elif day < today:
                break
        day = dates.later(day, -1)
    return count


def ahead(plan: Plan, log: Log, today: str, days: int = 8) -> list[tuple[str, Workout]]:
    """The sessions of the next so many days, today among them unless it is over, as they would be from what is known.

    Only the first is shorter after pain; how much is asked for later depends on how the ones before go.
    """
    done, heed = turns(log), care(log)
    found: list[tuple[str, Workout]] = []
    for day in (dates.later(today, n) for n in range(days)):
        became = fate(plan, log, today, day)
        over = became is Fate.TODAY and any(entry.over for entry in log.of(day)[-1:])  # most of it was skipped
        if over or became not in (Fate.TODAY, Fate.BEGUN, Fate.COMING):
            continue
        workout = chosen(plan, amounts(plan, log, heed), done, day, heed)
        if workout is not None:
            found.append((day, workout))
            done.append((day, frozenset(step.exercise.id for step in workout.steps)))
            heed = Care()
    return found


def planned_min(plan: Plan, log: Log, monday: str) -> float:
    """Minutes of all planned sessions of the week."""
    done, asked = [turn for turn in turns(log) if turn[0] < monday], amounts(plan, log, Care())
    total = 0.0
    for day in (dates.later(monday, n) for n in plan.days):
        workout = chosen(plan, asked, done, day, Care())
        if workout is not None:
            total += seconds(workout.steps)
            done.append((day, frozenset(step.exercise.id for step in workout.steps)))
    return total / 60
