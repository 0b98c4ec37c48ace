"""Poses that are somebody else's for a moment: head or trunk leapt further than a person moves in that time."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from trainer.body import LH, LS, NOSE, RH, RS
from trainer.pose import Point, Pose

LEAP_M, LEAP_S = 0.4, 0.2  # twice as fast as somebody who sits up or bends down in a hurry
BACK_M = 0.15  # so near to where the track leapt from it is the person's again
STAYED_S = 1.0  # who is still elsewhere after that has moved

Place = tuple[float, float, float, float]
"""x and y of the nose, x and y of the middle of shoulders and hips, pixels."""


class Leaps:
    """Follows where one person is, and tells the poses that can't be theirs, as when somebody walks through."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, Place]] = deque()
        self._left: tuple[float, Place] | None = None

    def elsewhere(self, pose: Pose, px_per_m: float) -> bool:
        """Whether the track has leapt off the person; px_per_m: of the person so far, 0 while it is not known."""
        if not pose.image or not px_per_m:
            return False
        place = _place(pose.image)
        if self._left is not None:
            left_s, home = self._left
            if _apart(place, home) > BACK_M * px_per_m and pose.t - left_s < STAYED_S:
                return True
            self._left = None
            self._recent.clear()
        recent = self._recent
        while recent and pose.t - recent[0][0] > LEAP_S:
            recent.popleft()
        if recent and _apart(place, recent[0][1]) > LEAP_M * px_per_m:
            self._left = recent[0]
            return True
        recent.append((pose.t, place))
        return False


def _place(image: Sequence[Point]) -> Place:
    x, y, _ = image[NOSE]
    (ax, ay, _), (bx, by, _), (cx, cy, _), (dx, dy, _) = image[LS], image[RS], image[LH], image[RH]
    return x, y, (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4


def _apart(a: Place, b: Place) -> float:
    """How far the nose or the trunk moved, whichever is further."""
    return max(math.hypot(a[0] - b[0], a[1] - b[1]), math.hypot(a[2] - b[2], a[3] - b[3]))
