"""The program's one command with its subcommands; the other modules here hang theirs into it."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="A webcam trainer for the upper back: it watches, counts what was done well and names what was not.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
