"""trainer run: the live loop, put together from what was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import calibrations, tables
from trainer.app import Outcome, has_display, train
from trainer.commands import CommandError, keeping
from trainer.commands.analyze import check_target
from trainer.commands.keeping import Keep, new_take
from trainer.commands.spoken import spoken
from trainer.estimator import Estimator
from trainer.estimator.live import LiveEstimator
from trainer.estimator.speed import choose_live_model
from trainer.folders import data_folder
from trainer.recording import SetSettings
from trainer.recording.holding import held
from trainer.recording.take import Take
from trainer.settings import USUAL
from trainer.sources import Camera, VideoFile, clock
from trainer.voice import Voice
from trainer.window import Window
from trainer.words import AUTO, Words
from trainer.workout.bookkeeping import Measurer
from trainer.workout.judging import Known, alone

if TYPE_CHECKING:
    from trainer.app.ports import Keeper
    from trainer.exercise import Exercise, Strictness
    from trainer.workout.conductor import Conductor


@dataclass(frozen=True, slots=True)
class Speech:
    """What is heard, and in which language all is said and shown. voice: "" is what the system has."""

    language: str = USUAL.language
    voice: str = USUAL.voice
    rate: int = USUAL.rate
    mute: bool = USUAL.mute
    sounds: bool = USUAL.sounds

    @property
    def words(self) -> Words:
        """The catalogue of the language; CommandError for one that is not spoken here."""
        return spoken(self.language)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for; None is what the exercise says. camera: number or path, unused when video is given.

    keep: what to record, None for nothing. data: the person's folder, None for the usual one. mirror: the camera's
    picture only.
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
    speech: Speech = field(default_factory=Speech)
    data: Path | None = None
    mirror: bool = USUAL.mirror

    @property
    def folder(self) -> Path:
        """Where the person's sessions, plan and diary are."""
        return data_folder(self.data)


def live(exercise: Exercise, wish: Wish) -> None:
    """Train until the user quits or the video ends, then print what was found."""
    with opened(wish) as source:
        play(exercise, wish, source)


def play(exercise: Exercise, wish: Wish, source: Camera | VideoFile) -> None:
    """The loop over an open source, and the table of the last set."""
    conductor = alone(
        exercise, strictness=wish.strictness, reps=wish.reps, hold_s=wish.hold_s, side=wish.side,
        words=wish.speech.words, known=known(wish, [exercise.id]),
    )  # fmt: skip
    settings = SetSettings(exercise.id, str(wish.strictness), wish.reps, wish.hold_s, wish.side)
    outcome, take = perform(conductor, wish, source, settings, title=exercise.name)
    screen = tables.console()
    tables.show_result(screen, exercise, outcome.result, outcome.seconds, wish.side)
    close(wish, take)


@contextmanager
def opened(wish: Wish) -> Iterator[Camera | VideoFile]:
    """The camera or video, once nothing else is in the way; what is wrong with the video is told at the end."""
    if wish.window and not has_display():
        raise CommandError("no display to open a window on: add --no-window, and --save-video FILE to look at it later")
    if wish.save_video is not None:
        check_target(wish.save_video, wish.video)
    nothing = wish.keep is None and not wish.folder.is_dir()
    with (
        nullcontext() if nothing else held(wish.folder),
        Camera(wish.camera) if wish.video is None else VideoFile(wish.video) as source,
    ):
        yield source
        if isinstance(source, VideoFile) and source.warning is not None:
            print(f"trainer: {source.warning}", file=sys.stderr)


def perform(
    conductor: Conductor,
    wish: Wish,
    source: Camera | VideoFile,
    settings: SetSettings,
    *,
    title: str,
    keepers: Sequence[Keeper] = (),
) -> tuple[Outcome, Take | None]:
    """The loop over an open source; how it ended, and the recording of it."""
    is_file, words = isinstance(source, VideoFile), wish.speech.words
    model = chosen_model(wish.model, source.size)
    if not wish.window:
        print("Judging without a window: Ctrl-C ends it.", file=sys.stderr)
    take = None if wish.keep is None else new_take(wish.keep, settings, model, source.name, live=True, words=words)
    voice = voice_for(wish.speech, words, quiet=is_file and not wish.window)
    with Measurer(wish.folder) as measurer:
        outcome = train(
            lambda: source,
            estimator_for(wish.model, model, is_file),
            conductor,
            open_window=(lambda: Window(title)) if wish.window else None,
            open_voice=lambda: voice,
            mirrored=wish.mirror and not is_file,
            paced=is_file and wish.window,
            save_video=wish.save_video,
            take=take,
            keepers=keepers if is_file or wish.keep is None else (*keepers, measurer),
            words=words,
        )
    if not wish.window and voice.hint is not None:
        print(f"trainer: {voice.hint}", file=sys.stderr)
    return outcome, take


def voice_for(speech: Speech, words: Words, *, quiet: bool) -> Voice:
    """The voice that was asked for; quiet: a file that is judged faster than anyone speaks."""
    return Voice(
        words.language, voice=speech.voice or None, rate=speech.rate, muted=speech.mute or quiet, sounds=speech.sounds
    )


def estimator_for(wished: str, model: str, is_file: bool) -> Callable[[], AbstractContextManager[Estimator]]:
    """What opens the estimator: one that keeps pace with a camera, unless a model was asked for."""
    if wished == AUTO and not is_file:
        return lambda: LiveEstimator(model, clock)
    return lambda: Estimator(model)


def known(wish: Wish, exercises: Sequence[str]) -> Known:
    """What was measured of the person at these exercises before; nothing is known of somebody in a video."""
    if wish.video is not None:
        return {}
    found = {exercise: calibrations.load(wish.folder, exercise) for exercise in exercises}
    return {exercise: calibration for exercise, calibration in found.items() if calibration is not None}


def close(wish: Wish, take: Take | None) -> None:
    """Tell where everything went."""
    screen = tables.console()
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
