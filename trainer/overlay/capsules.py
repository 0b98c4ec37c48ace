"""Draws the animated figure: a friendly body of capsules, what is near over what is far."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np

from trainer.overlay import drawing as d
from trainer.overlay.drawing import INK, SKY, Box, Colour, Picture
from trainer.overlay.figure import HEAD, Figure
from trainer.overlay.movements import INDEX, Points
from trainer.overlay.props import Shape
from trainer.overlay.stamps import Stamps

TRUNK, LIMB, OUTLINE = 0.15, 0.088, 0.022  # metres: thickness, thickness, a rim that parts limbs
SKIN, SHIRT, TROUSERS = (222, 226, 230), (112, 128, 150), (146, 156, 168)
PROP, PLANE = (126, 134, 144), (58, 66, 76)
SMALLEST = 16  # pixels across; nobody would know a smaller one
FINE = 4  # bits of a pixel: whole pixels would make it tremble
FACE = np.array([(0.24, 0.2), (-0.24, 0.2), (0.2, -0.35), (0.1, -0.46), (-0.1, -0.46), (-0.2, -0.35)])
"""Two eyes and a mouth: how far to the left, as a share of the distance of the ears, and up, of the head's radius."""
CORNERS = ("left_shoulder", "right_shoulder", "right_hip", "left_hip")


def draw_figure(image: Picture, stamps: Stamps, box: Box, made: Figure, t: float) -> None:
    """The figure at t seconds in a box of its own size; nothing in too small a one; what rests is painted once."""
    if min(box.w, box.h) < SMALLEST:
        return

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area, 0.84)
        for shape in made.around:
            _prop(canvas, made, shape)

    stamps.put(image, box, made, paint)
    part = image[box.y : box.bottom, box.x : box.right]
    pose = made.movement.at(t)
    joints = made.project(pose)
    trunk = joints[[INDEX[name] for name in CORNERS]]
    ears = (joints[INDEX["left_ear"]] + joints[INDEX["right_ear"]]) / 2
    # What is near is painted over what is far.
    pieces: list[tuple[float, Callable[[], None]]] = [
        (float(trunk[:, 2].mean()), partial(_trunk, part, made, trunk, ears)),
        (float(ears[2]), partial(_head, part, made, pose)),
    ]
    for a, b, share in made.limbs:
        ends = joints[INDEX[a]], joints[INDEX[b]]
        colour = SKY if {INDEX[a], INDEX[b]} & made.moving else SKIN if INDEX[b] < INDEX["left_hip"] else TROUSERS
        pieces.append((float(ends[0][2] + ends[1][2]) / 2, partial(_capsule, part, made, ends, share * LIMB, colour)))
    for _, draw in sorted(pieces, key=lambda piece: piece[0]):
        draw()


def _prop(canvas: Picture, made: Figure, shape: Shape) -> None:
    points = [np.round(made.project(shape.points)[:, :2] * (1 << FINE)).astype(np.int32)]
    if shape.filled:
        cv2.fillPoly(canvas, points, PLANE, cv2.LINE_AA, FINE)
    cv2.polylines(canvas, points, shape.filled, PROP, max(2, round(0.03 * made.scale)), cv2.LINE_AA, FINE)


def _fine(point: Points) -> tuple[int, int]:
    return round(point[0] * (1 << FINE)), round(point[1] * (1 << FINE))


def _capsule(image: Picture, made: Figure, ends: tuple[Points, Points], thick: float, colour: Colour) -> None:
    wide, rim = max(2, round(thick * made.scale)), max(1, round(OUTLINE * made.scale))
    a, b = _fine(ends[0]), _fine(ends[1])
    cv2.line(image, a, b, INK, wide + 2 * rim, cv2.LINE_AA, FINE)
    cv2.line(image, a, b, colour, wide, cv2.LINE_AA, FINE)


def _trunk(image: Picture, made: Figure, corners: Points, ears: Points) -> None:
    """Neck, chest and belly."""
    _capsule(image, made, (corners[:2].mean(axis=0), ears), LIMB, SKIN)
    points = [np.round(corners[:, :2] * (1 << FINE)).astype(np.int32)]
    wide, rim = max(2, round(TRUNK * made.scale)), max(1, round(OUTLINE * made.scale))
    cv2.polylines(image, points, True, INK, wide + 2 * rim, cv2.LINE_AA, FINE)
    cv2.polylines(image, points, True, SHIRT, wide, cv2.LINE_AA, FINE)
    cv2.fillPoly(image, points, SHIRT, cv2.LINE_AA, FINE)


def _head(image: Picture, made: Figure, joints: Points) -> None:
    """A head with a face where it is seen, so that it is clear where it looks; joints in metres."""
    ears = (joints[INDEX["left_ear"]] + joints[INDEX["right_ear"]]) / 2
    ahead, across = joints[INDEX["nose"]] - ears, joints[INDEX["left_ear"]] - joints[INDEX["right_ear"]]
    up = np.cross(ahead, across)
    up *= HEAD / np.linalg.norm(up)
    middle, radius = made.project(ears), HEAD * made.scale * (1 << FINE)
    rim = max(1, round(OUTLINE * made.scale)) << FINE
    for reach, colour in ((rim, INK), (0, SKIN)):
        cv2.circle(image, _fine(middle), round(radius + reach), colour, -1, cv2.LINE_AA, FINE)
    face = made.project(ears + 0.8 * ahead + FACE[:, :1] * across + FACE[:, 1:] * up)
    if made.project(ears + ahead)[2] < middle[2]:
        return
    for eye in face[:2]:
        cv2.circle(image, _fine(eye), max(1 << FINE, round(0.13 * radius)), INK, -1, cv2.LINE_AA, FINE)
    smile = np.round(face[2:, :2] * (1 << FINE)).astype(np.int32)
    cv2.polylines(image, [smile], False, INK, max(1, round(0.02 * made.scale)), cv2.LINE_AA, FINE)
