"""Any picture of a recorded video by its time, to look back and forth; VideoFile only reads on."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from trainer.sources.container import FAILURES, opened
from trainer.sources.frame import SourceError

KEPT_BYTES = 96 << 20  # decoded pictures, so that going back frame by frame does not decode them again and again
MOST_PIXELS = 1 << 26  # 8192 x 8192: no camera's picture, but a made-up file's
LONGEST_SIDE = 1920  # larger pictures are shown smaller
HALF_TICK_S = 0.5 / 90_000  # a picture's time is that of its pose, rounded to the container's clock


class Pictures:
    """The pictures of a video file on this machine by the container's own times; a context manager.

    size: (width, height) in pixels of what `at` gives. SourceError when the file holds no picture that can be read.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise SourceError(f"{path} can't be read: {error.strerror}") from error
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        try:
            self._container = opened(self._file)
            self._stream: VideoStream = self._container.streams.video[0]
            self._base = self._stream.time_base or Fraction(1, 1000)
            width, height = self._stream.width, self._stream.height
        except (*FAILURES, IndexError, AttributeError) as error:  # a stream of a codec that is not known has no size
            raise SourceError(f"{self._name} is not a video that can be read") from error
        if not 0 < width * height <= MOST_PIXELS:
            raise SourceError(f"{self._name} has pictures of {width} x {height}: no camera makes them")
        scale = min(1.0, LONGEST_SIDE / max(width, height))
        self.size = max(1, round(width * scale)), max(1, round(height * scale))
        self._most = max(2, KEPT_BYTES // (width * height * 3 // 2 + 1))
        self._keys = sorted(self._find_keys())
        self._run: deque[VideoFrame] = deque()  # pictures that follow each other without a gap
        self._ahead: Iterator[VideoFrame] = iter(())
        self._last: tuple[VideoFrame, NDArray[np.uint8]] | None = None
        self._jump(0)
        if not self._run:
            raise SourceError(f"no picture of {self._name} could be read: the file is broken")

    def at(self, t: float) -> tuple[float, NDArray[np.uint8]]:
        """(its time, RGB picture) of the last picture at or before t seconds; the first one for any earlier time."""
        stamp = t + HALF_TICK_S
        key = max(0, bisect_right(self._keys, stamp) - 1)
        if not self._run or stamp < _time(self._run[0]) or self._keys[key] > _time(self._run[-1]):
            self._jump(key)
        while self._run and _time(self._run[-1]) <= stamp and self._read_on():
            pass
        if not self._run:  # damage where the jump went: what comes first is better than nothing
            self._jump(0)
        earlier = [picture for picture in self._run if _time(picture) <= stamp]
        chosen = earlier[-1] if earlier else self._run[0]
        return _time(chosen), self._rgb(chosen)

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        container = getattr(self, "_container", None)
        if container is not None:
            container.close()
        self._file.close()

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _find_keys(self) -> Iterator[float]:
        """Times of the pictures that stand alone. Reading all of the file also tells the container where they lie,
        which a recording that was cut off does not say at its beginning."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.is_keyframe and packet.pts is not None and not packet.is_corrupt:
                    yield float(packet.pts * (packet.time_base or self._base))
        except FAILURES:
            return

    def _jump(self, key: int) -> None:
        """Go on from that picture which stands alone."""
        self._run.clear()
        start = self._keys[key] if self._keys else 0.0
        try:
            self._container.seek(round(start / self._base), stream=self._stream, backward=True)
        except FAILURES:
            return
        self._ahead = self._decode()
        self._read_on()

    def _read_on(self) -> bool:
        """One more picture at the end of the run; False when there is none."""
        picture = next(self._ahead, None)
        if picture is None:
            return False
        self._run.append(picture)
        if len(self._run) > self._most:
            self._run.popleft()
        return True

    def _decode(self) -> Iterator[VideoFrame]:
        """Pictures in order from where the container stands; a broken packet is passed over."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
            except FAILURES:
                return
            if packet is None:
                return
            try:
                pictures = self._stream.decode(packet)
            except FAILURES:
                continue
            yield from (picture for picture in pictures if picture.pts is not None)

    def _rgb(self, picture: VideoFrame) -> NDArray[np.uint8]:
        if self._last is None or self._last[0] is not picture:
            width, height = self.size
            image = picture.reformat(width=width, height=height, format="rgb24").to_ndarray()
            self._last = picture, image.astype(np.uint8, copy=False)
        return self._last[1]


def _time(picture: VideoFrame) -> float:
    return float((picture.pts or 0) * (picture.time_base or Fraction(1, 1000)))
