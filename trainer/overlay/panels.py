"""The small panels at the edges: what is done, which set and side, what can't be seen; the view; the bottom line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.exercise import Exercise, View
from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREY, SKY, Box, Picture
from trainer.overlay.sheet import Line, Sheet, lines_size, plate_of, sentence, wrapped
from trainer.saying import fault_name, phrase


@dataclass(frozen=True, slots=True)
class Heading:
    """What is done: the exercise, a side, which set of how many (None outside a workout), codes that can't be seen."""

    exercise: Exercise
    side: str | None = None
    place: tuple[int, int] | None = None
    blind: tuple[str, ...] = ()


def bottom_line(sheet: Sheet, items: Sequence[str], warning: str | None = None) -> None:
    """At the very bottom: the warning, else as many of the items as there is room for; what matters stands first."""
    room = sheet.width - 2 * sheet.pad
    line = _joined(items, sheet.small, room)
    if warning is not None:
        line = wrapped(warning, sheet.small, room, 1, BOLD)[0]
    box = Box(0, sheet.floor + sheet.pad // 2, sheet.width, sheet.height - sheet.floor - sheet.pad // 2)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area, 0.6, 0)
        base = area.bottom - round(0.3 * sheet.small) - sheet.pad // 4
        d.put_text(canvas, line.text, (sheet.pad, base), line.size, line.colour, line.weight)

    sheet.stamps.put(sheet.image, box, line, paint)


def _joined(items: Sequence[str], size: int, room: int) -> Line:
    text = ""
    for item in items:
        longer = f"{text} · {item}" if text else item
        if d.text_width(longer, size) > room and text:
            break
        text = longer
    return Line(d.shorten(text, size, room), size, d.REGULAR, GREY)


def corner(sheet: Sheet, heading: Heading) -> int:
    """Top left: the heading; returns the row below which it is free."""
    words, size = sheet.words, sheet.small
    most = round(0.36 * sheet.width)  # the head is in the middle
    lines = wrapped(words.say(heading.exercise.name), size, most, 2, BOLD)
    if heading.side is not None:
        side = words.say(phrase("screen.side", side=words.say(heading.side)))
        lines += wrapped(side, size, most, 1, BOLD, SKY)
    if heading.place is not None:
        place = words.say(phrase("screen.set", number=heading.place[0], of=heading.place[1]))
        lines += wrapped(place, size, most, 1, colour=GREY)
    if heading.blind:
        codes = ", ".join(words.say(fault_name(code)) for code in heading.blind)
        blind = wrapped(words.say(phrase("screen.blind", codes=codes)), size, most, 4, colour=GREY)
        # In the smallest pictures the message needs the room more.
        lines += blind if lines_size(lines + blind, sheet.pad)[1] <= 0.3 * sheet.height else []
    box = Box(sheet.pad, sheet.pad, *lines_size(lines, sheet.pad))
    plate_of(sheet, box, lines)
    return box.bottom


def technical(sheet: Sheet, view: View | None, fps: float | None) -> None:
    """Top right, small: the view and the frame rate."""
    parts = [] if view is None else [sentence(sheet.words.say(f"view.{view}"))]
    if fps is not None:
        parts.append(f"{fps:.0f} fps")
    if not parts:
        return
    lines = [Line(" · ".join(parts), sheet.small, d.REGULAR, GREY)]
    width, height = lines_size(lines, sheet.pad)
    plate_of(sheet, Box(sheet.width - sheet.pad - width, sheet.pad, width, height), lines)
