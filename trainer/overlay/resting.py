"""The screens between sets: the rest with its countdown and what comes next, and a pause."""

from __future__ import annotations

import math

from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, GREY, SKY, TRACK, WHITE, Box, Colour, Picture
from trainer.overlay.preview import aim, preview_figure, viewpoint
from trainer.overlay.scene import Scene
from trainer.overlay.sheet import Line, gap_of, lines_size, paragraphs, plate_of, put_lines, sentence, wrapped
from trainer.saying import Phrase
from trainer.workout.steps import Step


def rest(scene: Scene) -> None:
    """The seconds left, how the last set went, and a preview of the next one."""
    sheet, moment = scene.sheet, scene.moment
    pad, width, floor = sheet.pad, sheet.width, sheet.floor
    if sheet.portrait:
        side = round(min(0.3 * floor, 0.42 * width))
        ring, beside = Box(pad, pad, side, side), Box(side + 2 * pad, pad, width - side - 3 * pad, side)
        following = Box(pad, side + 2 * pad, width - 2 * pad, floor - side - 2 * pad)
    else:
        side = round(min(0.52 * floor, 0.42 * width))
        column = round(0.42 * width)
        ring = Box(pad + (column - side) // 2, pad, side, side)
        beside = Box(pad, ring.bottom + pad, column, floor - ring.bottom - pad)
        following = Box(column + 2 * pad, pad, width - column - 3 * pad, floor - pad)
    _seconds(scene, ring)
    _went(scene, beside)
    if moment.following is not None:
        _next(scene, moment.following, following)


def paused(scene: Scene) -> None:
    """That nothing is judged, and how to go on."""
    sheet = scene.sheet
    pad, icon = sheet.pad, sheet.hero
    room = sheet.width - 6 * pad
    lines = wrapped(scene.say(scene.moment.title or "screen.paused"), round(1.3 * sheet.large), room, 2, BOLD)
    for said in scene.moment.lines:
        lines += wrapped(scene.say(said), sheet.medium, room, 3, colour=GREY)
    width, height = lines_size(lines, pad)
    box = Box((sheet.width - width) // 2, (sheet.floor - height - icon - pad) // 2, width, height + icon + pad)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        bar, left = icon // 4, (area.w - icon * 3 // 4) // 2
        for x in (left, left + 2 * bar):
            canvas[2 * pad : icon, x : x + bar] = SKY
        put_lines(canvas, (pad, icon + pad), lines, area.w - 2 * pad)

    sheet.stamps.put(sheet.image, box, ("paused", *lines), paint)


def _seconds(scene: Scene, box: Box) -> None:
    """The ring of the rest, emptying."""
    sheet, moment = scene.sheet, scene.moment
    left = max(0.0, moment.left_s or 0.0)
    text, thick = f"{math.ceil(left)}", max(4, box.w // 14)
    radius = box.w // 2 - sheet.pad - thick // 2
    label = wrapped(scene.say("screen.rest"), sheet.medium, round(1.2 * radius), 1, colour=GREY)[0]

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        centre, size = area.w // 2, round(0.42 * area.w)
        d.arc(canvas, (centre, centre), radius, 1.0, TRACK, thick)
        base = round(centre + d.CAP_HEIGHT * size / 2 - label.size / 2)
        d.put_text(canvas, text, (centre - d.text_width(text, size, BOLD) // 2, base), size, WHITE, BOLD)
        put_lines(canvas, (0, base + label.size // 4), (label,), area.w)

    sheet.stamps.put(sheet.image, box, ("rest", text, label), paint)
    share = left / moment.whole_s if moment.whole_s else 0.0
    d.arc(sheet.image, (box.x + box.w // 2, box.y + box.h // 2), radius, share, SKY, thick)


def _went(scene: Scene, room: Box) -> None:
    """How the last set went: what was good with a check mark, what comes next with an arrow."""
    sheet, pad = scene.sheet, scene.sheet.pad
    # Where the camera stands is part of the preview.
    texts = tuple(scene.say(said) for said in scene.moment.lines if said.key != "setup.camera")
    if not texts:
        return
    icon = sheet.medium
    inner = room.w - 3 * pad - icon, room.h - pad
    blocks = paragraphs(texts, (round(1.25 * sheet.medium), round(0.6 * sheet.small)), inner, BOLD)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        y = pad // 2
        for number, block in enumerate(blocks):
            step = d.line_height(block[0].size)
            place = Box(pad, y + (step - icon) // 2, icon, icon)
            _mark(canvas, place, GREEN if number == 0 else SKY)
            put_lines(canvas, (2 * pad + icon, y), block)
            y += step * len(block) + gap_of(block[0].size)

    sheet.stamps.put(sheet.image, room, ("went", blocks), paint)


def _mark(canvas: Picture, box: Box, colour: Colour) -> None:
    if colour == GREEN:
        d.tick(canvas, box, colour)
        return
    middle, thick = box.y + box.h // 2, max(2, box.h // 6)
    tip = (box.right, middle)
    d.stroke(canvas, [(box.x, middle), tip], colour, thick)
    d.stroke(
        canvas,
        [(tip[0] - box.h // 3, box.y + box.h // 5), tip, (tip[0] - box.h // 3, box.bottom - box.h // 5)],
        colour,
        thick,
    )


def _next(scene: Scene, step: Step, room: Box) -> None:
    """The next set: its name, side and dose, its figure, and where the camera stands."""
    sheet, pad = scene.sheet, scene.sheet.pad
    most = room.w - 2 * pad
    lines = [Line(sentence(scene.say("screen.next")), sheet.medium, d.REGULAR, GREY)]
    lines += wrapped(scene.say(Phrase(step.exercise.name)), round(1.4 * sheet.medium), most, 2, BOLD)
    lines.append(aim(scene, step, round(1.2 * sheet.medium)))
    height = lines_size(lines, pad)[1]
    plate_of(sheet, Box(room.x, room.y, room.w, height), lines)
    view = viewpoint(scene, step, Box(room.x, room.bottom, room.w, room.h))
    preview_figure(scene, step, Box(room.x, view.y - pad, room.w, view.y - 2 * pad - room.y - height), centred=True)
