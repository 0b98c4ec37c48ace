"""One pose: 33 landmarks at one moment, and the plane geometry that every rule is built from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Point = tuple[float, float, float]
"""x, y, z: pixels in the picture, or metres in the world; x to the picture's right, y down, z away from the camera."""


class Joint(IntEnum):
    """BlazePose landmark numbers; left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


JOINTS = len(Joint)
Model = Literal["lite", "full", "heavy"]
DETAIL: dict[str, int] = {"lite": 0, "full": 1, "heavy": 2}
"""How finely each size of the model places landmarks."""


@dataclass(frozen=True, slots=True)
class Pose:
    """What the estimator said about one frame, unfiltered; left is the person's left, whatever the window shows.

    t: seconds, from the frame itself. size: the picture's (width, height) in pixels. image: 33 points in pixels (z on
    the scale of x, about 0 at the hips). world: 33 points in metres around the middle of the hips. visibility: 33
    numbers in [0, 1]. All three are empty when no one was found. people: persons in the picture when last counted.
    sure: False when it can't be told which of several persons exercises. model: lite, full or heavy, which placed the
    landmarks; empty when that is not known.
    """

    t: float
    size: tuple[int, int]
    image: Sequence[Point] = ()
    world: Sequence[Point] = ()
    visibility: Sequence[float] = ()
    people: int = field(default=1)
    sure: bool = field(default=True)
    model: str = field(default="", compare=False)

    @property
    def detail(self) -> int:
        """How finely the landmarks are placed: 0 by the smallest model, 2 by the largest or by one not known."""
        return DETAIL.get(self.model, 2)

    @property
    def found(self) -> bool:
        """Whether a person was found at all."""
        return bool(self.image)

    @staticmethod
    def from_arrays(
        t: float,
        size: tuple[int, int],
        image: NDArray[np.float32],
        world: NDArray[np.float32],
        visibility: NDArray[np.float32],
        people: int = 1,
        sure: bool = True,
        model: str = "",
    ) -> Pose:
        """Pose from float32 arrays (33, 3), (33, 3) and (33,), so that what is recorded is what was judged."""
        if image.shape != (JOINTS, 3) or world.shape != (JOINTS, 3) or visibility.shape != (JOINTS,):
            raise ValueError(
                f"expected landmarks (33, 3), (33, 3), (33,), got {image.shape}, {world.shape}, {visibility.shape}"
            )
        points = [tuple(row) for row in image.tolist()]
        metres = [tuple(row) for row in world.tolist()]
        return Pose(t, size, points, metres, visibility.tolist(), people, sure, model)


def later(t: float, before: float | None) -> bool:
    """Whether t, in seconds, is a time at all and after the one before; None: there was none."""
    return math.isfinite(t) and (before is None or t > before)


def distance(a: Point | None, b: Point | None) -> float | None:
    """Distance of a and b in the picture plane, in their own unit; None when either is unseen."""
    if a is None or b is None:
        return None
    return math.hypot(b[0] - a[0], b[1] - a[1])


def middle(a: Point | None, b: Point | None) -> Point | None:
    """Point half way between a and b; None when either is unseen."""
    if a is None or b is None:
        return None
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)


def angle(a: Point | None, b: Point | None, c: Point | None) -> float | None:
    """Inner angle at b in the picture plane, degrees in [0, 180]; None when a joint is unseen or sits on b."""
    if a is None or b is None or c is None:
        return None
    ux, uy, vx, vy = a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]
    if (ux == 0 and uy == 0) or (vx == 0 and vy == 0):
        return None
    return math.degrees(abs(math.atan2(ux * vy - uy * vx, ux * vx + uy * vy)))
