"""A camera as frames: only the newest one counts, and a pulled plug is survived."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from time import perf_counter
from types import TracebackType

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.saying import Phrase, phrase
from trainer.sources.capture import Capture, Opener, absent, ask_for_speed, checked, open_capture
from trainer.sources.frame import Frame, SourceError

FIRST_FRAME_S = 10.0  # some cameras take seconds to wake up
SILENCE_S = 2.0  # without a picture for this long, the user is told
RETRY_S = 1.0
SLICE_S = 0.2
CLOSE_S = 2.0  # how long close() waits for a read that blocks
MOST_WAIT_S = 0.02  # for a fresh picture in place of one that has waited: half a frame at 25 a second
LATE_S = 0.005  # and so long when it does not come in time
LEAP_S = 0.5  # a clock that is further back than this was set; less is two threads that look at once
ODD = 3  # pictures in a row of another size are a camera that was changed; fewer are half pictures
FAILED_READS = 5  # in a row, before the camera is taken for unplugged: single ones fail on weak USB hubs


class Camera:
    """The newest frame of a camera, by number or device path; a context manager and an iterator of Frame.

    t is monotonic seconds since the first frame, taken when the picture arrived. dropped counts pictures that nobody
    took in time. message is one line while the camera is silent or unplugged, None otherwise. SourceError when there is
    no such camera, or it sends no picture within ten seconds.
    """

    def __init__(
        self, where: int | str = 0, opener: Opener = open_capture, clock: Callable[[], float] = perf_counter
    ) -> None:
        self._where = checked(where)
        self.name = f"camera {self._where}"
        self.dropped = 0
        self.size = (0, 0)
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
        # macOS asks the user for the camera only where it is opened from the main thread.
        capture = self._open() if sys.platform == "darwin" else None
        self._thread = threading.Thread(target=self._work, args=(capture,), name=self.name, daemon=True)
        self._thread.start()
        try:
            self._await_first()
        except BaseException:
            self.close()
            raise

    @property
    def message(self) -> Phrase | None:
        """What the user should know about the camera now, one line; None when pictures come."""
        silent = self._now() - self._seen_at > SILENCE_S
        key = "hint.camera-gone" if self._unplugged else "hint.camera-silent" if silent else None
        return None if key is None else phrase(key, camera=phrase("hint.camera", where=str(self._where)))

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
            for _ in range(round(FIRST_FRAME_S / SLICE_S)):  # Windows lets no Ctrl-C through while a thread waits
                if self._news.wait_for(lambda: self._slot is not None or self._failure is not None, SLICE_S):
                    break
            if self._failure is not None:
                raise self._failure
            if self._slot is None:
                raise SourceError(f"{self.name} sends no pictures: close other programs that use it, or trainer doctor")

    def _work(self, capture: Capture | None) -> None:
        while self._failure is None and not self._stop.is_set():
            capture = capture or self._open()
            if capture is not None:
                try:
                    self._empty(capture)
                finally:
                    capture.release()
                    capture = None
            if self._failure is None:
                self._unplugged = not self._stop.wait(RETRY_S)

    def _open(self) -> Capture | None:
        """The camera, set up; None when there is none, which is a failure only before the first picture."""
        try:
            capture = self._opener(self._where)
            if capture.isOpened():
                ask_for_speed(capture)
                return capture
            capture.release()
            why = absent(self._where)
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


def _rgb(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    code = cv2.COLOR_GRAY2RGB if image.ndim == 2 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(image, code), dtype=np.uint8)
