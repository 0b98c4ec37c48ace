"""Whether a long live run keeps its size: half an hour of frames, as fast as they go, in a process of its own."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.clips import EXERCISE, frames, poses, stretched
from benchmarks.figures import Figure, Row
from benchmarks.loop import run
from trainer.estimator import Estimator
from trainer.limits import AtMost
from trainer.pose import Pose
from trainer.recording import SetSettings
from trainer.recording.take import Take, starter
from trainer.sources import Frame

FPS = 30
MINUTES, QUICK_MINUTES = 30, 4
SETTLED_MINUTE = 2
LOOKED_AT = 30  # one frame in so many goes through the model; the others have the pose that it saw before
ROUND = 845  # pictures of the sample video
SIZE = (320, 240)  # a frame that is kept by mistake is a quarter of a megabyte, and half an hour is over in minutes
STATM = Path("/proc/self/statm")
PAGE_KB = 4.096


class Reel:
    """The sample video again and again, for minutes; notes the process's size at the start of each minute."""

    size = SIZE

    def __init__(self, minutes: int) -> None:
        self._minutes, self.megabytes = minutes, list[float]()

    def __iter__(self) -> Iterator[Frame]:
        pictures = frames(ROUND, SIZE)
        for i in range(self._minutes * 60 * FPS):
            if i % (60 * FPS) == 0:
                self.megabytes.append(resident_mb())
            yield Frame(i / FPS, pictures[i % ROUND].image, i)
        self.megabytes.append(resident_mb())


class Mostly:
    """The estimator for one frame in so many, and the poses that are known for the others."""

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator
        self._poses = [stretched(pose, SIZE) for pose in poses(EXERCISE)]

    def estimate(self, frame: Frame) -> Pose:
        """The pose in a frame."""
        if frame.index % LOOKED_AT == 0:
            self._estimator.estimate(frame)
        return replace(self._poses[frame.index % ROUND], t=frame.t)


class Unseen:
    """A window that takes what is drawn for it."""

    closed = False

    def show(self, rgb: NDArray[np.uint8]) -> None:
        """Show a picture."""

    def key(self, wait_ms: int) -> str | None:
        """The key that was pressed."""
        return None


def resident_mb() -> float:
    """Resident size of this process in megabytes."""
    return int(STATM.read_text().split()[1]) * PAGE_KB / 1000


def sizes(minutes: int) -> list[float]:
    """Megabytes at the start of each minute of a run that judges, draws and records, and at its end."""
    reel = Reel(minutes)
    with tempfile.TemporaryDirectory() as data, Estimator("lite") as estimator:
        take = Take(starter(Path(data), "lite", "benchmark"), SetSettings(EXERCISE))
        run(reel, Mostly(estimator), Unseen(), take)
    return reel.megabytes


def measure(quick: bool) -> Iterator[Figure]:
    """Largest distance from the size at minute two."""
    name = "resident size from minute 2 on"
    if not STATM.exists():
        yield Figure(name, float("nan"), "MB", None, f"not measured on {sys.platform}")
        return
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        found = alone.apply(sizes, (QUICK_MINUTES if quick else MINUTES,))
    settled = found[SETTLED_MINUTE]
    furthest = max(found[SETTLED_MINUTE:], key=lambda size: abs(size - settled))
    detail = ", ".join(f"minute {i}: {size:.0f}" for i, size in enumerate(found) if i in (0, 1, 2, 4, 10, 20, 30))
    yield Figure(name, furthest - settled, "MB", AtMost(8, "MB"), f"{detail}; judged, drawn and recorded")


ROW = Row("memory", "resident size over half an hour of frames, time lapse", measure)
