"""The settings file's part in the command line: what an option is where the user does not give it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import typer

from trainer.cli.errors import MISUSED, fail
from trainer.settings import NOTHING, VIDEO, Settings
from trainer.settings.file import Loaded

LIVE = ("camera", "model", "strictness", "language", "voice", "rate", "mute", "sounds", "mirror")
"""Settings that are options of the same name, of all that happens in front of the camera."""
HEARD = ("language", "voice", "rate", "mute", "sounds")
CAREFREE = frozenset({"config", "exercises", "doctor"})
"""Commands that no setting changes: they work with a wrong file, too."""


def defaults(settings: Settings, commands: Iterable[str]) -> dict[str, Any]:
    """Values of options, of the program alone and by the name of each command."""
    person = {"profile": settings.profile}
    kept = {"skeleton_only": settings.record != VIDEO, "blur_face": settings.blur_face}
    live = person | kept | {"no_record": settings.record == NOTHING} | some(settings, LIVE)
    return {
        **live,
        **dict.fromkeys(commands, person),
        "demo": some(settings, HEARD),
        "run": live,
        "analyze": person | kept | some(settings, ("language",)),
        **dict.fromkeys(("replay", "review"), person | some(settings, ("language",))),
        "history": person | some(settings, ("language", "goal_minutes")),
        "week": person | some(settings, ("goal_minutes",)),
    }


def some(settings: Settings, names: Iterable[str]) -> dict[str, Any]:
    """Settings by their names."""
    return {name: getattr(settings, name) for name in names}


def heed(context: typer.Context) -> None:
    """Ends the program when the settings file is wrong and the command would go by it: none else tells of a mistake
    in time, and a recording that should have been without pictures can't be undone.
    """
    loaded = context.obj
    if isinstance(loaded, Loaded) and loaded.problems and context.invoked_subcommand not in CAREFREE:
        *others, last = loaded.problems
        for problem in others:
            typer.echo(f"trainer: {problem}", err=True)
        fail(last, MISUSED)
