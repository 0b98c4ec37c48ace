"""Whose data a command is about."""

from __future__ import annotations

from pathlib import Path

from trainer.commands import CommandError


def person(data: Path | None, profile: str) -> Path:
    """The person's folder; CommandError for a name that no one can have."""
    from trainer.folders import data_folder

    try:
        return data_folder(data, profile)
    except ValueError as error:
        raise CommandError(str(error)) from error
