"""The session's database as it grows; used by one thread at a time."""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from trainer.pose import Pose
from trainer.recording.schema import (
    APPLICATION,
    CREATE,
    DATABASE,
    FORMAT,
    TABLES,
    Event,
    Header,
    SetSettings,
    clean,
    packed,
)
from trainer.status import Fault, Rep, Result

INSERT = {
    name: f"INSERT INTO {name} VALUES ({', '.join('?' * (columns.count(',') + 1))})" for name, columns in TABLES.items()
}


class Database:
    """The tables of one session, in a new file; sqlite3.Error or OSError when it can't be written.

    What was committed stays readable whatever happens to the process: a write-ahead log is only ever added to, and each
    of its entries carries a checksum. A rollback journal would make a killed session unreadable for those who may not
    write to it.
    """

    def __init__(self, folder: Path, header: Header) -> None:
        path = folder / DATABASE
        private(path)
        self._set: int | None = None
        self._sets = 0
        self._reps = 0
        # Made by one thread, and from then on used by another one alone.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(header)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, header: Header) -> None:
        run = self._connection.execute
        run(f"PRAGMA application_id = {APPLICATION}")
        run(f"PRAGMA user_version = {FORMAT}")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        self._begin()
        for statement in CREATE.values():
            run(statement)
        words = (header.trainer, header.model, header.model_sha256, header.source)
        self._insert("session", *map(clean, words), *header.size, header.started, 0, 0)
        self.commit()

    def begin_set(self, t: float, settings: SetSettings) -> None:
        """From here on poses and repetitions belong to a new set."""
        self._set, self._reps = self._sets, 0
        self._sets += 1
        given = (settings.exercise, str(settings.strictness), settings.reps, real(settings.hold_s), settings.side)
        self._insert("sets", self._set, *given, float(t), None, None)
        for name, value in ({} if settings.calibration is None else settings.calibration.values).items():
            self._insert("calibration", f"{self._set}/{name}", float(value))

    def end_set(self, t: float, result: Result) -> None:
        """The set is over: its result takes the place of what was announced in it."""
        index = self._set
        if index is None:
            return
        self._begin()
        for table in ("reps", "faults", "unseen"):
            self._connection.execute(f"DELETE FROM {table} WHERE set_index = ?", (index,))
        self._reps = 0
        for rep in result.reps:
            self.rep(rep)
        self._findings(index, None, result.spans, result.unseen)
        view = None if result.view is None else str(result.view)
        self._connection.execute("UPDATE sets SET end_s = ?, view = ? WHERE set_index = ?", (float(t), view, index))
        self._set = None

    def pose(self, pose: Pose) -> None:
        """One pose, of the set that is on or of none."""
        self._insert(
            "poses", None, self._set, float(pose.t), *pose.size, pose.people, int(pose.sure), packed(pose)
        )  # fmt: skip

    def rep(self, rep: Rep) -> None:
        """One repetition of the set that is on; outside any it is left out."""
        if self._set is None:
            return
        times = (float(t) for t in (rep.start_s, rep.peak_s, rep.end_s, rep.hold_s, rep.good_s))
        self._insert(
            "reps", self._set, rep.index, rep.side, *times, int(rep.valid), rep.reason, real(rep.size), real(rep.travel)
        )
        self._findings(self._set, self._reps, rep.faults, rep.unseen)
        self._reps += 1

    def event(self, event: Event) -> None:
        """One event."""
        self._insert("events", float(event.t), clean(event.kind), clean(event.code), clean(event.text))

    def commit(self) -> None:
        """What was added until now is kept, whatever comes."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def finish(self, dropped: int, *, cut_off: bool = False) -> None:
        """Nothing more comes, with so many pictures left out; cut_off: the session was not brought to its end."""
        self._begin()
        self._connection.execute("UPDATE session SET finished = ?, video_dropped = ?", (int(not cut_off), dropped))
        self.commit()
        # One file is what a user copies; on a disk without room for it the log stays beside it, which reads as well.
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Let go of the file; what was not committed is given up."""
        self._connection.close()

    def _findings(self, index: int, rep: int | None, faults: Iterable[Fault], unseen: Iterable[str]) -> None:
        for fault in faults:
            span = (float(fault.start_s), float(fault.end_s))
            self._insert("faults", index, rep, fault.code, fault.severity, *span, real(fault.worst), fault.unit)
        for code in unseen:
            self._insert("unseen", index, rep, code)

    def _insert(self, table: str, *values: object) -> None:
        self._begin()
        self._connection.execute(INSERT[table], values)

    def _begin(self) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN")


def real(value: float | None) -> float | None:
    """A plain float; None for None and for what is not finite."""
    return None if value is None or not math.isfinite(value) else float(value)


def private(path: Path) -> None:
    """A new empty file that no other user of this machine may read; FileExistsError when it is there already."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
