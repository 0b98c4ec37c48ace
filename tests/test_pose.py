"""Plane geometry on triangles whose angles are known on paper."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trainer.pose import Joint, Pose, angle, distance, middle

ORIGIN = (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("a", "c", "expected"),
    [
        ((1, 0, 0), (0, 1, 0), 90),
        ((1, 0, 0), (-1, 0, 0), 180),
        ((1, 0, 0), (5, 0, 0), 0),
        ((1, 0, 0), (1, 1, 0), 45),
        ((1, 0, 0), (1, -1, 0), 45),
        ((2, 0, 0), (-1, math.sqrt(3), 0), 120),
        ((1, 0, 9), (0, 1, -9), 90),  # depth plays no part
    ],
)
def test_angle(a, c, expected):
    assert angle(a, ORIGIN, c) == pytest.approx(expected)


def test_angle_of_a_limb_at_45_degrees_is_45_in_pixels_whatever_the_picture():
    """In normalised coordinates of a 4:3 picture this limb would read 53°."""
    shoulder, elbow = (320.0, 240.0, 0.0), (400.0, 320.0, 0.0)
    assert angle(elbow, shoulder, (320.0, 400.0, 0.0)) == pytest.approx(45)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_angle_with_an_unseen_joint_is_none(missing):
    points = [(1.0, 0.0, 0.0), ORIGIN, (0.0, 1.0, 0.0)]
    points[missing] = None
    assert angle(*points) is None


def test_angle_at_a_joint_that_sits_on_another_is_none():
    assert angle(ORIGIN, ORIGIN, (1, 0, 0)) is None
    assert angle((1, 0, 0), ORIGIN, ORIGIN) is None


def test_unseen_points_give_none():
    assert distance(None, ORIGIN) is None
    assert middle(ORIGIN, None) is None


def test_distance_and_middle():
    assert distance(ORIGIN, (3, 4, 100)) == 5
    assert middle(ORIGIN, (2, 4, 6)) == (1, 2, 3)


def test_pose_from_arrays_keeps_every_digit_of_float32():
    image = np.arange(99, dtype=np.float32).reshape(33, 3) / np.float32(3)
    pose = Pose.from_arrays(1.5, (640, 480), image, image, np.ones(33, np.float32))
    assert pose.found
    assert pose.image[1] == (1.0, float(np.float32(4) / np.float32(3)), float(np.float32(5) / np.float32(3)))
    assert np.array_equal(np.array(pose.world, np.float32), image)


def test_pose_refuses_other_shapes():
    good = np.zeros((33, 3), np.float32)
    with pytest.raises(ValueError, match=r"expected landmarks \(33, 3\)"):
        Pose.from_arrays(0, (640, 480), good[:17], good, np.ones(33, np.float32))


def test_pose_of_nobody():
    assert not Pose(0.0, (640, 480)).found


def test_joint_numbers_are_blazepose():
    assert (Joint.NOSE, Joint.LEFT_SHOULDER, Joint.RIGHT_WRIST, Joint.RIGHT_FOOT_INDEX) == (0, 11, 16, 32)
    assert len(Joint) == 33
