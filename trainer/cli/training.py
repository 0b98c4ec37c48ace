"""The commands that judge pictures: in front of the camera, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.defaults import heed
from trainer.cli.errors import MISUSED, clear_errors, fail, known, known_side
from trainer.cli.options import (
    USUAL_SIZE,
    USUAL_STRICTNESS,
    BlurFace,
    Camera,
    Data,
    ExerciseId,
    HowStrict,
    Language,
    LiveSize,
    Mirror,
    Model,
    Mute,
    NoRecord,
    NoWindow,
    Profile,
    Rate,
    SaveVideo,
    SkeletonOnly,
    Sounds,
    Video,
    VoiceName,
)
from trainer.cli.person import person
from trainer.commands import CommandError
from trainer.settings import USUAL


@app.command()
def demo(
    exercise: ExerciseId = "arm-slides",
    language: Language = USUAL.language,
    voice: VoiceName = USUAL.voice,
    rate: Rate = USUAL.rate,
    mute: Mute = USUAL.mute,
    sounds: Sounds = USUAL.sounds,
) -> None:
    """Show the sample video of an exercise, judged: in a window, or as a file where there is no display."""
    chosen = known(exercise)
    with clear_errors():
        from trainer.commands.demo import show
        from trainer.commands.live import Speech

        show(chosen, Speech(language, voice, rate, mute, sounds))


@app.callback(invoke_without_command=True)
def today(
    context: typer.Context,
    now: Annotated[bool, typer.Option("--now", help="Train on a rest day, too")] = False,
    camera: Camera = USUAL.camera,
    video: Video = None,
    model: LiveSize = USUAL_SIZE,
    strictness: HowStrict = USUAL_STRICTNESS,
    no_window: NoWindow = False,
    save_video: SaveVideo = None,
    no_record: Annotated[
        bool, typer.Option("--no-record/--record", help="Record no session; the diary is kept")
    ] = False,
    skeleton_only: SkeletonOnly = False,
    blur_face: BlurFace = USUAL.blur_face,
    language: Language = USUAL.language,
    voice: VoiceName = USUAL.voice,
    rate: Rate = USUAL.rate,
    mute: Mute = USUAL.mute,
    sounds: Sounds = USUAL.sounds,
    mirror: Mirror = USUAL.mirror,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """A webcam trainer for the upper back: it watches, counts what was done well and names what was not.

    Alone it leads through today's workout. In it: a hand above your head, or the keys space go on and pause, s skip, r
    repeat, x shorten, 0-9 and t (ten) answer, q quit.
    """
    heed(context)
    if context.invoked_subcommand is not None:
        alone(context)
        return
    with clear_errors():
        from trainer.commands.config import at_first_start
        from trainer.commands.keeping import Keep
        from trainer.commands.live import Speech, Wish
        from trainer.commands.workout import workout
        from trainer.folders import config_file

        folder = person(data, profile)
        keep = None if no_record else Keep(folder, not skeleton_only, blur_face)
        speech = Speech(language, voice, rate, mute, sounds)
        at_first_start(config_file())
        wish = Wish(
            camera, video, None, None, None, model, strictness, not no_window, save_video, keep, speech, folder, mirror
        )  # fmt: skip
        workout(wish, now=now)


def alone(context: typer.Context) -> None:
    """Ends the program when options of the workout stand before a command, which would not see them."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = f"--{name.replace('_', '-')}"
            fail(f"{option} stands before {context.invoked_subcommand}: expected it behind that command", MISUSED)


@app.command()
def run(
    exercise: ExerciseId,
    camera: Camera = USUAL.camera,
    video: Video = None,
    side: Annotated[str | None, typer.Option(help="The side that you are about to train")] = None,
    reps: Annotated[int | None, typer.Option(min=1, help="Repetitions to do, in place of the usual number")] = None,
    hold: Annotated[float | None, typer.Option(min=0.5, help="Seconds to hold, in place of the usual time")] = None,
    model: LiveSize = USUAL_SIZE,
    strictness: HowStrict = USUAL_STRICTNESS,
    no_window: NoWindow = False,
    save_video: SaveVideo = None,
    no_record: NoRecord = False,
    skeleton_only: SkeletonOnly = False,
    blur_face: BlurFace = USUAL.blur_face,
    language: Language = USUAL.language,
    voice: VoiceName = USUAL.voice,
    rate: Rate = USUAL.rate,
    mute: Mute = USUAL.mute,
    sounds: Sounds = USUAL.sounds,
    mirror: Mirror = USUAL.mirror,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Train one exercise in front of the camera.

    Keys: q quit, space pause, r restart the set, m mirror, b bookmark the moment. Outside
    the exercise itself the right hand above your head pauses, too, and goes on.
    """
    chosen = known(exercise)
    known_side(chosen, side)
    with clear_errors():
        from trainer.commands.keeping import Keep
        from trainer.commands.live import Speech, Wish, live

        folder = person(data, profile)
        keep = None if no_record else Keep(folder, not skeleton_only, blur_face)
        speech = Speech(language, voice, rate, mute, sounds)
        wish = Wish(
            camera, video, side, reps, hold, model, strictness, not no_window, save_video, keep, speech, folder, mirror
        )  # fmt: skip
        live(chosen, wish)


@app.command()
def analyze(
    video: Annotated[Path, typer.Argument(help="The video file", show_default=False)],
    exercise: ExerciseId,
    model: Annotated[Model, typer.Option(help="Size of the pose model")] = Model.HEAVY,
    json: Annotated[Path | None, typer.Option("--json", help="Write the results here; - for standard output")] = None,
    save_video: SaveVideo = None,
    plot: Annotated[Path | None, typer.Option(help="Draw all signals with their limits here (.html)")] = None,
    labels: Annotated[Path | None, typer.Option(help="Labels to draw beside them (.json)")] = None,
    record: Annotated[bool, typer.Option("--record", help="Keep it as a session, to review and replay")] = False,
    skeleton_only: SkeletonOnly = False,
    blur_face: BlurFace = USUAL.blur_face,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Judge every frame of a video and print its repetitions."""
    chosen = known(exercise)
    with clear_errors():
        from trainer.commands.analyze import analyze_video
        from trainer.commands.keeping import Keep
        from trainer.commands.plotting import Plot

        if labels is not None and plot is None:
            raise CommandError("--labels are drawn by --plot OUT.html: expected both")
        keep = Keep(person(data, profile), not skeleton_only, blur_face) if record else None
        drawn = None if plot is None else Plot(plot, chosen, labels)
        analyze_video(video, chosen, model, json, save_video, keep, drawn)
