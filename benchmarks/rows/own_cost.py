"""What the trainer's own work costs a frame: all but decoding and the model."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import sleep

from benchmarks.clips import EXERCISE, HD, VGA, Size, frames, poses, stretched
from benchmarks.figures import Figure, Row, share
from trainer.exercises import exercises, find
from trainer.limits import AtMost
from trainer.overlay import Overlay
from trainer.pose import Pose
from trainer.recording import SetSettings
from trainer.recording.take import Take, starter
from trainer.scene import Watcher
from trainer.session import Session
from trainer.sources import Frame, clock
from trainer.workout.judging import alone
from trainer.workout.moment import Moment

FPS = 30
Live = list[tuple[Frame, Pose, Moment]]


def judge_ms(exercise: str) -> float:
    """Mean milliseconds a pose over the whole sample video, statuses included."""
    session, given = Session(find(exercise)), poses(exercise)
    began = clock()
    for pose in given:
        session.step(pose)
    return 1000 * (clock() - began) / len(given)


def lived(size: Size, most: int) -> tuple[Live, list[float]]:
    """What a live run gives over the sample video's poses, and milliseconds of everything between pose and screen."""
    pictures = frames(30, size)
    conductor, watcher, found, taken = alone(find(EXERCISE)), Watcher(), Live(), list[float]()
    for i, known in enumerate(poses(EXERCISE)[:most]):
        pose = stretched(known, size)
        frame = Frame(pose.t, pictures[i % len(pictures)].image, i)
        began = clock()
        moment = conductor.step(pose, watcher.step(frame, pose))
        taken.append(1000 * (clock() - began))
        found.append((frame, pose, moment))
    return found, taken


def overlay_ms(given: Live) -> list[float]:
    """Milliseconds of each picture with its screen drawn over it."""
    overlay, taken = Overlay(mirrored=True), list[float]()
    for frame, pose, moment in given:
        began = clock()
        overlay.draw_moment(frame.image, pose, moment, fps=FPS, keys=True)
        taken.append(1000 * (clock() - began))
    return taken


def recording_ms(given: Live) -> list[float]:
    """Milliseconds on the loop's thread for each frame that is recorded with its picture, at a camera's pace."""
    taken = []
    with (
        tempfile.TemporaryDirectory() as data,
        Take(starter(Path(data), "lite", "benchmark"), SetSettings(EXERCISE)) as take,
    ):
        for frame, pose, moment in given:
            began = clock()
            take.follow(frame, pose, moment)
            taken.append(1000 * (clock() - began))
            sleep(1 / FPS)
    return taken[1:]  # the first one makes the folder


def typical(name: str, taken: Sequence[float], most: float, detail: str) -> Figure:
    """The median of milliseconds, and how long the slowest twentieth takes."""
    also = f"{detail}; one in twenty over {share(taken, 0.95):.2f}"
    return Figure(name, statistics.median(taken), "ms", AtMost(most, "ms"), also)


def measure(quick: bool) -> Iterator[Figure]:
    """Judge of every exercise, all that goes with it live, overlay in two sizes, recording."""
    judged = {name: statistics.median(judge_ms(name) for _ in range(1 if quick else 5)) for name in exercises()}
    slowest = max(judged, key=lambda name: judged[name])
    detail = (
        f"mean over the slowest exercise's sample, {slowest}; median of all {statistics.median(judged.values()):.3f}"
    )
    yield Figure("judge", judged[slowest], "ms", AtMost(0.25, "ms"), detail)
    most = 200 if quick else 845
    given, taken = lived(VGA, most)
    yield typical("judge, set-up, scene and coach", taken, 0.25, "median")
    yield typical("overlay, 640 x 480", overlay_ms(given), 2.5, "median")
    yield typical("overlay, 1280 x 720", overlay_ms(lived(HD, most)[0]), 5, "median")
    detail = "median on the loop's thread, video included"
    yield typical("events and recording", recording_ms(given[: 60 if quick else 240]), 0.3, detail)


ROW = Row("own-cost", "the trainer's own work a frame, model and decoding left out", measure)
