"""What is said: a phrase in no language yet, a short sound, and how urgent they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to say, before a language is chosen: a key of the catalogues, or a sentence of an exercise.

    values: for the placeholders of the sentence, by name; a value may be a phrase itself ("hips").
    """

    key: str
    values: tuple[tuple[str, Phrase | str | int], ...] = ()


def phrase(key: str, **values: Phrase | str | int) -> Phrase:
    """A phrase with values for its placeholders."""
    return Phrase(key, tuple(values.items()))


OTHER_SIDE = "other-side"
"""Why a repetition of a side that was not asked for does not count, as if it were a fault's code."""


def fault_name(code: str) -> Phrase:
    """A fault's short name, in English the words of its code: what did not count, and why."""
    return Phrase(code.replace("-", " "))


class Sound(StrEnum):
    """Short sounds: each means one thing."""

    COUNTED = "counted"
    HELD = "held"
    ATTEMPT = "attempt"
    TICK = "tick"
    GO = "go"


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to be heard, begun at t seconds of the poses' time or not at all.

    phrase, sound: either or both. code: what it is about (a check's code, "count", "hold", "setup", …), for the
    record. urgency: 0 safety, 1 visibility, 2 correction, 3 count or praise, 4 information. fresh_s: not worth saying
    when it could not begin within so many seconds.
    """

    t: float
    code: str
    phrase: Phrase | None = None
    sound: Sound | None = None
    urgency: int = 3
    fresh_s: float = 2.0
