"""The pace of the live loop: when the next frame of a file is due, and how many frames a second are done."""

from __future__ import annotations

from collections.abc import Callable


class Pace:
    """How long to wait so that frames come at their own pace; after a late one or a pause the others are not rushed."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._offset: float | None = None

    def wait_s(self, t: float) -> float:
        """Seconds until the frame of t is due; 0 when it is late."""
        if self._offset is None:
            self._offset = self._now() - t
        ahead = self._offset + t - self._now()
        if ahead < 0:
            self._offset -= ahead
        return max(ahead, 0.0)


class Speed:
    """Frames a second, smoothed over about a second."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last: float | None = None
        self._period = 0.0
        self.fps: float | None = None

    def tick(self) -> None:
        """Another frame is done."""
        at, last = self._now(), self._last
        self._last = at
        if last is None or at <= last:
            return
        self._period += (at - last - self._period) * (min(at - last, 1.0) if self._period else 1.0)
        self.fps = 1 / self._period
