"""The diary's file: made for its owner alone, opened without surprises, put aside when it is damaged."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trainer import dates
from trainer.folders import made
from trainer.saying import phrase
from trainer.workout import WorkoutError

NAME = "diary.sqlite"
FORMAT = 1
"""Raised with every change of the tables; a newer one is refused."""
APPLICATION = 0x55425744
"""Tells a diary from any other SQLite file: the letters UBWD in the file's header."""
NOWHERE = (FileExistsError, NotADirectoryError, FileNotFoundError)
"""What systems say where a file is in the place of a folder."""
PATIENCE_S = 5.0  # for another trainer that is just writing

TABLES = {
    "workouts": "(id INTEGER PRIMARY KEY, day TEXT NOT NULL, started TEXT NOT NULL, steps TEXT NOT NULL,"
    " finished INTEGER NOT NULL, pain_before INTEGER, pain_after INTEGER)",
    "sets": "(workout INTEGER NOT NULL, step INTEGER NOT NULL, exercise TEXT NOT NULL, side TEXT,"
    " reps INTEGER NOT NULL, hold_s REAL, minutes REAL, valid INTEGER NOT NULL, attempts INTEGER NOT NULL,"
    " good_s REAL NOT NULL, seconds REAL NOT NULL, effort INTEGER, skipped INTEGER NOT NULL,"
    " left INTEGER NOT NULL)",
    "rests": "(day TEXT PRIMARY KEY, why TEXT NOT NULL)",
    "plans": "(since TEXT PRIMARY KEY, days TEXT NOT NULL)",
}
"""Name to columns. steps: the planned ones as JSON. days: of the week, 0 is Monday, as digits: 024."""
CREATE = {name: f"CREATE TABLE {name} {columns}" for name, columns in TABLES.items()}


def opened(folder: Path) -> sqlite3.Connection:
    """The diary in folder, made when there is none; WorkoutError when it can't be used, put aside when damaged.

    Each statement is kept at once, or all of a transaction together: what a killed process had written stays.
    """
    path = folder / NAME
    with told(path):
        private(path)
        connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
        try:
            _check(connection, path)
        except BaseException as error:
            connection.close()
            if isinstance(error, UnicodeDecodeError) or (isinstance(error, sqlite3.Error) and is_damage(error)):
                raise put_aside(path, plain(error)) from error
            raise
    return connection


def private(path: Path) -> None:
    """A file that only its owner may read, in a folder of the same kind; made when there is none."""
    made(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _check(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")  # of two that find none, only one makes the tables
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    (application,), (number,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    if not tables and not application and not number:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        for statement in CREATE.values():
            connection.execute(statement)
    elif application != APPLICATION:
        raise WorkoutError(f"{path} is no diary: it belongs to another program; move it away")
    elif number > FORMAT:
        raise WorkoutError(
            f"{path} was written by a newer trainer (format {number}, this one reads up to {FORMAT}): update it"
        )
    elif number != FORMAT or tables != CREATE:
        raise sqlite3.DatabaseError("its tables are not those of a diary")
    elif (found := connection.execute("PRAGMA quick_check(1)").fetchone()) != ("ok",):
        raise sqlite3.DatabaseError(str(found[0]).splitlines()[-1])
    connection.execute("COMMIT")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken: our own findings and SQLite's, but no lock, full disk or missing right."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def put_aside(path: Path, what: str) -> WorkoutError:
    """Keep the damaged file under another name, so that a new one can begin; what to say of it."""
    kept = path.with_name(f"diary-damaged-{dates.folder_name(dates.now())}.sqlite")
    with suppress(FileNotFoundError):  # another trainer was quicker
        path.rename(kept)
    return WorkoutError(phrase("hint.diary-damaged", reason=what, file=str(kept)))


def plain(error: Exception) -> str:
    """What an error says, in one line that a terminal can show: a stranger's file speaks through it."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(error))[:200]


def in_the_way(folder: Path) -> Path | None:
    """What is no folder, where one should be; None when nothing is."""
    return next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the disk or SQLite says into one line about the diary."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        if isinstance(error, NOWHERE) and (file := in_the_way(path.parent)) is not None:
            raise WorkoutError(phrase("hint.no-diary-folder", file=str(file))) from error
        what = error.strerror if isinstance(error, OSError) else plain(error)
        raise WorkoutError(phrase("hint.diary-unused", file=str(path), reason=str(what))) from error
