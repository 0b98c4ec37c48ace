"""Single pictures of a video file, as small JPEG: only the groups of pictures that hold one of them are decoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from trainer.sources.container import FAILURES, opened
from trainer.sources.frame import SourceError

QUALITY = "6"  # of MJPEG's 2 (best) to 31: a still of 480 columns takes some 20 kB


def stills(path: Path, times_s: Iterable[float], width: int = 480) -> dict[float, bytes]:
    """JPEG pictures shown at these times, width pixels wide at most; times that can't be read are left out.

    times_s: of the container, seconds. A damaged video gives what it has; SourceError when it is no video at all.
    """
    wanted = sorted(set(times_s))
    found: dict[float, bytes] = {}
    if not wanted:
        return found
    with _opened(path) as (container, stream):
        for start, end, group in _groups(container.demux(stream)):
            inside = [t for t in wanted if start <= t < end or (t < start and t not in found)]
            if inside:
                found |= _from_group(stream, group, inside, width)
    return found


@contextmanager
def _opened(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The pictures of a file on this machine; nothing else is opened, whatever the file asks for."""
    try:
        with path.open("rb") as file, opened(file) as container:
            yield container, container.streams.video[0]
    except (*FAILURES, IndexError) as error:
        raise SourceError(f"{path.name} is not a video that can be read") from error


def _groups(packets: Iterable[Packet[VideoStream]]) -> Iterator[tuple[float, float, list[Packet[VideoStream]]]]:
    """(start s, end s, packets) of each group of pictures that can be decoded on its own."""
    group: list[Packet[VideoStream]] = []
    try:
        for packet in packets:
            if packet.pts is None or packet.is_corrupt:
                continue
            if packet.is_keyframe and group:
                yield _time(group[0]), _time(packet), group
                group = []
            if group or packet.is_keyframe:
                group.append(packet)
    except FAILURES:
        pass  # a video that breaks off has its earlier groups
    if group:
        yield _time(group[0]), float("inf"), group


def _time(packet: Packet[VideoStream]) -> float:
    return float((packet.pts or 0) * (packet.time_base or Fraction(1, 1000)))


def _from_group(
    stream: VideoStream, group: Sequence[Packet[VideoStream]], times: Sequence[float], width: int
) -> dict[float, bytes]:
    """The last picture at or before each time, the first one where there is none."""
    chosen: dict[float, VideoFrame] = {}
    try:
        for packet in (*group, None):
            for picture in stream.decode(packet):
                for t in times:
                    if t not in chosen or (picture.time is not None and picture.time <= t):
                        chosen[t] = picture
    except FAILURES:
        pass
    stream.codec_context.flush_buffers()
    return {t: jpeg(picture, width) for t, picture in chosen.items()}


def jpeg(picture: VideoFrame, width: int) -> bytes:
    """The picture as JPEG, width pixels wide at most, sizes even."""
    scale = min(1.0, width / picture.width)
    small = picture.reformat(
        width=max(2, round(picture.width * scale) // 2 * 2),
        height=max(2, round(picture.height * scale) // 2 * 2),
        format="yuvj420p",
    )
    small.pts, small.time_base = 0, Fraction(1, 1)
    encoder = av.CodecContext.create("mjpeg", "w")
    if not isinstance(encoder, VideoCodecContext):
        raise SourceError("this installation can't write JPEG: install the package av again")
    encoder.width, encoder.height, encoder.pix_fmt = small.width, small.height, "yuvj420p"
    encoder.time_base = Fraction(1, 1)
    encoder.options = {"flags": "+qscale", "global_quality": str(118 * int(QUALITY))}
    return b"".join(bytes(packet) for packet in (*encoder.encode(small), *encoder.encode(None)))
