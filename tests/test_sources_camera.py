"""The camera, played by a stand-in: newest frame wins, plugs are pulled, reads block, and closing always ends."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest

from trainer.sources import Camera, SourceError, list_cameras
from trainer.sources import camera as module
from trainer.sources.camera import ask_for_speed

BLUE_IN_BGR = (255, 0, 0)


def picture(width: int = 64, height: int = 48, shade: int = 0) -> np.ndarray:
    image = np.full((height, width, 3), BLUE_IN_BGR, np.uint8)
    image[..., 1] = shade
    return image


class StandIn:
    """A camera whose reads hand out what the test puts in: a picture, None for a failed read; waiting blocks."""

    def __init__(self, opened: bool = True) -> None:
        self.pictures: queue.Queue[np.ndarray | None] = queue.Queue()
        self.opened, self.released = opened, False
        self.asked: dict[int, float] = {}

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def read(self) -> tuple[bool, np.ndarray | None]:
        image = self.pictures.get()
        return image is not None, image

    def get(self, prop: int, /) -> float:
        return self.asked.get(prop, 0.0)

    def set(self, prop: int, value: float, /) -> bool:
        self.asked[prop] = value
        return True

    def release(self) -> None:
        self.released = True


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
        assert camera.message == "camera 0 is gone: plug it in again"
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
        assert camera.message == "camera 0 sends no pictures: is another program using it?"


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
    ("where", "message"),
    [
        (0, "no camera 0: try --camera 1, or trainer doctor"),
        (3, "no camera 3: try --camera 0, or trainer doctor"),
        ("2", "no camera 2: try --camera 0, or trainer doctor"),
    ],
)
def test_no_camera(where: int | str, message: str) -> None:
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


def test_files_addresses_and_missing_devices_are_refused(tmp_path: Path) -> None:
    def never(_: int | str) -> StandIn:
        raise AssertionError

    for address in ("rtsp://10.0.0.1/live", "http://10.0.0.1/mjpeg"):
        with pytest.raises(SourceError, match=f"expected a camera's number, got {address}: .* addresses are never"):
            Camera(address, never)
    file = tmp_path / "clip.mp4"
    file.touch()
    with pytest.raises(SourceError, match="a file is --video"):
        Camera(str(file), never)
    with pytest.raises(SourceError, match="no camera /dev/video99: try --camera 0, or trainer doctor"):
        Camera("/dev/video99", never)


class Webcam(StandIn):
    """A camera with the modes of a real one: frames a second it can do, by (MJPG, width)."""

    def __init__(self, modes: dict[tuple[bool, int], int], has_mjpg: bool = True) -> None:
        super().__init__()
        self.modes, self.has_mjpg = modes, has_mjpg

    def get(self, prop: int, /) -> float:
        if prop != cv2.CAP_PROP_FPS:
            return super().get(prop)
        mjpg = self.has_mjpg and self.asked.get(cv2.CAP_PROP_FOURCC) == cv2.VideoWriter.fourcc(*"MJPG")
        return min(self.asked[prop], self.modes[mjpg, int(self.asked[cv2.CAP_PROP_FRAME_WIDTH])])


@pytest.mark.parametrize(
    ("webcam", "width", "fps"),
    [
        (Webcam({(True, 1280): 60}), 1280, 60),
        (Webcam({(True, 1280): 30}), 1280, 30),  # the usual one
        (Webcam({(False, 1280): 10, (False, 640): 30}, has_mjpg=False), 640, 30),  # uncompressed only
        (Webcam({(False, 1280): 5, (False, 640): 15}, has_mjpg=False), 640, 15),
    ],
)
def test_speed_is_asked_for(webcam: Webcam, width: int, fps: float) -> None:
    assert ask_for_speed(webcam) == fps
    assert webcam.asked[cv2.CAP_PROP_FRAME_WIDTH] == width


def test_camera_that_tells_no_speed() -> None:
    class Silent(StandIn):
        def get(self, _prop: int, /) -> float:
            return 0.0

    assert ask_for_speed(Silent()) is None


def test_cameras_are_listed_when_they_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("video0", "video1", "video10", "videography", "null"):
        (tmp_path / name).touch()
    monkeypatch.setattr(module, "_device_name", lambda number: f"Webcam {number}")
    asked: list[int | str] = []

    def opener(number: int | str) -> StandIn:
        asked.append(number)
        stand_in = StandIn(opened=number != 1)  # 1 is the first one's metadata
        stand_in.asked = {cv2.CAP_PROP_FRAME_WIDTH: 640.0, cv2.CAP_PROP_FRAME_HEIGHT: 480.0}
        return stand_in

    assert list_cameras(opener, tmp_path) == [(0, "Webcam 0, 640 x 480"), (10, "Webcam 10, 640 x 480")]
    assert asked == [0, 1, 10]


def test_absent_camera_is_silent_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError):
        Camera(77)
    assert capfd.readouterr().err == ""
