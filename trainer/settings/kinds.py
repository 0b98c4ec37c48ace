"""What a setting may be: each kind reads a value of the file, or says in one line what was expected."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from trainer.folders import profile_name
from trainer.nearest import no_such

LONGEST = 60  # characters of something wrong that are repeated to the user


@dataclass(frozen=True, slots=True)
class Kind:
    """What a setting may be. told: in words for the file. read: a value of TOML under its key -> as it is used, or
    ValueError with one line about it.
    """

    told: str
    read: Callable[[str, object], object]


def one_of(*words: str) -> Kind:
    """One of these words."""

    def read(key: str, value: object) -> object:
        if value in words:
            return value
        raise ValueError(no_such(key, short(value), words))

    return Kind(f"One of {', '.join(words)}.", read)


def whole(least: int, most: int) -> Kind:
    """A whole number within limits."""

    def read(key: str, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(key, value, f"a whole number from {least} to {most}, without quotes")
        near = min(max(value, least), most)
        if value != near:
            raise wrong(key, value, f"{least} to {most}; the nearest is {near}")
        return value

    return Kind(f"{least} to {most}.", read)


def _flag(key: str, value: object) -> object:
    if isinstance(value, bool):
        return value
    raise wrong(key, value, "true or false, without quotes")


def _text(key: str, value: object) -> object:
    if isinstance(value, str) and value.isprintable():
        return value
    raise wrong(key, value, "a text in quotes")


def _person(key: str, value: object) -> object:
    return profile_name(value) if value and isinstance(value, str) else _text(key, value)


def _camera(key: str, value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return str(value)
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value
    raise wrong(key, value, "a number, or a path in quotes")


def wrong(key: str, value: object, expected: str) -> ValueError:
    """The error about a value that can't be."""
    return ValueError(f"no {key} {short(json.dumps(value, ensure_ascii=False, default=str))}: expected {expected}")


def short(value: object) -> str:
    """A value as it is repeated to the user."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


FLAG, TEXT = Kind("true or false.", _flag), Kind("", _text)
PERSON, CAMERA = Kind("", _person), Kind("", _camera)
