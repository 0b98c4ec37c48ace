"""What recording costs: frames a second of the same run with and without it, and how large it becomes."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clips import EXERCISE, frames, poses
from benchmarks.figures import Figure, Row, ratio
from benchmarks.loop import run
from trainer.estimator import Estimator, choose_live_model
from trainer.exercises import exercises, find
from trainer.limits import AtMost
from trainer.recording import SetSettings
from trainer.recording.schema import VIDEO
from trainer.recording.take import Take, starter
from trainer.samples import sample
from trainer.session import Session
from trainer.sources import Frame, VideoFile, clock

FRAMES, FEW_FRAMES = 150, 60
ROUNDS, FEW_ROUNDS = 7, 3
MB = 1e6


class Reel:
    """Frames that are decoded already, as a camera's are."""

    def __init__(self, given: list[Frame]) -> None:
        self._frames = given
        self.size = given[0].size

    def __iter__(self) -> Iterator[Frame]:
        return iter(self._frames)


def fps(given: list[Frame], estimator: Estimator, take: Take | None) -> float:
    """Frames a second of a run over all frames; what is still to be written then counts as well."""
    began = clock()
    run(Reel(given), estimator, None, take)
    return len(given) / (clock() - began)


def rounds(model: str, most: int, turns: int) -> tuple[list[float], list[float], int]:
    """Frames a second without and with recording, and pictures dropped."""
    given = frames(most)
    without, recorded, dropped = list[float](), list[float](), 0
    length = given[-1].t + 0.1
    with Estimator(model) as estimator, tempfile.TemporaryDirectory() as data:
        start = starter(Path(data), model, "benchmark")
        for number in range(2 * turns):
            later = [Frame(frame.t + number * length, frame.image, frame.index) for frame in given]
            take = Take(start, SetSettings(EXERCISE)) if number % 2 else None
            (recorded if take else without).append(fps(later, estimator, take))
            dropped += 0 if take is None else take.dropped
    return without, recorded, dropped


def megabytes_a_minute(exercise: str) -> float:
    """Of the video of a recorded session, by all of the exercise's sample video."""
    with tempfile.TemporaryDirectory() as data:
        take = Take(starter(Path(data), "heavy", "benchmark", patient=True), SetSettings(exercise))
        session, last_s = Session(find(exercise)), 0.0
        with VideoFile(sample(exercise)) as video, take:
            for frame, pose in zip(video, poses(exercise), strict=True):
                take.step(frame, pose, session.step(pose))
                last_s = frame.t
            take.end_set(session.finish())
        assert take.folder is not None
        return (take.folder / VIDEO).stat().st_size / MB / last_s * 60


def measure(quick: bool) -> Iterator[Figure]:
    """The cost with the fastest model, where recording weighs most, and with auto's choice."""
    chosen, _ = choose_live_model(clock, (640, 480))
    for model in dict.fromkeys(("lite",) if quick else ("lite", chosen)):
        most, turns = (FRAMES, ROUNDS) if model == "lite" and not quick else (FEW_FRAMES, FEW_ROUNDS)
        without, recorded, dropped = rounds(model, most, turns)
        detail = (
            f"{statistics.median(without):.1f} frames/s without, {statistics.median(recorded):.1f} with;"
            f" {dropped} pictures dropped; as fast as they go"
        )
        cost = 100 * (1 - ratio(recorded, without))
        yield Figure(f"recording costs, {model}", cost, "%", AtMost(15, "%"), detail)
    sizes = {name: megabytes_a_minute(name) for name in ([EXERCISE] if quick else exercises())}
    largest = max(sizes, key=lambda name: sizes[name])
    detail = f"the largest of the sample videos, {largest}"
    yield Figure("recording, video at 640 x 480", sizes[largest], "MB a minute", AtMost(1.5, "MB a minute"), detail)


ROW = Row("recording", "frames a second with and without recording, taking turns", measure)
