"""One live training at a time in a person's folder: a second one is told, so that none spoils what another keeps."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trainer.folders import made
from trainer.recording.schema import RecordingError

NAME = "in-use.sqlite"
"""The file that is locked; empty, and gone when nobody trains."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a person's folder meanwhile, made when it is missing; RecordingError when another trainer holds it.

    The lock is SQLite's own, the same on every system; it ends with the process, however that ends. Where nothing can
    be written nothing is held: there is nothing to spoil either.
    """
    path = folder / NAME
    lock = _locked(path)
    try:
        yield
    finally:
        if lock is not None:
            gone = _removed(path)  # while it is held: what another one has made since must stay
            lock.close()
            if not gone:  # Windows removes nothing that is open, be it by the next one
                _removed(path)


def _locked(path: Path) -> sqlite3.Connection | None:
    """A connection that locks the file; None where there can be none."""
    while True:
        try:
            made(path.parent)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error):
            return None
        try:
            lock.execute("PRAGMA journal_mode = OFF")  # nothing is ever written
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            lock.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return None
            raise RecordingError(
                f"another trainer is at work in {path.parent}: end it first, or choose another person with --profile"
            ) from error
        if path.exists():
            return lock
        lock.close()  # the one before has just taken it away


def _removed(path: Path) -> bool:
    with suppress(OSError):
        path.unlink()
        return True
    return False
