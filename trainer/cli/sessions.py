"""The commands that look at recorded sessions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.errors import clear_errors
from trainer.cli.options import Data, ExportAs, GoalMinutes, Language, Profile, SaveVideo
from trainer.cli.person import person
from trainer.exercise import Strictness
from trainer.settings import USUAL


@app.command()
def sessions(
    delete: Annotated[
        list[str] | None, typer.Option("--delete", metavar="NAME", help="Delete this session; may be given again")
    ] = None,
    keep_days: Annotated[
        float | None, typer.Option("--keep-days", min=0, help="Delete what is older than so many days")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking")] = False,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """List the recorded sessions and the disk they use, or delete some."""
    with clear_errors():
        from trainer.commands import sessions as command

        folder = person(data, profile)

        def confirm(question: str) -> bool:
            return yes or typer.confirm(question)

        if delete:
            command.delete(folder, delete, confirm)
        if keep_days is not None:
            command.keep_days(folder, keep_days, confirm)
        if not delete and keep_days is None:
            command.list_sessions(folder)


@app.command()
def review(
    session: Annotated[str | None, typer.Argument(help="Its name; without one the last", show_default=False)] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only write the page")] = False,
    language: Language = USUAL.language,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Make the page of a session, with every repetition and fault linked to its moment, and open it."""
    with clear_errors():
        from trainer.commands import review as command
        from trainer.commands.spoken import spoken

        command.review(person(data, profile), session, not no_open, spoken(language))


@app.command()
def history(
    days: Annotated[float | None, typer.Option(min=0, help="Only the last so many days")] = None,
    html: Annotated[bool, typer.Option("--html", help="As a page")] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only write the page")] = False,
    goal_minutes: GoalMinutes = USUAL.goal_minutes,
    language: Language = USUAL.language,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Tell how each exercise goes over time, and the minutes of each week."""
    with clear_errors():
        from trainer.commands import history as command
        from trainer.commands.spoken import spoken

        command.history(person(data, profile), days, html, not no_open, goal_minutes, spoken(language))


@app.command()
def export(
    session: Annotated[str, typer.Argument(help="Its name; see: trainer sessions", show_default=False)],
    to: Annotated[ExportAs, typer.Option("--to", help="Kind of file")] = ExportAs.CSV,
    out: Annotated[Path, typer.Option("--out", help="Folder to write in")] = Path(),
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Write a session's repetitions and poses as files for other programs."""
    with clear_errors():
        from trainer.commands import export as command

        command.export(person(data, profile), session, to, out)


@app.command()
def replay(
    session: Annotated[str | None, typer.Argument(help="Its name; without one the last", show_default=False)] = None,
    speed: Annotated[float, typer.Option(min=0.25, max=8, help="How fast; 0.25 is slow motion")] = 1.0,
    from_s: Annotated[float | None, typer.Option("--from", min=0, help="Seconds of the session to begin at")] = None,
    window: Annotated[bool | None, typer.Option(help="Show it; usual unless a video is saved")] = None,
    save_video: SaveVideo = None,
    language: Language = USUAL.language,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Watch a session again with what today's rules say. Keys are shown below the picture; click the bar to seek."""
    with clear_errors():
        from trainer.commands import replay as command
        from trainer.commands.spoken import spoken

        words = spoken(language)
        command.replay(command.Wish(person(data, profile), session, speed, from_s, window, save_video, words))


@app.command()
def rejudge(
    sessions: Annotated[list[str], typer.Argument(metavar="SESSION...", help="Names; see: trainer sessions")],
    strictness: Annotated[Strictness | None, typer.Option(help="Another than live", show_default=False)] = None,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Judge recorded sessions by today's rules, and tell what changed against what was said live."""
    with clear_errors():
        from trainer.commands import rejudge as command

        command.rejudge_sessions(person(data, profile), sessions, strictness)
