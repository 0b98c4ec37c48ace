"""trainer erase: everything that is kept of a person, or of everyone, gone for good; and nothing else."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from trainer import calibrations, tables
from trainer.commands import CommandError
from trainer.commands.sessions import megabytes
from trainer.folders import COPY, PROFILES, PROGRAM, cache_folder, config_file, leads_elsewhere, profile_name
from trainer.recording import RecordingError, holding, store
from trainer.recording.opening import regular
from trainer.recording.reader import disk_use
from trainer.recording.schema import DATABASE, REVIEW, VIDEO, clean
from trainer.recording.store import HISTORY
from trainer.workout import diary_file, plan_file

SESSION, LOCK = "session", "lock"
SQLITE = "(-wal|-shm|-journal)?"
FILES = {
    "diary": rf"{re.escape(diary_file.NAME)}{SQLITE}|diary-damaged-[\d_-]+\.sqlite",
    "plan": rf"{re.escape(plan_file.NAME)}(\.\d+)?",
    "measures": rf"{re.escape(calibrations.FILE)}(\.new)?|{re.escape(calibrations.DAMAGED)}",
    LOCK: rf"{re.escape(holding.NAME)}{SQLITE}",
    "history page": rf"{re.escape(HISTORY)}|\.{re.escape(HISTORY)}\.new",
}
"""What lies in a person's folder beside the sessions: name to the files' names."""
TRACES = r"\.DS_Store|Thumbs\.db|desktop\.ini"
"""What file managers leave in a folder that was looked at; of no folder that is not ours anyway."""
OF_A_SESSION = re.compile(
    rf"{re.escape(DATABASE)}{SQLITE}|{re.escape(VIDEO)}|{re.escape(REVIEW)}|\.{re.escape(REVIEW)}\.new|{TRACES}"
)
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of ours that lies on the disk: what it is, a file or a folder, how large."""

    what: str
    path: Path
    bytes: int


def erase(folder: Path, everyone: bool, confirm: Callable[[str], bool]) -> bool:
    """Erase what is kept in a person's folder, once the user agrees; whether nothing of it is left.

    everyone: of all others whose folders lie in it as well, with settings and cache. CommandError for a folder that is
    not ours, RecordingError for one in which another trainer is at work.
    """
    screen = tables.console()
    people = [own(folder), *(others(folder) if everyone else ())]
    found = {person: belongings(person) for person in people}
    beside = general() if everyone else copies()
    if not any(found.values()) and not beside:
        screen.print(f"Nothing is kept in {folder}: there is nothing to erase.", soft_wrap=True)
        return True
    for person, things in found.items():
        if things:
            screen.print(f"{person}: {told(things)}", soft_wrap=True)
    for thing in beside:
        screen.print(f"{thing.path}: {thing.what}, {megabytes(thing.bytes)}", soft_wrap=True)
    if not confirm("Erase all of this for good?"):
        return True
    everything = [*(thing for things in found.values() for thing in things), *beside]
    problems = swept([person for person, things in found.items() if things], everything)
    for folder_of_ours in (*reversed(people), *(thing.path.parent for thing in beside)):
        tidy(folder_of_ours)
    close(everything, people, problems)
    return not problems


def swept(people: Iterable[Path], things: Iterable[Thing]) -> list[str]:
    """Remove all of it; a line for each thing that can't be. RecordingError, and nothing gone, while anyone trains."""
    with ExitStack() as alone:
        for person in people:
            alone.enter_context(holding.held(person))  # takes its lock away itself
        return [told for thing in things if thing.what != LOCK and (told := removed(thing.path)) is not None]


def close(things: Iterable[Thing], people: Iterable[Path], problems: Iterable[str]) -> None:
    """Tell what is gone, and what is not."""
    screen = tables.console()
    gone = [thing for thing in things if not os.path.lexists(thing.path)]
    screen.print(f"Erased: {told(gone) if gone else 'nothing'}.", soft_wrap=True)
    for person in people:
        if left := strangers(person):
            names = ", ".join([*map(clean, left[:MOST_NAMED]), *(["…"] if len(left) > MOST_NAMED else [])])
            screen.print(f"Stays in {person}, as the trainer did not make it: {names}", soft_wrap=True)
    screen.print("What you saved elsewhere (--save-video, --json, --plot, export, remind) stays.", soft_wrap=True)
    for problem in problems:
        print(f"trainer: {problem}", file=sys.stderr)


