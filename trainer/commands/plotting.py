"""trainer analyze --plot: the signals of a video as a page, with the true repetitions when they are known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trainer.commands import CommandError
from trainer.labels import LabelError, Labels, read_labels

if TYPE_CHECKING:
    from trainer.exercise import Exercise
    from trainer.pose import Pose
    from trainer.sources import Frame
    from trainer.status import Status


class Plot:
    """Collects the poses of an analysis, and writes their signals to path; labels: a file with the truth, or None."""

    def __init__(self, path: Path, exercise: Exercise, labels: Path | None) -> None:
        self.path = path
        self._exercise = exercise
        self._labels = None if labels is None else labels_for(exercise, labels)
        self._poses: list[Pose] = []

    def step(self, frame: Frame, pose: Pose, status: Status) -> None:
        """Note one pose."""
        self._poses.append(pose)

    def write(self, source: str) -> None:
        """The page; CommandError when it can't be written."""
        from trainer.report.page import write_page
        from trainer.report.signal_page import signal_page

        try:
            write_page(self.path, signal_page(self._exercise, self._poses, source, self._labels))
        except OSError as error:
            raise CommandError(f"{self.path} can't be written: {error.strerror}") from error


def labels_for(exercise: Exercise, path: Path) -> Labels:
    """The labels in path; CommandError when they can't be read or tell of another exercise."""
    try:
        labels = read_labels(path)
    except LabelError as error:
        raise CommandError(str(error)) from error
    if labels.exercise != exercise.id:
        raise CommandError(f"{path} labels {labels.exercise}: expected {exercise.id}")
    return labels
