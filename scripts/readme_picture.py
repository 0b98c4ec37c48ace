"""Makes docs/overlay.jpg, the README's picture: one moment of the arm slides sample as the trainer shows it."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2

from trainer.analysis import analyze, annotated
from trainer.exercises import exercises
from trainer.pose import Pose
from trainer.samples import sample
from trainer.sources import Frame
from trainer.status import Status

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "overlay.jpg"
MOMENT_S = 17.6  # the top of the fourth slide, an elbow off the wall


def main(moment_s: float = MOMENT_S, target: Path = PICTURE) -> None:
    """Writes the annotated frame at moment_s to target."""
    draw = annotated()
    written = False

    def watch(frame: Frame, pose: Pose, status: Status) -> None:
        nonlocal written
        picture = draw(frame, pose, status)
        if frame.t >= moment_s and not written:
            target.parent.mkdir(exist_ok=True)
            bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
            written = cv2.imwrite(str(target), bgr, [cv2.IMWRITE_JPEG_QUALITY, 88])

    analyze(sample("arm-slides"), exercises()["arm-slides"], watch=watch)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
