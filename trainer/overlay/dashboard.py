"""The numbers of an exercise while it is done: the hero number with its meter, the ring of a hold, the counts."""

from __future__ import annotations

from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, GREY, ORANGE, SKY, TRACK, WHITE, Box, Picture
from trainer.overlay.sheet import Line, Sheet, lines_size, plate_of, put_lines, sentence, wrapped
from trainer.saying import phrase
from trainer.status import Status


def dashboard(sheet: Sheet, status: Status) -> int:
    """Bottom: hero number with its meter, ring of the hold, counts; returns the row above which it is free."""
    ring, counts = _ring_size(sheet, status), _counts_size(sheet, status)
    pad, x, bottom = sheet.pad, sheet.pad, sheet.floor
    beside = 0 if sheet.portrait else ring[0] + counts[0] + 2 * pad
    room = sheet.width - 2 * pad - beside
    font = _hero_font(sheet, status, room)
    hero = _hero_size(sheet, status, font, room)
    box = Box(x, bottom - hero[1], *hero)
    _hero(sheet, status, box, font)
    x, top = box.right + pad, box.y
    if sheet.portrait:
        x, bottom = pad, top - pad
        top = bottom - max(ring[1], counts[1])
    if ring[0]:
        _ring(sheet, status, Box(x, bottom - ring[1], *ring))
    plate_of(sheet, Box(sheet.width - pad - counts[0], bottom - counts[1], *counts), _counts_lines(sheet, status))
    return min(top, bottom - counts[1], bottom - ring[1])


def _hero_font(sheet: Sheet, status: Status, room: int) -> int:
    """Font size of the hero number: as planned, smaller only where its plate would not fit into room pixels."""
    size = sheet.hero
    most = room - 3 * sheet.pad - d.text_width(status.hero.unit, sheet.medium, BOLD)
    width = d.text_width(_stable(status.hero.text), size, BOLD)
    return size if width <= most else max(sheet.medium, size * most // width)


def _stable(text: str) -> str:
    """Text with every figure as wide as the widest, so that a counting number does not make its plate tremble."""
    return "".join("0" if c.isdigit() else c for c in text)


def _hero_size(sheet: Sheet, status: Status, font: int, room: int) -> tuple[int, int]:
    pad = sheet.pad
    number = d.text_width(_stable(status.hero.text), font, BOLD)
    unit = d.text_width(status.hero.unit, sheet.medium, BOLD)
    label = _label(sheet, status, room - 2 * pad)
    width = max(number + pad + unit, d.text_width(label.text, label.size), round(1.1 * sheet.hero))
    height = d.line_height(sheet.small) + round(d.CAP_HEIGHT * font) + 2 * pad + pad // 2
    return width + 2 * pad, height + (_meter_height(sheet) + pad if _has_meter(status) else 0)


def _label(sheet: Sheet, status: Status, room: int) -> Line:
    return wrapped(sheet.words.say(status.exercise.hero_name), sheet.small, room, 1, colour=GREY)[0]


def _has_meter(status: Status) -> bool:
    return status.hero.share is not None or status.hero.target_share is not None


def _meter_height(sheet: Sheet) -> int:
    return max(4, sheet.small // 2)


def _hero(sheet: Sheet, status: Status, box: Box, font: int) -> None:
    pad = sheet.pad
    label = _label(sheet, status, box.w - 2 * pad)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        put_lines(canvas, (pad, pad // 2), (label,))

    sheet.stamps.put(sheet.image, box, ("hero", label), paint)
    x = box.x + pad
    base = box.y + pad + d.line_height(sheet.small) + round(d.CAP_HEIGHT * font)
    d.put_text(sheet.image, status.hero.text, (x, base), font, WHITE, BOLD)
    after = x + d.text_width(status.hero.text, font, BOLD) + pad
    d.put_text(sheet.image, status.hero.unit, (after, base), sheet.medium, GREY, BOLD)
    if _has_meter(status):
        meter = _meter_height(sheet)
        place = Box(x, box.bottom - pad - meter, box.w - 2 * pad, meter)
        d.bar(sheet.image, place, status.hero.share, status.hero.target_share)


def _ring_size(sheet: Sheet, status: Status) -> tuple[int, int]:
    if not status.hold_target_s:
        return 0, 0
    side = round(0.92 * sheet.hero) + 2 * sheet.pad
    return side, side


def _ring(sheet: Sheet, status: Status, box: Box) -> None:
    """The hold: good form fills the thick ring, time in position the thin one around it."""
    target = status.hold_target_s or 1.0
    done = status.good_s >= target
    thick = max(3, box.w // 11)
    radius = box.w // 2 - sheet.pad - thick // 2
    inner = radius - thick // 2 - max(2, thick // 3)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        centre = (area.w // 2, area.h // 2)
        d.arc(canvas, centre, inner, 1.0, TRACK, thick)
        if done:
            half = area.w // 6
            d.tick(canvas, Box(centre[0] - half, centre[1] - half, 2 * half, 2 * half), GREEN)
        else:
            _ring_target(canvas, centre, f"{target:g}", max(sheet.small, round(0.3 * area.w)), sheet.small)

    sheet.stamps.put(sheet.image, box, ("ring", target, done), paint)
    centre = (box.x + box.w // 2, box.y + box.h // 2)
    d.arc(sheet.image, centre, inner, status.good_s / target, SKY, thick)
    d.arc(sheet.image, centre, radius + thick // 4, status.hold_s / target, WHITE, max(2, thick // 4))


def _ring_target(canvas: Picture, centre: tuple[int, int], text: str, size: int, small: int) -> None:
    x, base = centre[0], centre[1] + size // 4
    d.put_text(canvas, text, (x - d.text_width(text, size, BOLD) // 2, base), size, WHITE, BOLD)
    d.put_text(canvas, "s", (x - d.text_width("s", small) // 2, base + small), small, GREY)


def _counts_lines(sheet: Sheet, status: Status) -> list[Line]:
    say = sheet.words.say
    total = f"{status.valid} / {status.target}" if status.target else f"{status.valid}"
    attempts = phrase("screen.attempts", count=status.attempts)
    size = round(0.42 * sheet.hero)
    most = round((0.5 if sheet.portrait else 0.3) * sheet.width)
    width = d.text_width(_stable(total), size, BOLD)
    lines = [
        Line(sentence(say("screen.counted")), sheet.small, d.REGULAR, GREY),
        Line(total, size if width <= most else size * most // width, BOLD),
        Line(say(attempts), sheet.medium, d.REGULAR, ORANGE if status.attempts else GREY),
    ]
    if status.cadence is not None:
        lines.append(Line(say(phrase("screen.cadence", count=round(status.cadence))), sheet.medium))
    return lines


def _counts_size(sheet: Sheet, status: Status) -> tuple[int, int]:
    return lines_size([line._replace(text=_stable(line.text)) for line in _counts_lines(sheet, status)], sheet.pad)
