"""The commands. Each imports the heavy libraries inside itself, so that --help and a typing mistake answer at once."""

# ruff: noqa: I001  # --help lists the commands in this order

from __future__ import annotations

from trainer.cli.app import app
from trainer.cli import training
from trainer.cli import sessions
from trainer.cli import reference

__all__ = ["app", "main", "reference", "sessions", "training"]


def main() -> None:
    """The command trainer."""
    app()
