"""The commands that judge pictures: in front of the camera, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.defaults import heed
from trainer.cli.errors import MISUSED, clear_errors, fail, known, known_side
from trainer.cli.live import Heard, Live, taking
from trainer.cli.options import BlurFace, Data, ExerciseId, Language, Model, NoRecord, Profile, SaveVideo, SkeletonOnly
from trainer.cli.person import person
from trainer.commands import CommandError
from trainer.settings import USUAL


@app.command()
@taking(Heard)
def demo(heard: Heard, exercise: ExerciseId = "arm-slides") -> None:
    """Show the sample video of an exercise, judged: in a window, or as a file where there is no display."""
    chosen = known(exercise)
    with clear_errors():
        from trainer.commands.demo import show

        show(chosen, heard.speech)


@app.callback(invoke_without_command=True)
@taking(Live)
def today(
    given: Live,
    context: typer.Context,
    now: Annotated[bool, typer.Option("--now", help="Train on a rest day, too")] = False,
    no_record: Annotated[
        bool, typer.Option("--no-record/--record", help="Record no session; the diary is kept")
    ] = False,
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
        from trainer.commands.workout import workout
        from trainer.folders import config_file

        wish = given.wish(not no_record)
        at_first_start(config_file())
        workout(wish, now=now)


def alone(context: typer.Context) -> None:
    """Ends the program when options of the workout stand before a command, which would not see them."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = f"--{name.replace('_', '-')}"
            fail(f"{option} stands before {context.invoked_subcommand}: expected it behind that command", MISUSED)


@app.command()
@taking(Live)
def run(
    given: Live,
    exercise: ExerciseId,
    side: Annotated[str | None, typer.Option(help="The side that you are about to train")] = None,
    reps: Annotated[int | None, typer.Option(min=1, help="Repetitions to do, in place of the usual number")] = None,
    hold: Annotated[
        float | None, typer.Option(min=0.5, max=600, help="Seconds to hold, in place of the usual time")
    ] = None,
    no_record: NoRecord = False,
) -> None:
    """Train one exercise in front of the camera.

    Keys: q quit, space pause, r restart the set, m mirror, b bookmark the moment. Outside
    the exercise itself the right hand above your head pauses, too, and goes on.
    """
    chosen = known(exercise)
    known_side(chosen, side)
    with clear_errors():
        from trainer.commands.live import live

        live(chosen, given.wish(not no_record, side, reps, hold))


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
    language: Language = USUAL.language,
    profile: Profile = USUAL.profile,
    data: Data = None,
) -> None:
    """Judge every frame of a video and print its repetitions."""
    chosen = known(exercise)
    with clear_errors():
        from trainer.commands.analyze import analyze_video
        from trainer.commands.keeping import Keep
        from trainer.commands.plotting import Plot
        from trainer.commands.spoken import spoken

        if labels is not None and plot is None:
            raise CommandError("--labels are drawn by --plot OUT.html: expected both")
        keep = Keep(person(data, profile), not skeleton_only, blur_face) if record else None
        drawn = None if plot is None else Plot(plot, chosen, labels)
        analyze_video(video, chosen, model, json, save_video, keep, drawn, spoken(language))
