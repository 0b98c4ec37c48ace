"""The camera, played by a stand-in: newest frame wins, plugs are pulled, reads block, and closing always ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import cv2
import numpy as np
import pytest
from camera_figures import StandIn, picture

from trainer.sources import Camera, SourceError, clock
from trainer.sources import camera as module
from trainer.sources.capture import PRIVACY
from trainer.words import Words


class Clock:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"FIRST_FRAME_S": 0.5, "RETRY_S": 0.02, "CLOSE_S": 0.3}.items():
        monkeypatch.setattr(module, name, seconds)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    one = StandIn()
    one.pictures.put(picture())
    yield one
    for _ in range(10):
        one.pictures.put(None)  # let go of a thread that still waits


def came(camera: Camera, at: float) -> bool:
    """Whether the picture of this moment lies ready; looked at from inside, as taking it would change the count."""
    return camera._slot is not None and camera._slot[0] == at


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def test_frames_are_rgb_and_timed_from_the_first(stand_in: StandIn) -> None:
    clock = Clock()
    with Camera(0, lambda _: stand_in, clock) as camera:
        first = next(camera)
        clock.now += 0.25
        stand_in.pictures.put(picture())
        second = next(camera)
    assert (first.t, first.index, first.size) == (0.0, 0, (64, 48))
    assert first.image[0, 0].tolist() == [0, 0, 255]
    assert first.image.dtype == np.uint8
    assert (second.t, second.index) == (0.25, 1)


@pytest.mark.parametrize(
    ("age_s", "next_comes", "shade"),
    [
        (0.015, True, 1),  # due in 18 ms, later than this one is old: what is there is taken
        (0.020, True, 2),  # due in 13 ms, sooner than this one is old
        (0.020, False, 1),  # but it does not come
        (0.040, True, 1),  # overdue: nobody knows when it comes
    ],
)
def test_a_picture_that_has_waited_gives_way_to_one_that_is_due(
    age_s: float, next_comes: bool, shade: int, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    if next_comes:
        monkeypatch.setattr(module, "LATE_S", 10.0)
    clock = Clock()
    with Camera(0, lambda _: stand_in, clock) as camera:
        next(camera)
        clock.now += 1 / 30
        stand_in.pictures.put(picture(shade=1))
        until(lambda: came(camera, clock.now))
        clock.now += age_s
        if next_comes:
            threading.Timer(0.05, stand_in.pictures.put, [picture(shade=2)]).start()
        frame = camera.read()
        assert frame is not None
        assert (int(frame.image[0, 0, 1]), camera.dropped) == (shade, shade - 1)


def test_newest_frame_wins_and_the_others_are_counted(stand_in: StandIn) -> None:
    clock = Clock()
    with Camera(0, lambda _: stand_in, clock) as camera:
        next(camera)
        for shade in (1, 2, 3):
            clock.now += 0.1
            stand_in.pictures.put(picture(shade=shade))
            until(stand_in.pictures.empty)
            until(partial(came, camera, clock.now))
        assert camera.dropped == 2
        newest = next(camera)
        assert newest.image[0, 0, 1] == 3
        assert newest.t == pytest.approx(0.3)
        assert camera.read(timeout=0.01) is None


def test_size_may_change_on_the_way(stand_in: StandIn) -> None:
    clock = Clock()
    with Camera(0, lambda _: stand_in, clock) as camera:
        assert next(camera).size == (64, 48) == camera.size
        for number in range(3):  # fewer are half a picture
            until(lambda: stand_in.pictures.empty())
            clock.now += 0.1
            assert camera.size == (64, 48), number
            stand_in.pictures.put(picture(48, 64))
        assert next(camera).size == (48, 64) == camera.size


def test_grey_pictures_become_rgb() -> None:
    stand_in = StandIn()
    stand_in.pictures.put(np.full((48, 64), 7, np.uint8))
    with Camera(0, lambda _: stand_in) as camera:
        assert next(camera).image[0, 0].tolist() == [7, 7, 7]
        stand_in.pictures.put(None)


def test_unplugged_says_so_and_goes_on_when_plugged_in_again(stand_in: StandIn) -> None:
    clock = Clock()
    absent, back = StandIn(opened=False), StandIn()
    ways = iter([stand_in, absent, absent])
    plugged_in = threading.Event()

    def opener(_: int | str) -> StandIn:
        return back if plugged_in.is_set() else next(ways, absent)

    with Camera(0, opener, clock) as camera:
        assert next(camera).t == 0.0
        assert camera.message is None
        for _ in range(5):
            stand_in.pictures.put(None)
        until(lambda: camera.message is not None)
        assert Words().say(camera.message or "") == "camera 0 is gone: plug it in again"
        assert camera.read(timeout=0.01) is None
        until(lambda: stand_in.released)
        clock.now += 8.0
        plugged_in.set()
        back.pictures.put(picture(shade=9))
        frame = next(camera)
        assert (frame.t, frame.index, frame.image[0, 0, 1]) == (8.0, 1, 9)
        assert camera.message is None
        back.pictures.put(None)


def test_failed_reads_now_and_then_are_no_pulled_plug(stand_in: StandIn) -> None:
    clock = Clock()
    with Camera(0, lambda _: stand_in, clock) as camera:
        next(camera)
        for times in (1, 2, 3):
            clock.now += 0.1
            for _ in range(4):
                stand_in.pictures.put(None)
            stand_in.pictures.put(picture())
            assert next(camera).t == pytest.approx(0.1 * times)
        assert camera.message is None
        assert not stand_in.released


def test_silence_is_told_even_while_a_read_blocks(stand_in: StandIn) -> None:
    clock = Clock()
    with Camera(0, lambda _: stand_in, clock) as camera:
        next(camera)
        assert camera.message is None
        clock.now += 2.5
        assert Words().say(camera.message or "") == "camera 0 sends no pictures: is another program using it?"


def test_closing_ends_though_a_read_blocks(stand_in: StandIn) -> None:
    camera = Camera(0, lambda _: stand_in)
    next(camera)
    before = time.monotonic()
    camera.close()
    assert time.monotonic() - before < 5
    assert list(camera) == []
    assert not stand_in.released  # never under a running read
    stand_in.pictures.put(None)
    until(lambda: stand_in.released)


def test_closing_leaves_no_thread() -> None:
    stand_in = StandIn()
    for _ in range(100):
        stand_in.pictures.put(picture())
    with Camera(7, lambda _: stand_in) as camera:
        next(camera)
        stand_in.pictures.put(None)
    until(lambda: "camera 7" not in [thread.name for thread in threading.enumerate()])
    assert stand_in.released


@pytest.mark.parametrize(
    ("where", "system", "message"),
    [
        (0, "linux", "no camera 0: try --camera 1, or trainer doctor"),
        (3, "linux", "no camera 3: try --camera 0, or trainer doctor"),
        ("2", "linux", "no camera 2: try --camera 0, or trainer doctor"),
        (0, "darwin", f"no camera 0: try --camera 1, or trainer doctor; {PRIVACY['darwin']}"),
        (3, "win32", f"no camera 3: try --camera 0, or trainer doctor; {PRIVACY['win32']}"),
    ],
)
def test_no_camera(where: int | str, system: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    absent = StandIn(opened=False)
    with pytest.raises(SourceError) as raised:
        Camera(where, lambda _: absent)
    assert str(raised.value) == message
    assert absent.released


def test_camera_that_never_sends_a_picture() -> None:
    mute = StandIn()
    with pytest.raises(SourceError, match="camera 0 sends no pictures: close other programs"):
        Camera(0, lambda _: mute)
    mute.pictures.put(None)


def test_opener_that_fails_is_told() -> None:
    def opener(_: int | str) -> StandIn:
        raise RuntimeError("no driver")

    with pytest.raises(SourceError, match="camera 0 can't be opened: no driver"):
        Camera(0, opener)


def test_opencv_errors_count_as_failed_reads() -> None:
    class Broken(StandIn):
        def read(self) -> tuple[bool, np.ndarray | None]:
            raise cv2.error("!")

    with pytest.raises(SourceError, match="camera 0 sends no pictures"):
        Camera(0, lambda _: Broken())


@pytest.mark.parametrize(("system", "in_the_callers_thread"), [("darwin", [True, False]), ("linux", [False, False])])
def test_macos_is_asked_for_the_camera_from_the_main_thread(
    system: str, in_the_callers_thread: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only there it shows the user its question; when the camera was unplugged it has been answered."""
    monkeypatch.setattr("sys.platform", system)
    asked: list[bool] = []
    cameras = [StandIn(), StandIn()]
    for camera in cameras:
        for image in (picture(), *[None] * 5):
            camera.pictures.put(image)

    def opener(_: int | str) -> StandIn:
        asked.append(threading.current_thread() is threading.main_thread())
        return cameras[len(asked) - 1]

    with Camera(0, opener):
        until(lambda: len(asked) == 2)
        cameras[1].pictures.put(None)
    assert asked == in_the_callers_thread
    assert cameras[0].released


def test_the_clock_goes_in_steps_that_tell_any_two_pictures_apart() -> None:
    began = clock()
    steps = {clock() - began for _ in range(100_000)}
    assert 0 < min(steps - {0.0}) < 0.001
