"""How a system's cameras are found, opened and asked for their best; each played by a stand-in."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from camera_figures import StandIn

from trainer.sources import Camera, SourceError, capture, list_cameras
from trainer.sources.capture import ask_for_speed


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
    with pytest.raises(SourceError, match="no camera ²: try --camera 0"):
        Camera("²", never)  # a digit, and no number


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


@pytest.fixture
def _elsewhere_than_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")


@pytest.mark.usefixtures("_elsewhere_than_on_windows")
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


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_camera_that_tells_no_speed(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)

    class Silent(StandIn):
        def get(self, _prop: int, /) -> float:
            return 0.0

    assert ask_for_speed(Silent()) is None


def test_on_windows_the_speed_comes_before_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenCV's DirectShow sets the camera up anew for another speed, and then takes an uncompressed format again."""
    monkeypatch.setattr("sys.platform", "win32")
    camera = StandIn()
    assert ask_for_speed(camera) == 30
    assert list(camera.asked.items()) == [
        (cv2.CAP_PROP_FPS, 30),
        (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
        (cv2.CAP_PROP_FRAME_WIDTH, 1280),
        (cv2.CAP_PROP_FRAME_HEIGHT, 720),
    ]


@pytest.mark.parametrize(
    ("system", "works", "asked"),
    [
        ("linux", cv2.CAP_V4L2, [cv2.CAP_V4L2]),
        ("win32", cv2.CAP_DSHOW, [cv2.CAP_DSHOW]),
        ("win32", cv2.CAP_MSMF, [cv2.CAP_DSHOW, cv2.CAP_MSMF]),
        ("darwin", cv2.CAP_ANY, [cv2.CAP_ANY]),
    ],
)
def test_each_system_has_its_way_to_a_camera(
    system: str, works: int, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: list[int] = []

    def video_capture(_: int, way: int = cv2.CAP_ANY) -> StandIn:
        ways.append(way)
        return StandIn(opened=way == works)

    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(cv2, "VideoCapture", video_capture)
    assert capture.open_capture(0).isOpened()
    assert ways == asked


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_only_linux_has_cameras_by_path(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    with pytest.raises(SourceError, match="expected a camera's number, got /dev/null: try --camera 0"):
        capture.open_capture("/dev/null")


def test_cameras_are_listed_when_they_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("video0", "video1", "video10", "videography", "null"):
        (tmp_path / name).touch()
    monkeypatch.setattr(capture, "_device_name", lambda number: f"Webcam {number}")
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
