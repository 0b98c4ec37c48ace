"""trainer config: where the settings are, what they are, and what is wrong with them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.table import Table

from trainer import tables
from trainer.commands import CommandError
from trainer.folders import cache_folder, config_file, data_folder
from trainer.settings import ROWS
from trainer.settings.file import Loaded, create, load


def show() -> bool:
    """Tell the settings that hold, and where everything is kept; whether nothing is wrong with the file."""
    path, screen = config_file(), tables.console()
    loaded = load(path)
    there = "" if path.exists() else " (not there yet: trainer config --init writes it)"
    screen.print(table(loaded))
    screen.print(f"Settings: {path}{there}", soft_wrap=True)
    screen.print(f"Sessions, diary, plan and measures: {data_folder(profile=loaded.settings.profile)}", soft_wrap=True)
    screen.print(f"Cache: {cache_folder()}", soft_wrap=True)
    for problem in loaded.problems:
        print(f"trainer: {problem}", file=sys.stderr)
    return not loaded.problems


def table(loaded: Loaded) -> Table:
    """A row for each setting."""
    shown = Table("setting", "value", "from", "what it is")
    for name, row in ROWS.items():
        line = loaded.lines.get(name)
        source = "usual" if line is None else f"line {line}" if line else "the file"
        about = f"{row.metadata['what']} {row.metadata['kind'].told}".strip()
        shown.add_row(name, json.dumps(getattr(loaded.settings, name), ensure_ascii=False), source, about)
    return shown


def init() -> None:
    """Write the file with every setting as a comment, unless there is one."""
    path = config_file()
    try:
        written = create(path)
    except OSError as error:
        raise CommandError(f"the settings {path} can't be written: {error.strerror}") from error
    if not written:
        raise CommandError(f"there are settings already, and they stay as they are: {path}")
    tables.show_written(tables.console(), path)


def at_first_start(path: Path) -> None:
    """Write the file where there is none yet; where it can't be written the usual settings do."""
    try:
        written = create(path)
    except OSError:
        return
    if written:
        tables.console().print(f"Settings, to be changed as you like: {path}", soft_wrap=True)
