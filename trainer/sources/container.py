"""A video file of this machine: opened without trust, so that it can't fetch anything else."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from trainer.sources.frame import SourceError

# Containers that hold their pictures themselves. Playlists (hls, dash, concat, sdp) are left out on purpose: they name
# other files and hosts, and would fetch them.
CONTAINERS = "mov,matroska,avi,gif,mpegts,mpeg,mpegvideo,flv,asf,ogg,h264,hevc"
FAILURES = (av.FFmpegError, OSError, ValueError, EOFError)
"""What PyAV raises for a file that is broken, or is no video."""


def opened(file: BinaryIO) -> InputContainer:
    """The container in an open file of this machine; one of FAILURES when it holds none, or names other files."""
    whitelists = {"format_whitelist": CONTAINERS, "protocol_whitelist": "none"}
    return av.open(file, "r", container_options=whitelists, io_open=_refuse)


def open_file(given: str, path: Path) -> BinaryIO:
    """The file at path, which the user called given; SourceError when there is none, or nothing in it."""
    if "://" in given and not path.exists():
        raise SourceError(f"expected a video file on this machine, got {given}: download it first")
    if not path.exists():
        raise SourceError(f"no such file: {given}")
    if path.is_dir():
        raise SourceError(f"expected a video file, got a folder: {given}")
    if not path.is_file():
        raise SourceError(f"expected a video file, got a device or pipe: {given} (a camera is --camera)")
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceError(f"{given} can't be read: {error.strerror}") from error
    if path.stat().st_size == 0:
        file.close()
        raise SourceError(f"{path.name} is empty (0 bytes): copy or download it again")
    return file


def open_container(file: BinaryIO, path: Path) -> InputContainer:
    """The same as opened; SourceError, which says what to do, when the file is no video that can be read."""
    head = file.read(12)
    file.seek(0)
    try:
        return opened(file)
    except FAILURES as error:
        if head[4:8] == b"ftyp":
            hint = f"{path.name} is incomplete, its index is missing: copy or download it again"
            raise SourceError(hint) from error
        raise SourceError(f"{path.name} is not a video that can be read: mp4, mov, mkv, webm, avi, gif") from error


def video_stream(container: InputContainer, name: str) -> VideoStream:
    """The pictures of a container, those that it calls its usual ones if any; SourceError when it has none."""
    stills = Disposition.attached_pic | Disposition.still_image  # the cover of a song is no video
    films = [stream for stream in container.streams.video if not stream.disposition & stills]
    if films:
        return next((stream for stream in films if stream.disposition & Disposition.default), films[0])
    what = "sound only" if container.streams.audio else "no pictures"
    raise SourceError(f"{name} holds {what}: a video is needed")


def stated_length_s(container: InputContainer, stream: VideoStream) -> float | None:
    """Seconds that the pictures last, as the container states it; None where it does not.

    Matroska knows no length of a stream, but many writers note in a tag when it ends. The container's own length is
    that of its longest stream, and counts from clock zero.
    """
    base = stream.time_base or Fraction(1, 1000)
    if stream.duration:
        return float(stream.duration * base)
    start_s = float((stream.start_time or 0) * base)
    tag = re.fullmatch(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", stream.metadata.get("DURATION", ""))
    if tag is not None:
        return max(int(tag[1]) * 3600 + int(tag[2]) * 60 + float(tag[3]) - start_s, 0.0) or None
    if container.duration is None or len(container.streams) > 1:
        return None
    return max(container.duration / av.time_base - start_s, 0.0) or None


def _refuse(url: str, _flags: int, _options: object) -> BinaryIO:
    """Stand in the way of a container that wants to open something else."""
    raise PermissionError(f"a video may not open other files: {url}")
