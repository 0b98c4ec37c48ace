"""Why something could not be recorded, as a person is told."""

from __future__ import annotations

import errno
import sqlite3

from trainer.movie import MovieError


def reason(error: Exception) -> str:
    """What went wrong, in few words."""
    if isinstance(error, MovieError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    code = getattr(error, "errno", None)
    if (
        code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    ):
        return "the disk is full"
    return getattr(error, "strerror", None) or " ".join(str(error).split())[:200]
