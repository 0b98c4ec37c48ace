"""The commands about what the trainer keeps: settings, and erasing everything."""

from __future__ import annotations

from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.errors import FAILED, clear_errors
from trainer.cli.options import Data, Profile
from trainer.cli.person import person
from trainer.commands import CommandError
from trainer.settings import USUAL


@app.command()
def config(
    init: Annotated[bool, typer.Option("--init", help="Write the file with all settings, where there is none")] = False,
) -> None:
    """Show the settings, where each comes from, and what is wrong with their file."""
    with clear_errors():
        from trainer.commands import config as command

        if init:
            command.init()
        elif not command.show():
            raise typer.Exit(FAILED)


@app.command()
def erase(
    context: typer.Context,
    everyone: Annotated[bool, typer.Option("--all", help="Of everyone, with settings and cache")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking")] = False,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Erase all that is kept of a person: sessions, diary, plan and measures."""
    with clear_errors():
        from trainer.commands import erase as command

        source = context.get_parameter_source("profile")
        if everyone and source is not None and source.name == "COMMANDLINE":
            raise CommandError("--all is everyone, --profile is one of them: expected one of the two")
        folder = person(data, "" if everyone else profile)
        if not command.erase(folder, everyone, lambda question: yes or typer.confirm(question)):
            raise typer.Exit(FAILED)
