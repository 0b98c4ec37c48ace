"""Movies as a browser and a replay would read them: codec, times, what a kill leaves, what is said on failure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from trainer.movie import MovieError, MovieWriter
from trainer.sources import VideoFile

TIMES = [0.0, 0.04, 0.1, 0.5, 0.533, 2.0]  # uneven on purpose


def picture(width: int = 64, height: int = 48, level: int = 100) -> np.ndarray:
    rgb = np.full((height, width, 3), level, np.uint8)
    rgb[:, : width // 2, 0] = 220  # left half red
    return rgb


def write(path: Path, times: list[float], width: int = 64, height: int = 48) -> Path:
    with MovieWriter(path, (width, height)) as movie:
        for i, t in enumerate(times):
            movie.write(picture(width, height, 10 * i), t)
    return path


def stamps(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [round(frame.time, 3) for frame in container.decode(video=0)]


def test_a_movie_is_h264_in_the_colours_that_browsers_play(tmp_path: Path) -> None:
    with av.open(str(write(tmp_path / "a.mp4", TIMES))) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        first = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert first[24, 10, 0] > 190 > 30 > first[24, 50, 0], "red is left, and is red, not blue"
    assert b"mvex" in (tmp_path / "a.mp4").read_bytes()[:2000], "fragmented"


def test_frames_keep_their_own_times(tmp_path: Path) -> None:
    assert stamps(write(tmp_path / "a.mp4", TIMES)) == TIMES


def test_a_picture_that_is_not_later_is_left_out(tmp_path: Path) -> None:
    assert stamps(write(tmp_path / "a.mp4", [0.0, 0.1, 0.1, 0.05, 0.2])) == [0.0, 0.1, 0.2]


@pytest.mark.parametrize(("given", "written"), [((65, 49), (64, 48)), ((64, 49), (64, 48)), ((3, 2), (2, 2))])
def test_odd_sizes_lose_a_row_or_column(tmp_path: Path, given: tuple[int, int], written: tuple[int, int]) -> None:
    with av.open(str(write(tmp_path / "a.mp4", [0.0, 0.1], *given))) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == written


def test_a_picture_of_another_size_is_scaled(tmp_path: Path) -> None:
    with MovieWriter(tmp_path / "a.mp4", (64, 48)) as movie:
        movie.write(picture(), 0.0)
        movie.write(picture(320, 240), 0.1)
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert [(f.width, f.height) for f in container.decode(video=0)] == [(64, 48), (64, 48)]


def test_the_same_pictures_give_the_same_file(tmp_path: Path) -> None:
    assert write(tmp_path / "a.mp4", TIMES).read_bytes() == write(tmp_path / "b.mp4", TIMES).read_bytes()


def test_a_movie_without_pictures_is_closed_in_peace(tmp_path: Path) -> None:
    movie = MovieWriter(tmp_path / "a.mp4", (64, 48))
    movie.close()
    movie.close()


def test_what_is_no_rgb_picture_is_refused(tmp_path: Path) -> None:
    with MovieWriter(tmp_path / "a.mp4", (64, 48)) as movie:
        with pytest.raises(ValueError, match=r"expected uint8 RGB .*, got uint8 \(48, 64\)"):
            movie.write(np.zeros((48, 64), np.uint8), 0.0)
        with pytest.raises(ValueError, match="got float64"):
            movie.write(np.zeros((48, 64, 3)), 0.0)  # type: ignore[arg-type]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MovieError, match=r"no such folder: .*nowhere") as caught:
        MovieWriter(tmp_path / "nowhere" / "a.mp4", (64, 48))
    assert "\n" not in str(caught.value)


def test_a_place_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MovieError, match="can't be written"):
        MovieWriter(tmp_path, (64, 48))


@pytest.mark.skipif(sys.platform == "win32", reason="no name there has a colon")
@pytest.mark.parametrize("name", ["udp:127.0.0.1:9", "12:30.mp4", "file:a.mp4"])
def test_a_name_is_never_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path(name), TIMES)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert stamps(tmp_path / name) == TIMES


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").symlink_to("/dev/full")
    with pytest.raises(MovieError, match="can't be written: No space left on device") as caught:
        write(tmp_path / "a.mp4", [i / 10 for i in range(50)])
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
def test_what_was_written_before_the_disk_was_full_can_be_played(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    code = f"""
import resource, numpy as np
from trainer.movie import MovieError, MovieWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
noise = np.random.default_rng(0)
try:
    with MovieWriter({str(path)!r}, (64, 48)) as movie:
        for i in range(600):
            movie.write(noise.integers(0, 255, (48, 64, 3), np.uint8), i / 30)
except MovieError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == f"{path} can't be written: File too large; free some space, or choose another place\n"
    with VideoFile(path) as video:
        assert [frame.t for frame in video][-1] > 0.5
        assert video.warning is not None


def test_the_first_failure_is_the_one_that_is_told(tmp_path: Path) -> None:
    def fail() -> None:
        with MovieWriter(tmp_path / "a.mp4", (64, 48)) as movie:
            movie.write(picture(), 0.0)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert stamps(tmp_path / "a.mp4") == [0.0]


def test_a_killed_writer_leaves_all_but_the_last_moments(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    code = f"""
import os, numpy as np
from trainer.movie import MovieWriter
movie = MovieWriter({str(path)!r}, (64, 48))
for i in range(150):
    movie.write(np.full((48, 64, 3), i, np.uint8), i / 30)
os.kill(os.getpid(), {int(signal.SIGTERM) if os.name == "nt" else int(signal.SIGKILL)})
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode != 0
    left = stamps(path)
    assert left[:3] == [0.0, 0.033, 0.067]
    assert left[-1] > 2.5, "five seconds were written"
