"""trainer replay: a recorded session, watched again in a window or written as a movie."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from trainer import tables
from trainer.app import has_display
from trainer.commands import CommandError
from trainer.commands.analyze import check_target, progress_bar
from trainer.movie import MovieWriter
from trainer.recording import RecordingError, store
from trainer.recording.reader import Recording
from trainer.replay.loop import play, save
from trainer.replay.moments import Moments, judged
from trainer.replay.picture import Painter
from trainer.replay.player import Player
from trainer.replay.pointer import PointerWindow
from trainer.sources import SourceError
from trainer.sources.pictures import Pictures
from trainer.words import Words

TITLE = "Upper back trainer: replay"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for. window: None is one where nothing is saved."""

    data: Path
    session: str | None
    speed: float
    from_s: float | None
    window: bool | None
    save_video: Path | None
    words: Words = field(default_factory=Words)


def replay(wish: Wish) -> None:
    """Replay a session; one without pictures, or whose pictures can't be read, as a figure."""
    in_window = wish.save_video is None if wish.window is None else wish.window
    if in_window and not has_display():
        raise CommandError("no display to open a window on: add --save-video FILE to look at the replay later")
    if not in_window and wish.save_video is None:
        raise CommandError("nothing to do: without a window a replay needs --save-video FILE")
    with Recording(store.find(wish.data, wish.session)) as recording:
        if wish.save_video is not None:
            check_target(wish.save_video, recording.video)
        with progress_bar("judging") as progress:
            moments = judged(recording, progress)
        if moments is None:
            raise RecordingError(f"session {recording.folder.name} holds no pose: there is nothing to replay")
        with album(recording) as pictures:
            size = recording.header.size
            if wish.save_video is not None:
                write(wish, moments, Painter(moments, pictures, size, False, wish.words))
            if in_window:
                with PointerWindow(TITLE) as window:
                    painter = Painter(moments, pictures, size, True, wish.words)
                    play(Player(moments, wish.from_s, wish.speed), painter, window)


@contextmanager
def album(recording: Recording) -> Iterator[Pictures | None]:
    """The session's pictures; None when it has none, and a line on standard error when they can't be read."""
    if recording.video is None:
        yield None
        return
    try:
        pictures = Pictures(recording.video)
    except SourceError as error:
        print(f"trainer: {error}; the replay shows a figure", file=sys.stderr)
        yield None
        return
    with pictures:
        yield pictures


def write(wish: Wish, moments: Moments, painter: Painter) -> None:
    """The replay as a movie."""
    target = wish.save_video
    assert target is not None
    with progress_bar(target.name) as progress, MovieWriter(target, painter.size) as movie:
        save(moments, Player(moments, wish.from_s, wish.speed), painter, movie, progress)
    tables.show_written(tables.console(), target)
