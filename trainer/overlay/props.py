"""What an exercise is done on or against, as plain lines around the animated figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.doses import Equipment
from trainer.overlay.movements import INDEX, Points

SOLE, SEAT, BACK = 0.07, 0.13, 0.13  # metres from the centres of ankle, hip and shoulder to what they rest on


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon or a line through points (N, 3) in metres, in the axes of a Movement."""

    points: Points
    filled: bool = False


def props(equipment: Sequence[Equipment], joints: Points) -> tuple[Shape, ...]:
    """What stands around someone who moves through joints (N, 19, 3): of several machines the first."""
    return next((MAKERS[thing](joints) for thing in equipment if thing in MAKERS), ())


def _rest(joints: Points, *names: str) -> Points:
    """The mean place (3,) of joints over the whole movement."""
    return np.asarray(joints[:, [INDEX[name] for name in names]].mean(axis=(0, 1)))


def _line(*points: tuple[float, float, float]) -> Shape:
    return Shape(np.array(points, float))


def _flat(*points: tuple[float, float, float]) -> Shape:
    return Shape(np.array(points, float), True)


def _wall(joints: Points) -> tuple[Shape, ...]:
    z = float(joints[:, [INDEX["left_shoulder"], INDEX["right_shoulder"]], 2].min()) - BACK
    return (_flat((-0.85, 0, z), (0.85, 0, z), (0.85, 2.15, z), (-0.85, 2.15, z)),)


def _mat(joints: Points) -> tuple[Shape, ...]:
    near, far = float(joints[..., 2].min()) - 0.15, float(joints[0, :, 2].max()) + 0.25
    return (_flat((-0.4, 0, near), (0.4, 0, near), (0.4, 0, far), (-0.4, 0, far)),)


def _chair(joints: Points) -> tuple[Shape, ...]:
    _, y, z = (float(v) for v in _rest(joints, "left_hip", "right_hip"))
    seat, front, rear, w = y - SEAT, z + 0.16, z - 0.28, 0.23
    legs = [_line((x, seat, at), (x, 0, at)) for x in (-w, w) for at in (front, rear)]
    back = _line((-w, seat, rear), (-w, seat + 0.4, rear - 0.05), (w, seat + 0.4, rear - 0.05), (w, seat, rear))
    return (*legs, back, _flat((-w, seat, front), (w, seat, front), (w, seat, rear), (-w, seat, rear)))


def _bike(joints: Points) -> tuple[Shape, ...]:
    _, crank_y, crank_z = (float(v) for v in _rest(joints, "left_foot_index", "right_foot_index"))
    _, hip_y, hip_z = (float(v) for v in _rest(joints, "left_hip", "right_hip"))
    _, hand_y, hand_z = (float(v) for v in _rest(joints, "left_index", "right_index"))
    saddle, crank, grip = (0, hip_y - SEAT, hip_z - 0.04), (0, crank_y, crank_z), (0, hand_y, hand_z)
    turn = np.linspace(0, 2 * np.pi, 25)
    wheel = np.stack((0 * turn, crank_y + 0.15 * np.cos(turn), crank_z + 0.15 * np.sin(turn)), axis=1)
    return (
        _line((0, 0, hip_z - 0.15), (0, 0, hand_z + 0.1)),
        _line((0, 0, crank_z), crank, saddle),
        _line((0, saddle[1], hip_z - 0.16), (0, saddle[1], hip_z + 0.12)),
        _line(crank, (0, hand_y - 0.25, hand_z), grip),
        _line((-0.22, hand_y, hand_z), (0.22, hand_y, hand_z)),
        Shape(wheel),
    )


def _treadmill(joints: Points) -> tuple[Shape, ...]:
    feet, hips = [INDEX["left_foot_index"], INDEX["right_foot_index"]], _rest(joints, "left_hip", "right_hip")
    floor, front = float(joints[:, feet, 1].min()) - 0.03, float(joints[:, feet, 2].max()) + 0.05
    rear, w, rail = float(joints[:, feet, 2].min()) - 0.3, 0.26, float(hips[1]) + 0.12
    posts = [_line((x, floor, front), (x, rail, front)) for x in (-w, w)]
    belt = _flat((-w, floor, front), (w, floor, front), (w, floor, rear), (-w, floor, rear))
    return (*posts, _line((-w, rail, front), (w, rail, front)), belt)


MAKERS: Mapping[Equipment, Callable[[Points], tuple[Shape, ...]]] = {
    Equipment.WALL: _wall,
    Equipment.MAT: _mat,
    Equipment.CHAIR: _chair,
    Equipment.BIKE: _bike,
    Equipment.TREADMILL: _treadmill,
}
