"""Draws a pose into a picture: seen joints and the bones between them, and the marks of joints at fault."""

from __future__ import annotations

from collections.abc import Iterable

import cv2

from trainer.exercise import Severity
from trainer.overlay.drawing import INK, ORANGE, SKY, VERMILLION, WHITE, Colour, Picture, stroke
from trainer.pose import Joint, Pose
from trainer.status import ActiveFault

SURE, UNSURE = 0.65, 0.5  # visibility: drawn fully, drawn dimly, below that not drawn at all

J = Joint
BONES = (
    (J.LEFT_SHOULDER, J.RIGHT_SHOULDER),
    (J.LEFT_HIP, J.RIGHT_HIP),
    (J.LEFT_SHOULDER, J.LEFT_HIP),
    (J.RIGHT_SHOULDER, J.RIGHT_HIP),
    (J.LEFT_SHOULDER, J.LEFT_ELBOW),
    (J.LEFT_ELBOW, J.LEFT_WRIST),
    (J.LEFT_WRIST, J.LEFT_INDEX),
    (J.RIGHT_SHOULDER, J.RIGHT_ELBOW),
    (J.RIGHT_ELBOW, J.RIGHT_WRIST),
    (J.RIGHT_WRIST, J.RIGHT_INDEX),
    (J.LEFT_HIP, J.LEFT_KNEE),
    (J.LEFT_KNEE, J.LEFT_ANKLE),
    (J.LEFT_ANKLE, J.LEFT_FOOT_INDEX),
    (J.RIGHT_HIP, J.RIGHT_KNEE),
    (J.RIGHT_KNEE, J.RIGHT_ANKLE),
    (J.RIGHT_ANKLE, J.RIGHT_FOOT_INDEX),
)
DOTS = (
    *(J.NOSE, J.LEFT_EAR, J.RIGHT_EAR, J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_ELBOW, J.RIGHT_ELBOW),
    *(J.LEFT_WRIST, J.RIGHT_WRIST, J.LEFT_HIP, J.RIGHT_HIP, J.LEFT_KNEE, J.RIGHT_KNEE, J.LEFT_ANKLE, J.RIGHT_ANKLE),
)
SMALL = frozenset({J.NOSE, J.LEFT_EAR, J.RIGHT_EAR})
DIM: Colour = (120, 132, 142)

Spot = tuple[int, int, bool]
"""x, y in the shown picture, and whether the joint is surely seen."""


def spots(pose: Pose, mirrored: bool) -> dict[int, Spot]:
    """Where the seen joints are in the picture as it is shown; unseen and outside joints are left out."""
    width, height = pose.size
    found: dict[int, Spot] = {}
    for joint, ((x, y, _), visibility) in enumerate(zip(pose.image, pose.visibility, strict=True)):
        if visibility >= UNSURE and 0 <= x < width and 0 <= y < height:
            found[joint] = (round(width - 1 - x if mirrored else x), round(y), visibility >= SURE)
    return found


def draw_skeleton(image: Picture, seen: dict[int, Spot], faults: Iterable[ActiveFault]) -> None:
    """Bones, joints and the marks of joints at fault: a ring with a cross breaks, a diamond only warns."""
    marks = worst_marks(faults)
    thin = max(1, round(min(image.shape[:2]) / 150))
    shapes = [(seen[a], seen[b], bone_colour(a, b, marks)) for a, b in BONES if a in seen and b in seen]
    for a, b, _ in shapes:
        cv2.line(image, a[:2], b[:2], INK, thin + 2, cv2.LINE_AA)
    for a, b, colour in shapes:
        cv2.line(image, a[:2], b[:2], colour if a[2] and b[2] else DIM, thin, cv2.LINE_AA)
    for dot in DOTS:
        if dot in seen:
            _dot(image, seen[dot], thin if dot in SMALL else thin + max(1, thin // 2))
    for joint, severity in marks.items():
        if joint in seen:
            _mark(image, seen[joint], severity, 4 * thin + 2, max(2, thin))


def worst_marks(faults: Iterable[ActiveFault]) -> dict[int, Severity]:
    """The gravest severity of each joint at fault."""
    marks: dict[int, Severity] = {}
    for fault in faults:
        for joint in fault.check.joints:
            if marks.get(joint) != "break":
                marks[joint] = fault.check.severity
    return marks


def bone_colour(a: int, b: int, marks: dict[int, Severity]) -> Colour:
    """White, or the colour of the fault when both ends are at fault."""
    if a not in marks or b not in marks:
        return WHITE
    return VERMILLION if "break" in (marks[a], marks[b]) else ORANGE


def _dot(image: Picture, spot: Spot, radius: int) -> None:
    cv2.circle(image, spot[:2], radius + 1, INK, -1, cv2.LINE_AA)
    cv2.circle(image, spot[:2], radius, SKY if spot[2] else DIM, -1, cv2.LINE_AA)


def _mark(image: Picture, spot: Spot, severity: Severity, r: int, thick: int) -> None:
    x, y, _ = spot
    diamond = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
    d = r // 2
    for colour, width in ((INK, thick + 2), (VERMILLION if severity == "break" else ORANGE, thick)):
        if severity == "warn":
            stroke(image, diamond, colour, width, closed=True)
            continue
        cv2.circle(image, (x, y), r, colour, width, cv2.LINE_AA)
        stroke(image, [(x - d, y - d), (x + d, y + d)], colour, width)
        stroke(image, [(x + d, y - d), (x - d, y + d)], colour, width)
