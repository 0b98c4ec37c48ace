"""The animated figure: how an exercise starts and goes, from the view it asks for, placed in a box."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trainer.doses import Equipment
from trainer.exercise import Exercise, View
from trainer.overlay.movements import INDEX, Movement, Points, movement_of
from trainer.overlay.props import Shape, props
from trainer.pose import Joint

# A little to the side of the view itself: what comes towards the camera would not be seen.
YAW = {View.FRONT: 10.0, View.OBLIQUE: 42.0, View.SIDE: 76.0}
ELEVATION = 9.0
HEAD = 0.115  # its radius, metres
MOVES = 0.5  # of what the joint that moves most does: the part that is coloured

Limb = tuple[str, str, float]
"""From joint to joint, and how thick as a share of an upper arm."""

ARMS: tuple[Limb, ...] = (("shoulder", "elbow", 1.0), ("elbow", "wrist", 0.9), ("wrist", "index", 0.8))
LEGS: tuple[Limb, ...] = (("hip", "knee", 1.3), ("knee", "ankle", 1.1), ("ankle", "foot_index", 0.9))
SIDES = ("left", "right")


@dataclass(frozen=True, eq=False)
class Figure:
    """A movement that is placed in a box: turned to the camera, scaled, with what stands around it.

    size: (width, height) that it takes, pixels. turn, scale, shift: metres to pixels of the box.
    """

    size: tuple[int, int]
    movement: Movement
    turn: Points
    scale: float
    shift: Points
    around: tuple[Shape, ...]
    moving: frozenset[int]
    limbs: tuple[Limb, ...]

    def project(self, points: Points) -> Points:
        """Points (..., 3) in metres as (..., 3): column, row in the box, and how near to the camera in metres."""
        seen = points @ self.turn.T
        seen[..., :2] = seen[..., :2] * (self.scale, -self.scale) + self.shift
        return np.asarray(seen)


def wanted_view(exercise: Exercise, view: View | None) -> View:
    """From where the exercise is shown: the view that is asked for, else the one that shows most of those that suit."""
    return view or next(each for each in (View.SIDE, View.OBLIQUE, View.FRONT) if each in exercise.views)


def figure(exercise: Exercise, side: str | None, view: View, mirrored: bool, room: tuple[int, int]) -> Figure | None:
    """The figure of this exercise within room (width, height), the same object each time; None without one."""
    equipment = () if exercise.programme is None else exercise.programme.equipment
    return _figure((exercise.id, exercise.sides, side), exercise.needs, equipment, view, mirrored, room)


@lru_cache(maxsize=32)
def _figure(
    which: tuple[str, tuple[str, ...], str | None],
    needs: tuple[Joint, ...],
    equipment: tuple[Equipment, ...],
    view: View,
    mirrored: bool,
    room: tuple[int, int],
) -> Figure | None:
    exercise, sides, side = which
    movement = movement_of(exercise, sides, side if sides or not equipment else equipment[0])
    if movement is None:
        return None
    # From the side, the arm that works is the near one.
    turn = _turn(-YAW[view] if side == "right" and view is not View.FRONT else YAW[view], mirrored)
    upper = _upper(needs, movement)
    scale, shift, size = _fitted(movement.joints @ turn.T, upper, room)
    limbs = tuple((f"{part}_{a}", f"{part}_{b}", share) for part in SIDES for a, b, share in ARMS + LEGS * (not upper))
    return Figure(size, movement, turn, scale, shift, props(equipment, movement.joints), _moving(movement), limbs)


def _turn(degrees: float, mirrored: bool) -> Points:
    """Rows (3, 3): across the picture, up, and towards a camera that stands so far to the person's left."""
    yaw, tilt = math.radians(degrees), math.radians(ELEVATION)
    across = np.array([math.cos(yaw), 0.0, -math.sin(yaw)])
    ahead = np.array([math.sin(yaw), 0.0, math.cos(yaw)])
    over = np.array([0.0, 1.0, 0.0])
    up = math.cos(tilt) * over - math.sin(tilt) * ahead
    near = math.cos(tilt) * ahead + math.sin(tilt) * over
    return np.stack((-across if mirrored else across, up, near))


def _upper(needs: tuple[Joint, ...], movement: Movement) -> bool:
    """Whether only the upper body is shown: nothing from the hips down matters."""
    names = [joint.name.lower() for joint in needs]
    needed = movement.joints[:, [INDEX[name] for name in names if name in INDEX], 1].min()
    hips = movement.joints[:, [INDEX["left_hip"], INDEX["right_hip"]], 1].min()
    return bool(needed > hips + 0.1)


def _fitted(seen: Points, upper: bool, room: tuple[int, int]) -> tuple[float, Points, tuple[int, int]]:
    """Pixels a metre, where the origin lies, and the size it takes, so that all of the movement is in the room."""
    rows = seen[:, : INDEX["left_knee"]] if upper else seen
    low, high = rows[..., :2].min(axis=(0, 1)), rows[..., :2].max(axis=(0, 1))
    # An upper body is cut off by the lower edge.
    low, high = low - np.array((HEAD, -0.06 if upper else HEAD)), high + np.array((HEAD, 1.6 * HEAD))
    scale = float(min(np.array(room) / (high - low)))
    width, height = (int(v) for v in np.ceil((high - low) * scale))
    return scale, np.array([-low[0], high[1]]) * scale, (min(width, room[0]), min(height, room[1]))


def _moving(movement: Movement) -> frozenset[int]:
    """The joints that do most of the movement."""
    way = np.linalg.norm(np.ptp(movement.joints, axis=0), axis=1)
    return frozenset(int(joint) for joint in np.flatnonzero(way > MOVES * way.max()))
