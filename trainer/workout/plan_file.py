"""plan.toml in the person's folder: written with comments, read without trust."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path

from trainer import dates
from trainer.doses import Equipment
from trainer.folders import made
from trainer.workout import WorkoutError
from trainer.workout.plan import LONGEST, NONE, SHORTEST, Plan, changed, programme

NAME = "plan.toml"

TEXT = """\
# The weekly plan. trainer plan shows it, and writes this file when it is given options; yours to edit as well.

# How long a session may take, in minutes: {shortest} to {longest}.
minutes = {minutes}

# Days of the week: {all_days}.
days = {days}

# Time of day, for the reminders of trainer remind; "" for none.
at = "{at}"

# Exercises to leave out: {all_exercises}.
without = {without}

# What there is to use: {all_equipment}.
equipment = {equipment}
"""


def load(folder: Path) -> Plan | None:
    """The person's plan; None when there is none yet, WorkoutError when it can't be read."""
    path = folder / NAME
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return changed(Plan(), values)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise WorkoutError(f"the plan {path} can't be read: {error.strerror}") from error
    except (ValueError, RecursionError, WorkoutError) as error:  # no TOML, no UTF-8, or no value that a plan can have
        raise WorkoutError(f"{path}: {str(error)[:300]}") from error


def save(folder: Path, plan: Plan) -> Path:
    """Write the plan, all of it or nothing; where it is now."""
    path = folder / NAME
    new = path.with_name(f"{NAME}.{os.getpid()}")
    try:
        made(folder)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text(plan))
        new.replace(path)
    except OSError as error:
        raise WorkoutError(f"the plan {path} can't be written: {error.strerror}") from error
    return path


def text(plan: Plan) -> str:
    """The plan as it stands in the file."""
    return TEXT.format(
        shortest=SHORTEST,
        longest=LONGEST,
        minutes=plan.minutes,
        all_days=", ".join(dates.DAYS),
        days=_list(dates.DAYS[day] for day in plan.days),
        at=plan.at or "",
        all_exercises=", ".join(exercise.id for exercise in programme()),
        without=_list(plan.without),
        all_equipment=", ".join([*Equipment, NONE]),
        equipment=_list(plan.equipment),
    )


def _list(words: Iterable[str]) -> str:
    return json.dumps([str(word) for word in words])
