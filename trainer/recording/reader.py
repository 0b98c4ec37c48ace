"""Reads a session folder, one's own or a stranger's: whatever is wrong with it is one clear error."""

from __future__ import annotations

import os
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from types import TracebackType

from trainer.pose import Pose
from trainer.recording import rows
from trainer.recording.opening import Opened, damaged, regular
from trainer.recording.rows import DamageError, Row
from trainer.recording.schema import LATEST_S, MODEL, MOST_ROWS, VIDEO, Event, Header, RecordedSet, RecordingError
from trainer.status import Rep

AT_ONCE = 64  # rows fetched and checked together: of fewer the checks cost more, and more are not quicker
Key = tuple[object, object]


class Recording:
    """A recorded session, a context manager; RecordingError when it is missing, damaged, or of a newer trainer.

    Nothing in the folder is trusted, and nothing is written to it. Sets, repetitions and events are read at once, poses
    when asked for. interrupted: cut off by a crash, or still being recorded. video: None for a session without
    pictures; whether it can be decoded is not looked at. duration_s: from the first pose to the last. bytes: of
    everything in the folder.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise RecordingError(f"no session folder {self.folder}: trainer sessions lists those there are")
        self.bytes = disk_use(self.folder)
        with self._clear_errors():
            self._opened = Opened(self.folder)
        try:
            with self._clear_errors():
                self._read()
        except BaseException:
            self.close()
            raise

    @property
    def interrupted(self) -> bool:
        """Whether the recording was not closed in order."""
        return not self.header.finished

    @property
    def video(self) -> Path | None:
        """The pictures' file, if there is one."""
        path = self.folder / VIDEO
        return path if regular(path) else None

    def poses(self, set_index: int | None = None) -> Iterator[Pose]:
        """The poses of a set, or all of them, in time order and exactly as the estimator gave them."""
        columns = "SELECT t_s, width_px, height_px, people, sure, landmarks FROM poses"
        last = -LATEST_S
        with self._clear_errors():
            if set_index is None:
                found = self._opened.rows(f"{columns} ORDER BY id")
            else:
                found = self._opened.rows(f"{columns} WHERE set_index = ? ORDER BY id", set_index)
        while True:
            with self._clear_errors():
                some = found.fetchmany(AT_ONCE)
                poses = rows.as_poses(some, last, self._models(some))
            if not some:
                return
            last = some[-1][0]
            yield from poses

    def _models(self, poses: list[Row]) -> Iterable[str]:
        """Which model placed the landmarks of each of these poses: the header's, until an event names another."""
        changes = [event for event in self.events if event.kind == MODEL]
        if not changes:
            return repeat(self.header.model)
        names = [self.header.model, *(event.text for event in changes)]
        return (names[bisect_right(changes, pose[0], key=lambda event: event.t)] for pose in poses)

    def close(self) -> None:
        """Let go of the files; may be called twice."""
        self._opened.close()

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _read(self) -> None:
        headers = self._table("session")
        if len(headers) != 1:
            raise DamageError("it has no header")
        self.header: Header = rows.as_header(headers[0])
        self.sets: tuple[RecordedSet, ...] = tuple(self._sets())
        self.events: tuple[Event, ...] = tuple(map(rows.as_event, self._table("events")))
        self.duration_s: float = self._duration()

    def _sets(self) -> Iterator[RecordedSet]:
        faults = self._grouped("faults", rows.as_fault)
        unseen = self._grouped("unseen", lambda row: rows.text(row[0]))
        calibrations = rows.as_calibrations(self._table("calibration"))
        reps: defaultdict[object, list[Rep]] = defaultdict(list)
        for index, *rest in self._table("reps"):
            key = (index, len(reps[index]))
            reps[index].append(rows.as_rep(tuple(rest), faults[key], unseen[key]))
        for row in self._table("sets"):
            whole: Key = (row[0], None)
            yield rows.as_set(row, reps[row[0]], faults[whole], unseen[whole], calibrations.get(str(row[0])))

    def _grouped(self, table: str, value: Callable[[Row], rows.T]) -> defaultdict[Key, list[rows.T]]:
        """What a table says of each repetition (set, repetition), and of each whole set (set, None)."""
        found: defaultdict[Key, list[rows.T]] = defaultdict(list)
        for index, rep, *rest in self._table(table):
            found[index, rep].append(value(tuple(rest)))
        return found

    def _table(self, name: str) -> list[Row]:
        """All rows of a small table."""
        found = self._opened.rows(f"SELECT * FROM {name} ORDER BY rowid LIMIT {MOST_ROWS + 1}").fetchall()
        if len(found) > MOST_ROWS:
            raise DamageError(f"more than {MOST_ROWS} {name}")
        return found

    def _duration(self) -> float:
        """Seconds from the first pose to the last; 0 without any."""
        ends = [
            self._opened.rows(f"SELECT t_s FROM poses ORDER BY id {way} LIMIT 1").fetchone() for way in ("ASC", "DESC")
        ]
        first, last = (0.0 if end is None else rows.seconds(end[0]) for end in ends)
        return max(last - first, 0.0)

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        """Turns whatever a broken file makes SQLite or Python say into one line."""
        try:
            yield
        except DamageError as error:
            raise damaged(self.folder, str(error)) from error
        except sqlite3.ProgrammingError:
            raise  # a use after close(): a bug, not a broken file
        except (sqlite3.Error, UnicodeError, OverflowError) as error:
            raise damaged(self.folder, " ".join(str(error).split())) from error
        except OSError as error:
            raise RecordingError(f"session {self.folder.name} can't be read: {error.strerror}") from error


def disk_use(folder: Path) -> int:
    """Bytes of all files in a folder, its subfolders included; what is gone meanwhile is left out."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            total += regular(Path(parent, name)) or 0
    return total
