"""The commands that judge pictures: in front of the camera, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.cli.app import app
from trainer.cli.errors import clear_errors, known, known_side
from trainer.cli.options import BlurFace, Data, ExerciseId, LiveModel, Model, SaveVideo, SkeletonOnly
from trainer.commands import CommandError
from trainer.exercise import Strictness


@app.command()
def demo(exercise: ExerciseId = "arm-slides") -> None:
    """Show the sample video of an exercise, judged: in a window, or as a file where there is no display."""
    chosen = known(exercise)
    with clear_errors():
        from trainer.commands.demo import show

        show(chosen)


@app.command()
def run(
    exercise: ExerciseId,
    camera: Annotated[str, typer.Option(help="Number of the camera, or its path")] = "0",
    video: Annotated[Path | None, typer.Option(help="A video file in place of the camera")] = None,
    side: Annotated[str | None, typer.Option(help="The side that you are about to train")] = None,
    reps: Annotated[int | None, typer.Option(min=1, help="Repetitions to do, in place of the usual number")] = None,
    hold: Annotated[float | None, typer.Option(min=0.5, help="Seconds to hold, in place of the usual time")] = None,
    model: Annotated[LiveModel, typer.Option(help="Size of the pose model")] = LiveModel.AUTO,
    strictness: Annotated[Strictness, typer.Option(help="How close to a limit you may come")] = Strictness.NORMAL,
    no_window: Annotated[bool, typer.Option("--no-window", help="Judge without showing anything")] = False,
    save_video: SaveVideo = None,
    no_record: Annotated[bool, typer.Option("--no-record", help="Record nothing")] = False,
    skeleton_only: SkeletonOnly = False,
    blur_face: BlurFace = False,
    data: Data = None,
) -> None:
    """Train in front of the camera. Keys: q quit, space pause, r restart the set, m mirror, b bookmark the moment."""
    chosen = known(exercise)
    known_side(chosen, side)
    with clear_errors():
        from trainer.commands.keeping import Keep
        from trainer.commands.live import Wish, live

        keep = None if no_record else Keep(data, not skeleton_only, blur_face)
        live(chosen, Wish(camera, video, side, reps, hold, model, strictness, not no_window, save_video, keep))


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
    blur_face: BlurFace = False,
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
        keep = Keep(data, not skeleton_only, blur_face) if record else None
        drawn = None if plot is None else Plot(plot, chosen, labels)
        analyze_video(video, chosen, model, json, save_video, keep, drawn)
