"""Dark pictures: what the model gets to see of them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np

from trainer.estimator import Estimator
from trainer.estimator.light import lit
from trainer.sources import Frame, VideoFile

SAMPLE = Path(__file__).resolve().parent.parent / "sample_videos" / "arm-reach.mp4"


def halves(left: int, right: int) -> np.ndarray:
    """A picture of two plain halves."""
    image = np.full((160, 160, 3), left, np.uint8)
    image[:, 80:] = right
    return image


def test_a_picture_with_light_in_it_stays_as_it_is():
    for image in (halves(127, 127), halves(100, 100), halves(5, 140)):
        assert lit(image) is image


def test_the_brightest_twentieth_becomes_light_and_the_rest_with_it():
    image = lit(halves(23, 46))  # 230 / 46: five times brighter
    assert (image[:, :70] == 115).all()
    assert (image[:, 90:] == 230).all()


def test_a_lamp_does_not_light_a_room():
    image = halves(46, 46)
    image[:16, :16] = 255  # a hundredth of the picture
    assert lit(image)[100, 100].tolist() == [230] * 3
    assert lit(image)[4, 4].tolist() == [255] * 3


def test_black_stays_dark():
    assert (lit(halves(0, 0)) == 0).all()
    assert (lit(halves(2, 2)) == 16).all()  # at most eight times brighter


def test_colours_keep_their_order():
    image = halves(0, 0)
    image[:] = (40, 20, 10)  # the brightest twentieth of all values: 40
    assert lit(image)[50, 50].tolist() == [230, 115, 57]


def test_single_bright_points_are_smoothed():
    image = halves(46, 46)
    image[33, 33] = 10  # brightened 50: 180 less than the eight around, a ninth of that is left: 230 - 20
    assert lit(image)[33, 33].tolist() == [210] * 3
    assert lit(image)[33, 35].tolist() == [230] * 3


def test_who_exercises_in_a_quarter_of_the_light_is_found():
    noise = np.random.default_rng(1)
    with VideoFile(SAMPLE) as video, Estimator("lite", lookout=False) as estimator:
        found = 0
        for frame in islice(video, 0, 40, 2):
            dark = (frame.image / 255.0) ** 1.2 * 0.28 * 255 + noise.normal(0, 6, frame.image.shape)
            pose = estimator.estimate(Frame(frame.t, np.clip(dark, 0, 255).astype(np.uint8), frame.index))
            found += pose.found
    assert found == 20
