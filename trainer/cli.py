"""The commands. Each imports the heavy libraries inside itself, so that --help and a typing mistake answer at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from trainer.commands import CommandError
from trainer.exercise import Strictness

if TYPE_CHECKING:
    from trainer.exercise import Exercise

app = typer.Typer(
    help="A webcam trainer for the upper back: it watches, counts what was done well and names what was not.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

FAILED, MISUSED = 1, 2


class Model(StrEnum):
    """Sizes of the pose model; the largest sees hidden arms far better."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


class LiveModel(StrEnum):
    """The same sizes, and the largest that this machine carries live."""

    AUTO = "auto"
    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


class ExportAs(StrEnum):
    """Files that other programs read."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"
    TRC = "trc"


ExerciseId = Annotated[str, typer.Option("--exercise", "-e", help="Which exercise; see: trainer exercises")]
Data = Annotated[Path | None, typer.Option("--data", help="Folder of all sessions, in place of the usual one")]
SkeletonOnly = Annotated[bool, typer.Option("--skeleton-only", help="Record no pictures")]
BlurFace = Annotated[bool, typer.Option("--blur-face", help="Blur the head before a picture is recorded")]
SaveVideo = Annotated[Path | None, typer.Option("--save-video", help="Write the annotated video here (.mp4)")]


def main() -> None:
    """The command trainer."""
    app()


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


@app.command()
def sessions(
    delete: Annotated[
        list[str] | None, typer.Option("--delete", metavar="NAME", help="Delete this session; may be given again")
    ] = None,
    keep_days: Annotated[
        float | None, typer.Option("--keep-days", min=0, help="Delete what is older than so many days")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking")] = False,
    data: Data = None,
) -> None:
    """List the recorded sessions and the disk they use, or delete some."""
    with clear_errors():
        from trainer.commands import sessions as command
        from trainer.recording.store import data_folder

        folder = data_folder(data)

        def confirm(question: str) -> bool:
            return yes or typer.confirm(question)

        if delete:
            command.delete(folder, delete, confirm)
        if keep_days is not None:
            command.keep_days(folder, keep_days, confirm)
        if not delete and keep_days is None:
            command.list_sessions(folder)


@app.command()
def review(
    session: Annotated[str | None, typer.Argument(help="Its name; without one the last", show_default=False)] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only write the page")] = False,
    data: Data = None,
) -> None:
    """Make the page of a session, with every repetition and fault linked to its moment, and open it."""
    with clear_errors():
        from trainer.commands import review as command
        from trainer.recording.store import data_folder

        command.review(data_folder(data), session, not no_open)


@app.command()
def history(
    days: Annotated[float | None, typer.Option(min=0, help="Only the last so many days")] = None,
    html: Annotated[bool, typer.Option("--html", help="As a page")] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only write the page")] = False,
    data: Data = None,
) -> None:
    """Tell how each exercise goes over time, and the minutes of each week."""
    with clear_errors():
        from trainer.commands import history as command
        from trainer.recording.store import data_folder

        command.history(data_folder(data), days, html, not no_open)


@app.command()
def export(
    session: Annotated[str, typer.Argument(help="Its name; see: trainer sessions", show_default=False)],
    to: Annotated[ExportAs, typer.Option("--to", help="Kind of file")] = ExportAs.CSV,
    out: Annotated[Path, typer.Option("--out", help="Folder to write in")] = Path(),
    data: Data = None,
) -> None:
    """Write a session's repetitions and poses as files for other programs."""
    with clear_errors():
        from trainer.commands import export as command
        from trainer.recording.store import data_folder

        command.export(data_folder(data), session, to, out)


@app.command()
def replay(
    session: Annotated[str | None, typer.Argument(help="Its name; without one the last", show_default=False)] = None,
    speed: Annotated[float, typer.Option(min=0.25, max=8, help="How fast; 0.25 is slow motion")] = 1.0,
    from_s: Annotated[float | None, typer.Option("--from", help="Seconds of the session to begin at")] = None,
    window: Annotated[bool | None, typer.Option(help="Show it; usual unless a video is saved")] = None,
    save_video: SaveVideo = None,
    data: Data = None,
) -> None:
    """Watch a session again with what today's rules say. Keys are shown below the picture; click the bar to seek."""
    with clear_errors():
        from trainer.commands import replay as command
        from trainer.recording.store import data_folder

        command.replay(command.Wish(data_folder(data), session, speed, from_s, window, save_video))


@app.command()
def rejudge(
    sessions: Annotated[list[str], typer.Argument(metavar="SESSION...", help="Names; see: trainer sessions")],
    strictness: Annotated[Strictness | None, typer.Option(help="Another than live", show_default=False)] = None,
    data: Data = None,
) -> None:
    """Judge recorded sessions by today's rules, and tell what changed against what was said live."""
    with clear_errors():
        from trainer.commands import rejudge as command
        from trainer.recording.store import data_folder

        command.rejudge_sessions(data_folder(data), sessions, strictness)


@app.command()
def exercises(exercise: Annotated[str | None, typer.Argument(metavar="[ID]", show_default=False)] = None) -> None:
    """List the exercises, or tell all about one: what to do, how to stand, and every check with its source."""
    from trainer import tables

    screen = tables.console()
    if exercise is not None:
        tables.show_exercise(screen, known(exercise))
        return
    from trainer.exercises import exercises

    screen.print(tables.list_table(exercises().values()))
    screen.print("All about one: trainer exercises ID")


@app.command()
def doctor() -> None:
    """Look at cameras, models, libraries and display, and say what to do about each thing missing."""
    from trainer import tables
    from trainer.doctor import examine

    findings = examine()
    tables.show_findings(tables.console(), findings)
    if any(finding.essential and not finding.ok for finding in findings):
        raise typer.Exit(FAILED)


def known(exercise: str) -> Exercise:
    """The exercise of that name; ends the command when there is none."""
    from trainer.exercises import exercises

    found = exercises()
    if exercise not in found:
        fail(f"no exercise {exercise!r}: expected one of {', '.join(found)}", MISUSED)
    return found[exercise]


def known_side(exercise: Exercise, side: str | None) -> None:
    """Ends the command when exercise has no such side."""
    if side is not None and side not in exercise.sides:
        sides = f"expected one of {', '.join(exercise.sides)}" if exercise.sides else "it has no sides"
        fail(f"no side {side!r} of {exercise.id}: {sides}", MISUSED)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turns the errors that are no bugs, such as a missing file, into one line on standard error."""
    try:
        yield
    except CommandError as error:
        fail(str(error), MISUSED)
    except Exception as error:
        from trainer.models import ModelError
        from trainer.movie import MovieError
        from trainer.recording import RecordingError
        from trainer.samples import SampleError
        from trainer.sources import SourceError

        if not isinstance(error, ModelError | MovieError | RecordingError | SampleError | SourceError):
            raise
        fail(str(error), FAILED)


def fail(message: str, code: int) -> NoReturn:
    """Ends the command with one line on standard error."""
    print(f"trainer: {message}", file=sys.stderr)
    raise typer.Exit(code)
