"""Figures from the true joints of rendered people: what an estimator without any error would say, from any distance.

tests/truth/NAME.npz holds one faultless set of each exercise: t (T,) in seconds, and the steps from frame to frame of
23 joints (T, 23, 3) in millimetres, camera axes: x right, y down, z forward. They were measured on the posed bodies
that the sample videos (and, for arm-slides, another clip) show.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from conftest import ROOT
from numpy.typing import NDArray

from trainer.pose import Joint, Pose

J = Joint
KNOWN = (
    J.NOSE, J.LEFT_EYE, J.RIGHT_EYE, J.LEFT_EAR, J.RIGHT_EAR, J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_ELBOW,
    J.RIGHT_ELBOW, J.LEFT_WRIST, J.RIGHT_WRIST, J.LEFT_INDEX, J.RIGHT_INDEX, J.LEFT_HIP, J.RIGHT_HIP, J.LEFT_KNEE,
    J.RIGHT_KNEE, J.LEFT_ANKLE, J.RIGHT_ANKLE, J.LEFT_HEEL, J.RIGHT_HEEL, J.LEFT_FOOT_INDEX, J.RIGHT_FOOT_INDEX,
)  # fmt: skip
SIZE, FOCAL = (2400, 1800), 900.0  # a lens wide enough to see all of a person 1.2 m away
SETS: dict[str, list[str | None]] = {
    "isometric-neck": ["back", "right", "left", "front"],
    "arm-reach": ["left", "right", "left", "right"],
    "thoracic-extension": [None] * 6,
    "arm-slides": [None] * 5,
    "butterfly": [None] * 3,
    "bear-roll": ["forward"] * 5 + ["backward"] * 5,
    "aerobic": [None] * 28,
}
"""Exercise to the sides of its repetitions, by the labels: all of them valid, none with any fault."""

Points = NDArray[np.float64]


def true_poses(exercise: str, distance_m: float | None = None) -> list[Pose]:
    """The set as seen without error; distance_m: of the hips at its start, None where they really were."""
    times, joints = _joints(exercise)
    hips = joints[0, [J.LEFT_HIP, J.RIGHT_HIP]].mean(axis=0)
    nearer = 0.0 if distance_m is None else hips[2] - distance_m
    moved = joints - np.array([0.0, 0.0, nearer])
    return [_pose(float(t), frame) for t, frame in zip(times, moved, strict=True)]


@cache
def _joints(exercise: str) -> tuple[Points, Points]:
    """Times (T,) and all landmarks (T, 33, 3) in metres."""
    with np.load(ROOT / "tests" / "truth" / f"{exercise}.npz", allow_pickle=False) as kept:
        times, steps = kept["t"], kept["steps"]
    known = np.cumsum(steps.astype(np.int64), axis=0) / 1000
    joints = np.zeros((len(times), len(J), 3))
    joints[:, list(KNOWN)] = known
    return times, _completed(joints)


def _completed(joints: Points) -> Points:
    """Adds the landmarks that lie between known ones: corners of eyes and mouth, little fingers and thumbs."""

    def between(a: Joint, b: Joint, share: float) -> Any:
        return joints[:, a] + (joints[:, b] - joints[:, a]) * share

    eyes, ears = between(J.LEFT_EYE, J.RIGHT_EYE, 0.5), between(J.LEFT_EAR, J.RIGHT_EAR, 0.5)
    across = joints[:, J.LEFT_EYE] - joints[:, J.RIGHT_EYE]
    nose = joints[:, J.NOSE]
    mouth = nose + 0.6 * (nose - eyes) + 0.15 * (ears - nose)
    joints[:, J.LEFT_EYE_INNER] = between(J.LEFT_EYE, J.RIGHT_EYE, 0.25)
    joints[:, J.RIGHT_EYE_INNER] = between(J.RIGHT_EYE, J.LEFT_EYE, 0.25)
    joints[:, J.LEFT_EYE_OUTER] = between(J.LEFT_EYE, J.LEFT_EAR, 0.2)
    joints[:, J.RIGHT_EYE_OUTER] = between(J.RIGHT_EYE, J.RIGHT_EAR, 0.2)
    joints[:, J.MOUTH_LEFT], joints[:, J.MOUTH_RIGHT] = mouth + 0.4 * across, mouth - 0.4 * across
    for wrist, index, pinky, thumb in (
        (J.LEFT_WRIST, J.LEFT_INDEX, J.LEFT_PINKY, J.LEFT_THUMB),
        (J.RIGHT_WRIST, J.RIGHT_INDEX, J.RIGHT_PINKY, J.RIGHT_THUMB),
    ):
        joints[:, pinky], joints[:, thumb] = between(wrist, index, 0.9), between(wrist, index, 0.6)
    return joints


def _pose(t: float, joints: Points) -> Pose:
    hips = (joints[J.LEFT_HIP] + joints[J.RIGHT_HIP]) / 2
    image = joints.copy()
    image[:, 0] = SIZE[0] / 2 + joints[:, 0] / joints[:, 2] * FOCAL
    image[:, 1] = SIZE[1] / 2 + joints[:, 1] / joints[:, 2] * FOCAL
    image[:, 2] = (joints[:, 2] - hips[2]) / hips[2] * FOCAL
    seen = np.full(len(J), 0.99, np.float32)
    return Pose.from_arrays(t, SIZE, image.astype(np.float32), (joints - hips).astype(np.float32), seen)
