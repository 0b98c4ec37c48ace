"""The screens of an exercise: finding the place, ready, exercising, lost."""

from __future__ import annotations

import math
from itertools import pairwise

from trainer.overlay import drawing as d
from trainer.overlay.dashboard import dashboard
from trainer.overlay.drawing import BOLD, GREEN, TRACK, Box, Picture
from trainer.overlay.messages import WHERE, Message, cue_message, message, outcome
from trainer.overlay.panels import Heading, corner, technical
from trainer.overlay.preview import preview_figure, viewpoint
from trainer.overlay.scene import Scene
from trainer.overlay.sheet import Sheet
from trainer.stage import Stage
from trainer.status import State, Status


def numbers(sheet: Sheet, heading: Heading, status: Status, fps: float | None) -> Box:
    """Everything that a status shows but its message; returns where that may lie."""
    top = max(sheet.height // 8, corner(sheet, heading))
    technical(sheet, status.view, fps)
    floor = outcome(sheet, status, dashboard(sheet, status))
    pad = sheet.pad
    return Box(pad, top + pad, sheet.width - 2 * pad, floor - 3 * pad - top)


def exercising(scene: Scene) -> None:
    """The numbers, and the cue or why it does not go on."""
    moment, status = scene.moment, scene.moment.status
    if status is None:
        return
    area = numbers(scene.sheet, scene.heading, status, scene.fps)
    said = cue_message(scene.sheet.words, status, moment.cue) or scene.caption
    if moment.stage is Stage.LOST:
        said = _where(scene, State.LOST)
    if scene.notice is not None:
        said = Message(scene.notice, "see")
    if said is not None:
        message(scene.sheet, said, area, scene.at_top(said.text))


def positioning(scene: Scene) -> None:
    """Why it does not begin, and how it looks when it is right: the figure, and where the camera stands."""
    sheet, step = scene.sheet, scene.moment.step
    top = _top(scene)
    pad, height = sheet.pad, sheet.floor - top - sheet.pad
    width = round((0.5 if sheet.portrait else 0.4) * sheet.width)
    shown = preview_figure(scene, step, Box(pad, sheet.floor, width, round((0.4 if sheet.portrait else 0.62) * height)))
    left = shown.right + pad
    view = viewpoint(scene, step, Box(left, sheet.floor, sheet.width - left - pad, height))
    bottom = min(shown.y, view.y) - pad
    area = Box(pad, top, sheet.width - 2 * pad, bottom - top)
    if not sheet.portrait:
        area = Box(left, top, sheet.width - left - pad, view.y - pad - top)
    message(sheet, _where(scene, State.POSITIONING), area)


def ready(scene: Scene) -> None:
    """A green frame that fills, then the countdown."""
    sheet, moment = scene.sheet, scene.moment
    top = _top(scene)
    counting = moment.left_s is not None
    _frame(sheet, moment.green)
    text = scene.say(moment.title or ("setup.ready" if counting else "setup.stay"))
    inner = round(2.5 * sheet.pad)
    area = Box(inner, top, sheet.width - 2 * inner, sheet.floor - inner - top)
    said = message(sheet, Message(scene.notice or text, "see" if scene.notice else "good"), area)
    if counting:
        _count(sheet, math.ceil(moment.left_s or 0.0), said.y - sheet.pad)


def _top(scene: Scene) -> int:
    """Draws the top line, and returns the row below it."""
    status = scene.moment.status
    technical(scene.sheet, None if status is None else status.view, scene.fps)
    return corner(scene.sheet, scene.heading) + scene.sheet.pad


def _where(scene: Scene, state: State) -> Message:
    """What keeps the person from going on; the camera's trouble before all."""
    status = scene.moment.status
    reason = scene.moment.title or (status.reason if status else None) or WHERE[state]
    return Message(scene.notice or scene.say(reason), "see")


def _frame(sheet: Sheet, share: float) -> None:
    """A green frame around the picture, drawn from the top's middle, clockwise, over share of its length."""
    thick, w, h = sheet.pad, sheet.width, sheet.height
    inset = thick // 2
    right, bottom = w - 1 - inset, h - 1 - inset
    corners = [(w // 2, inset), (right, inset), (right, bottom), (inset, bottom), (inset, inset), (w // 2, inset)]
    left = share * 2 * (right + bottom - 2 * inset)
    points = corners[:1]
    for (x0, y0), (x1, y1) in pairwise(corners):
        side = abs(x1 - x0) + abs(y1 - y0)
        part = min(1.0, left / side)
        points.append((round(x0 + part * (x1 - x0)), round(y0 + part * (y1 - y0))))
        left -= side
        if left <= 0:
            break
    d.stroke(sheet.image, points, GREEN, thick)


def _count(sheet: Sheet, number: int, bottom: int) -> None:
    """The number of the countdown, as large as there is room for above row bottom."""
    side = round(min(1.9 * sheet.hero, 0.8 * bottom))
    size, text = round(0.75 * side), str(number)
    box = Box((sheet.width - side) // 2, bottom - side, side, side)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area, radius=area.h // 2)
        d.arc(canvas, (area.w // 2, area.h // 2), area.w // 2 - sheet.pad, 1.0, TRACK, max(2, sheet.pad // 2))
        base = round(area.h / 2 + d.CAP_HEIGHT * size / 2)
        d.put_text(canvas, text, ((area.w - d.text_width(text, size, BOLD)) // 2, base), size, GREEN, BOLD)

    sheet.stamps.put(sheet.image, box, ("countdown", text), paint)
