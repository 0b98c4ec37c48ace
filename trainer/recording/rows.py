"""From a database's rows to values, each checked: a file from a stranger says nothing that is believed unseen."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np

from trainer.calibration import Calibration
from trainer.exercise import Severity, Strictness, View
from trainer.pose import JOINTS, Pose
from trainer.recording.schema import (
    COLUMNS,
    FORMAT,
    LANDMARKS,
    LARGEST,
    LARGEST_PX,
    LATEST_S,
    LONGEST_TEXT,
    Event,
    Header,
    RecordedSet,
    SetSettings,
    unpacked,
)
from trainer.status import Fault, Rep

T = TypeVar("T")
Row = tuple[Any, ...]
SEVERITIES: dict[str, Severity] = {"break": "break", "warn": "warn"}
FAR_M = 1000.0  # landmarks are metres from the hips


class DamageError(Exception):
    """A value that no recorder writes; what it is, in a few words."""


def text(value: object) -> str:
    """A short line of printable text."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise DamageError("a text that is none")
    return value


def whole(value: object, low: int, high: int) -> int:
    """An integer from low to high."""
    if not isinstance(value, int) or not low <= value <= high:
        raise DamageError(f"a number that is not one from {low} to {high}")
    return value


def number(value: object, high: float = LARGEST) -> float:
    """A finite number no further than high from zero."""
    if not isinstance(value, float) or not abs(value) <= high:
        raise DamageError(f"a number that is not within ±{high:g}")
    return value


def seconds(value: object) -> float:
    """A time, or a length of time."""
    return number(value, LATEST_S)


def maybe(check: Callable[[object], T], value: object) -> T | None:
    """None, or what check makes of the value."""
    return None if value is None else check(value)


def one_of(known: Callable[[str], T] | dict[str, T], value: object) -> T:
    """A member of an enumeration, or a dictionary's value, by its name."""
    name = text(value)
    try:
        return known[name] if isinstance(known, dict) else known(name)
    except (KeyError, ValueError) as error:
        raise DamageError("a word that is not known") from error


def as_header(row: Row) -> Header:
    """The header; columns as in the table session."""
    trainer, model, sha256, source, width, height, started, finished, dropped = row
    return Header(
        FORMAT, text(trainer), text(model), text(sha256), text(source), size(width, height), text(started),
        bool(whole(finished, 0, 1)), whole(dropped, 0, 1 << 40),
    )  # fmt: skip


def size(width: object, height: object) -> tuple[int, int]:
    """(width, height) of a picture in pixels."""
    return whole(width, 1, LARGEST_PX), whole(height, 1, LARGEST_PX)


def as_calibrations(rows: Iterable[Row]) -> dict[str, Calibration]:
    """What each set began with, by its index; columns as in the table calibration."""
    found: dict[str, dict[str, float]] = {}
    for name, value in rows:
        index, _, rest = text(name).partition("/")
        found.setdefault(index, {})[rest] = number(value)
    return {index: Calibration(values) for index, values in found.items()}


def as_set(
    row: Row, reps: Iterable[Rep], spans: Iterable[Fault], unseen: Iterable[str], calibration: Calibration | None = None
) -> RecordedSet:
    """One set with what was found in it; columns as in the table sets."""
    index, exercise, strictness, target, hold, side, start, end, view = row
    settings = SetSettings(
        text(exercise),
        str(one_of(Strictness, strictness)),
        maybe(lambda value: whole(value, 0, 1_000_000), target),
        maybe(seconds, hold),
        maybe(text, side),
        calibration,
    )
    return RecordedSet(
        whole(index, 0, 1 << 30), settings, seconds(start), maybe(seconds, end), tuple(reps), tuple(spans),
        tuple(unseen), maybe(lambda value: one_of(View, value), view),
    )  # fmt: skip


def as_rep(row: Row, faults: Iterable[Fault], unseen: Iterable[str]) -> Rep:
    """One repetition; columns as in the table reps but for the set."""
    index, side, start, peak, end, hold, good, valid, reason, share, travel = row
    return Rep(
        whole(index, 0, 1 << 30), maybe(text, side), seconds(start), seconds(peak), seconds(end), seconds(hold),
        seconds(good), bool(whole(valid, 0, 1)), maybe(text, reason), tuple(faults), tuple(unseen),
        maybe(number, share), maybe(number, travel),
    )  # fmt: skip


def as_fault(row: Row) -> Fault:
    """One fault; columns as in the table faults but for set and repetition."""
    code, severity, start, end, worst, unit = row
    value = math.nan if worst is None else number(worst)
    return Fault(text(code), one_of(SEVERITIES, severity), seconds(start), seconds(end), value, text(unit))


def as_event(row: Row) -> Event:
    """One event; columns as in the table events."""
    t, kind, code, words = row
    return Event(seconds(t), text(kind), text(code), text(words))


def as_poses(rows: list[Row], last: float, models: Iterable[str]) -> Iterator[Pose]:
    """Poses in time order, none before last (seconds); columns: t_s, width_px, height_px, people, sure, landmarks.

    models: which one placed the landmarks, of as many poses as there are or more.

    All rows are checked at once, but each pose is made when it is asked for: many do not fit near the processor.
    """
    blobs = [row[5] for row in rows if row[5] is not None]
    if any(not isinstance(blob, bytes) or len(blob) != LANDMARKS.size for blob in blobs):
        raise DamageError(f"a pose that is not {LANDMARKS.size} bytes long")
    check_landmarks(np.frombuffer(b"".join(blobs), "<f4").reshape(-1, COLUMNS))
    for row in rows:
        if seconds(row[0]) < last:
            raise DamageError("poses whose time runs backward")
        last = row[0]
    pictures = [picture(*row[1:5]) for row in rows]
    return (unpacked(row[5], row[0], *seen, model) for row, seen, model in zip(rows, pictures, models, strict=False))


@lru_cache(typed=True)  # hardly ever another one, and 1 must not pass for True or 1.0
def picture(width: object, height: object, people: object, sure: object) -> tuple[tuple[int, int], int, bool]:
    """Size of a picture (pixels), persons in it, and whether it can be told who is meant."""
    return size(width, height), whole(people, 0, LARGEST_PX), bool(whole(sure, 0, 1))


def check_landmarks(landmarks: np.ndarray[Any, np.dtype[np.float32]]) -> None:
    """DamageError unless all are numbers that a picture, a body and a share can have."""
    if not len(landmarks):
        return
    # Whole poses, not single landmarks, as rows: nine times as quick. Of a column with a NaN the largest is NaN, which
    # is within no limit.
    furthest = np.abs(landmarks.reshape(-1, JOINTS * COLUMNS)).max(axis=0).reshape(JOINTS, COLUMNS)
    limits = np.array([LARGEST_PX] * 3 + [FAR_M] * 3 + [1.0])
    if not (furthest <= limits).all() or landmarks[:, 6].min() < 0:
        raise DamageError("landmarks that no picture can have")
