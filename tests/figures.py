"""Figures whose answers are known on paper: a person of round measures, posed joint by joint.

Metres, seen by the camera at yaw 0: x to the picture's right (the person's left), y down, z away from the camera; the
origin is the middle of the hips. Shoulders 36 cm apart and 50 cm over the hips, upper arm 28 cm, forearm 25 cm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from trainer.body import Body, view_of
from trainer.pose import Joint, Point, Pose

J = Joint
Figure = dict[Joint, Point]
UPPER_ARM, FOREARM, TRUNK, SHOULDER = 0.28, 0.25, 0.50, 0.18
SIZE, PX_PER_M = (640, 480), 200.0

LEFT_HALF: Mapping[Joint, Point] = {
    J.LEFT_EYE_INNER: (0.02, -0.72, -0.08), J.LEFT_EYE: (0.03, -0.72, -0.08), J.LEFT_EYE_OUTER: (0.04, -0.72, -0.07),
    J.LEFT_EAR: (0.075, -0.70, 0.0), J.MOUTH_LEFT: (0.025, -0.65, -0.08), J.LEFT_SHOULDER: (0.18, -0.50, 0.0),
    J.LEFT_ELBOW: (0.18, -0.22, 0.0), J.LEFT_WRIST: (0.18, 0.03, 0.0), J.LEFT_PINKY: (0.18, 0.11, 0.01),
    J.LEFT_INDEX: (0.18, 0.12, -0.02), J.LEFT_THUMB: (0.17, 0.08, -0.03), J.LEFT_HIP: (0.11, 0.0, 0.0),
    J.LEFT_KNEE: (0.11, 0.42, 0.0), J.LEFT_ANKLE: (0.11, 0.82, 0.0), J.LEFT_HEEL: (0.11, 0.86, 0.04),
    J.LEFT_FOOT_INDEX: (0.13, 0.88, -0.14),
}  # fmt: skip


def other(joint: Joint) -> Joint:
    """The same joint of the other side; the nose is its own."""
    name = joint.name
    if "LEFT" in name:
        return J[name.replace("LEFT", "RIGHT")]
    return J[name.replace("RIGHT", "LEFT")] if "RIGHT" in name else joint


def standing() -> Figure:
    """Upright, facing the camera, arms hanging."""
    figure = {J.NOSE: (0.0, -0.69, -0.11), **LEFT_HALF}
    return figure | {other(j): (-x, y, z) for j, (x, y, z) in LEFT_HALF.items()}


def arm(figure: Figure, side: str, upper: Point, fore: Point) -> Figure:
    """The figure with one arm along two directions (any length) from its shoulder; the hand follows the forearm."""
    shoulder, elbow, wrist = (J[f"{side.upper()}_{part}"] for part in ("SHOULDER", "ELBOW", "WRIST"))
    posed = dict(figure)
    posed[elbow] = _along(posed[shoulder], upper, UPPER_ARM)
    posed[wrist] = _along(posed[elbow], fore, FOREARM)
    for finger, reach in (("PINKY", 0.08), ("INDEX", 0.09), ("THUMB", 0.05)):
        posed[J[f"{side.upper()}_{finger}"]] = _along(posed[wrist], fore, reach)
    return posed


def moved(figure: Figure, joints: Iterable[Joint], by: Point) -> Figure:
    """The figure with some joints shifted by so many metres."""
    return figure | {j: _add(figure[j], by) for j in joints}


def turned(figure: Figure, yaw_deg: float) -> Figure:
    """The figure turned about the upright axis; positive brings the person's left shoulder away from the camera."""
    c, s = math.cos(math.radians(yaw_deg)), math.sin(math.radians(yaw_deg))
    return {j: (x * c - z * s, y, x * s + z * c) for j, (x, y, z) in figure.items()}


def mirrored(figure: Figure) -> Figure:
    """The mirrored figure: what its left did, its right does."""
    return {other(j): (-x, y, z) for j, (x, y, z) in figure.items()}


def pose(
    t: float, figure: Figure, *, size: tuple[int, int] = SIZE, px_per_m: float = PX_PER_M, hidden: Iterable[Joint] = ()
) -> Pose:
    """What the estimator would say of the figure, hips in the middle of the picture."""
    world = [figure[joint] for joint in J]
    cx, cy = size[0] / 2, size[1] / 2
    image = [(cx + x * px_per_m, cy + y * px_per_m, z * px_per_m) for x, y, z in world]
    lost = set(hidden)
    return Pose(t, size, image, world, [0.1 if joint in lost else 0.99 for joint in J])


def body(figure: Figure, yaw_deg: float = 0.0, *, gone: Iterable[Joint] = (), hidden: Iterable[Joint] = ()) -> Body:
    """The figure, turned so far, as the signals see it; it took its place standing, and gone joints are outside."""
    seen, place = pose(0.0, turned(figure, yaw_deg), hidden=hidden), pose(0.0, turned(standing(), yaw_deg)).image
    lost = set(gone)
    image = [(-500.0, 0.0, 0.0) if joint in lost else seen.image[joint] for joint in J]
    seen = Pose(0.0, seen.size, image, seen.world, seen.visibility)
    return Body(seen, PX_PER_M, yaw_deg, view_of(yaw_deg), place)


def nobody(t: float, size: tuple[int, int] = SIZE) -> Pose:
    """A frame without a person."""
    return Pose(t, size)


def smooth(share: float) -> float:
    """Minimum-jerk way from 0 to 1 (Flash & Hogan 1985); 0 before, 1 after."""
    u = min(max(share, 0.0), 1.0)
    return u * u * u * (10 - 15 * u + 6 * u * u)


def _along(start: Point, direction: Point, length: float) -> Point:
    size = math.sqrt(sum(v * v for v in direction))
    return _add(start, (direction[0] / size * length, direction[1] / size * length, direction[2] / size * length))


def _add(a: Point, b: Point) -> Point:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])
