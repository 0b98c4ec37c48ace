"""A video file as frames: every one of them, upright, with the container's own time stamps."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType

from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from trainer.sources.container import FAILURES, open_container, open_file, stated_length_s, video_stream
from trainer.sources.frame import Frame, SourceError
from trainer.sources.picture import upright
from trainer.sources.timeline import Timeline

AHEAD = 4  # decoded pictures that may wait: enough to hide the decoder's unevenness, 25 MB at 1080p
_MISSING_TAIL_S = 0.5  # containers round their duration, sound often outlasts the picture by a frame or two

_Item = Frame | BaseException | None


class VideoFile:
    """Every frame of a video file on this machine; a context manager and an iterator of Frame.

    t is the container's own time stamp, 0.0 for the first frame, strictly increasing. Display rotation, mirroring and
    oblong pixels are applied. warning: one line when the file ended early, None otherwise. SourceError when the file
    is missing, empty, broken, without pictures or no video. No network is ever used.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.name = self.path.name
        self.warning: str | None = None
        self._read = 0
        self._last_t = 0.0
        self._over = self._damaged = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._queue: queue.Queue[_Item] = queue.Queue(maxsize=AHEAD)
        self._file = open_file(str(path), self.path)
        try:
            self._container = open_container(self._file, self.path)
            self._stream = video_stream(self._container, self.name)
            self._frames = self._decode()
            self._first = self._first_frame()
        except BaseException:
            self.close()
            raise

    @property
    def fps(self) -> float | None:
        """Average frames a second as the container states it; None when it does not."""
        rate = self._stream.average_rate
        return float(rate) if rate else None

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels of the first picture, upright."""
        return self._size

    @property
    def duration_s(self) -> float | None:
        """Length in seconds as the container states it, an estimate; None when it does not."""
        return stated_length_s(self._container, self._stream)

    def close(self) -> None:
        """Stop decoding and let go of the file; may be called twice."""
        self._over = True
        self._stop.set()
        if self._thread is not None:
            self._thread.join()  # it sees the stop within a tenth of a second, even when the queue is full
            self._thread = None
        container = getattr(self, "_container", None)
        if container is not None:
            container.close()
        self._file.close()

    def __enter__(self) -> VideoFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        if self._over:
            raise StopIteration
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=f"decode {self.name}", daemon=True)
            self._thread.start()
        item = self._queue.get()
        if isinstance(item, Frame):
            return item
        self._over = True
        if item is not None:
            raise item
        raise StopIteration

    def _work(self) -> None:
        end: _Item = None
        try:
            self._put(self._first)
            for frame in self._frames:
                if not self._put(frame):
                    return
        except BaseException as error:  # carried to the one who iterates
            end = error
        finally:
            self._put(end)

    def _put(self, item: _Item) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def _first_frame(self) -> Frame:
        first = next(self._frames, None)
        if first is None:
            raise SourceError(f"no picture of {self.name} could be read: the file is broken, copy or download it again")
        self._size = first.size
        return first

    def _decode(self) -> Iterator[Frame]:
        """Frames until the end of what can be read; what is missing is told in warning."""
        self._stream.thread_type = "AUTO"
        timeline = Timeline(self._stream.average_rate)
        time_base = self._stream.time_base or Fraction(1, 1000)
        for picture in self._pictures():
            t = timeline.place(None if picture.pts is None else picture.pts * (picture.time_base or time_base))
            if t is not None:
                yield self._frame(picture, t)
        self._note_end()

    def _pictures(self) -> Iterator[VideoFrame]:
        """Whatever can be decoded; a broken packet is passed over."""
        for packet in self._packets():
            if packet is not None and packet.is_corrupt:
                self._damaged = True
                continue
            try:
                pictures = self._stream.decode(packet)
            except FAILURES:
                self._damaged = True
                continue
            yield from pictures

    def _packets(self) -> Iterator[Packet[VideoStream] | None]:
        """The stream's packets; where reading fails None at last, which asks the decoder for what it still holds."""
        try:
            yield from self._container.demux(self._stream)
        except FAILURES:
            self._damaged = True
            yield None

    def _frame(self, picture: VideoFrame, t: float) -> Frame:
        frame = Frame(t, upright(picture, self._stream.sample_aspect_ratio), self._read)
        self._read += 1
        self._last_t = t
        return frame

    def _note_end(self) -> None:
        duration, step = self.duration_s, 1 / (self.fps or 30)
        end = self._last_t + step
        if duration is not None and end < duration - max(_MISSING_TAIL_S, 2 * step):
            self.warning = f"{self.name} ends early: {end:.1f} of {duration:.1f} s could be read; it may be cut off"
        elif self._damaged:
            self.warning = f"{self.name} is damaged: some of its pictures could not be read"
