"""Writes pictures as an H.264 movie that browsers play, and that stays playable when the writer is killed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import trainer.loading  # noqa: F401  # first of all

# isort: split

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

TICKS = 90_000  # a second; the customary clock of video, which 24, 25, 30 and 60 frames a second divide without rest
VGA = 640 * 480  # pixels
MOST_BETWEEN_KEYS = 600  # pictures; which one stands alone is chosen by time, as no one knows how many come in a second


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a movie is made: options of libx264 and of the MP4 container.

    key_s: at most so many seconds from one picture that stands alone to the next, to which a player can jump.
    most_kbit: bits a second, in thousands, of a picture of 640 x 480; larger ones get more in proportion. None for no
    limit. coarse_colours: take the colour of one pixel in four in place of their mean, in a third of the time.
    """

    encoder: Mapping[str, str]
    container: Mapping[str, str]
    key_s: float
    most_kbit: float | None = None
    coarse_colours: bool = False

    def options(self, width: int, height: int) -> dict[str, str]:
        """The encoder's options for pictures of this size in pixels."""
        if self.most_kbit is None:
            return dict(self.encoder)
        most = round(self.most_kbit * 1000 * max(1.0, width * height / VGA))
        return {**self.encoder, "maxrate": str(most), "bufsize": str(2 * most)}


# One thread and no lookahead across them: the same pictures give the same bytes on every machine.
# No B-frames: with them the first picture would come after the movie's start, and every time be late by that much.
PLAIN = {"threads": "1", "bf": "0"}
# Each fragment carries its own index, so the file needs no proper end; browsers want its offsets to be relative. What
# a kill costs is a fragment: one ends before each picture that stands alone, and after frag_duration microseconds.
FRAGMENTS = "frag_keyframe+empty_moov+default_base_moof"

FINE = Encoding({"preset": "veryfast", "crf": "21", **PLAIN}, {"movflags": FRAGMENTS, "flush_packets": "1"}, key_s=1.0)
"""To be looked at and passed on."""

# Without lookahead a picture is written as soon as it is encoded, whatever the frame rate. A movie that was closed in
# order gets the one index that players need to jump at once (hybrid_fragmented); until then it consists of fragments.
# At this rate ultrafast with the two tools that cost least (entropy coding, deblocking) looks like superfast and takes
# two thirds of its time: measured, 37.7 against 37.1 dB at 2.0 against 2.5 ms a picture.
RECORDING = Encoding(
    {"preset": "ultrafast", "crf": "30", "rc-lookahead": "0", "x264-params": "cabac=1:deblock=0,0", **PLAIN},
    {"movflags": f"{FRAGMENTS}+hybrid_fragmented", "frag_duration": "300000", "flush_packets": "1"},
    key_s=2.0,
    most_kbit=170.0,
    coarse_colours=True,
)
"""Written along with an exercise: small, quick, and playable up to the last moment."""


class MovieError(Exception):
    """A movie that can't be written; one line: which, why, and what to do."""


class MovieWriter:
    """An H.264 movie (yuv420p, fragmented MP4) of RGB pictures with their own times; a context manager.

    size: (width, height) of the pictures in pixels; H.264 needs even numbers, so an odd last column or row is left out.
    encoding: how large and how good. MovieError when the file can't be made or written to.
    """

    def __init__(self, path: str | Path, size: tuple[int, int], encoding: Encoding = FINE) -> None:
        self.path = Path(path)
        self.frames = 0
        self._encoding = encoding
        self._width, self._height = size[0] // 2 * 2, size[1] // 2 * 2
        if self._width <= 0 or self._height <= 0:
            raise MovieError(f"expected pictures of at least 2 x 2 pixels, got {size[0]} x {size[1]}: {self.path.name}")
        if not self.path.parent.is_dir():
            raise MovieError(f"no such folder: {self.path.parent}: make it first, or choose another one")
        self._last: int | None = None
        self._key: int | None = None
        self._closed = self._failed = False
        self._container, self._stream = self._open()

    def _open(self) -> tuple[OutputContainer, VideoStream]:
        try:
            # Absolute: FFmpeg takes a name with a colon for an address, and would send the film there.
            path = str(self.path.absolute())
            container = av.open(path, "w", format="mp4", container_options=dict(self._encoding.container))
            stream = self._add_stream(container)
            container.start_encoding()  # opens the file: a place that can't be written to is told now
        except (av.FFmpegError, OSError) as error:
            raise self._failure(error) from error
        return container, stream

    def _add_stream(self, container: OutputContainer) -> VideoStream:
        stream = container.add_stream("libx264", rate=30, options=self._encoding.options(self._width, self._height))
        stream.width, stream.height, stream.pix_fmt = self._width, self._height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
        stream.codec_context.bit_rate = 0
        stream.codec_context.gop_size = MOST_BETWEEN_KEYS
        return stream

    def write(self, rgb: NDArray[np.uint8], t: float) -> None:
        """Add one picture, uint8 RGB (height, width, 3), shown from t seconds on, t >= 0.

        A picture that is not later than the one before is left out; one of another size, as from a camera that was
        plugged in again, is scaled. ValueError for anything but RGB.
        """
        if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3:
            raise ValueError(f"expected uint8 RGB (height, width, 3), got {rgb.dtype} {rgb.shape}")
        stamp = round(t * TICKS)
        if self._last is not None and stamp <= self._last:
            return
        self._last = stamp
        picture = self._picture(rgb)
        picture.pts, picture.time_base = stamp, Fraction(1, TICKS)
        if self._key is None or stamp - self._key >= self._encoding.key_s * TICKS:
            picture.pict_type, self._key = PictureType.I, stamp
        self._encode(picture)
        self.frames += 1

    def _picture(self, rgb: NDArray[np.uint8]) -> VideoFrame:
        """The picture as the encoder takes it, in the movie's size."""
        height, width = rgb.shape[:2]
        if abs(width - self._width) <= 1 and abs(height - self._height) <= 1:
            rgb = rgb[: self._height, : self._width]
        else:
            rgb = np.asarray(cv2.resize(rgb, (self._width, self._height), interpolation=cv2.INTER_AREA), np.uint8)
        if self._encoding.coarse_colours:
            planes = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV_I420), np.uint8)
            return VideoFrame.from_numpy_buffer(planes, format="yuv420p")
        return VideoFrame.from_numpy_buffer(np.ascontiguousarray(rgb), format="rgb24")

    def close(self) -> None:
        """Finish the file; may be called twice. MovieError when its end can't be written."""
        if self._closed:
            return
        self._closed = True
        try:
            if self.frames and not self._failed:
                self._encode(None)
        finally:
            try:
                self._container.close()
            except (av.FFmpegError, OSError) as error:
                raise self._failure(error) from error

    def __enter__(self) -> MovieWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.close()
        except MovieError:
            if error is None:  # what went wrong first is what the user should read
                raise

    def _encode(self, picture: VideoFrame | None) -> None:
        try:
            for packet in self._stream.encode(picture):
                self._container.mux(packet)
        except (av.FFmpegError, OSError) as error:
            self._failed = True  # FFmpeg crashes when a fragment that could not be written is followed by more
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> MovieError:
        why = getattr(error, "strerror", None) or str(error)
        return MovieError(f"{self.path} can't be written: {why}; free some space, or choose another place")
