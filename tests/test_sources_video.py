"""Video files, real ones made here: times are the container's, pictures upright, errors clear, nothing left running."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.stream import Disposition

from trainer.sources import SourceError, VideoFile
from trainer.sources.picture import turned
from trainer.sources.timeline import Timeline

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
MILLISECONDS = Fraction(1, 1000)


def quarters(width: int = 64, height: int = 48) -> np.ndarray:
    """Red top left, green top right, blue bottom left, white bottom right."""
    image = np.zeros((height, width, 3), np.uint8)
    image[: height // 2, : width // 2], image[: height // 2, width // 2 :] = RED, GREEN
    image[height // 2 :, : width // 2], image[height // 2 :, width // 2 :] = BLUE, WHITE
    return image


def corners(image: np.ndarray) -> list[tuple[int, int, int]]:
    """Colours of the four corners, line by line, each channel 0 or 255."""
    inset = [image[y, x] for y in (8, -8) for x in (8, -8)]
    return [(255 * (int(r) > 127), 255 * (int(g) > 127), 255 * (int(b) > 127)) for r, g, b in inset]


def write(
    path: Path,
    times_ms: Sequence[int],
    picture: np.ndarray | list[np.ndarray] | None = None,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    setup: Any = None,
    pixels: str = "yuv420p",
) -> Path:
    """A video whose frames carry exactly these time stamps; its pictures are all the same unless a list is given."""
    with av.open(str(path), "w", options=options or {}) as container:
        stream: Any = container.add_stream(codec, rate=30)
        one = quarters() if picture is None else picture
        pictures = one if isinstance(one, list) else [one] * len(times_ms)
        first = pictures[0]
        stream.height, stream.width, stream.pix_fmt = *first.shape[:2], pixels
        stream.codec_context.time_base = MILLISECONDS
        if setup:
            setup(stream)
        for ms, image in zip(times_ms, pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format=pixels)
            frame.pts, frame.time_base = ms, MILLISECONDS
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def times(path: Path) -> list[float]:
    with VideoFile(path) as video:
        return [round(frame.t, 3) for frame in video]


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "mov"])
def test_variable_frame_rate_keeps_the_times_of_the_container(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"clip.{suffix}", [0, 16, 50, 150, 650, 700])
    assert times(path) == [0.0, 0.016, 0.05, 0.15, 0.65, 0.7]


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_times_count_from_the_first_frame(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"clip.{suffix}", [5000, 5100, 5200])
    assert times(path) == [0.0, 0.1, 0.2]


@pytest.mark.parametrize(("fps", "count"), [(10, 10), (25, 25), (60, 60)])
def test_every_frame_of_a_second(tmp_path: Path, fps: int, count: int) -> None:
    stamps = [round(1000 * i / fps) for i in range(fps)]
    with VideoFile(write(tmp_path / "clip.mkv", stamps)) as video:
        frames = list(video)
    assert len(frames) == count
    assert [frame.index for frame in frames] == list(range(count))
    assert [round(1000 * frame.t) for frame in frames] == stamps
    assert video.warning is None


def test_pictures_are_rgb_in_their_order_and_told_about(tmp_path: Path) -> None:
    path = write(tmp_path / "clip.mp4", [0, 33, 67, 100], quarters())
    with VideoFile(path) as video:
        assert (video.name, video.size) == ("clip.mp4", (64, 48))
        assert video.fps == pytest.approx(30, abs=0.3)
        assert video.duration_s == pytest.approx(0.133, abs=0.002)
        first = next(video)
    assert first.image.dtype == np.uint8
    assert (first.image.shape, first.size) == ((48, 64, 3), (64, 48))
    assert corners(first.image) == [RED, GREEN, BLUE, WHITE]


def test_portrait(tmp_path: Path) -> None:
    with VideoFile(write(tmp_path / "clip.mp4", [0, 100], quarters(48, 64))) as video:
        assert video.size == (48, 64)
        assert next(video).image.shape == (64, 48, 3)


@pytest.mark.parametrize(
    ("degrees", "size", "expected"),
    [
        (0, (64, 48), [RED, GREEN, BLUE, WHITE]),
        (90, (48, 64), [GREEN, WHITE, RED, BLUE]),  # counter-clockwise: the right edge comes to the top
        (180, (64, 48), [WHITE, BLUE, GREEN, RED]),
        (-90, (48, 64), [BLUE, RED, WHITE, GREEN]),  # how a phone held upright records
    ],
)
def test_rotation_metadata_is_applied(
    tmp_path: Path, degrees: int, size: tuple[int, int], expected: list[tuple[int, int, int]]
) -> None:
    path = write(tmp_path / "clip.mp4", [0, 100], quarters(), setup=lambda s: s.set_display_rotation(degrees))
    with VideoFile(path) as video:
        assert video.size == size
        for frame in video:
            assert (frame.size, corners(frame.image)) == (size, expected)


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        ((1, 0, 0, 1), [[1, 2, 3], [4, 5, 6]]),
        ((-1, 0, 0, 1), [[3, 2, 1], [6, 5, 4]]),  # mirrored, as some front cameras record
        ((1, 0, 0, -1), [[4, 5, 6], [1, 2, 3]]),
        ((-1, 0, 0, -1), [[6, 5, 4], [3, 2, 1]]),
        ((0, 1, -1, 0), [[4, 1], [5, 2], [6, 3]]),  # clockwise
        ((0, -1, 1, 0), [[3, 6], [2, 5], [1, 4]]),  # counter-clockwise
        ((0, 1, 1, 0), [[1, 4], [2, 5], [3, 6]]),
    ],
)
def test_display_matrices(matrix: tuple[int, int, int, int], expected: list[list[int]]) -> None:
    a, b, c, d = (65536 * value for value in matrix)
    image = np.repeat(np.array([[1, 2, 3], [4, 5, 6]], np.uint8)[:, :, None], 3, axis=2)
    came = turned(image, np.array([a, b, 0, c, d, 0, 0, 0, 1 << 30], np.int32))
    assert came[:, :, 0].tolist() == expected
    assert came.flags.c_contiguous


def test_oblong_pixels_are_made_square(tmp_path: Path) -> None:
    def wide(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(2, 1)

    with VideoFile(write(tmp_path / "clip.mkv", [0, 100], quarters(), setup=wide)) as video:
        assert video.size == (128, 48)


def test_pixels_that_no_camera_makes_are_not_believed(tmp_path: Path) -> None:
    def absurd(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(100, 1)

    with VideoFile(write(tmp_path / "clip.mkv", [0, 100], quarters(), setup=absurd)) as video:
        assert video.size == (64, 48)


def matroska(path: Path, from_s: float, sound_s: float, first_size: int | None = None) -> Path:
    """Two seconds of pictures from from_s on, and sound_s seconds of silence; before them, of another size, a picture
    of a second stream, which is not the usual one.
    """
    with av.open(str(path), "w") as container:
        other: Any = None if first_size is None else container.add_stream("libx264", rate=10)
        if other is not None:
            other.width, other.height, other.pix_fmt, other.disposition = first_size, first_size, "yuv420p", 0
        stream: Any = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.disposition = Disposition.default
        sound: Any = container.add_stream("pcm_s16le", rate=8000) if sound_s else None
        if other is not None:
            frame = av.VideoFrame.from_ndarray(quarters(first_size, first_size), format="rgb24").reformat(
                format="yuv420p"
            )
            container.mux([*other.encode(frame), *other.encode()])
        for i in range(20):
            frame = av.VideoFrame.from_ndarray(quarters(), format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = round(1000 * from_s) + 100 * i, MILLISECONDS
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        for i in range(round(sound_s)):
            silence = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.int16), format="s16", layout="mono")
            silence.sample_rate, silence.pts, silence.time_base = 8000, 8000 * i, Fraction(1, 8000)
            container.mux(sound.encode(silence))
    return path


@pytest.mark.parametrize(("from_s", "sound_s"), [(0.0, 0.0), (3600.0, 0.0), (0.0, 9.0)])
def test_matroska_is_as_long_as_its_pictures(tmp_path: Path, from_s: float, sound_s: float) -> None:
    with VideoFile(matroska(tmp_path / "a.mkv", from_s, sound_s)) as video:
        assert video.duration_s == pytest.approx(2.0, abs=0.11)
        assert [round(frame.t, 3) for frame in video] == [i / 10 for i in range(20)]
    assert video.warning is None


def test_the_usual_pictures_are_read_where_there_are_several(tmp_path: Path) -> None:
    with VideoFile(matroska(tmp_path / "a.mkv", 0.0, 0.0, first_size=96)) as video:
        assert (video.size, len(list(video))) == ((64, 48), 20)


def test_gif(tmp_path: Path) -> None:
    path = write(tmp_path / "clip.gif", [0, 100, 300, 400], codec="gif", pixels="rgb8")
    assert times(path) == [0.0, 0.1, 0.3, 0.4]
    with VideoFile(path) as video:
        assert video.size == (64, 48)


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        ([0, 40, 80], [0.0, 0.04, 0.08]),
        ([-80, -40, 0], [0.0, 0.04, 0.08]),  # edit lists
        ([0, 40, 40, 80], [0.0, 0.04, None, 0.08]),  # two pictures for one moment
        ([0, 40, 20, 80], [0.0, 0.04, None, 0.08]),  # a stray one
        ([0, None, 80], [0.0, 0.04, 0.08]),  # no stamp: one usual frame later
        ([None, None, None], [0.0, 0.04, 0.08]),
        ([None, 1000, 1040], [0.0, 0.04, 0.08]),
        ([0, None, None, 60, 100], [0.0, 0.04, 0.08, None, 0.1]),
        ([0, 9960, 0, 40], [0.0, 9.96, 10.0, 10.04]),  # two recordings in one file: the clock started anew
        ([0, 40, 60040], [0.0, 0.04, 60.04]),  # a gap is a gap
    ],
)
def test_timeline(stamps: list[int | None], expected: list[float | None]) -> None:
    timeline = Timeline(Fraction(25))
    assert [timeline.place(None if ms is None else ms * MILLISECONDS) for ms in stamps] == expected


def test_timeline_without_a_rate_takes_thirty() -> None:
    timeline = Timeline(None)
    assert [timeline.place(None), timeline.place(None)] == [0.0, pytest.approx(1 / 30)]


# What is no video.


def refusal(path: Path | str) -> str:
    with pytest.raises(SourceError) as raised:
        VideoFile(path)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_missing_folder_empty_and_text(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.mp4") == f"no such file: {tmp_path / 'none.mp4'}"
    assert refusal(tmp_path) == f"expected a video file, got a folder: {tmp_path}"
    (tmp_path / "empty.mp4").touch()
    assert refusal(tmp_path / "empty.mp4") == "empty.mp4 is empty (0 bytes): copy or download it again"
    (tmp_path / "notes.mp4").write_text("dear diary\n" * 100)
    assert refusal(tmp_path / "notes.mp4").startswith("notes.mp4 is not a video that can be read")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="Windows has no devices among its files")
def test_device_is_no_file() -> None:
    assert "got a device or pipe: /dev/null" in refusal("/dev/null")


def test_still_picture_is_no_video(tmp_path: Path) -> None:
    path = write(tmp_path / "still.png", [0], codec="png", pixels="rgb24", options={"update": "1"})
    assert refusal(path).startswith("still.png is not a video that can be read")


def write_sound(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=16000)
        stream.layout = "mono"
        for number in range(10):
            sound = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            sound.sample_rate, sound.pts = 16000, 1024 * number
            container.mux(stream.encode(sound))
        container.mux(stream.encode())
    return path


def test_sound_only(tmp_path: Path) -> None:
    assert refusal(write_sound(tmp_path / "song.mp4")) == "song.mp4 holds sound only: a video is needed"


def test_without_its_index_a_file_is_incomplete(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole.mp4", range(0, 2000, 40)).read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: whole.rindex(b"moov") - 4])
    assert refusal(cut) == "cut.mp4 is incomplete, its index is missing: copy or download it again"


@pytest.mark.parametrize(("suffix", "codec"), [("mp4", "libx264"), ("mkv", "libx264"), ("avi", "mjpeg")])
def test_cut_tail_yields_what_is_there_and_warns(tmp_path: Path, suffix: str, codec: str) -> None:
    noise = list(np.random.default_rng(0).integers(0, 256, (100, 48, 64, 3), dtype=np.uint8))
    options = {"movflags": "faststart"} if suffix == "mp4" else {}
    pixels = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    whole = write(tmp_path / f"whole.{suffix}", range(0, 4000, 40), noise, codec, options, pixels=pixels)
    content = whole.read_bytes()
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(content[: int(len(content) * 0.6)])
    with VideoFile(cut) as video:
        frames = list(video)
    assert 10 < len(frames) < 90
    assert [round(1000 * frame.t) for frame in frames] == [40 * i for i in range(len(frames))]
    with VideoFile(whole) as intact:  # no picture is made up for the packet that was cut through
        assert all(np.array_equal(frame.image, same.image) for frame, same in zip(frames, intact, strict=False))
    assert video.warning is not None
    told = r"ends early: \d\.\d of 4\.0 s could be read; it may be cut off"
    if suffix == "avi":  # without its index it does not know how long it was
        told = "is damaged: some of its pictures could not be read"
    assert re.fullmatch(rf"cut\.{suffix} {told}", video.warning)


def test_damaged_middle_does_not_stop_the_reading(tmp_path: Path) -> None:
    noise = list(np.random.default_rng(0).integers(0, 256, (100, 48, 64, 3), dtype=np.uint8))
    path = write(tmp_path / "clip.mp4", range(0, 4000, 40), noise)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = bytes(3000)
    path.write_bytes(content)
    with VideoFile(path) as video:
        stamps = [round(1000 * frame.t) for frame in video]
    assert set(stamps) <= set(range(0, 4000, 40))
    assert stamps == sorted(set(stamps))
    assert len(stamps) > 60
    assert stamps[-1] == 3960


# Privacy: what is opened is this one file.


@pytest.mark.parametrize("address", ["http://example.org/a.mp4", "rtsp://10.0.0.1/x", "concat:a.mp4|b.mp4", "pipe:0"])
def test_addresses_are_refused(address: str) -> None:
    assert refusal(address) in (
        f"expected a video file on this machine, got {address}: download it first",
        f"no such file: {address}",
    )


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{url}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{url}'\n",
        "ffconcat version 1.0\nfile 'other.mp4'\n",
        '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>{url}</BaseURL></Period></MPD>',
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
    ],
)
@pytest.mark.parametrize("suffix", ["mp4", "m3u8", "mpd", "sdp"])
def test_playlists_fetch_nothing(tmp_path: Path, playlist: str, suffix: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        write(tmp_path / "other.mp4", [0, 40])
        path = tmp_path / f"list.{suffix}"
        path.write_text(playlist.replace("{url}", f"http://127.0.0.1:{server.getsockname()[1]}/a.ts"))
        assert refusal(path).startswith(f"list.{suffix} is not a video that can be read")
        with pytest.raises(BlockingIOError):
            server.accept()


# The thread that decodes ahead.


def decoders() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("decode")]


def test_leaving_early_leaves_no_thread(tmp_path: Path) -> None:
    path = write(tmp_path / "clip.mp4", range(0, 4000, 40))
    with VideoFile(path) as video:
        for frame in video:
            if frame.index == 3:
                break
        assert decoders() == ["decode clip.mp4"]
    assert decoders() == []
    assert list(video) == []
    video.close()


def test_reading_to_the_end_leaves_no_thread(tmp_path: Path) -> None:
    with VideoFile(write(tmp_path / "clip.mp4", [0, 40])) as video:
        assert len(list(video)) == 2
        assert list(video) == []
    assert decoders() == []


def test_failure_of_the_thread_reaches_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with VideoFile(write(tmp_path / "clip.mp4", [0, 40, 80])) as video:

        def broken(*_: object) -> None:
            raise MemoryError("no room")

        monkeypatch.setattr(VideoFile, "_frame", broken)
        assert next(video).t == 0.0
        with pytest.raises(MemoryError, match="no room"):
            next(video)
        assert list(video) == []
    assert decoders() == []
