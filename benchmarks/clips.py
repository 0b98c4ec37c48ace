"""Material that every machine has: the sample videos, their pictures, and the poses of them that the tests keep."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path

import cv2  # before PyAV

# isort: split

import av
import numpy as np

from benchmarks import compact
from trainer.pose import Pose
from trainer.samples import sample
from trainer.sources import Frame, VideoFile

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = "arm-slides"
Size = tuple[int, int]
VGA, HD = (640, 480), (1280, 720)


def poses(exercise: str) -> list[Pose]:
    """What the largest model saw in the exercise's sample video."""
    return compact.load(ROOT / "tests" / "poses" / f"{exercise}.npz")


@cache
def frames(most: int, size: Size = VGA) -> list[Frame]:
    """The first pictures of the sample video, in this size."""
    with VideoFile(sample(EXERCISE)) as video:
        return [frame if frame.size == size else _resized(frame, size) for frame in islice(video, most)]


def _resized(frame: Frame, size: Size) -> Frame:
    return Frame(frame.t, np.asarray(cv2.resize(frame.image, size), np.uint8), frame.index)


def stretched(pose: Pose, size: Size) -> Pose:
    """The same pose in pictures of another size."""
    x, y = size[0] / pose.size[0], size[1] / pose.size[1]
    image = [(p[0] * x, p[1] * y, p[2] * x) for p in pose.image]
    return Pose(pose.t, size, image, pose.world, pose.visibility, pose.people, pose.sure)


def shortened(folder: Path, most: int, exercise: str = EXERCISE) -> Path:
    """The first pictures of the sample video as a file of their own, packets as they are."""
    out = folder / f"{exercise}-{most}.mp4"
    with av.open(str(sample(exercise))) as whole, av.open(str(out), "w") as part:
        stream = whole.streams.video[0]
        copied = part.add_stream_from_template(stream)
        for packet in islice((p for p in whole.demux(stream) if p.dts is not None), most):
            packet.stream = copied
            part.mux(packet)
    return out
