"""The program's one command with its subcommands; the other modules here hang theirs into it."""

from __future__ import annotations

import typer

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help is there in half of the time
)
