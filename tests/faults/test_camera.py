"""A camera that fails in all its ways before the whole loop: real camera thread, conductor, recorder and movie."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
import pytest
from live_figures import Screen
from sample_truth import REPS, recorded

from trainer.app import train
from trainer.exercises import exercises
from trainer.pose import Pose
from trainer.recording import SetSettings, store
from trainer.recording.reader import Recording
from trainer.recording.take import Take, starter
from trainer.sources import Camera, Frame, VideoFile
from trainer.sources import camera as module
from trainer.status import Result
from trainer.workout.judging import alone

POSES = [pose for pose in recorded("arm-slides") if pose.t < 16.0]
ROWS = [row for row in REPS["arm-slides"] if row.end_s < POSES[-1].t]
COUNT, STILL_S = sum(row.reason is None for row in ROWS), ROWS[1].end_s + 0.2
"""Slides in it that count; and a moment between two of them."""
Read = tuple[bool, np.ndarray | None]
Script = Iterator[Callable[[], Read]]


class Time:
    """A clock that the camera itself moves."""

    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


class Capture:
    """A stand-in for cv2.VideoCapture: one picture for each pose, in step with whoever takes them, and what is added.

    A picture's shade tells which pose it shows. at: what happens before the picture of that number, and what is read
    in its place, if anything.
    """

    def __init__(self, time: Time, fps: float = 30.0) -> None:
        self.time, self.step = time, round(30 / fps)
        self.number = 0
        self.taken = threading.Semaphore(1)
        self.at: dict[int, Callable[[], Read | None]] = {}
        self.size = (160, 120)
        self.opened = self.reads = 0

    def __call__(self, where: int | str) -> Capture:
        self.opened += 1
        return self

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def read(self) -> Read:
        self.reads += 1
        event = self.at.pop(self.number, None)
        if event is not None and (instead := event()) is not None:
            return instead
        if self.number >= len(POSES):
            return False, None
        self.taken.acquire(timeout=1)
        image = np.zeros((self.size[1], self.size[0], 3), np.uint8)
        image[:, :, 0], image[:, :, 1] = self.number % 256, self.number // 256
        self.number += self.step
        self.time.now += self.step / 30
        return True, image

    def get(self, prop: int, /) -> float:
        return 0.0

    def set(self, prop: int, value: float, /) -> bool:
        return True

    def release(self) -> None:
        pass


class Reader:
    """An estimator that knows the pose by the picture."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        number = int(frame.image[0, 0, 2]) + 256 * int(frame.image[0, 0, 1])
        self.capture.taken.release()
        width, height = frame.size
        pose = POSES[number]
        image = [(x * width / 640, y * height / 480, z * width / 640) for x, y, z in pose.image]
        return replace(pose, t=frame.t, size=frame.size, image=image)


class Patience(Screen):
    """A window whose user quits when the film is over."""

    def __init__(self, capture: Capture) -> None:
        super().__init__()
        self.capture, self.again = capture, 0

    def key(self, wait_ms: int) -> str | None:
        over = self.capture.number >= len(POSES)
        self.again = self.again + 1 if over else 0
        return "q" if self.again > 3 or len(self.shown) > 4000 else None


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"FIRST_FRAME_S": 2.0, "RETRY_S": 0.01, "CLOSE_S": 0.5}.items():
        monkeypatch.setattr(module, name, seconds)


def perform(capture: Capture, folder: Path) -> tuple[Result, Screen]:
    """The whole loop in front of this camera; its session must be whole, and nothing be left behind."""
    screen = Patience(capture)
    conductor = alone(exercises()["arm-slides"])
    outcome = train(
        lambda: Camera(0, capture, capture.time),
        lambda: Reader(capture),
        conductor,
        open_window=lambda: screen,
        take=Take(starter(folder, "lite", "camera 0"), SetSettings("arm-slides")),
    )
    assert not [thread for thread in threading.enumerate() if thread.name in ("camera 0", "recording")]
    (one,) = store.sessions(folder)
    with Recording(one.folder) as recording:
        assert not recording.interrupted
        poses = list(recording.poses())
        assert len(poses) == outcome.frames
        assert all(a.t < b.t for a, b in pairwise(poses))
        assert recording.sets[-1].reps == outcome.result.reps
    with VideoFile(one.folder / "video.mp4") as video:
        assert sum(1 for _ in video) > 10
    return outcome.result, screen


def valid(result: Result) -> int:
    return sum(rep.valid for rep in result.reps)


@pytest.fixture
def capture() -> Capture:
    return Capture(Time(), fps=15)


def test_a_camera_with_which_nothing_is_wrong(capture: Capture, tmp_path: Path) -> None:
    result, _ = perform(capture, tmp_path)
    assert valid(result) == COUNT


