"""The commands that tell what there is: exercises, and the state of this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.errors import FAILED, known


@app.command()
def exercises(exercise: Annotated[str | None, typer.Argument(metavar="[ID]", show_default=False)] = None) -> None:
    """List the exercises, or tell all about one: what to do, how to stand, and every check with its source."""
    from trainer import tables

    screen = tables.console()
    if exercise is not None:
        tables.show_exercise(screen, known(exercise))
        return
    from trainer.exercises import exercises

    screen.print(tables.list_table(exercises().values()))
    screen.print("All about one: trainer exercises ID")


@app.command()
def doctor() -> None:
    """Look at cameras, models, libraries and display, and say what to do about each thing missing."""
    from trainer import tables
    from trainer.doctor import examine

    findings = examine()
    tables.show_findings(tables.console(), findings)
    if any(finding.essential and not finding.ok for finding in findings):
        raise typer.Exit(FAILED)
