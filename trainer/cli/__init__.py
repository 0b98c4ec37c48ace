"""The commands. Each imports the heavy libraries inside itself, so that --help and a typing mistake answer at once."""

# ruff: noqa: I001  # --help lists the commands in this order

from __future__ import annotations

from trainer.cli.app import app
from trainer.cli import training
from trainer.cli import planning
from trainer.cli import measures
from trainer.cli import sessions
from trainer.cli import keeping
from trainer.cli import reference
from trainer.cli.defaults import defaults
from trainer.cli.printing import print_anywhere
from trainer.folders import config_file
from trainer.settings.file import load

__all__ = ["app", "keeping", "main", "measures", "planning", "reference", "sessions", "training"]


def main() -> None:
    """The command trainer."""
    print_anywhere()
    loaded = load(config_file())
    names = [command.callback.__name__ for command in app.registered_commands if command.callback is not None]
    app(default_map=defaults(loaded.settings, names), obj=loaded)
