"""A camera made of sample pictures, and what is needed to see how old a picture is when it is shown."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from time import sleep
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.clips import frames
from benchmarks.figures import share
from benchmarks.loop import run
from trainer.estimator import Estimator
from trainer.pose import Pose
from trainer.sources import Camera, Frame, clock
from trainer.window import Window
from trainer.workout.moment import Fact, Moment

PICTURES = 90


class Webcam:
    """What OpenCV's capture is to the trainer: pictures at a camera's own pace, none twice, none waiting for anyone."""

    def __init__(self, fps: float) -> None:
        self._fps = fps
        self._pictures = [cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR) for frame in frames(PICTURES)]
        self._began = clock()
        self._number = 0
        self.first_at: float | None = None
        self.sent = 0

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def read(self) -> tuple[bool, Any]:
        """The next picture, when its moment has come."""
        self._number = max(self._number + 1, int((clock() - self._began) * self._fps) + 1)
        sleep(max(self._began + self._number / self._fps - clock(), 0.0))
        self.sent += 1
        if self.first_at is None:
            self.first_at = clock()
        return True, self._pictures[self._number % PICTURES].copy()

    def get(self, _prop: int, /) -> float:
        return self._fps

    def set(self, _prop: int, _value: float, /) -> bool:
        return True

    def release(self) -> None: ...


@dataclass
class Log:
    """Of each frame: seconds that the model took, its time, and its age in seconds when it was shown.

    A Keeper: t is that of the frame in hand, which the window shows next.
    """

    problem: str | None = None
    t: float = 0.0
    model_s: list[float] = field(default_factory=list)
    shown_t: list[float] = field(default_factory=list)
    age_s: list[float] = field(default_factory=list)

    def keep(self, moment: Moment) -> None:
        """Note which frame is in hand."""
        self.t = moment.t

    def end(self, facts: Sequence[Fact]) -> None:
        """There is nothing to keep."""


class Timed:
    """The estimator, and how long it takes."""

    def __init__(self, estimator: Estimator, log: Log) -> None:
        self._estimator, self._log = estimator, log

    def estimate(self, frame: Frame) -> Pose:
        """The pose in a frame."""
        before = clock()
        pose = self._estimator.estimate(frame)
        self._log.model_s.append(clock() - before)
        return pose


class Watched:
    """The window, and how old the picture is that it shows; closed after some seconds of it."""

    def __init__(self, window: Window, webcam: Webcam, log: Log, seconds: float) -> None:
        self._window, self._webcam, self._log, self._seconds = window, webcam, log, seconds

    def show(self, rgb: NDArray[np.uint8]) -> None:
        """Show a picture."""
        self._window.show(rgb)
        taken = (self._webcam.first_at or 0.0) + self._log.t
        self._log.shown_t.append(self._log.t)
        self._log.age_s.append(clock() - taken)

    def key(self, wait_ms: int) -> str | None:
        """The key that was pressed."""
        return self._window.key(wait_ms)

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self._log.t > self._seconds


@dataclass(frozen=True, slots=True)
class Lag:
    """How a live loop kept up: medians and the 95th percentile in milliseconds, and frames shown, dropped, wrong, lost.

    wrong: shown twice or out of order. untold: sent by the camera, and neither shown nor told as dropped.
    """

    model_ms: float
    age_ms: float
    late_ms: float
    fps: float
    shown: int
    dropped: int
    wrong: int
    untold: int


def lag(fps: float, model: str, seconds: float) -> Lag:
    """The live loop over a camera of so many frames a second, in a real window; its first second is left out."""
    webcam, log = Webcam(fps), Log()
    with Camera(0, lambda _: webcam) as camera, Estimator(model) as estimator, Window("benchmark") as window:
        run(camera, Timed(estimator, log), Watched(window, webcam, log, seconds), keepers=[log])
        sent, dropped = webcam.sent, camera.dropped
    late = [age for t, age in zip(log.shown_t, log.age_s, strict=True) if t > 1]
    wrong = sum(b <= a for a, b in pairwise(log.shown_t))
    untold = max(sent - len(log.shown_t) - dropped - 2, 0)  # one may just have come, one was looked at
    took = log.shown_t[-1] - log.shown_t[0]
    return Lag(
        1000 * statistics.median(log.model_s), 1000 * statistics.median(late), 1000 * share(late, 0.95),
        (len(log.shown_t) - 1) / took, len(log.shown_t), dropped, wrong, untold,
    )  # fmt: skip
