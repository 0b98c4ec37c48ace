"""trainer remind: the plan's times for the calendar that the user has."""

from __future__ import annotations

from pathlib import Path

from trainer import dates, tables
from trainer.commands import CommandError
from trainer.commands.plan import day_names
from trainer.workout import plan_file
from trainer.workout.plan import Plan
from trainer.workout.reminders import AHEAD_MIN, calendar


def remind(folder: Path, out: Path) -> None:
    """Write the calendar file of the plan in a person's folder."""
    plan = plan_file.load(folder) or Plan()
    written = calendar(plan, folder, dates.today())
    try:
        out.write_bytes(written)
    except OSError as error:
        raise CommandError(f"{out} can't be written: {error.strerror}; choose another place with --out") from error
    screen = tables.console()
    tables.show_written(screen, out)
    screen.print(
        f"Each {day_names(plan)} at {plan.at}, with an alarm {AHEAD_MIN} minutes before: open it with your calendar."
    )
