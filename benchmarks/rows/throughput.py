"""Throughput of analyze against a loop that only decodes with PyAV and calls MediaPipe with the model as published."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2  # noqa: F401  before PyAV

# isort: split

import av
import mediapipe as mp
from mediapipe.tasks.python import BaseOptions, vision

from benchmarks.clips import EXERCISE, shortened
from benchmarks.figures import Figure, Row, ratio
from trainer import models
from trainer.analysis import analyze
from trainer.exercises import find
from trainer.limits import AtLeast
from trainer.pose import Pose
from trainer.quiet import quiet_stderr
from trainer.sources import Frame, clock
from trainer.status import Status

FRAMES = {"lite": 150, "full": 120, "heavy": 60}
ROUNDS, QUICK_ROUNDS = 3, 2


@dataclass
class Times:
    """When the first frame was done, and how many have been."""

    began: float = 0.0
    frames: int = 0

    def tick(self) -> None:
        """Another frame is done."""
        if not self.frames:
            self.began = clock()
        self.frames += 1

    def fps(self) -> float:
        """Frames a second since the first one: what comes before is loading."""
        return (self.frames - 1) / (clock() - self.began)


def bare(video: Path, model: str) -> float:
    """Frames a second of the bare loop."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=models.load(model)), running_mode=vision.RunningMode.VIDEO
    )
    times = Times()
    with quiet_stderr(), vision.PoseLandmarker.create_from_options(options) as landmarker, av.open(str(video)) as file:
        for picture in file.decode(video=0):
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=picture.to_ndarray(format="rgb24"))
            landmarker.detect_for_video(image, round((picture.time or 0.0) * 1000))
            times.tick()
        return times.fps()


def ours(video: Path, model: str, save_video: Path | None) -> float:
    """Frames a second of the whole analysis, until the annotated video is closed where there is one."""
    times = Times()

    def watch(_frame: Frame, _pose: Pose, _status: Status) -> None:
        times.tick()

    analyze(video, find(EXERCISE), model, save_video=save_video, watch=watch)
    return times.fps()


def measure(quick: bool) -> Iterator[Figure]:
    """The ratios of each model; quick: of the fastest alone."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for model in models.NAMES[:1] if quick else models.NAMES:
            video = shortened(folder, FRAMES[model] // (2 if quick else 1))
            rounds = [
                (bare(video, model), ours(video, model, None), ours(video, model, folder / "annotated.mp4"))
                for _ in range(QUICK_ROUNDS if quick else ROUNDS)
            ]
            alone, judged, drawn = ([r[i] for r in rounds] for i in range(3))
            fps = f"{statistics.median(judged):.1f} against {statistics.median(alone):.1f} frames/s"
            yield Figure(f"analyze, {model}", ratio(judged, alone), "of the bare loop", AtLeast(1.15, ""), fps)
            fps = f"{statistics.median(drawn):.1f} frames/s"
            yield Figure(
                f"analyze --save-video, {model}", ratio(drawn, alone), "of the bare loop", AtLeast(0.7, ""), fps
            )


ROW = Row("throughput", "analyze against PyAV and MediaPipe alone, same file, taking turns", measure)
