"""Pictures by their time, in any order, against the same file read from beginning to end."""

from __future__ import annotations

import random
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from trainer.movie import RECORDING, MovieWriter
from trainer.sources import SourceError
from trainer.sources.pictures import KEPT_BYTES, Pictures

FRAMES, FPS = 180, 30
SIZE = (64, 48)
CUT = 130  # pictures that are there for certain in the file that was cut off


def moving(index: int) -> np.ndarray:
    """An even grey that tells the number of its picture."""
    return np.full((SIZE[1], SIZE[0], 3), 20 + index, np.uint8)


def number(image: np.ndarray) -> int:
    return round(float(image.mean())) - 20


@pytest.fixture(scope="module")
def movies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A recording that was closed in order, and one of which the end is missing."""
    folder = tmp_path_factory.mktemp("movies")
    whole, cut = folder / "whole.mp4", folder / "cut.mp4"
    with MovieWriter(whole, SIZE, RECORDING) as movie:
        for i in range(FRAMES):
            movie.write(moving(i), i / FPS)
    with MovieWriter(folder / "running.mp4", SIZE, RECORDING) as movie:
        for i in range(FRAMES):
            movie.write(moving(i), i / FPS)
        cut.write_bytes((folder / "running.mp4").read_bytes()[:-20])
    return {"whole": whole, "cut": cut}


@pytest.mark.parametrize("which", ["whole", "cut"])
@pytest.mark.parametrize("order", ["onward", "back", "anywhere", "jumps"])
def test_any_picture_in_any_order(which: str, order: str, movies: dict[str, Path]) -> None:
    indices = list(range(CUT))
    if order == "back":
        indices.reverse()
    elif order == "anywhere":
        random.Random(1).shuffle(indices)
    elif order == "jumps":
        indices = [100, 3, 129, 0, 70, 71, 69, 70, 5]
    with Pictures(movies[which]) as pictures:
        found = [pictures.at(i / FPS) for i in indices]
    assert [round(t * FPS) for t, _ in found] == indices
    assert all(abs(number(image) - i) <= 1 for i, (_, image) in zip(indices, found, strict=True)), "grey survives H.264"


@pytest.mark.parametrize(
    ("t", "expected"),
    [
        (0.0, 0), (-9.0, 0), (1.0, 30), (1.0 - 1 / 300_000, 30), (0.999, 29), (1.02, 30),
        (FRAMES / FPS - 0.01, FRAMES - 1), (1e9, FRAMES - 1),
    ],
)  # fmt: skip
def test_the_last_picture_at_or_before_a_time(t: float, expected: int, movies: dict[str, Path]) -> None:
    with Pictures(movies["whole"]) as pictures:
        at, image = pictures.at(t)
    assert at == pytest.approx(expected / FPS, abs=1e-5)
    assert abs(number(image) - expected) <= 1


def test_going_back_a_little_decodes_nothing_again(movies: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    with Pictures(movies["whole"]) as pictures:
        pictures.at(50 / FPS)
        monkeypatch.setattr(pictures, "_jump", None)
        assert [round(pictures.at(i / FPS)[0] * FPS) for i in (49, 48, 30, 51)] == [49, 48, 30, 51]


def test_a_jump_decodes_only_from_the_nearest_picture_that_stands_alone(movies: dict[str, Path]) -> None:
    with Pictures(movies["whole"]) as pictures:
        pictures.at(0.0)
        pictures.at(125 / FPS)  # pictures that stand alone come each two seconds: 0, 60, 120
        assert len(pictures._run) == 7, "120 to 126: one more, to know that 125 is the last one"


def test_what_is_kept_has_a_limit(movies: dict[str, Path]) -> None:
    with Pictures(movies["whole"]) as pictures:
        assert pictures._most * SIZE[0] * SIZE[1] * 1.5 <= KEPT_BYTES
        pictures._most = 5
        assert [round(pictures.at(i / FPS)[0] * FPS) for i in (50, 49, 20, 90)] == [50, 49, 20, 90]
        assert len(pictures._run) <= 5


def test_large_pictures_are_given_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.mp4"
    with MovieWriter(path, (3840, 960)) as movie:
        movie.write(np.zeros((960, 3840, 3), np.uint8), 0.0)
    with Pictures(path) as pictures:
        assert pictures.size == (1920, 480)
        assert pictures.at(0.0)[1].shape == (480, 1920, 3)


@pytest.mark.parametrize("content", [b"", b"no video at all", b"\0\0\0\x18ftypisom" + bytes(100)])
def test_what_is_no_video_is_one_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"video\.mp4"):
        Pictures(path)


def test_a_missing_file_and_one_of_sound_alone_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be read"):
        Pictures(tmp_path / "video.mp4")
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.rate, frame.pts, frame.time_base = 8000, 0, Fraction(1, 8000)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(SourceError, match="not a video"):
        Pictures(path)


@pytest.mark.parametrize("seed", range(30))
def test_a_spoiled_video_gives_pictures_or_one_error(seed: int, movies: dict[str, Path], tmp_path: Path) -> None:
    dice = random.Random(seed)
    data = bytearray(movies["whole" if seed % 2 else "cut"].read_bytes())
    if seed % 3 == 0:
        del data[dice.randrange(len(data)) :]
    for _ in range(dice.choice((1, 20, 400))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path = tmp_path / "video.mp4"
    path.write_bytes(data)
    with suppress(SourceError), Pictures(path) as pictures:
        for i in (0, 100, 50, 179, 10):
            _, image = pictures.at(i / FPS)
            assert image.dtype == np.uint8
