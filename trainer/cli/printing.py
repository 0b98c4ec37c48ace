"""Output that any terminal takes: what its encoding does not have is written with what it has."""

from __future__ import annotations

import codecs
import io
import sys

PLAIN = {
    "–": "-", "−": "-", "…": "...", "×": "x", "·": ".", "°": " deg", "±": "+-", "≤": "<=", "≥": ">=", "→": "->",
    "✓": "+", "✗": "x", "“": '"', "”": '"', "’": "'", "█": "#", "•": "*",
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss",
}  # fmt: skip
"""Characters of ours, in ASCII; any other one becomes a question mark."""


def plain(error: UnicodeError) -> tuple[str, int]:
    """What is written for characters that can't be encoded, and where the text goes on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(PLAIN.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


def print_anywhere() -> None:
    """From now on no character that standard output or standard error can't show is an error."""
    codecs.register_error(plain.__module__, plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=plain.__module__)
