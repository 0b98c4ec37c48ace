"""What the commands that record have in common: what is kept, where, and what is said about it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.folders import data_folder
from trainer.recording import SetSettings
from trainer.recording.take import Take, starter

if TYPE_CHECKING:
    from rich.console import Console

    from trainer.words import Words


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept of a session. data: the folder of all sessions, None for the usual one."""

    data: Path | None = None
    pictures: bool = True
    blur_face: bool = False


def new_take(
    keep: Keep, settings: SetSettings, model: str, source: str, *, live: bool, words: Words | None = None
) -> Take:
    """A take of a session that begins with its first frame; live: pictures give way to a slow disk, and errors wait."""
    start = starter(
        data_folder(keep.data), model, source, video=keep.pictures, blur_face=keep.blur_face, patient=not live
    )
    return Take(start, settings, must=not live, words=words)


def tell(screen: Console, take: Take) -> None:
    """Where the session went and what to do with it, on standard output; what is missing of it, on standard error."""
    if take.problem is not None:
        print(f"trainer: {take.problem}", file=sys.stderr)
    if take.dropped:
        print(f"trainer: the disk was slow: {take.dropped} pictures are missing from the recording", file=sys.stderr)
    if take.folder is not None:
        name = take.folder.name
        screen.print(
            f"Recorded in {take.folder}. Look at it: trainer review {name}, or trainer replay {name}", soft_wrap=True
        )
