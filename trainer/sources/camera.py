"""A camera as frames: only the newest one counts, and a pulled plug is survived."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.sources.frame import Frame, SourceError

FIRST_FRAME_S = 10.0  # some cameras take seconds to wake up
SILENCE_S = 2.0  # without a picture for this long, the user is told
RETRY_S = 1.0
CLOSE_S = 2.0  # how long close() waits for a read that blocks
MOST_WAIT_S = 0.02  # for a fresh picture in place of one that has waited: half a frame at 25 a second
LATE_S = 0.005  # and so long when it does not come in time
LEAP_S = 0.5  # a clock that is further back than this was set; less is two threads that look at once
ODD = 3  # pictures in a row of another size are a camera that was changed; fewer are half pictures
FAILED_READS = 5  # in a row, before the camera is taken for unplugged: single ones fail on weak USB hubs


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
    return cv2.VideoCapture(where)


class Camera:
    """The newest frame of a camera, by number or device path; a context manager and an iterator of Frame.

    t is monotonic seconds since the first frame, taken when the picture arrived. dropped counts pictures that nobody
    took in time. message is one line while the camera is silent or unplugged, None otherwise. SourceError when there is
    no such camera, or it sends no picture within ten seconds.
    """

    def __init__(
        self, where: int | str = 0, opener: Opener = open_capture, clock: Callable[[], float] = monotonic
    ) -> None:
        self._where = _checked(where)
        self.name = f"camera {self._where}"
        self.dropped = 0
        self.size = (0, 0)
        self.fps: float | None = None
        self._opener, self._clock = opener, clock
        self._news = threading.Condition()
        self._slot: tuple[float, NDArray[np.uint8]] | None = None
        self._started_at: float | None = None
        self._seen_at = clock()
        self._unplugged = False
        self._step_s = 0.0  # between the last two pictures
        self._ahead_s = 0.0  # of the clock: how far it has ever gone back
        self._failure: SourceError | None = None
        self._index = self._odd = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name=self.name, daemon=True)
        self._thread.start()
        try:
            self._await_first()
        except BaseException:
            self.close()
            raise

    @property
    def message(self) -> str | None:
        """What the user should know about the camera now, one line; None when pictures come."""
        if self._unplugged:
            return f"{self.name} is gone: plug it in again"
        if self._now() - self._seen_at > SILENCE_S:
            return f"{self.name} sends no pictures: is another program using it?"
        return None

    def read(self, timeout: float = 0.5) -> Frame | None:
        """The newest frame not yet taken, waiting up to timeout seconds for one; None when none came."""
        with self._news:
            self._news.wait_for(lambda: self._slot is not None or self._stop.is_set(), timeout)
            if self._slot is None:
                return None
            self._await_fresh(self._slot[0])
            (at, image), self._slot = self._slot, None
        frame = Frame(at - (self._started_at or 0.0), _rgb(image), self._index)
        self._index += 1
        return frame

    def _await_fresh(self, at: float) -> None:
        """Let a picture from at pass where the next one is due sooner than this one is old."""
        due_s = at + self._step_s - self._now()
        if 0 < due_s < min(self._step_s / 2, MOST_WAIT_S):
            self._news.wait_for(lambda: self._seen_at != at or self._stop.is_set(), due_s + LATE_S)

    def close(self) -> None:
        """Let go of the camera; returns within two seconds even when the camera does not answer."""
        self._stop.set()
        with self._news:
            self._news.notify_all()
        # Only the thread releases the capture: releasing during a read crashes. One that blocks ends with the program.
        self._thread.join(CLOSE_S)

    def __enter__(self) -> Camera:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        while not self._stop.is_set():
            frame = self.read()
            if frame is not None:
                return frame
        raise StopIteration

    def _await_first(self) -> None:
        with self._news:
            self._news.wait_for(lambda: self._slot is not None or self._failure is not None, FIRST_FRAME_S)
            if self._failure is not None:
                raise self._failure
            if self._slot is None:
                raise SourceError(f"{self.name} sends no pictures: close other programs that use it, or trainer doctor")

    def _work(self) -> None:
        while not self._stop.is_set():
            capture = self._open()
            if capture is not None:
                try:
                    self._empty(capture)
                finally:
                    capture.release()
            if self._failure is not None:
                return
            self._unplugged = not self._stop.wait(RETRY_S)

    def _open(self) -> Capture | None:
        """The camera, set up; None when there is none, which is a failure only before the first picture."""
        try:
            capture = self._opener(self._where)
            if capture.isOpened():
                self.fps = ask_for_speed(capture)
                return capture
            capture.release()
            why = SourceError(f"no {self.name}: try --camera {1 if self._where == 0 else 0}, or trainer doctor")
        except SourceError as error:
            why = error
        except Exception as error:  # whatever a driver raises: the one who waits for the camera must hear of it
            why = SourceError(f"{self.name} can't be opened: {error}")
        if self._started_at is None:
            with self._news:
                self._failure = why
                self._news.notify_all()
        return None

    def _empty(self, capture: Capture) -> None:
        """Keep the newest picture in the slot until the camera stops answering."""
        failed = 0
        while not self._stop.is_set() and failed < FAILED_READS:
            try:
                came, image = capture.read()
            except cv2.error:
                came, image = False, None
            if not came or image is None or image.size == 0:
                failed += 1
                self._stop.wait(0.05)
                continue
            failed = 0
            self._store(self._now(), image)

    def _now(self) -> float:
        """Seconds that never go back, whatever the clock does."""
        now = self._clock() + self._ahead_s
        if now < self._seen_at - LEAP_S:
            self._ahead_s += self._seen_at - now
            now = self._seen_at
        return now

    def _store(self, at: float, image: NDArray[np.uint8]) -> None:
        with self._news:
            self._unplugged = False
            if self._started_at is None:
                self._started_at = at
            elif at <= self._seen_at:
                return  # a clock too coarse to tell two pictures apart
            else:
                self._step_s = at - self._seen_at
            size = (image.shape[1], image.shape[0])
            self._odd = self._odd + 1 if size != self.size != (0, 0) else 0
            if 0 < self._odd < ODD:
                return  # half a picture
            self.dropped += self._slot is not None
            self._slot = (at, image)
            self._seen_at = at
            self.size = size
            self._news.notify_all()


def ask_for_speed(capture: Capture) -> float | None:
    """Frames a second promised, after asking for MJPG at 60 or 30, in 1280 x 720 or, where that is slow, 640 x 480.

    Uncompressed pictures of this size do not fit through USB 2: without MJPG most cameras fall to 5 or 10 a second.
    """
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    promised = 0.0
    for width, height in ((1280, 720), (640, 480)):
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        for fps in (60, 30):
            capture.set(cv2.CAP_PROP_FPS, fps)
            promised = capture.get(cv2.CAP_PROP_FPS)
            if promised >= fps:
                return promised
    return promised or None


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


def _checked(where: int | str) -> int | str:
    """A camera's number or the path of a device; SourceError for anything else, files and addresses above all."""
    if isinstance(where, int) or where.isdigit():
        return int(where)
    if "://" in where or Path(where).is_file():
        raise SourceError(f"expected a camera's number, got {where}: a file is --video, addresses are never opened")
    if not Path(where).exists():
        raise SourceError(f"no camera {where}: try --camera 0, or trainer doctor")
    return where


def _rgb(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    code = cv2.COLOR_GRAY2RGB if image.ndim == 2 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(image, code), dtype=np.uint8)
