"""trainer analyze: a video in, a table and JSON out."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from trainer import tables
from trainer.analysis import Analysis, Watch, analyze, together
from trainer.commands import CommandError, keeping
from trainer.commands.keeping import Keep, new_take
from trainer.recording import SetSettings
from trainer.results import as_json
from trainer.sources import clock

if TYPE_CHECKING:
    from trainer.commands.plotting import Plot
    from trainer.exercise import Exercise
    from trainer.recording.take import Take
    from trainer.words import Words

REFRESH_S = 0.1  # of the progress bar


def analyze_video(
    video: Path, exercise: Exercise, model: str, json: Path | None, save_video: Path | None, keep: Keep | None = None,
    plot: Plot | None = None, words: Words | None = None,
) -> None:  # fmt: skip
    """Judge video and tell: the table on standard output, or with json "-" the JSON alone.

    keep: what to record of it, None for nothing. plot: draws its signals, too. words: language of the annotated video.
    """
    to_stdout = str(json) == "-"
    for path in (None if to_stdout else json, save_video, None if plot is None else plot.path):
        if path is not None:
            check_target(path, video)
    take = None if keep is None else new_take(keep, SetSettings(exercise.id), model, video.name, live=False)
    analysis = watched(video, exercise, model, save_video, take, plot, words)
    if analysis.warning is not None:
        print(f"trainer: {analysis.warning}", file=sys.stderr)
    if to_stdout:
        print_json(as_json(analysis))
    else:
        if json is not None:
            write_json(json, analysis)
        tell(analysis, json, save_video, None if plot is None else plot.path)
    if take is not None:
        keeping.tell(Console(stderr=True, highlight=False) if to_stdout else tables.console(), take)


def watched(
    video: Path, exercise: Exercise, model: str, save_video: Path | None, take: Take | None, plot: Plot | None,
    words: Words | None = None,
) -> Analysis:  # fmt: skip
    """The analysis of video behind a progress bar, recorded by take and drawn by plot if there are any."""
    with ExitStack() as stack:
        progress = stack.enter_context(progress_bar(video.name))
        watches: list[Watch] = [] if take is None else [stack.enter_context(take).step]
        watches += [] if plot is None else [plot.step]
        analysis = analyze(
            video, exercise, model, save_video=save_video, watch=together(watches), progress=progress, words=words
        )  # fmt: skip
        if take is not None:
            take.end_set(analysis.result)
    if plot is not None:
        plot.write(video.name)
    return analysis


def check_target(path: Path, video: Path | None) -> None:
    """CommandError when path can't be written or is the video itself: said before minutes of work, not after."""
    if path.is_dir():
        raise CommandError(f"expected a file to write, got a folder: {path}")
    if not path.absolute().parent.is_dir():
        raise CommandError(f"no folder {path.parent} to write {path.name} in: make it first")
    if video is not None and path.exists() and video.exists() and path.samefile(video):
        raise CommandError(f"{path} is the video itself: choose another file to write")


def print_json(text: str) -> None:
    """The results for another program: UTF-8 whatever the terminal's encoding is; a terminal gets what it can show."""
    if sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()


def write_json(path: Path, analysis: Analysis) -> None:
    """The results as a file; CommandError when it can't be written."""
    try:
        path.write_text(as_json(analysis), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}") from error


def tell(analysis: Analysis, *written: Path | None) -> None:
    """The tables on standard output, and where files went."""
    screen = tables.console()
    tables.show_analysis(screen, analysis)
    tables.show_written(screen, *written)


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[float | None], None] | None]:
    """What moves a progress bar on standard error, given the share done or None when unknown; None when no terminal."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    # Refreshed from here, not from a thread: standard error may be held back meanwhile, which Windows does not bear.
    with Progress(console=screen, transient=True, auto_refresh=False) as bars:
        bar, shown = bars.add_task(name, total=None), -math.inf

        def move(share: float | None) -> None:
            nonlocal shown
            if share is not None:
                bars.update(bar, total=1.0, completed=min(share, 1.0))
            if clock() - shown >= REFRESH_S:
                shown = clock()
                bars.refresh()

        yield move
