"""The system's cameras: which there are, and how one is opened and asked for its best."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import cv2

from trainer.quiet import quiet_stderr
from trainer.sources.frame import SourceError

PRIVACY = {
    "darwin": "let your terminal use the camera (System Settings, Privacy & Security, Camera), and start again",
    "win32": "let desktop apps use the camera (Settings, Privacy & security, Camera)",
}
"""What the user must allow before any program gets a picture, by system."""


class Capture(Protocol):
    """What is needed of cv2.VideoCapture."""

    def isOpened(self) -> bool: ...  # noqa: N802
    def read(self) -> tuple[bool, Any]: ...
    def get(self, prop: int, /) -> float: ...
    def set(self, prop: int, value: float, /) -> bool: ...
    def release(self) -> None: ...


Opener = Callable[[int | str], Capture]


def open_capture(where: int | str) -> Capture:
    """cv2's capture of a camera by number or device path; never anything but a camera, so never a network address."""
    # An absent camera is told by SourceError and message, not by OpenCV on standard error.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    if sys.platform.startswith("linux"):
        return cv2.VideoCapture(where, cv2.CAP_V4L2)
    if isinstance(where, str):
        raise SourceError(f"expected a camera's number, got {where}: try --camera 0, or trainer doctor")
    if sys.platform == "win32":
        # Media Foundation, OpenCV's first choice there, takes seconds for each thing that it is asked for.
        capture = cv2.VideoCapture(where, cv2.CAP_DSHOW)
        return capture if capture.isOpened() else cv2.VideoCapture(where, cv2.CAP_MSMF)
    with quiet_stderr():
        return cv2.VideoCapture(where)


def absent(where: int | str) -> SourceError:
    """What is said where no camera answers: another number, or what the system asks for first."""
    hint = f"no camera {where}: try --camera {1 if where == 0 else 0}, or trainer doctor"
    return SourceError(f"{hint}; {PRIVACY[sys.platform]}" if sys.platform in PRIVACY else hint)


def checked(where: int | str) -> int | str:
    """A camera's number or the path of a device; SourceError for anything else, files and addresses above all."""
    if isinstance(where, int) or (where.isascii() and where.isdigit()):
        return int(where)
    if "://" in where or Path(where).is_file():
        raise SourceError(f"expected a camera's number, got {where}: a file is --video, addresses are never opened")
    if not Path(where).exists():
        raise SourceError(f"no camera {where}: try --camera 0, or trainer doctor")
    return where


def ask_for_speed(capture: Capture) -> float | None:
    """Frames a second promised, after asking for MJPG at 60 or 30, in 1280 x 720 or, where that is slow, 640 x 480.

    Uncompressed pictures of this size do not fit through USB 2: without MJPG most cameras fall to 5 or 10 a second.
    """
    mjpg = cv2.VideoWriter.fourcc(*"MJPG")
    if sys.platform == "win32":
        # DirectShow forgets the format when the speed changes, and promises whatever it is asked for.
        capture.set(cv2.CAP_PROP_FPS, 30)
        capture.set(cv2.CAP_PROP_FOURCC, mjpg)
        ask_for_size(capture, 1280, 720)
        return capture.get(cv2.CAP_PROP_FPS) or None
    capture.set(cv2.CAP_PROP_FOURCC, mjpg)
    promised = 0.0
    for width, height in ((1280, 720), (640, 480)):
        ask_for_size(capture, width, height)
        for fps in (60, 30):
            capture.set(cv2.CAP_PROP_FPS, fps)
            promised = capture.get(cv2.CAP_PROP_FPS)
            if promised >= fps:
                return promised
    return promised or None


def ask_for_size(capture: Capture, width: int, height: int) -> None:
    """Ask for pictures of so many pixels; the camera gives what it has."""
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)


def list_cameras(opener: Opener = open_capture, devices: Path = Path("/dev")) -> list[tuple[int, str]]:
    """(number, name and picture size) of each camera that opens; asks each one, so their lights may blink."""
    numbers: list[int] = list(range(4))
    if sys.platform.startswith("linux"):
        numbers = sorted(int(d.name[5:]) for d in devices.glob("video*") if d.name[5:].isdigit())
    found = []
    for number in numbers:
        capture = opener(number)
        try:
            if capture.isOpened():
                width, height = capture.get(cv2.CAP_PROP_FRAME_WIDTH), capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
                found.append((number, f"{_device_name(number)}, {width:.0f} x {height:.0f}"))
        finally:
            capture.release()
    return found


def _device_name(number: int) -> str:
    name = Path(f"/sys/class/video4linux/video{number}/name")
    return name.read_text(encoding="utf-8").strip() if name.exists() else f"camera {number}"
