"""The language that a command speaks and shows."""

from __future__ import annotations

import os

from trainer.commands import CommandError
from trainer.words import Words, language_of


def spoken(language: str) -> Words:
    """The catalogue of a language, "auto" for the system's; CommandError for one that is not spoken here."""
    try:
        return Words(language_of(language, os.environ))
    except ValueError as error:
        raise CommandError(str(error)) from error
