"""Opens a session's database without trusting it, and without ever writing to it or beside it."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import ExitStack, closing
from pathlib import Path, PurePath

from trainer.folders import scratch
from trainer.recording.schema import (
    APPLICATION,
    CREATE,
    DATABASE,
    FORMAT,
    LONGEST_VALUE,
    MOST_BYTES,
    RecordingError,
)

LOG = "-wal"
ATTEMPTS = 5  # at a copy of what is just being written
TICK = 1000  # steps of SQLite's machine between two looks at how many there were
STEPS_PER_BYTE = 1  # the smallest row has 8 bytes and takes 6 steps to read; more is a trap, made of pages listed often
TICKS_AT_LEAST = 50


class Opened:
    """An open database; damage in it comes as sqlite3.Error. close() lets go of it and of what was copied for it."""

    def __init__(self, folder: Path) -> None:
        self._held = ExitStack()
        self._ticks = 0
        try:
            self.connection = self._open(folder)
        except BaseException:
            self._held.close()
            raise

    def rows(self, statement: str, *values: object) -> sqlite3.Cursor:
        """The rows of a statement."""
        self._ticks = 0
        return self.connection.execute(statement, values)

    def close(self) -> None:
        """Let go of everything; may be called twice."""
        self._held.close()

    def _open(self, folder: Path) -> sqlite3.Connection:
        path = folder / DATABASE
        size = regular(path)
        if size is None:
            raise RecordingError(f"no session in {folder}: expected a file {DATABASE}; trainer sessions lists them")
        log = regular(path.with_name(DATABASE + LOG)) or 0
        if size + log > MOST_BYTES:
            raise RecordingError(f"{folder.name} is no session: its {DATABASE} is larger than any recording")
        if log:  # cut off, or still being written: reading the log would write beside it
            path = copied(path, self._held.enter_context(scratch()))
        # immutable: no lock, no log, and above all no journal, which could name other files to be removed.
        address = f"{address_of(path.absolute())}?mode=ro" + ("" if log else "&immutable=1")
        connection = self._held.enter_context(closing(sqlite3.connect(address, uri=True, isolation_level=None)))
        self._guard(connection, size + log)
        check_format(connection, folder)
        return connection

    def _guard(self, connection: sqlite3.Connection, size: int) -> None:
        """Limits for everything that a made-up file could do."""
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        most = max(TICKS_AT_LEAST, size * STEPS_PER_BYTE // TICK)

        def tick() -> bool:
            self._ticks += 1
            return self._ticks > most

        connection.set_progress_handler(tick, TICK)
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
            connection.execute(f"PRAGMA {setting}")


def check_format(connection: sqlite3.Connection, folder: Path) -> None:
    """RecordingError unless the file is a session of a format that is known, with just the tables it should have."""
    (application,), (number,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    if application != APPLICATION:
        raise RecordingError(f"{folder.name} is no session: its {DATABASE} belongs to another program")
    if number > FORMAT:
        raise RecordingError(
            f"{folder.name} was recorded by a newer trainer (format {number}, this one reads up to {FORMAT}): update it"
        )
    # Older formats will be read by tables of their own; there is none before the first.
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_master LIMIT 100"))
    if number != FORMAT or tables != CREATE:
        raise damaged(folder, "its tables are not those of a recording")


def damaged(folder: Path, what: str) -> RecordingError:
    """What is said of a session that can't be read."""
    return RecordingError(f"session {folder.name} is damaged: {what}; delete it with trainer sessions --delete")


def address_of(path: PurePath) -> str:
    """The file's address as SQLite reads it, which knows no other machines: a share of Windows is part of the path."""
    address = path.as_uri()
    return address if address.startswith("file:///") else address.replace("file://", "file:////", 1)


def regular(path: Path) -> int | None:
    """Size in bytes of a plain file; None when there is none, or a link, pipe or device is in its place."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def copied(path: Path, target: Path) -> Path:
    """A copy of the database and its log in the folder target, both of the same moment."""
    files = [path, path.with_name(path.name + LOG)]
    for _ in range(ATTEMPTS):
        before = [state(file) for file in files]
        for file in files:
            if regular(file):
                shutil.copyfile(file, target / file.name, follow_symlinks=False)
        if [state(file) for file in files] == before:
            break
    return target / path.name


def state(path: Path) -> tuple[int, int] | None:
    """What changes whenever a file does; None when it is gone."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
