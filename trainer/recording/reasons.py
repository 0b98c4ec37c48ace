"""Why something could not be recorded, as a person is told."""

from __future__ import annotations

import errno
import sqlite3

from trainer.movie import MovieError
from trainer.saying import Phrase, phrase


def reason(error: Exception) -> Phrase | str:
    """What went wrong, in few words; in no language yet, but for what the system itself says."""
    if isinstance(error, MovieError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    code = getattr(error, "errno", None)
    if (
        code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    ):
        return phrase("hint.disk-full")
    return getattr(error, "strerror", None) or " ".join(str(error).split())[:200]
