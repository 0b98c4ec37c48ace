"""The settings file: TOML with comments, in which a line that is left out means the usual."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.folders import made
from trainer.settings import ROWS, USUAL, Settings, checked

MOST_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file says. lines: number of the line of each setting that stands in it, 0 where it can't be told.

    problems: a line for each thing that is wrong with it; what they are about is as usual.
    """

    settings: Settings = USUAL
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def load(path: Path) -> Loaded:
    """The settings in a file, the usual ones when there is none; whatever is wrong with it is told, never raised."""
    try:
        text = _content(path)
        values = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return Loaded()
    except (OSError, ValueError, RecursionError) as error:
        return Loaded(problems=(f"{path}{_why(error)}",))
    good: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in values.items():
        try:
            good[key] = checked(key, value)
        except ValueError as error:
            problems.append(f"{path}{_at(line_of(text, key))}: {error}")
    return Loaded(Settings(**good), {key: line_of(text, key) for key in good}, tuple(problems))


def line_of(text: str, key: str) -> int:
    """Number of the line in which a key or a table begins, from 1; 0 when it can't be told."""
    name = re.escape(key)
    begins = re.compile(rf"\s*\[*\s*[\"']?{name}[\"']?\s*[=.\]]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if begins.match(line)), 0)


def template() -> str:
    """The file with every setting at its usual value, as a comment."""
    rows = [
        f"# {' '.join(filter(None, (row.metadata['what'], row.metadata['kind'].told)))}\n"
        f"# {name} = {json.dumps(row.default)}\n"
        for name, row in ROWS.items()
    ]
    head = "# Settings of the trainer. Take the # from a line and change it; trainer config shows what holds then.\n"
    return "\n".join([head, *rows])


def create(path: Path) -> bool:
    """Write the file where there is none, for this user alone; whether it was. OSError when it can't be written."""
    made(path.parent)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(template())
    return True


def _content(path: Path) -> str:
    """The file's text; ValueError for what is no plain file of a sane size."""
    if path.exists() and not path.is_file():
        raise ValueError("it is no file")
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("it is too large")
    return content.decode("utf-8-sig")


def _why(error: Exception) -> str:
    """What is wrong with the whole file, with the line where TOML's reader tells it."""
    if isinstance(error, UnicodeDecodeError):
        return " can't be read: it is no UTF-8 text"
    if isinstance(error, OSError | RecursionError):
        return f" can't be read: {getattr(error, 'strerror', None) or 'it is nested too deeply'}"
    told = " ".join(str(error).split())
    found = re.fullmatch(r"(.*?) \(at (?:line (\d+), column \d+|end of document)\)", told)
    return f" can't be read: {told}" if found is None else f"{_at(int(found[2] or 0))}: {found[1]}"


def _at(line: int) -> str:
    return f", line {line}" if line else ""
