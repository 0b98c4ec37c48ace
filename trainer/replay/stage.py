"""Draws a pose as a figure on a plain stage, for sessions without pictures."""

from __future__ import annotations

import math
from itertools import pairwise

import cv2
import numpy as np

from trainer.overlay.drawing import Colour, Picture
from trainer.overlay.skeleton import Spot, spots
from trainer.pose import Joint, Pose

LONG_SIDE = 960  # pixels: sharp in a window, whatever the camera was
SHORT_SIDE = 160
WALL: Colour = (52, 59, 68)
LIMB, TRUNK, HEAD = (88, 98, 110), (78, 88, 100), (98, 108, 120)

J = Joint
LIMBS = (
    (J.LEFT_SHOULDER, J.LEFT_ELBOW, J.LEFT_WRIST, J.LEFT_INDEX),
    (J.RIGHT_SHOULDER, J.RIGHT_ELBOW, J.RIGHT_WRIST, J.RIGHT_INDEX),
    (J.LEFT_HIP, J.LEFT_KNEE, J.LEFT_ANKLE, J.LEFT_FOOT_INDEX),
    (J.RIGHT_HIP, J.RIGHT_KNEE, J.RIGHT_ANKLE, J.RIGHT_FOOT_INDEX),
)
CORNERS = (J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.RIGHT_HIP, J.LEFT_HIP)
LIMB_SHARE, HEAD_SHARE = 0.16, 0.21  # of the trunk's length: an arm's thickness, and a head's radius


def stage_size(width: int, height: int) -> tuple[int, int]:
    """(width, height) of the stage for pictures of this size: same shape, 960 pixels at its longer side."""
    scale = LONG_SIDE / max(width, height)
    return max(SHORT_SIDE, round(width * scale)), max(SHORT_SIDE, round(height * scale))


def stage(pose: Pose) -> Picture:
    """A new RGB picture of the pose's size, with a body where its joints are seen."""
    width, height = pose.size
    image: Picture = np.full((height, width, 3), WALL, np.uint8)
    seen = spots(pose, mirrored=False)
    trunk = _trunk(seen)
    if trunk is None:
        return image
    thick = max(2, round(LIMB_SHARE * trunk))
    for joints in LIMBS:
        for a, b in pairwise(joints):
            if a in seen and b in seen:
                cv2.line(image, seen[a][:2], seen[b][:2], LIMB, thick, cv2.LINE_AA)
    if all(joint in seen for joint in CORNERS):
        points = np.array([seen[joint][:2] for joint in CORNERS], np.int32)
        cv2.fillPoly(image, [points], TRUNK, cv2.LINE_AA)
        cv2.polylines(image, [points], True, TRUNK, thick, cv2.LINE_AA)
    head = _middle(seen, J.LEFT_EAR, J.RIGHT_EAR) or _middle(seen, J.NOSE)
    neck = _middle(seen, J.LEFT_SHOULDER, J.RIGHT_SHOULDER)
    if head is not None and neck is not None:
        cv2.line(image, head, neck, TRUNK, thick, cv2.LINE_AA)
    if head is not None:
        cv2.circle(image, head, max(3, round(HEAD_SHARE * trunk)), HEAD, -1, cv2.LINE_AA)
    return image


def fitted(pose: Pose, width: int, height: int) -> Pose:
    """The pose in a picture of another size; one cut off at an odd edge stays as it is."""
    across, down = width / pose.size[0], height / pose.size[1]
    if abs(width - pose.size[0]) <= 1 and abs(height - pose.size[1]) <= 1:
        across = down = 1.0
    image = [(x * across, y * down, z * across) for x, y, z in pose.image]
    return Pose(pose.t, (width, height), image, pose.world, pose.visibility, pose.people, pose.sure)


def _trunk(seen: dict[int, Spot]) -> float | None:
    """Length of the trunk or width of the shoulders, whichever is more; None when neither is seen."""
    pairs = ((J.LEFT_SHOULDER, J.LEFT_HIP), (J.RIGHT_SHOULDER, J.RIGHT_HIP), (J.LEFT_SHOULDER, J.RIGHT_SHOULDER))
    lengths = [math.dist(seen[a][:2], seen[b][:2]) for a, b in pairs if a in seen and b in seen]
    return max(lengths, default=None)


def _middle(seen: dict[int, Spot], *joints: Joint) -> tuple[int, int] | None:
    """Middle of those of the joints that are seen; None when none is."""
    found = [seen[joint] for joint in joints if joint in seen]
    if not found:
        return None
    return round(sum(x for x, _, _ in found) / len(found)), round(sum(y for _, y, _ in found) / len(found))
