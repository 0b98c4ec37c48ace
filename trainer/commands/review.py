"""trainer review: the page of a session, in the browser."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

from trainer import tables
from trainer.commands import CommandError
from trainer.recording.reader import Recording
from trainer.recording.store import find
from trainer.report.review import write_review
from trainer.words import Words


def review(data: Path, name: str | None, show: bool, words: Words) -> None:
    """Write the page of a session, the last one without a name, and open it. words: language of the page."""
    with Recording(find(data, name)) as recording:
        try:
            path = write_review(recording, words)
        except OSError as error:
            raise CommandError(f"no page can be written to {recording.folder}: {error.strerror}") from error
    tables.show_written(tables.console(), path)
    if show:
        open_page(path)


def open_page(path: Path, system: str = sys.platform) -> None:
    """The page in the user's browser; where there is none, a hint on standard error."""
    # Windows reads what is escaped in an address by an old code page, and does not find a folder named Jörg.
    # Resolved: a Python of Microsoft's shop is shown folders that are elsewhere for all other programs.
    address = str(path.resolve()) if system == "win32" else path.resolve().as_uri()
    if not webbrowser.open(address):
        print("No browser could be opened: open the page by hand.", file=sys.stderr)
