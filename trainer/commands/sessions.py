"""trainer sessions: what was recorded, how much disk it uses, and getting rid of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.table import Table

from trainer import tables
from trainer.commands import CommandError
from trainer.recording import holding, store
from trainer.recording.opening import regular
from trainer.recording.reader import disk_use
from trainer.recording.schema import clean
from trainer.recording.store import Summary

Confirm = Callable[[str], bool]


def list_sessions(data: Path) -> None:
    """The table of all sessions in data, newest first, and their disk use."""
    screen = tables.console()
    found = store.sessions(checked(data))
    if not found:
        screen.print(f"No sessions in {data} yet: trainer run records one.", soft_wrap=True)
        return
    screen.print(session_table(found))
    total = megabytes(sum(summary.bytes for summary in found))
    screen.print(f"{tables.count(len(found), 'session')}, {total} in {data}", soft_wrap=True)


def delete(data: Path, names: Sequence[str], confirm: Confirm) -> None:
    """Remove these sessions, once the user agrees; RecordingError, and nothing gone, while anyone trains there."""
    chosen = list(dict.fromkeys(exactly(checked(data), name) for name in names))
    remove(data, chosen, confirm)


def keep_days(data: Path, days: float, confirm: Confirm) -> None:
    """Remove the sessions that are older than so many days, once the user agrees; RecordingError as of delete."""
    old = store.outdated(checked(data), days)
    if not old:
        tables.console().print(f"No session in {data} is older than {days:g} days.", soft_wrap=True)
        return
    remove(data, old, confirm)


def checked(data: Path) -> Path:
    """The same, which need not exist; CommandError when it is a file."""
    if regular(data) is not None:
        raise CommandError(f"expected a folder, got a file: {data}")
    return data


def exactly(data: Path, name: str) -> Path:
    """The session of that name in data; CommandError when there is none, as a beginning of a name won't do here."""
    for folder in store.folders(data):
        if folder.name == name:
            return folder
    raise CommandError(f"no session {name!r} in {data}: expected a name that trainer sessions lists")


def remove(data: Path, chosen: Sequence[Path], confirm: Confirm) -> None:
    """Ask, then remove and say what was; one of them may be what a trainer at work in data records."""
    size = megabytes(sum(disk_use(folder) for folder in chosen))
    names = ", ".join(clean(folder.name) for folder in chosen)
    if not confirm(f"Delete {tables.count(len(chosen), 'session')} ({size}) for good: {names}?"):
        return
    with holding.held(data):
        for folder in chosen:
            store.remove(folder)
    tables.console().print(f"Deleted {tables.count(len(chosen), 'session')}, {size}.")


def session_table(found: Iterable[Summary]) -> Table:
    """A row for each session."""
    table = Table("session", "exercises", "valid / attempts", "minutes", "size", "")
    for one in found:
        known = one.problem is None
        table.add_row(
            clean(one.name),
            ", ".join(one.exercises) or tables.NOTHING,
            f"{one.valid} / {one.attempts}" if known else tables.NOTHING,
            f"{one.duration_s / 60:.1f}" if known else tables.NOTHING,
            megabytes(one.bytes),
            one.problem or ("interrupted" if one.interrupted else ""),
        )
    return table


def megabytes(size: int) -> str:
    """Bytes as people read them: 12.3 MB."""
    return f"{size / 1e6:.1f} MB"
