"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from trainer.exercise import Strictness
from trainer.settings import FASTEST, LEAST_GOAL, MOST_GOAL, SLOWEST, USUAL


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


USUAL_SIZE, USUAL_STRICTNESS = LiveModel(USUAL.model), Strictness(USUAL.strictness)


class ExportAs(StrEnum):
    """Files that other programs read."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"
    TRC = "trc"


ExerciseId = Annotated[str, typer.Option("--exercise", "-e", help="Which exercise; see: trainer exercises")]
Data = Annotated[Path | None, typer.Option("--data", help="Folder of all sessions, in place of the usual one")]
Profile = Annotated[str, typer.Option("--profile", metavar="NAME", help="Who it is about, where several people train")]
SkeletonOnly = Annotated[bool, typer.Option("--skeleton-only/--pictures", help="Record no pictures")]
BlurFace = Annotated[
    bool,
    typer.Option("--blur-face/--no-blur-face", help="Blur the head of who exercises, no other, in what is recorded"),
]
SaveVideo = Annotated[Path | None, typer.Option("--save-video", help="Write the annotated video here (.mp4)")]
Camera = Annotated[str, typer.Option("--camera", help="Number of the camera, or its path")]
Video = Annotated[Path | None, typer.Option("--video", help="A video file in place of the camera")]
HowStrict = Annotated[Strictness, typer.Option("--strictness", help="How close to a limit you may come")]
LiveSize = Annotated[LiveModel, typer.Option("--model", help="Size of the pose model")]
NoWindow = Annotated[bool, typer.Option("--no-window", help="Judge without showing anything")]
NoRecord = Annotated[bool, typer.Option("--no-record/--record", help="Record nothing")]
Language = Annotated[str, typer.Option("--language", metavar="auto|en|de|es", help="What is shown and said")]
VoiceName = Annotated[str, typer.Option("--voice", help="Part of the name of one of the system's voices")]
Rate = Annotated[int, typer.Option("--rate", min=SLOWEST, max=FASTEST, help="Spoken words a minute")]
Mute = Annotated[bool, typer.Option("--mute/--no-mute", help="Say and play nothing")]
Sounds = Annotated[bool, typer.Option(help="Short sounds beside the words")]
GoalMinutes = Annotated[
    int, typer.Option("--goal-minutes", min=LEAST_GOAL, max=MOST_GOAL, help="What you want to train in a week")
]
Mirror = Annotated[bool, typer.Option(help="Show the camera's picture like a mirror")]
