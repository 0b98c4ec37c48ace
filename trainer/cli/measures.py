"""The command about what the trainer has measured of a person."""

from __future__ import annotations

from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.errors import clear_errors, known
from trainer.cli.options import Data, Profile
from trainer.cli.person import person
from trainer.settings import USUAL


@app.command()
def calibration(
    exercise: Annotated[str | None, typer.Argument(metavar="[EXERCISE]", show_default=False)] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget it: of this exercise, or all")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Forget without asking")] = False,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Show what was measured of you, which makes targets your own from the first repetition on; or forget it."""
    if exercise is not None:
        known(exercise)
    with clear_errors():
        from trainer.commands import calibration as command

        folder = person(data, profile)
        if reset:
            command.reset(folder, exercise, lambda question: yes or typer.confirm(question))
        else:
            command.show(folder, exercise)
