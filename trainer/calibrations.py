"""The file in which a person's measures are kept, by exercise and view."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from trainer import dates
from trainer.calibration import Calibration
from trainer.exercise import View
from trainer.folders import made
from trainer.saying import Phrase, phrase
from trainer.words import Words

FILE = "calibration.toml"
DAMAGED = "calibration.damaged.toml"
OLD_DAYS = 90  # a range of three months ago is no measure of today
MOST_BYTES = 1 << 18
LARGEST = 1e4  # of a value: centimetres and degrees
ON = "on"
HEAD = "# What the trainer has measured of you. See it: trainer calibration. Forget it: trainer calibration --reset\n"

Kept = dict[tuple[str, View], "Measures"]
"""Measures by exercise and view."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured at one exercise from one view; on: the day of the last time, values: by name."""

    on: str
    values: Mapping[str, float]

    @property
    def old(self) -> bool:
        """Whether that was too long ago to be used."""
        return dates.later(self.on, OLD_DAYS) < dates.today()


def load(folder: Path, exercise_id: str, tell: Callable[[str], None] | None = None) -> Calibration | None:
    """What is known of this person at an exercise, None when nothing is, or it is too old; see read for tell."""
    measures = {view: m for (kept_id, view), m in read(folder, tell).items() if kept_id == exercise_id and not m.old}
    values = {f"{view}/{name}": value for view, m in measures.items() for name, value in m.values.items()}
    return Calibration(values) if values else None


def save(folder: Path, exercise_id: str, measured: Calibration | None) -> Phrase | None:
    """Keep what a set told: half of it, half of what was known before; one line when that fails, None otherwise."""
    if measured is None or not measured.values:
        return None
    try:
        kept = _kept(folder)
    except OSError as error:
        return phrase("hint.no-measures", file=str(folder / FILE), reason=_why(error))
    for view in View:
        new = {name: measured.of(view, name) for name in _names(measured, view)}
        before = kept.get((exercise_id, view))
        old = {} if before is None or before.old else before.values
        if new:
            mixed = {name: (value + old.get(name, value)) / 2 for name, value in new.items() if value is not None}
            kept[exercise_id, view] = Measures(dates.today(), {**old, **mixed})
    return _write(folder, kept)


def reset(folder: Path, exercise_id: str | None = None) -> int:
    """Forget an exercise, or all; how many there were. OSError when the file can't be read or changed."""
    kept = _kept(folder)
    gone = {kept_id for kept_id, _ in kept if exercise_id in (None, kept_id)}
    left = {key: measures for key, measures in kept.items() if key[0] not in gone}
    problem = _write(folder, left) if left else _remove(folder)
    if problem is not None:
        raise OSError(Words().say(problem))
    return len(gone)


def read(folder: Path, tell: Callable[[str], None] | None = None) -> Kept:
    """All that is kept, empty when there is no file yet.

    A file that can't be understood is put aside, told in one line (tell: how, on standard error when None), and what is
    measured from now on starts a new one. One that can't be read now, as while another program holds it, is told, too,
    and stays.
    """
    try:
        return _kept(folder, tell)
    except OSError as error:
        (tell or _complain)(f"{folder / FILE} can't be read ({_why(error)}): it stays, and is not used this time")
        return {}


def _kept(folder: Path, tell: Callable[[str], None] | None = None) -> Kept:
    """The same; OSError for a file that can't be read now."""
    path = folder / FILE
    try:
        return _parsed(path)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, RecursionError) as error:
        told = f"{path} can't be read ({_why(error)}): it is put aside as {DAMAGED}, and measured anew"
        (tell or _complain)(told)
        with suppress(OSError):
            path.replace(folder / DAMAGED)
        return {}


def _complain(line: str) -> None:
    print(f"trainer: {line}", file=sys.stderr)


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or " ".join(str(error).split())[:120]


def _parsed(path: Path) -> Kept:
    """The file's tables; ValueError for whatever this program does not write."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise ValueError("it is no file of its own")
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("it is too large")
    found: Kept = {}
    for exercise_id, views in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if not isinstance(views, dict):
            raise ValueError(f"{exercise_id!r} is no table")
        for view, values in views.items():
            found[exercise_id, View(view)] = _measures(values)
    return found


def _measures(table: object) -> Measures:
    if not isinstance(table, dict) or not isinstance(table.get(ON), str) or not dates.is_day(table[ON]):
        raise ValueError("a table without its day")
    values = {name: value for name, value in table.items() if name != ON}
    if not all(isinstance(v, float) and abs(v) <= LARGEST for v in values.values()):
        raise ValueError("a value that is no length or angle")
    return Measures(table[ON], values)


def _names(measured: Calibration, view: View) -> list[str]:
    return [key.removeprefix(f"{view}/") for key in measured.values if key.startswith(f"{view}/")]


def _text(kept: Kept) -> str:
    """The file; strings are written as JSON, which TOML reads alike."""
    lines = [HEAD]
    for (exercise_id, view), measures in sorted(kept.items()):
        lines.append(f"\n[{json.dumps(exercise_id)}.{view}]\n{ON} = {json.dumps(measures.on)}\n")
        lines += [f"{json.dumps(name)} = {float(value)!r}\n" for name, value in sorted(measures.values.items())]
    return "".join(lines)


def _write(folder: Path, kept: Kept) -> Phrase | None:
    """Put the file in its place at once, for this user alone; one line when that fails."""
    new = folder / f"{FILE}.new"
    try:
        made(folder)
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(_text(kept))
        new.replace(folder / FILE)
    except OSError as error:
        return phrase("hint.no-measures", file=str(folder / FILE), reason=str(error.strerror))
    return None


def _remove(folder: Path) -> str | None:
    try:
        (folder / FILE).unlink(missing_ok=True)
    except OSError as error:
        return f"{folder / FILE} can't be removed: {error.strerror}"
    return None
