"""What a set will be like: its figure, and from where the camera looks."""

from __future__ import annotations

import math

import cv2
import numpy as np

from trainer.exercise import View
from trainer.overlay import drawing as d
from trainer.overlay.capsules import draw_figure
from trainer.overlay.drawing import GREY, SKY, WHITE, Box, Picture
from trainer.overlay.figure import figure, wanted_view
from trainer.overlay.movements import Points
from trainer.overlay.scene import Scene
from trainer.overlay.sheet import Line, lines_size, paragraphs, plate_of, put_lines, wrapped
from trainer.saying import Phrase, phrase
from trainer.workout.steps import Step

ANGLE = {View.FRONT: 0.0, View.OBLIQUE: 42.0, View.SIDE: 90.0}


def preview_figure(scene: Scene, step: Step, room: Box, centred: bool = False) -> Box:
    """The animated figure of the step, or its steps in words where there is none; returns where it is.

    room: left, the row on which it stands, and the most that it may take.
    """
    sheet, view = scene.sheet, wanted_view(step.exercise, step.view)
    made = figure(step.exercise, step.side, view, scene.mirrored, (room.w, room.h))
    if made is not None:
        x = room.x + ((room.w - made.size[0]) // 2 if centred else 0)
        box = Box(x, room.y - made.size[1], *made.size)
        draw_figure(sheet.image, sheet.stamps, box, made, scene.moment.t)
        return box
    pad = sheet.pad
    texts = tuple(scene.say(Phrase(text)) for text in step.exercise.steps)
    blocks = paragraphs(texts, (sheet.medium, sheet.small // 2), (room.w - 2 * pad, room.h - pad))
    lines = [line for block in blocks for line in block]
    width, height = lines_size(lines, pad)
    box = Box(room.x, room.y - height, width, height)

    plate_of(sheet, box, lines)
    return box


def viewpoint(scene: Scene, step: Step, room: Box) -> Box:
    """A small drawing from above of person and camera, and in words how to stand; returns where it is.

    room: left, the row on which it stands, and the most that it may take.
    """
    sheet = scene.sheet
    pad, icon = sheet.pad, 2 * sheet.large
    text = scene.say(phrase("setup.camera", view=Phrase(step.exercise.view_hint)))
    lines = wrapped(text, sheet.small, room.w - 3 * pad - icon, 4, colour=GREY)
    width, height = lines_size(lines, pad)
    box = Box(room.x, room.y - max(height, icon + pad), width + icon + pad, max(height, icon + pad))
    view = wanted_view(step.exercise, step.view)
    turned = ANGLE[view] * (-1 if (step.side == "right") != scene.mirrored else 1)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        _from_above(canvas, Box(pad, pad // 2, icon, icon), turned)
        put_lines(canvas, (2 * pad + icon, (area.h - height) // 2 + pad // 2), lines)

    sheet.stamps.put(sheet.image, box, (view, turned, *lines), paint)
    return box


def dose(step: Step) -> str:
    """How much is asked for: "5 × 10 s", "10 ×", "20 min"."""
    if step.minutes is not None:
        return f"{step.minutes:g} min"
    return f"{step.reps} × {step.hold_s:g} s" if step.hold_s else f"{step.reps} ×"


def aim(scene: Scene, step: Step, size: int) -> Line:
    """How much is asked for, and on which side."""
    side = () if step.side is None else (scene.say(step.side),)
    return Line(" · ".join((dose(step), *side)), size, d.BOLD, SKY)


def _from_above(canvas: Picture, box: Box, degrees: float) -> None:
    """Shoulders, head and nose of a person who has turned so far from the camera, which stands below."""
    x, unit = box.x + box.w / 2, box.h / 100
    centre = np.array([x, box.y + 34 * unit])
    angle = math.radians(degrees)
    ahead = np.array([-math.sin(angle), math.cos(angle)])
    thick = max(1, round(3 * unit))
    camera = np.array([x, box.y + 90 * unit])
    for side in (-1, 1):
        edge = (round(x + side * 34 * unit), round(box.y + 62 * unit))
        cv2.line(canvas, _at(camera), edge, GREY, max(1, thick // 2), cv2.LINE_AA)
    half = np.array((11 * unit, 7 * unit))
    cv2.rectangle(canvas, _at(camera - half), _at(camera + half), WHITE, -1)
    shoulders = (round(30 * unit), round(12 * unit))
    cv2.ellipse(canvas, _at(centre), shoulders, degrees, 0, 360, GREY, -1, cv2.LINE_AA)
    cv2.line(canvas, _at(centre), _at(centre + 24 * unit * ahead), SKY, 2 * thick, cv2.LINE_AA)
    cv2.circle(canvas, _at(centre), round(14 * unit), SKY, -1, cv2.LINE_AA)


def _at(point: Points) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