def unplugged(capture: Capture, seconds: float) -> Callable[[], Read]:
    """Reads that fail until the camera is opened again, which takes so long."""

    def fail() -> Read:
        if capture.opened < 3:
            capture.at[capture.number] = fail
        else:
            capture.time.now += seconds
        return False, None

    return fail


@pytest.mark.parametrize("seconds", [1.0, pytest.param(20.0, marks=pytest.mark.slow)])
def test_unplugged_and_back(capture: Capture, tmp_path: Path, seconds: float) -> None:
    capture.at[round(STILL_S * 30) // 2 * 2] = unplugged(capture, seconds)
    result, _ = perform(capture, tmp_path)
    assert capture.opened >= 3
    assert valid(result) == COUNT


@pytest.mark.parametrize("size", [(320, 240), (80, 60), (160, 90)])
def test_back_with_pictures_of_another_size(capture: Capture, tmp_path: Path, size: tuple[int, int]) -> None:
    """Another shape shows the same person flatter, so that slides may not be the same ones; but all goes on."""

    def change() -> None:
        capture.size = size

    capture.at[round(STILL_S * 30) // 2 * 2] = change
    result, screen = perform(capture, tmp_path)
    assert screen.shown[-1].shape[:2] == size[::-1]
    assert valid(result) == COUNT or size == (160, 90)


def half(capture: Capture) -> Read:
    """The upper half of a picture; the rest was lost on the way."""
    number = capture.number
    image = np.zeros((capture.size[1] // 2, capture.size[0], 3), np.uint8)
    image[:, :, 0], image[:, :, 1] = number % 256, number // 256
    capture.time.now += 0.001
    return True, image


def raised(capture: Capture) -> Read:
    raise cv2.error("(-215:Assertion failed)")


@pytest.mark.parametrize(
    "bad",
    [
        lambda capture: (False, None),
        lambda capture: (True, None),
        lambda capture: (True, np.zeros((0, 0, 3), np.uint8)),
        half,
        raised,
    ],
    ids=["failed", "none", "empty", "half", "error"],
)
def test_single_bad_pictures_cost_nothing(capture: Capture, tmp_path: Path, bad: Callable[[Capture], Read]) -> None:
    for number in range(30, len(POSES), 60):
        capture.at[number] = lambda: bad(capture)
    result, _ = perform(capture, tmp_path)
    assert valid(result) == COUNT


@pytest.mark.parametrize("seconds", [10.0, 3600.0], ids=["a stall of ten seconds", "an hour asleep"])
def test_a_stall_between_two_slides_costs_none_and_within_one_only_that(
    capture: Capture, tmp_path: Path, seconds: float
) -> None:
    def stall() -> None:
        capture.time.now += seconds

    capture.at[round(STILL_S * 30) // 2 * 2] = stall
    result, _ = perform(capture, tmp_path / "between")
    assert valid(result) == COUNT
    again = Capture(Time(), fps=15)
    middle = (ROWS[2].start_s + ROWS[2].end_s) / 2
    again.at[round(middle * 30) // 2 * 2] = lambda: setattr(again.time, "now", again.time.now + seconds)  # type: ignore[func-returns-value]
    result, _ = perform(again, tmp_path / "within")
    assert COUNT - 1 <= valid(result) <= COUNT
    assert all(rep.end_s - rep.start_s < 15 for rep in result.reps)
    assert all(rep.hold_s < 15 for rep in result.reps)


def test_a_clock_that_goes_back_an_hour(capture: Capture, tmp_path: Path) -> None:
    def back() -> None:
        capture.time.now -= 3600

    capture.at[round(STILL_S * 30) // 2 * 2] = back
    result, _ = perform(capture, tmp_path)
    assert valid(result) == COUNT
    assert all(rep.end_s < 60 for rep in result.reps)


def test_five_pictures_a_second(tmp_path: Path) -> None:
    result, _ = perform(Capture(Time(), fps=5), tmp_path)
    assert valid(result) == COUNT


def test_a_read_that_blocks_is_told_and_can_be_left(capture: Capture, tmp_path: Path) -> None:
    freed = threading.Event()

    def block() -> None:
        capture.time.now += 3.0
        freed.wait(5)

    class Leaving(Patience):
        def key(self, wait_ms: int) -> str | None:
            return "q" if capture.number >= 60 and len(self.shown) > 40 else None

    capture.at[60] = block
    screen = Leaving(capture)
    outcome = train(
        lambda: Camera(0, capture, capture.time), lambda: Reader(capture), alone(exercises()["arm-slides"]),
        open_window=lambda: screen,
    )  # fmt: skip
    freed.set()
    assert outcome.frames == 30
    assert not np.array_equal(screen.shown[29], screen.shown[-1]), "the last picture, with what is wrong written on it"
