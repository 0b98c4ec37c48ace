"""trainer week: what was planned, what was done, and what comes next."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table

from trainer import dates, tables
from trainer.commands import CommandError
from trainer.commands.plan import day_names, heeded, whole
from trainer.nearest import no_such
from trainer.workout import plan_file
from trainer.workout.diary import Diary, read
from trainer.workout.layout import seconds
from trainer.workout.log import Why
from trainer.workout.plan import Plan
from trainer.workout.week import KEPT, Day, Week
from trainer.workout.week import week as week_of

NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def week(folder: Path, rest: str | None, why: str, goal_min: int) -> None:
    """Tell about this week; rest: a day to be noted as one without training first, and why. goal_min: of a week."""
    screen, today = tables.console(), dates.today()
    if rest is not None:
        day = day_named(rest, today)
        if why not in list(Why):
            raise CommandError(no_such("reason", why, Why))
        with Diary.open(folder) as diary:
            diary.rest_day(day, Why(why))
        screen.print(f"{dates.spoken(day)} is a rest day: it keeps your streak.")
    plan = plan_file.load(folder) or Plan()
    found = week_of(plan, read(folder), today)
    screen.print(table(found))
    for line in (totals(found, goal_min), coming(plan, found), *heeded(found.care)):
        screen.print(whole(line), soft_wrap=True)


def day_named(text: str, today: str) -> str:
    """The date of a near day, of a day of this week, or written out; CommandError for any other word."""
    word = text.lower()
    if word in NEAR:
        return dates.later(today, NEAR[word])
    if word in dates.DAYS:
        return dates.week_of(today)[dates.DAYS.index(word)]
    if dates.is_day(word):
        return word
    raise CommandError(f"{no_such('day', text, [*NEAR, *dates.DAYS])}, or a date such as {today}")


def table(week: Week) -> Table:
    """A row for each day."""
    shown = Table("day", "plan", "done", "minutes")
    for day in week.days:
        shown.add_row(
            dates.spoken(day.day),
            "session" if day.planned else tables.NOTHING,
            mark(day),
            f"{day.minutes:.0f}" if day.minutes else tables.NOTHING,
        )
    return shown


def mark(day: Day) -> str:
    """What became of it, with a tick where the plan was kept."""
    return f"✓ {day.fate}" if day.planned and day.fate in KEPT else str(day.fate) or tables.NOTHING


def totals(week: Week, goal_min: int) -> str:
    """What this week amounts to, and the streak; goal_min: the minutes that the person wants."""
    planned = [day for day in week.days if day.planned]
    kept = sum(day.fate in KEPT for day in planned)
    return (
        f"{kept} of {tables.count(len(planned), 'session')} kept. {week.minutes:.0f} minutes of the {goal_min} that"
        f" are your goal; the plan's sessions take {week.planned_min:.0f}."
        f" Streak: {tables.count(week.streak, 'planned day')} kept in a row."
    )


def coming(plan: Plan, week: Week) -> str:
    """The next session, in one sentence."""
    if week.next is None:
        return f"No next session: nothing fits the plan of {day_names(plan)}; trainer plan shows it."
    day, workout = week.next
    names = ", ".join(dict.fromkeys(step.exercise.name for step in workout.steps))
    at = f" at {plan.at}" if plan.at else ""
    return f"Next session: {dates.spoken(day)}{at}, {seconds(workout.steps) / 60:.0f} minutes: {names}."
