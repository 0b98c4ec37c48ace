"""The folder of all sessions: where it is, what is in it, and what goes."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from trainer import dates
from trainer.folders import made
from trainer.recording.opening import regular
from trainer.recording.reader import Recording, disk_use
from trainer.recording.schema import DATABASE, RecordingError
from trainer.saying import phrase

HISTORY = "history.html"
"""The page about all sessions, beside them."""
NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)(?:_(\d{1,9}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Summary:
    """One session in a list; when problem is not None, it says in one line why nothing else is known but the size.

    name: of its folder. started: ISO 8601, empty when unknown. exercises: in the order they were done, each once.
    valid, attempts: of all sets. duration_s: from the first pose to the last. bytes: of everything in the folder.
    """

    name: str
    folder: Path
    bytes: int
    started: str = ""
    exercises: tuple[str, ...] = ()
    valid: int = 0
    attempts: int = 0
    duration_s: float = 0.0
    interrupted: bool = False
    problem: str | None = None


def new_folder(data: Path) -> Path:
    """A new folder for a session that begins now, for this user alone; RecordingError when it can't be made."""
    name = dates.folder_name(dates.now())
    try:
        made(data)
        for number in count(1):
            folder = data / (name if number == 1 else f"{name}_{number}")
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                continue
            break
    except OSError as error:
        said = phrase("hint.no-session", folder=str(data), reason=str(error.strerror))
        raise RecordingError(said) from error
    return folder


def folders(data: Path) -> list[Path]:
    """Session folders, newest first; nothing else that lies there."""
    try:
        found = [folder for folder in data.iterdir() if is_session(folder)]
    except OSError:
        return []
    return sorted(found, key=order, reverse=True)


def order(folder: Path) -> tuple[str, int]:
    """Sorts by the second of the start, then by the number among those of the same second."""
    match = NAME.fullmatch(folder.name)
    return (match[1], int(match[2] or 1)) if match else (folder.name, 1)


def is_session(folder: Path) -> bool:
    """Whether a folder looks like one of ours: by its name, or by what it holds; links are not followed."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return NAME.fullmatch(folder.name) is not None or regular(folder / DATABASE) is not None


def sessions(data: Path) -> list[Summary]:
    """All sessions, newest first; a broken one says so in problem."""
    return [summary(folder) for folder in folders(data)]


def summary(folder: Path) -> Summary:
    """What a list says about one session."""
    try:
        with Recording(folder) as recording:
            reps = [rep for done in recording.sets for rep in done.reps]
            valid = sum(rep.valid for rep in reps)
            return Summary(
                folder.name, folder, recording.bytes, recording.header.started,
                tuple(dict.fromkeys(done.settings.exercise for done in recording.sets)),
                valid, len(reps) - valid, recording.duration_s, recording.interrupted,
            )  # fmt: skip
    except RecordingError as error:
        return Summary(folder.name, folder, disk_use(folder), problem=str(error))


def find(data: Path, name: str | None = None) -> Path:
    """The session of that name, or of the only one that begins so, or at that path; the last one when name is None.

    RecordingError when there is none, or more than one begins so.
    """
    there = folders(data)
    if name is None:
        if not there:
            raise RecordingError(f"no sessions in {data} yet: trainer run records one")
        return there[0]
    if regular(Path(name) / DATABASE) is not None:
        return Path(name)
    fitting = [folder for folder in there if folder.name == name] or [f for f in there if f.name.startswith(name)]
    if not name or not fitting:
        raise RecordingError(f"no session {name!r} in {data}: trainer sessions lists those there are")
    if len(fitting) > 1:
        raise RecordingError(f"{len(fitting)} sessions begin with {name!r}: expected one; trainer sessions lists them")
    return fitting[0]


def delete(data: Path, name: str) -> Path:
    """Remove the session of that very name from data, and return where it was; RecordingError when that fails."""
    for folder in folders(data):
        if folder.name == name:
            remove(folder)
            return folder
    raise RecordingError(f"no session {name!r} in {data}: trainer sessions lists those there are")


def outdated(data: Path, keep_days: float) -> list[Path]:
    """Sessions that began more than so many days ago, newest first, told by their names alone."""
    oldest = dates.folder_name(dates.days_before(dates.now(), keep_days))
    return [folder for folder in folders(data) if NAME.fullmatch(folder.name) and folder.name[:19] < oldest]


def remove(folder: Path) -> None:
    """A session's folder and all in it; RecordingError when it can't be removed."""
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise RecordingError(f"{folder} can't be removed: {error.strerror}") from error
