"""The right value nearest to a wrong one, for errors that tell what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(text: str, known: Iterable[str]) -> str:
    """The known word that reads most like the text, whatever its case, the first of equals; known must not be empty."""
    return max(known, key=lambda word: SequenceMatcher(None, text.lower(), word.lower()).ratio())


def no_such(what: str, text: str, known: Iterable[str]) -> str:
    """The sentence about a word that is none of the known ones: no day 'wedd': did you mean wed? Expected one of …"""
    words = list(known)
    return f"no {what} {text!r}: did you mean {nearest(text, words)}? Expected one of {', '.join(words)}"
