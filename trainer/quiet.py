"""Keeps native libraries' chatter off the user's terminal, without hiding their errors."""

from __future__ import annotations

import atexit
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

STDERR = 2

# absl's informational and warning lines, its preamble, and TFLite's delegate notice; what OpenCV says on macOS of a
# camera that is not there, and macOS itself of two libraries with an FFmpeg each. Errors (E, F) and all else pass.
_CHATTER = re.compile(
    rb"[IW]\d{4} \d\d:\d\d:|INFO: |WARNING: All log messages before absl::"
    rb"|objc\[\d+\]: Class AVF\w+ is implemented in both "
    rb"|OpenCV: (?:out device of bound|camera failed to properly initialize)"
)


class _Stderr:
    """The process's standard error, held back while anyone wants it quiet: several threads may at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users, self._failed = 0, False
        self._kept: int | None = None
        self._held: IO[bytes] | None = None

    def hold(self) -> None:
        """Hold it back from now on."""
        with self._lock:
            self._users += 1
            if self._users == 1:
                self._begin()

    def release(self, failed: bool) -> None:
        """Let go of it; the last one to do so lets out what is to be seen: all of it if anything failed meanwhile."""
        with self._lock:
            self._users -= 1
            self._failed = self._failed or failed
            if self._users == 0:
                self._end()

    def give_back(self) -> None:
        """Let out what is held back, at the end of the program: someone may hang who wanted it quiet."""
        with self._lock:
            self._end()

    def _begin(self) -> None:
        _flush()
        try:
            held = memory_file()
        except OSError:  # there is no room for what should be held back: better a chatty trainer than none
            return
        try:
            self._kept = os.dup(STDERR)
        except OSError:  # the process has none
            held.close()
            return
        self._held = held
        os.dup2(held.fileno(), STDERR)

    def _end(self) -> None:
        failed, self._failed = self._failed, False
        if self._kept is None or self._held is None:
            return
        _flush()
        os.dup2(self._kept, STDERR)
        os.close(self._kept)
        with self._held as held:
            self._kept = self._held = None
            held.seek(0)
            _emit([line for line in held if failed or not _CHATTER.match(line)])


def memory_file() -> IO[bytes]:
    """An empty file without a name: in memory where the system has such files, or else among its temporary ones."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("stderr"), "w+b")
    return tempfile.TemporaryFile()


_STDERR = _Stderr()
atexit.register(_STDERR.give_back)


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Hold back what is written to file descriptor 2 meanwhile; errors follow afterwards, everything if one is raised.

    Works below Python, where TFLite and absl write. Does nothing when the process has no standard error, or the disk no
    room.
    """
    _STDERR.hold()
    failed = True
    try:
        yield
        failed = False
    finally:
        _STDERR.release(failed)


def _emit(lines: list[bytes]) -> None:
    text = b"".join(lines)
    while text:
        text = text[os.write(STDERR, text) :]


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()
