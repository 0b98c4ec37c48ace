"""The user's settings: a table of rows, each with its usual value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from trainer.exercise import Strictness
from trainer.models import NAMES
from trainer.nearest import no_such
from trainer.settings.kinds import CAMERA, FLAG, PERSON, TEXT, Kind, one_of, short, whole
from trainer.words import AUTO, LANGUAGES

RATE, SLOWEST, FASTEST = 160, 60, 400
"""Spoken words a minute: calm, and clear from three metres."""
LEAST_GOAL, MOST_GOAL = 10, 1000
"""Minutes a week; the usual is three times 20, the least dose of the programme."""
VIDEO, SKELETON, NOTHING = "video", "skeleton", "nothing"


def setting(usual: str | int | bool, kind: Kind, what: str) -> Any:
    """A row of the table of settings: its value where the file says nothing, what it may be, and what it is."""
    return field(default=usual, metadata={"kind": kind, "what": what})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, each a row: name, usual value, kind, what it is. Options of a command go before them."""

    language: str = setting(AUTO, one_of(AUTO, *LANGUAGES), "Language of what is shown and said; auto is the system's.")
    profile: str = setting("", PERSON, 'Who trains, where several people do; "" is the first of them.')
    voice: str = setting("", TEXT, 'Part of the name of one of the system\'s voices; "" is the usual one.')
    rate: int = setting(RATE, whole(SLOWEST, FASTEST), "Spoken words a minute.")
    mute: bool = setting(False, FLAG, "Say and play nothing.")
    sounds: bool = setting(True, FLAG, "Short sounds beside the words.")
    camera: str = setting("0", CAMERA, "Number of the camera, or its path.")
    model: str = setting(AUTO, one_of(AUTO, *NAMES), "Size of the pose model; auto is the largest that keeps pace.")
    strictness: str = setting(
        str(Strictness.NORMAL), one_of(*map(str, Strictness)), "How close to a limit you may come."
    )
    mirror: bool = setting(True, FLAG, "Show the camera's picture like a mirror.")
    record: str = setting(VIDEO, one_of(VIDEO, SKELETON, NOTHING), "What is kept of a session.")
    blur_face: bool = setting(False, FLAG, "Blur the head of who exercises, no other, in pictures that are kept.")
    goal_minutes: int = setting(60, whole(LEAST_GOAL, MOST_GOAL), "Minutes a week that you want to train.")


ROWS: Mapping[str, Field[Any]] = {row.name: row for row in fields(Settings)}
USUAL = Settings()


def checked(key: str, value: object) -> object:
    """The value of a setting as it is used; ValueError with one line for an unknown key or a value that is none."""
    if key not in ROWS:
        raise ValueError(no_such("setting", short(key), ROWS))
    kind: Kind = ROWS[key].metadata["kind"]
    return kind.read(key, value)
