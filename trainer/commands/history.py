"""trainer history: all sessions together, as tables or as a page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from trainer import tables
from trainer.commands import CommandError
from trainer.commands.review import open_page
from trainer.report.history import History, Progress, fault_text, history_of
from trainer.report.words import measured
from trainer.words import Words

WEEKS = 12  # a season is what a person looks back on
BLOCKS = 20  # characters of a week's bar that reaches the goal


def history(data: Path, days: float | None, html: bool, show: bool, goal_min: int, words: Words) -> None:
    """What the sessions of the last so many days tell; html: as a page beside them. goal_min: of a week.

    words: language of the page; tables are in English, as all that commands print.
    """
    found = history_of(data, days)
    screen = tables.console()
    if not found.sessions:
        when = "" if days is None else f" of the last {days:g} days"
        screen.print(f"No sessions{when} in {data} yet: trainer run records one.", soft_wrap=True)
        return
    if html:
        path = _page(data, found, goal_min, words)
        tables.show_written(screen, path)
        if show:
            open_page(path)
        return
    _tell(screen, found, goal_min)


def _page(data: Path, found: History, goal_min: int, words: Words) -> Path:
    from trainer.report.history_page import write_history

    try:
        return write_history(data, found, goal_min, words)
    except OSError as error:
        raise CommandError(f"no page can be written to {data}: {error.strerror}") from error


def _tell(screen: Console, found: History, goal_min: int) -> None:
    screen.print(progress_table(found.progress))
    screen.print(week_table(found.weeks[-WEEKS:], goal_min))
    screen.print(f"{tables.count(found.sessions, 'session')}; the goal is {goal_min} minutes a week.", soft_wrap=True)
    if found.broken:
        screen.print(f"{tables.count(found.broken, 'session')} can't be read: trainer sessions says why.")


def progress_table(progress: Iterable[Progress]) -> Table:
    """A row for each exercise."""
    table = Table("exercise", "sessions", "counted", "held well", "range, last time", "change", "commonest fault")
    for one in progress:
        last = next((day.range for day in reversed(one.days) if day.range is not None), None)
        table.add_row(
            one.name,
            str(len(one.days)),
            str(one.valid),
            f"{one.good_s:.0f} s" if one.holds else tables.NOTHING,
            tables.NOTHING if last is None else measured(last, one.unit),
            change_text(one),
            fault_text(one) or tables.NOTHING,
        )
    return table


def change_text(progress: Progress) -> str:
    """How the range changed, or that it did not, as far as can be measured."""
    if progress.change is None:
        return tables.NOTHING
    if abs(progress.change) < progress.noise:
        return f"none (± {measured(progress.noise, progress.unit)})"
    return f"{'+' if progress.change > 0 else '−'}{measured(abs(progress.change), progress.unit)}"


def week_table(weeks: Iterable[tuple[str, float]], goal_min: int) -> Table:
    """A row for each week, with a bar against the goal."""
    table = Table("week from", "minutes", f"goal: {goal_min}")
    for monday, minutes in weeks:
        share = min(minutes / goal_min, 2.0)
        table.add_row(monday, f"{minutes:.0f}", "█" * round(BLOCKS * share) + (" ✓" if minutes >= goal_min else ""))
    return table
