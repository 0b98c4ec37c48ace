"""The commands about the plan and the week."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.errors import clear_errors
from trainer.cli.options import Data, GoalMinutes, Profile
from trainer.cli.person import person
from trainer.settings import USUAL


@app.command()
def plan(
    minutes: Annotated[
        str | None, typer.Option(metavar="15..30", help="Minutes of a session at most", show_default=False)
    ] = None,
    days: Annotated[
        str | None, typer.Option(metavar="mon,wed,fri", help="Days of the week", show_default=False)
    ] = None,
    at: Annotated[str | None, typer.Option(metavar="18:00", help="Time of day; none for any")] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="EXERCISE", help="Leave it out; may be given again; none for none")
    ] = None,
    equipment: Annotated[
        str | None, typer.Option(metavar="chair,wall,mat,bike,treadmill", help="What there is; none for nothing")
    ] = None,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Show the next sessions; any option changes the plan for good."""
    with clear_errors():
        from trainer.commands import plan as command

        given = {"minutes": minutes, "days": days, "at": at, "without": without, "equipment": equipment}
        command.plan(person(data, profile), {key: value for key, value in given.items() if value is not None})


@app.command()
def week(
    rest: Annotated[
        str | None, typer.Option(metavar="DAY", help="Note a rest day: today, tomorrow, mon, or 2026-11-23")
    ] = None,
    why: Annotated[str, typer.Option(metavar="rest|pain", help="Why that day is one")] = "rest",
    goal_minutes: GoalMinutes = USUAL.goal_minutes,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Tell about this week: plan, done, minutes, streak, and the next session."""
    with clear_errors():
        from trainer.commands import week as command

        command.week(person(data, profile), rest, why, goal_minutes)


@app.command()
def remind(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.ics", help="Where to write it")] = Path("training.ics"),
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Write the plan's times as a file that any calendar opens."""
    with clear_errors():
        from trainer.commands import remind as command

        command.remind(person(data, profile), out)
