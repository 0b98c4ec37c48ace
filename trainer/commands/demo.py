"""trainer demo: a sample video through the whole way, to look at."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.analysis import analyze
from trainer.app import has_display
from trainer.commands.analyze import progress_bar, tell
from trainer.commands.live import Speech, Wish, live
from trainer.exercise import Strictness
from trainer.folders import cache_folder, made
from trainer.samples import sample
from trainer.settings import USUAL

if TYPE_CHECKING:
    from trainer.exercise import Exercise
    from trainer.words import Words


def show(exercise: Exercise, speech: Speech | None = None) -> None:
    """The sample of exercise: played in a window, or written as an annotated video where there is no display."""
    clip = sample(exercise.id)
    if has_display():
        live(
            exercise,
            Wish("", clip, None, None, None, USUAL.model, Strictness.NORMAL, True, None, None, speech or Speech()),
        )
    else:
        write(exercise, clip, (speech or Speech()).words)


def write(exercise: Exercise, clip: Path, words: Words) -> None:
    """The annotated video of clip in a language, and its table."""
    target = target_folder() / f"trainer-demo-{exercise.id}.mp4"
    print("No display here: the annotated video goes to a file, which takes about a minute.", file=sys.stderr)
    with progress_bar(clip.name) as progress:
        analysis = analyze(clip, exercise, save_video=target, progress=progress, words=words)
    tell(analysis, target)


def target_folder() -> Path:
    """The current folder, where the video is found at once; the user's cache when that can't be written to."""
    here = Path.cwd()
    if os.access(here, os.W_OK):
        return here
    return made(cache_folder())
