"""trainer plan: what the next sessions are, and what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from rich.table import Table

from trainer import dates, tables
from trainer.commands import CommandError
from trainer.words import Words
from trainer.workout import WorkoutError, plan_file
from trainer.workout.choosing import amounts, anyway
from trainer.workout.diary import Diary, read
from trainer.workout.layout import arranged, dose_of, seconds
from trainer.workout.log import Log
from trainer.workout.plan import Plan, changed, lacking, programme
from trainer.workout.progress import Care, advice, care
from trainer.workout.steps import Step, Workout
from trainer.workout.week import ahead

SPARE_MIN = 5  # minutes of a session that are left over without a word
SAFETY = (
    "Ask a doctor first, above all when your upper back hurts already. Stop at pain, numbness or dizziness.",
    "Neck presses raise the blood pressure: leave them out while yours is not under control.",
)


def plan(folder: Path, wishes: Mapping[str, object]) -> None:
    """Show the plan in a person's folder, after changing it as wished; nothing is written without a wish."""
    screen = tables.console()
    kept = plan_file.load(folder)
    today, current = dates.today(), kept or Plan()
    if wishes:
        current = wished(current, wishes)
        path = plan_file.save(folder, current)
        with Diary.open(folder) as diary:
            diary.planned(today, current.days)
        tables.show_written(screen, path)
    elif kept is None:
        screen.print("This is the usual plan; options such as --minutes and --days make it yours.")
    log = read(folder)
    screen.print(sentence(current), soft_wrap=True)
    sessions = ahead(current, log, today)[: len(current.days)]
    screen.print(session_table(sessions))
    for line in (*left_out(current, log), *room_left(current, sessions), *heeded(care(log))):
        screen.print(whole(line), soft_wrap=True)
    for line in SAFETY if wishes else ():
        screen.print(line, soft_wrap=True)


def wished(plan: Plan, wishes: Mapping[str, object]) -> Plan:
    """The plan as it is asked for; CommandError for a wish that no plan can have, or when nothing would fit."""
    try:
        new = changed(plan, wishes)
    except WorkoutError as error:
        raise CommandError(str(error)) from error
    if anyway(new, Log(), dates.today()) is None:
        raise CommandError(f"nothing fits: {'; '.join(left_out(new, Log()))}")
    return new


def sentence(plan: Plan) -> str:
    """The plan in one sentence."""
    at = f" at {plan.at}" if plan.at else ""
    having = f", with {', '.join(plan.equipment)}" if plan.equipment else ", without equipment"
    return f"At most {plan.minutes} minutes on {day_names(plan)}{at}{having}."


def day_names(plan: Plan) -> str:
    """The days of the plan: mon, wed, fri."""
    return ", ".join(dates.DAYS[day] for day in plan.days)


def session_table(sessions: Iterable[tuple[str, Workout]]) -> Table:
    """A row for each exercise of each session; the sessions' own cells tell day and length, one below the other."""
    table = Table("session", "exercise", "sides", "how much", "seen from")
    table.columns[0].no_wrap = True
    for day, workout in sessions:
        rows = [cells(list(steps)) for _, steps in groupby(workout.steps, key=lambda step: step.exercise.id)]
        when = [dates.spoken(day), f"{seconds(workout.steps) / 60:.0f} min", *[""] * len(rows)]
        if len(rows) == 1:
            when = ["\n".join(when[:2])]
        for number, exercise in enumerate(rows):
            table.add_row(when[number], *exercise, end_section=number == len(rows) - 1)
    return table


def cells(steps: Sequence[Step]) -> tuple[str, ...]:
    """All sets of one exercise: name, sides, how much, and from where the camera looks."""
    view = tables.NOTHING if steps[0].view is None else tables.view_name(steps[0].view)
    return steps[0].exercise.name, sides(steps), how_much(steps[0]), view


def sides(steps: Sequence[Step]) -> str:
    """The sides that are trained one after the other."""
    return ", ".join(step.side for step in steps if step.side) or tables.NOTHING


def how_much(step: Step) -> str:
    """20 min, 10 ×, or 5 × 10 s."""
    if step.minutes is not None:
        return f"{step.minutes:.0f} min"
    return f"{step.reps} ×" + (f" {step.hold_s:.0f} s" if step.hold_s else "")


def left_out(plan: Plan, log: Log) -> list[str]:
    """A sentence for each exercise that no session has, and why."""
    asked, limit_s = amounts(plan, log, care(log)), 60 * plan.minutes
    told = []
    for exercise in programme():
        if exercise.id in plan.without:
            told.append(f"{exercise.id} is left out, as you wished")
        elif needed := lacking(plan, exercise):
            told.append(f"{exercise.id} needs a {' or '.join(needed)}: --equipment tells what you have")
        elif (takes_s := seconds(arranged([(exercise, asked[exercise.id])]))) > limit_s:
            told.append(f"{exercise.id} takes {minutes_up(takes_s)} minutes, more than a session has")
    return told


def room_left(plan: Plan, sessions: Sequence[tuple[str, Workout]]) -> list[str]:
    """A sentence when every session has all exercises of the plan, and still much of its time is left."""
    whole = {exercise.id for exercise in plan.exercises}
    if not sessions or any({step.exercise.id for step in workout.steps} != whole for _, workout in sessions):
        return []
    longest = max(seconds(workout.steps) for _, workout in sessions) / 60
    if plan.minutes - longest < SPARE_MIN:
        return []
    grows = any(dose_of(exercise).low < dose_of(exercise).high for exercise in plan.exercises)
    why = ": amounts begin low, and grow as sets go well" if grows else ""
    return [f"all of it takes {longest:.0f} of the {plan.minutes} minutes{why}"]


def heeded(heed: Care) -> list[str]:
    """What pain asks for, in English."""
    return [Words().say(said) for said in advice(heed)]


def whole(line: str) -> str:
    """A sentence that stands alone: with a capital letter and a full stop."""
    return f"{line[0].upper()}{line[1:].rstrip('.')}."


def minutes_up(takes_s: float) -> int:
    """Whole minutes into which so many seconds fit."""
    return int(-(-takes_s // 60))
