"""Single pictures out of a video."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from recorded import film, picture

from trainer.sources import SourceError
from trainer.sources.stills import stills


@pytest.fixture(name="film", scope="module")
def film_file() -> Path:
    return film() / "video.mp4"


def bar_at(jpeg: bytes) -> float:
    """The column of the white bar's middle, of 640."""
    with av.open(BytesIO(jpeg)) as container:
        image = next(container.decode(video=0)).to_ndarray(format="gray")
    return float(np.flatnonzero(image[image.shape[0] // 2] > 180).mean()) * 640 / image.shape[1]


def test_each_is_the_picture_shown_at_that_time(film: Path):
    times = [0.0, 3.21, 12.5, 19.9]
    found = stills(film, times)
    assert sorted(found) == times
    for t, jpeg in found.items():
        assert bar_at(jpeg) == pytest.approx(20 * t + 10, abs=3.0)


def test_they_are_small_and_never_larger_than_the_picture(film: Path):
    (small,) = stills(film, [1.0], width=160).values()
    (large,) = stills(film, [1.0], width=5000).values()
    with av.open(BytesIO(small)) as a, av.open(BytesIO(large)) as b:
        assert (a.streams.video[0].width, b.streams.video[0].width) == (160, 640)
    assert len(small) < 8_000


def test_a_time_after_the_end_shows_the_last_picture(film: Path):
    assert bar_at(stills(film, [99.0])[99.0]) == pytest.approx(410, abs=3.0)


def test_a_damaged_film_gives_what_it_has(film: Path, tmp_path: Path):
    damaged, whole = tmp_path / "damaged.mp4", bytearray(film.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 500] = bytes(500)
    damaged.write_bytes(whole)
    assert bar_at(stills(damaged, [1.0, 12.0])[1.0]) == pytest.approx(30, abs=3.0)


def test_what_is_no_film_is_told(tmp_path: Path):
    (tmp_path / "x.mp4").write_bytes(picture(0.0).tobytes()[:1000])
    with pytest.raises(SourceError, match=r"x\.mp4 is not a video"):
        stills(tmp_path / "x.mp4", [1.0])
    assert stills(tmp_path / "x.mp4", []) == {}