def own(folder: Path) -> Path:
    """The folder, as one path from the top; CommandError when it leads elsewhere, or holds only what is not ours."""
    path = Path(os.path.abspath(folder))  # noqa: PTH100  Path.absolute keeps ".."
    if leads_elsewhere(path):
        raise CommandError(f"{path} leads to {path.resolve()}: nothing is erased; name that folder with --data")
    if path.exists() and not path.is_dir():
        raise CommandError(f"expected a folder, got a file: {path}")
    if strangers(path) and not belongings(path) and not others(path):
        raise CommandError(f"{path} is no folder of the trainer: nothing of its own is in it, and nothing is erased")
    return path


def others(folder: Path) -> list[Path]:
    """Folders of everyone but the first person."""
    return [path for path in listed(folder / PROFILES) if is_person(path)]


def is_person(path: Path) -> bool:
    """Whether a folder's name is one that a person can have, and it is there itself."""
    try:
        name = normalize("NFC", path.name)  # some disks of macOS keep it taken apart
        return profile_name(name) == name and path.is_dir() and not leads_elsewhere(path)
    except ValueError:
        return False


def belongings(folder: Path) -> list[Thing]:
    """What is kept of one person, sessions first."""
    found = [Thing(SESSION, path, disk_use(path)) for path in store.folders(folder) if is_ours(path)]
    for what, names in FILES.items():
        files = [path for path in listed(folder) if re.fullmatch(names, path.name)]
        found += [Thing(what, path, size) for path in files if (size := regular(path)) is not None]
    return found


def is_ours(session: Path) -> bool:
    """Whether a folder that looks like a session holds one, or nothing that is of anyone else."""
    return session.name != PROFILES and (
        regular(session / DATABASE) is not None or all(OF_A_SESSION.fullmatch(path.name) for path in listed(session))
    )


def strangers(folder: Path) -> list[str]:
    """Names of what lies in a person's folder and is not to be erased."""
    ours = {thing.path for thing in belongings(folder)}
    return [path.name for path in listed(folder) if path not in ours and path.name != PROFILES]


def general() -> list[Thing]:
    """What belongs to nobody: settings and cache."""
    config, cache = config_file(), cache_folder()
    size = regular(config)
    found = [Thing("settings", config, size)] if size is not None and config.suffix == ".toml" else []
    return found + ([Thing("cache", cache, disk_use(cache))] if cache.is_dir() and not leads_elsewhere(cache) else [])


def copies() -> list[Thing]:
    """Copies of sessions that a killed program has left in the cache."""
    left = [path for path in listed(cache_folder()) if path.name.startswith(COPY) and not path.is_symlink()]
    return [Thing("copies", path, disk_use(path)) for path in left]


def listed(folder: Path) -> list[Path]:
    """What is in a folder, by name; nothing when it is none, or leads elsewhere."""
    try:
        return [] if leads_elsewhere(folder) else sorted(folder.iterdir())
    except OSError:
        return []


def told(things: Iterable[Thing]) -> str:
    """What it is, and how much: 12 sessions, diary, plan, 34.1 MB."""
    things = list(things)
    sessions = sum(thing.what == SESSION for thing in things)
    names = dict.fromkeys(thing.what for thing in things if thing.what != SESSION)
    counted = [tables.count(sessions, SESSION)] if sessions else []
    return ", ".join([*counted, *names, megabytes(sum(thing.bytes for thing in things))])


def removed(path: Path) -> str | None:
    """Remove a file or a folder, never what a link leads to; one line when it can't be removed, None otherwise."""
    try:
        if path.is_dir():
            store.remove(path)
        else:
            path.unlink(missing_ok=True)
    except RecordingError as error:
        return str(error)
    except OSError as error:
        return f"{path} can't be removed: {error.strerror}"
    return None


def tidy(folder: Path) -> None:
    """Take away a folder that is empty now, if the trainer has made it: its name may tell who trained."""
    with suppress(OSError):
        if folder.parent.name in (PROFILES, PROGRAM):
            emptied(folder)
            emptied(folder.parent)
        elif folder.name == PROGRAM:
            emptied(folder)


def emptied(folder: Path) -> None:
    """Take away a folder in which at most a file manager has left something; OSError when anything else is in it."""
    left = listed(folder)
    if all(re.fullmatch(TRACES, path.name) for path in left):
        for path in left:
            path.unlink()
    folder.rmdir()
