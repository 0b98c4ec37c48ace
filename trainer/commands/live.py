"""trainer run: the live loop, put together from what was asked for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import tables
from trainer.app import has_display, train
from trainer.commands import CommandError, keeping
from trainer.commands.analyze import check_target
from trainer.commands.keeping import Keep, new_take
from trainer.estimator import Estimator, choose_live_model
from trainer.recording import SetSettings
from trainer.session import Session
from trainer.sources import Camera, VideoFile, clock
from trainer.window import Window

if TYPE_CHECKING:
    from trainer.exercise import Exercise, Strictness

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for; None is what the exercise says. camera: number or path, unused when video is given.

    keep: what to record, None for nothing.
    """

    camera: str
    video: Path | None
    side: str | None
    reps: int | None
    hold_s: float | None
    model: str
    strictness: Strictness
    window: bool
    save_video: Path | None
    keep: Keep | None = None


def live(exercise: Exercise, wish: Wish) -> None:
    """Train until the user quits or the video ends, then print what was found."""
    if wish.window and not has_display():
        raise CommandError("no display to open a window on: add --no-window, or --save-video to look at it later")
    if wish.save_video is not None:
        check_target(wish.save_video, wish.video)
    with Camera(wish.camera) if wish.video is None else VideoFile(wish.video) as source:
        play(exercise, wish, source)
        if isinstance(source, VideoFile) and source.warning is not None:
            print(f"trainer: {source.warning}", file=sys.stderr)


def play(exercise: Exercise, wish: Wish, source: Camera | VideoFile) -> None:
    """The loop over an open source, and the table of the last set."""
    model = chosen_model(wish.model, source.size)
    if not wish.window:
        print("Judging without a window: Ctrl-C ends it.", file=sys.stderr)
    is_file = isinstance(source, VideoFile)
    settings = SetSettings(exercise.id, str(wish.strictness), wish.reps, wish.hold_s, wish.side)
    take = None if wish.keep is None else new_take(wish.keep, settings, model, source.name, live=True)
    outcome = train(
        lambda: source,
        lambda: Estimator(model),
        lambda: Session(exercise, strictness=wish.strictness, reps=wish.reps, hold_s=wish.hold_s, side=wish.side),
        open_window=(lambda: Window(exercise.name)) if wish.window else None,
        mirrored=not is_file,
        paced=is_file and wish.window,
        save_video=wish.save_video,
        take=take,
    )
    screen = tables.console()
    tables.show_result(screen, exercise, outcome.result, outcome.seconds)
    tables.show_written(screen, wish.save_video)
    if take is not None:
        keeping.tell(screen, take)


def chosen_model(model: str, size: tuple[int, int]) -> str:
    """The model asked for; for auto the largest that this machine carries live at this picture size, and says which."""
    if model != AUTO:
        return model
    name, fps = choose_live_model(clock, size)
    print(f"Model: {name} ({fps:.0f} frames a second on this machine)", file=sys.stderr)
    return name
