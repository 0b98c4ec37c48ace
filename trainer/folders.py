"""Where the trainer keeps what it keeps, all of it for this user alone."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

PROGRAM = "upperback-trainer"
DATA, CONFIG = "TRAINER_DATA", "TRAINER_CONFIG"
"""Names of environment variables that name another data folder, and another settings file."""
PROFILES = "profiles"
COPY = "open-"
"""How the names of folders in the cache begin that are there for a moment only."""
LONGEST_NAME = 40
RESERVED = {"con", "prn", "aux", "nul", *(port + n for port in ("com", "lpt") for n in "0123456789¹²³")}  # by Windows


def data_folder(override: Path | None = None, profile: str = "") -> Path:
    """One person's folder: the one asked for, else TRAINER_DATA, else in the user's own data; it need not exist.

    profile: whose, "" for the first person's, in which those of all others are. ValueError for a name that is none.
    """
    chosen = os.environ.get(DATA)
    usual = Path(chosen) if chosen else user_data_path(PROGRAM, appauthor=False) / "sessions"
    folder = usual if override is None else override
    return folder / PROFILES / profile_name(profile) if profile else folder


def config_file() -> Path:
    """The settings file: TRAINER_CONFIG, else config.toml in the user's own configuration; it need not exist."""
    chosen = os.environ.get(CONFIG)
    return Path(chosen) if chosen else user_config_path(PROGRAM, appauthor=False) / "config.toml"


def cache_folder() -> Path:
    """What can be made again, and is of nobody; it need not exist."""
    return user_cache_path(PROGRAM, appauthor=False)


def profile_name(text: str) -> str:
    """The name of a person's folder, small letters on every system; ValueError for one that can be none."""
    name = unicodedata.normalize("NFC", text.strip()).lower()
    kinds = [unicodedata.category(letter)[0] for letter in name]
    fine = all(kind in "LMN" or letter in "-_ " for letter, kind in zip(name, kinds, strict=True))
    if not (0 < len(name) <= LONGEST_NAME and fine and kinds[0] in "LN") or name in RESERVED:
        raise ValueError(
            f"no profile {text[:LONGEST_NAME]!r}: expected a name of letters, digits, spaces, - and _, "
            f"that begins with a letter or digit, at most {LONGEST_NAME} long"
        )
    return name


def made(folder: Path) -> Path:
    """The folder, made when it is missing, with all above it that is missing, for this user alone; OSError."""
    for missing in reversed([above for above in folder.parents if not above.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for as long as it is wanted: in the cache, where it can be found and erased should the program be
    killed, or among the system's temporary ones where nothing can be written to the cache.
    """
    try:
        place = tempfile.TemporaryDirectory(prefix=COPY, dir=made(cache_folder()))
    except OSError:
        place = tempfile.TemporaryDirectory(prefix=f"{PROGRAM}-")
    with place as name:
        yield Path(name)


def leads_elsewhere(path: Path) -> bool:
    """Whether what is at path is not there itself: a symbolic link, or a junction of Windows."""
    return path.resolve() != path.parent.resolve() / path.name
