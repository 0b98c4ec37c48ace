"""Makes a head unrecognisable, before the picture is written anywhere."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2

from trainer.pose import Joint, Point, Pose, distance, middle

FACE = tuple(Joint(number) for number in range(Joint.MOUTH_RIGHT + 1))
if TYPE_CHECKING:
    from trainer.overlay.drawing import Picture

CELLS = 6  # a head that is six cells wide and high is nobody's
NECK_SHARE = 1.0  # of the way from the face to the middle of the shoulders: the crown is less far than that
SHOULDER_SHARE = 0.5  # of the shoulders' distance, for a head that is bent towards the camera
FACE_SHARE = 1.5  # times the furthest landmark of the face from its middle
LEAST_SHARE = 0.05  # of the picture's smaller side
GROWTH = 1.5  # of a head that is not found: it may have moved
GROWTH_PER_S = 1.0  # and moves on; after a few seconds all of the picture is meant


@dataclass(frozen=True, slots=True)
class Head:
    """Where a head is: t in seconds, centre and radius in pixels; all of it lies inside."""

    t: float
    x: float
    y: float
    radius: float

    def grown(self, t: float) -> Head:
        """Where it can be at t when it was not seen since."""
        return Head(self.t, self.x, self.y, self.radius * (GROWTH + GROWTH_PER_S * max(t - self.t, 0.0)))


class HeadBlur:
    """Blurs one person's head in pictures that come in time order.

    Where the head can't be told, it is blurred where it was last, the wider the longer ago that is; until it is known
    for the first time the picture is black.
    """

    def __init__(self) -> None:
        self._last: Head | None = None

    def apply(self, rgb: Picture, pose: Pose | None, t: float) -> Picture:
        """A copy of a picture, RGB (height, width, 3), of t seconds with the head of pose blurred."""
        head = None if pose is None else head_of(pose)
        if head is None and self._last is None:
            return rgb * 0
        blurred = rgb.copy()
        doubtful = head is None or pose is None or not pose.sure  # the track may be somebody else's
        if doubtful and self._last is not None:
            coarsen(blurred, self._last.grown(t))
        if head is not None:
            coarsen(blurred, head)
            if not doubtful or self._last is None:
                self._last = head
        return blurred


def head_of(pose: Pose) -> Head | None:
    """The circle around a head, hair included; None when no one was found."""
    if not pose.found:
        return None
    face = [pose.image[joint] for joint in FACE]
    x, y = (sum(point[axis] for point in face) / len(face) for axis in (0, 1))
    left, right = pose.image[Joint.LEFT_SHOULDER], pose.image[Joint.RIGHT_SHOULDER]
    ears = middle(pose.image[Joint.LEFT_EAR], pose.image[Joint.RIGHT_EAR])
    centre: Point = middle((x, y, 0.0), ears) or (x, y, 0.0)
    sizes = (
        NECK_SHARE * (distance(centre, middle(left, right)) or 0.0),
        SHOULDER_SHARE * (distance(left, right) or 0.0),
        FACE_SHARE * max(distance(centre, point) or 0.0 for point in face),
        LEAST_SHARE * min(pose.size),
    )
    radius = max(sizes)
    return Head(pose.t, centre[0], centre[1], radius) if math.isfinite(radius + x + y) else None


def coarsen(rgb: Picture, head: Head) -> None:
    """Reduce the square around a head to a few soft cells, in place."""
    height, width = rgb.shape[:2]
    left, right = (min(max(round(head.x + side * head.radius), 0), width) for side in (-1, 1))
    top, bottom = (min(max(round(head.y + side * head.radius), 0), height) for side in (-1, 1))
    if left >= right or top >= bottom:
        return
    region = rgb[top:bottom, left:right]
    cells = cv2.resize(region, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
    rgb[top:bottom, left:right] = cv2.resize(cells, (right - left, bottom - top), interpolation=cv2.INTER_LINEAR)
