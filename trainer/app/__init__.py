"""The live loop with all that belongs to it, opened and let go together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path
from threading import Event

from trainer.app.loop import Loop, Outcome, Outlets
from trainer.app.ports import Estimator, Film, Keeper, Screen, Source, Speaker
from trainer.inorder import InOrder
from trainer.interrupt import on_interrupt
from trainer.movie import MovieWriter
from trainer.overlay import Overlay
from trainer.pace import Pace
from trainer.recording.take import Take
from trainer.sources import clock
from trainer.window import Window, has_display
from trainer.words import Words
from trainer.workout.conductor import Conductor

__all__ = ["Loop", "Outcome", "Outlets", "has_display", "train"]

TITLE = "Upper back trainer"


def train(
    open_source: Callable[[], AbstractContextManager[Source]],
    open_estimator: Callable[[], AbstractContextManager[Estimator]],
    conductor: Conductor,
    *,
    open_window: Callable[[], AbstractContextManager[Screen]] | None = lambda: Window(TITLE),
    open_voice: Callable[[], AbstractContextManager[Speaker]] | None = None,
    mirrored: bool = False,
    paced: bool = False,
    save_video: Path | None = None,
    take: Take | None = None,
    keepers: Sequence[Keeper] = (),
    words: Words | None = None,
    now: Callable[[], float] = clock,
) -> Outcome:
    """Run until the source or the workout ends, the user quits or closes the window, or presses Ctrl-C.

    Everything is released then. open_window, open_voice: None to show or say nothing. mirrored: show it like a mirror,
    which never touches what is judged. paced: play at the frames' own pace, for files in a window. save_video: where to
    write the annotated movie, never mirrored. take: records it, and is closed. keepers: see all that was done.
    SourceError, ModelError and MovieError come through.
    """
    asked = Event()
    with on_interrupt(asked.set), ExitStack() as stack:  # from the first to the last: what was begun is also closed
        source = stack.enter_context(open_source())
        estimator = stack.enter_context(open_estimator())
        outlets = Outlets(
            None if open_window is None else stack.enter_context(open_window()),
            None if open_voice is None else stack.enter_context(open_voice()),
            None if take is None else stack.enter_context(take),
            keepers,
            None if save_video is None else filming(stack, save_video, source.size),
        )
        pace = Pace(now) if paced else None
        loop = Loop(estimator, conductor, outlets, Overlay(mirrored, words), pace, now, asked.is_set)
        with suppress(KeyboardInterrupt):  # Ctrl-C is how a run without a window ends
            loop.run(source)
        return loop.outcome()


def filming(stack: ExitStack, path: Path, size: tuple[int, int]) -> Film:
    """What writes a movie of pictures of this size, in a thread of its own; stack: closes it when all is written."""
    movie = stack.enter_context(MovieWriter(path, size))
    thread = stack.enter_context(InOrder("movie"))
    return lambda picture, t: thread.put(lambda: movie.write(picture, t))
