"""The panels of the overlay: each one prints a part of a Status into its place, at the picture's own scale."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, GREY, ORANGE, SKY, TRACK, WHITE, Box, Colour, Picture, Stamps
from trainer.status import Status

KEYS = "q quit · space pause · r restart set · m mirror"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture to draw on and its measures in pixels.

    small, medium, large: font sizes. hero: of the one number. pad: inside plates and to the edge. floor: row below
    which nothing but the keys is drawn.
    """

    image: Picture
    stamps: Stamps
    width: int
    height: int
    small: int
    medium: int
    large: int
    hero: int
    pad: int
    floor: int

    @staticmethod
    def of(image: Picture, stamps: Stamps, keys: bool) -> Sheet:
        """Measures for this picture; draws the keys, if wanted, as they set the floor."""
        height, width = image.shape[:2]
        unit = min(height, width * 3 / 4) / 100
        small, pad = max(11, round(3.4 * unit)), max(4, round(2 * unit))
        floor = height - pad - (d.line_height(small) if keys else 0)
        # Three metres away, a figure of 18 % of the picture's height is as large as 5 mm at arm's length.
        hero = round(min(0.245 * height, 0.27 * width))
        return Sheet(image, stamps, width, height, small, round(4.6 * unit), round(8.4 * unit), hero, pad, floor)


def keys_line(sheet: Sheet) -> None:
    """At the very bottom: the keys."""
    size, top = sheet.small, sheet.floor + sheet.pad // 2
    text = d.shorten(KEYS, size, sheet.width - 2 * sheet.pad)

    def paint(canvas: Picture, box: Box) -> None:
        d.plate(canvas, box, 0.6, 0)
        d.put_text(canvas, text, (sheet.pad, box.bottom - round(0.3 * size) - sheet.pad // 4), size, GREY)

    sheet.stamps.put(sheet.image, Box(0, top, sheet.width, sheet.height - top), text, paint)


def corner(sheet: Sheet, status: Status) -> None:
    """Top left: the exercise, the side, and what can't be seen from here."""
    pad, size = sheet.pad, sheet.small
    most = round(0.36 * sheet.width)  # the head is in the middle
    name = d.shorten(status.exercise.name, size, most, BOLD)
    rows: list[tuple[str, int, Colour]] = [(name, BOLD, WHITE)]
    if status.side is not None:
        rows.append((d.shorten(f"side: {status.side}", size, most, BOLD), BOLD, SKY))
    if status.blind:
        codes = ", ".join(code.replace("-", " ") for code in status.blind)
        rows += [(row, d.REGULAR, GREY) for row in d.wrap(f"not seen from here: {codes}", size, most, 3)]
    width = max(d.text_width(text, size, weight) for text, weight, _ in rows)
    step = d.line_height(size)

    def paint(canvas: Picture, box: Box) -> None:
        d.plate(canvas, box)
        for i, (text, weight, colour) in enumerate(rows):
            d.put_text(canvas, text, (pad, pad // 2 + step * i + round(0.86 * size)), size, colour, weight)

    sheet.stamps.put(sheet.image, Box(pad, pad, width + 2 * pad, step * len(rows) + pad), tuple(rows), paint)


def technical(sheet: Sheet, status: Status, fps: float | None) -> None:
    """Top right, small: the view and the frame rate."""
    parts = [] if status.view is None else [f"{status.view} view"]
    if fps is not None:
        parts.append(f"{fps:.0f} fps")
    if not parts:
        return
    text, size, pad = " · ".join(parts), sheet.small, sheet.pad
    width = d.text_width(text, size)

    def paint(canvas: Picture, box: Box) -> None:
        d.plate(canvas, box)
        d.put_text(canvas, text, (pad, pad // 2 + round(0.86 * size)), size, GREY)

    place = Box(sheet.width - 3 * pad - width, pad, width + 2 * pad, d.line_height(size) + pad)
    sheet.stamps.put(sheet.image, place, text, paint)


def dashboard(sheet: Sheet, status: Status) -> int:
    """Bottom: hero number with its meter, ring of the hold, counts; returns the row above which it is free."""
    ring, counts = _ring_size(sheet, status), _counts_size(sheet, status)
    pad, x, bottom = sheet.pad, sheet.pad, sheet.floor
    portrait = sheet.height > sheet.width
    beside = 0 if portrait else ring[0] + counts[0] + 2 * pad
    room = sheet.width - 2 * pad - beside
    font = _hero_font(sheet, status, room)
    hero = _hero_size(sheet, status, font, room)
    box = Box(x, bottom - hero[1], *hero)
    _hero(sheet, status, box, font)
    x, top = box.right + pad, box.y
    if portrait:
        x, bottom = pad, top - pad
        top = bottom - max(ring[1], counts[1])
    if ring[0]:
        _ring(sheet, status, Box(x, bottom - ring[1], *ring))
    _counts(sheet, status, Box(sheet.width - pad - counts[0], bottom - counts[1], *counts))
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
    label = min(d.text_width(status.exercise.hero_name, sheet.small), room - 2 * pad)
    width = max(number + pad + unit, label, round(1.1 * sheet.hero))
    height = d.line_height(sheet.small) + round(d.CAP_HEIGHT * font) + 2 * pad + pad // 2
    return width + 2 * pad, height + (_meter_height(sheet) + pad if _has_meter(status) else 0)


def _has_meter(status: Status) -> bool:
    return status.hero.share is not None or status.hero.target_share is not None


def _meter_height(sheet: Sheet) -> int:
    return max(4, sheet.small // 2)


def _hero(sheet: Sheet, status: Status, box: Box, font: int) -> None:
    pad = sheet.pad
    label = d.shorten(status.exercise.hero_name, sheet.small, box.w - 2 * pad)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        d.put_text(canvas, label, (pad, pad // 2 + round(0.86 * sheet.small)), sheet.small, GREY)

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


def _counts_rows(sheet: Sheet, status: Status) -> list[tuple[str, int, int, Colour]]:
    """Text, size, weight and colour of each row."""
    total = f"{status.valid} / {status.target}" if status.target else f"{status.valid}"
    attempts = "1 attempt" if status.attempts == 1 else f"{status.attempts} attempts"
    size = round(0.42 * sheet.hero)
    most = round((0.3 if sheet.width > sheet.height else 0.5) * sheet.width)
    width = d.text_width(_stable(total), size, BOLD)
    rows = [
        ("counted", sheet.small, d.REGULAR, GREY),
        (total, size if width <= most else size * most // width, BOLD, WHITE),
        (attempts, sheet.medium, d.REGULAR, ORANGE if status.attempts else GREY),
    ]
    if status.cadence is not None:
        rows.append((f"{status.cadence:.0f} a minute", sheet.medium, d.REGULAR, WHITE))
    return rows


def _counts_size(sheet: Sheet, status: Status) -> tuple[int, int]:
    rows = _counts_rows(sheet, status)
    width = max(d.text_width(_stable(text), size, weight) for text, size, weight, _ in rows)
    return width + 2 * sheet.pad, sum(d.line_height(size) for _, size, _, _ in rows) + sheet.pad


def _counts(sheet: Sheet, status: Status, place: Box) -> None:
    rows = _counts_rows(sheet, status)

    def paint(canvas: Picture, box: Box) -> None:
        d.plate(canvas, box)
        y = sheet.pad // 2
        for text, size, weight, colour in rows:
            d.put_text(canvas, text, (sheet.pad, y + round(0.86 * size)), size, colour, weight)
            y += d.line_height(size)

    sheet.stamps.put(sheet.image, place, tuple(rows), paint)
