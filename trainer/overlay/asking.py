"""The screen of a question: a ladder from 0 to 10, and the number that the raised hand points at."""

from __future__ import annotations

from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, GREY, INK, ORANGE, SKY, TRACK, VERMILLION, WHITE, Box, Colour, Picture
from trainer.overlay.scene import Scene
from trainer.overlay.sheet import Line, Sheet, lines_size, plate_of, wrapped
from trainer.workout.moment import Question

MOST = 10
MILD, STRONG = 3, 7  # up to where an answer is green, and orange


def question(scene: Scene) -> None:
    """The question beside the number, and the ladder at the right edge; the person stays in sight."""
    asked, sheet = scene.moment.question, scene.sheet
    if asked is None:
        return
    pad = sheet.pad
    rungs = _ladder(sheet, asked.chosen)
    number = _number(sheet, asked)
    left, bottom = (pad, number.y - pad) if sheet.portrait else (number.right + pad, sheet.floor)
    room = rungs.x - pad - left - 2 * pad
    lines = [
        line for said in scene.moment.lines for line in wrapped(scene.say(said), sheet.medium, room, 3, colour=SKY)
    ]
    lines += wrapped(scene.say(asked.phrase), round(0.85 * sheet.large), room, 3, BOLD)
    for value, meaning in ((0, asked.low), (MOST, asked.high)):
        lines += wrapped(f"{value}: {scene.say(meaning)}", sheet.medium, room, 2, colour=GREY)
    lines += wrapped(scene.say("question.how"), sheet.medium, room, 3, colour=GREY)
    width, height = lines_size(lines, pad)
    plate_of(sheet, Box(left, bottom - height, width, height), lines)


def tone_of(value: int) -> Colour:
    """Green for little, orange, and red for much."""
    return GREEN if value <= MILD else ORANGE if value < STRONG else VERMILLION


def _number(sheet: Sheet, asked: Question) -> Box:
    """The number in its ring, which fills while the hand stays."""
    side, thick = round(1.15 * sheet.hero), max(3, sheet.hero // 12)
    box = Box(sheet.pad, sheet.floor - side, side, side)
    text = "–" if asked.chosen is None else str(asked.chosen)
    radius = side // 2 - sheet.pad // 2 - thick

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        centre, size = area.w // 2, round(0.62 * sheet.hero)
        d.arc(canvas, (centre, centre), radius, 1.0, TRACK, thick)
        base = round(centre + d.CAP_HEIGHT * size / 2)
        d.put_text(canvas, text, (centre - d.text_width(text, size, BOLD) // 2, base), size, WHITE, BOLD)

    sheet.stamps.put(sheet.image, box, ("answer", text), paint)
    d.arc(sheet.image, (box.x + side // 2, box.y + side // 2), radius, asked.share, SKY, thick)
    return box


def _ladder(sheet: Sheet, chosen: int | None) -> Box:
    """Eleven rungs as high as the picture, 0 at the bottom."""
    pad = sheet.pad
    rung = (sheet.floor - pad) // (MOST + 1)
    width = round(1.7 * sheet.large)
    size = min(round(0.62 * rung), round(0.5 * width))
    top = sheet.floor - rung * (MOST + 1)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        for value in range(MOST + 1):
            line = Line(str(value), size, BOLD, INK if value == chosen else WHITE)
            place = Box(0, area.h - rung * (value + 1), area.w, rung)
            _rung(canvas, place, line, tone_of(value), value == chosen)

    box = Box(sheet.width - pad - width, top, width, rung * (MOST + 1))
    sheet.stamps.put(sheet.image, box, ("ladder", chosen), paint)
    return box


def _rung(canvas: Picture, place: Box, line: Line, colour: Colour, chosen: bool) -> None:
    """One number on its bar; the chosen one on a bar as wide as the ladder."""
    gap, left = max(1, place.h // 12), place.x + max(2, place.w // 12)
    width = place.w - 2 * (left - place.x) if chosen else max(4, place.w // 6)
    canvas[place.y + gap : place.bottom - gap, left : left + width] = colour
    x = place.right - max(2, place.w // 8) - d.text_width(line.text, line.size, line.weight)
    base = place.y + round((place.h + d.CAP_HEIGHT * line.size) / 2)
    d.put_text(canvas, line.text, (x, base), line.size, line.colour, line.weight)
