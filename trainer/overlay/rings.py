"""The ring of a gesture: near the raised hand, filling while it is held up."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, SKY, TRACK, WHITE, Box, Picture
from trainer.overlay.scene import Scene
from trainer.overlay.sheet import Sheet, lines_size, put_lines, wrapped
from trainer.overlay.skeleton import Spot
from trainer.pose import Joint
from trainer.stage import Stage
from trainer.workout.moment import Action

GOING_ON = frozenset({Stage.NOTICE, Stage.PAUSED, Stage.DONE})
"""Where the hand for going on does that; elsewhere it pauses."""
HAND = {Action.GO: Joint.RIGHT_WRIST, Action.SKIP: Joint.LEFT_WRIST}


def gesture_ring(scene: Scene) -> None:
    """What the raised hand will do, where the hand is; at the picture's top while the hand itself is unseen."""
    ring, sheet = scene.moment.ring, scene.sheet
    if ring is None:
        return
    thick, radius = max(3, sheet.large // 6), round(0.9 * sheet.large)
    side = 2 * (radius + thick)
    pauses = ring.action is Action.GO and scene.moment.stage not in GOING_ON
    lines = wrapped(
        scene.say("screen.do-pause" if pauses else f"screen.do-{ring.action}"),
        sheet.medium,
        sheet.width - 4 * sheet.pad,
        1,
        BOLD,
    )
    width, height = lines_size(lines, sheet.pad)
    box = _near(sheet, scene.seen.get(HAND.get(ring.action, -1)), max(width, side), side + height)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area, 0.94)
        centre = (area.w // 2, side // 2)
        d.arc(canvas, centre, radius - thick // 2, 1.0, TRACK, thick)
        _icon(canvas, ring.action, pauses, centre, radius // 2)
        put_lines(canvas, (0, side), lines, area.w)

    sheet.stamps.put(sheet.image, box, ("ring", ring.action, pauses, *lines), paint)
    d.arc(sheet.image, (box.x + box.w // 2, box.y + side // 2), radius - thick // 2, ring.share, SKY, thick)


def _near(sheet: Sheet, hand: Spot | None, width: int, height: int) -> Box:
    """Around the hand, and inside the picture."""
    x, y = (sheet.width // 2, 0) if hand is None else hand[:2]
    left = min(max(x - width // 2, sheet.pad), sheet.width - sheet.pad - width)
    return Box(left, min(max(y - height // 2, sheet.pad), sheet.floor - height), width, height)


def _icon(image: Picture, action: Action, pauses: bool, centre: tuple[int, int], r: int) -> None:
    """A triangle for going on, two bars for a pause, two triangles with a bar for skipping."""
    x, y = centre
    if pauses:
        for left in (x - r * 3 // 4, x + r // 4):
            cv2.rectangle(image, (left, y - r), (left + r // 2, y + r), WHITE, -1)
    elif action is Action.SKIP:
        for left in (x - r, x):
            _triangle(image, left, y, r)
        cv2.rectangle(image, (x + r, y - r), (x + r + max(2, r // 4), y + r), WHITE, -1)
    else:
        _triangle(image, x - r // 2, y, round(1.3 * r))


def _triangle(image: Picture, left: int, y: int, size: int) -> None:
    points = np.array([(left, y - size), (left + size, y), (left, y + size)], np.int32)
    cv2.fillPoly(image, [points], WHITE, cv2.LINE_AA)
