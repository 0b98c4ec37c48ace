"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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
