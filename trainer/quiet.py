"""Keeps native libraries' chatter off the user's terminal, without hiding their errors."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2

# absl's informational and warning lines, its preamble, and TFLite's delegate notice. Errors (E, F) and all else pass.
_CHATTER = re.compile(rb"[IW]\d{4} \d\d:\d\d:|INFO: |WARNING: All log messages before absl::")


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Hold back what is written to file descriptor 2 meanwhile; errors follow afterwards, everything if one is raised.

    Works below Python, where TFLite and absl write. Does nothing when the process has no standard error.
    """
    _flush()
    try:
        kept = os.dup(STDERR)
    except OSError:
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), STDERR)
        failed = True
        try:
            yield
            failed = False
        finally:
            _flush()
            os.dup2(kept, STDERR)
            os.close(kept)
            held.seek(0)
            _emit([line for line in held if failed or not _CHATTER.match(line)])


def _emit(lines: list[bytes]) -> None:
    text = b"".join(lines)
    while text:
        text = text[os.write(STDERR, text) :]


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()
