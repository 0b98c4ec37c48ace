"""A blurred head is nobody's, and all else is as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from figures import moved, nobody, pose, standing, turned

from trainer.blur import HeadBlur, head_of
from trainer.pose import Joint

# The figure stands at 200 pixels a metre, its hips in the middle of 640 x 480: the face is 0.69 m above them, at row
# 102, the ears 7.5 cm to the sides; a head reaches 15 cm up, down and to the sides from between the ears, hair too.
ROW, COLUMN, REACH = 100, 320, 30
HEAD = (slice(ROW - REACH, ROW + REACH), slice(COLUMN - REACH, COLUMN + REACH))
PICTURE = np.random.default_rng(1).integers(0, 256, (480, 640, 3)).astype(np.uint8)
STANDING = pose(0.0, standing())


def detail(rgb: np.ndarray) -> float:
    """How much neighbouring pixels differ, which is what makes a face."""
    return float(np.abs(np.diff(rgb.astype(float), axis=0)).mean() + np.abs(np.diff(rgb.astype(float), axis=1)).mean())


def test_the_head_is_blurred_and_the_rest_is_left():
    given = PICTURE.copy()
    shown = HeadBlur().apply(given, STANDING, 0.0)
    assert np.array_equal(given, PICTURE), "the picture on screen is not touched"
    assert detail(shown[HEAD]) < 0.1 * detail(PICTURE[HEAD])
    assert shown[HEAD].var() < 0.1 * PICTURE[HEAD].var()
    changed = (shown != PICTURE).any(axis=2)
    assert changed[HEAD].mean() > 0.95
    assert not changed[240:].any(), "nothing from the hips down"
    assert changed.mean() < 0.05, "a twentieth of the picture at most"


@pytest.mark.parametrize("yaw", [0, 45, 90, 180])
@pytest.mark.parametrize("size", [0.5, 1.0, 2.0])
def test_a_head_is_inside_from_every_side_and_at_every_distance(yaw: int, size: float):
    seen = pose(0.0, turned(standing(), yaw), px_per_m=200 * size)
    head = head_of(seen)
    assert head is not None
    for dx, dy in ((0.13, 0.0), (-0.13, 0.0), (0.0, 0.13), (0.0, -0.15)):
        away = np.hypot(320 + dx * 200 * size - head.x, 240 - (0.70 - dy) * 200 * size - head.y)
        assert away < head.radius


def test_before_a_head_is_known_the_picture_is_black():
    blur = HeadBlur()
    assert not blur.apply(PICTURE, nobody(0.0), 0.0).any()
    assert not blur.apply(PICTURE, None, 0.1).any()
    assert blur.apply(PICTURE, STANDING, 0.2).any()


def test_a_head_that_is_lost_is_blurred_where_it_was_and_ever_wider():
    blur = HeadBlur()
    widths = []
    for t, seen in ((0.0, STANDING), (0.1, nobody(0.1)), (1.0, None), (30.0, nobody(30.0))):
        shown = blur.apply(PICTURE, seen, t)
        assert detail(shown[HEAD]) < 0.1 * detail(PICTURE[HEAD])
        widths.append((shown != PICTURE).any(axis=2).mean())
    assert widths == sorted(widths)
    assert widths[-1] > 0.99, "in the end all of it"


def test_when_it_can_t_be_told_who_it_is_both_are_blurred():
    blur = HeadBlur()
    blur.apply(PICTURE, STANDING, 0.0)
    elsewhere = pose(0.1, moved(standing(), Joint, (0.8, 0.0, 0.0)))
    shown = blur.apply(PICTURE, replace(elsewhere, sure=False), 0.1)
    there = (HEAD[0], slice(HEAD[1].start + 160, HEAD[1].stop + 160))
    assert detail(shown[HEAD]) < 0.1 * detail(PICTURE[HEAD])
    assert detail(shown[there]) < 0.1 * detail(PICTURE[there])
    again = blur.apply(PICTURE, nobody(0.2), 0.2)
    assert detail(again[HEAD]) < 0.1 * detail(PICTURE[HEAD]), "the sure one is remembered"


def test_a_head_beyond_the_edge_is_no_error():
    out = pose(0.0, moved(standing(), Joint, (9.0, 0.0, 0.0)))
    assert np.array_equal(HeadBlur().apply(PICTURE, out, 0.0), PICTURE)
    half = pose(0.0, moved(standing(), Joint, (1.6, 0.0, 0.0)))
    assert (HeadBlur().apply(PICTURE, half, 0.0) != PICTURE).any()
