"""The same performance seen otherwise: poses mirrored, thinned, scaled, moved or shaken, as by another camera."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from figures import other

from trainer.pose import Joint, Point, Pose

Poses = list[Pose]
Vary = Callable[[Sequence[Pose]], Poses]
SWAPPED = {"left": "right", "right": "left"}
"""Sides of the person that a mirrored picture exchanges; front, back, forward and backward stay."""


def mirrored(poses: Sequence[Pose]) -> Poses:
    """What a mirrored picture shows: left and right exchanged, in the picture and in the names."""
    return [_mirrored(pose) if pose.found else pose for pose in poses]


def at_fps(fps: float) -> Vary:
    """The frames that a slower camera would have taken."""

    def vary(poses: Sequence[Pose]) -> Poses:
        kept: Poses = []
        for pose in poses:
            if not kept or pose.t >= (int(kept[-1].t * fps + 0.01) + 1) / fps - 1e-6:
                kept.append(pose)
        return kept

    return vary


def half(seed: int) -> Vary:
    """Every frame lost with a chance of one half."""

    def vary(poses: Sequence[Pose]) -> Poses:
        chance = random.Random(seed)
        return [pose for pose in poses if chance.random() < 0.5]

    return vary


def in_picture(width: int, height: int) -> Vary:
    """The same scene by a camera of other resolution; what is wider than before shows more room at both sides."""

    def vary(poses: Sequence[Pose]) -> Poses:
        return [_scaled(pose, height / pose.size[1], (width, height)) for pose in poses]

    return vary


def further(times: float) -> Vary:
    """The person so many times further from the same camera: smaller about the middle of the picture."""

    def vary(poses: Sequence[Pose]) -> Poses:
        return [_scaled(pose, 1 / times, pose.size) for pose in poses]

    return vary


def shaken(cm: float, seed: int) -> Vary:
    """Every landmark off by so many centimetres (standard deviation) in each direction, anew in each frame."""

    def vary(poses: Sequence[Pose]) -> Poses:
        chance = random.Random(seed)
        return [_shaken(pose, cm / 100, chance) if pose.found else pose for pose in poses]

    return vary


def with_dropouts(seconds: float, every_s: float) -> Vary:
    """Nobody found for a while, again and again."""

    def vary(poses: Sequence[Pose]) -> Poses:
        return [Pose(p.t, p.size, people=0) if p.t % every_s >= every_s - seconds else p for p in poses]

    return vary


def _mirrored(pose: Pose) -> Pose:
    image = [pose.image[other(j)] for j in Joint]
    world = [pose.world[other(j)] for j in Joint]
    return replace(
        pose,
        image=[(pose.size[0] - x, y, z) for x, y, z in image],
        world=[(-x, y, z) for x, y, z in world],
        visibility=[pose.visibility[other(j)] for j in Joint],
    )


def _scaled(pose: Pose, scale: float, size: tuple[int, int]) -> Pose:
    (x0, y0), (x1, y1) = (pose.size[0] / 2, pose.size[1] / 2), (size[0] / 2, size[1] / 2)
    image = [(x1 + (x - x0) * scale, y1 + (y - y0) * scale, z * scale) for x, y, z in pose.image]
    return replace(pose, size=size, image=image)


def _shaken(pose: Pose, metres: float, chance: random.Random) -> Pose:
    px_per_m = _px_per_m(pose)
    off = [[chance.gauss(0, metres) for _ in range(3)] for _ in Joint]
    return replace(
        pose,
        image=[_plus(p, d, px_per_m) for p, d in zip(pose.image, off, strict=True)],
        world=[_plus(p, d, 1.0) for p, d in zip(pose.world, off, strict=True)],
    )


def _px_per_m(pose: Pose) -> float:
    """Pixels for a metre, by shoulders and hips: depth between them is lost in the picture, so by the larger spread."""
    joints = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)
    spreads = [_spread([points[j] for j in joints]) for points in (pose.image, pose.world)]
    return spreads[0] / spreads[1]


def _spread(points: Sequence[Point]) -> float:
    x, y = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    return float(sum((p[0] - x) ** 2 + (p[1] - y) ** 2 for p in points) ** 0.5)


def _plus(p: Point, d: Sequence[float], scale: float) -> Point:
    return (p[0] + d[0] * scale, p[1] + d[1] * scale, p[2] + d[2] * scale)
