"""A picture to draw on, its measures and language; and lines of text on a plate, which is what most panels are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from trainer.overlay import drawing as d
from trainer.overlay.drawing import WHITE, Box, Colour, Picture
from trainer.overlay.stamps import Stamps
from trainer.words import Words

OPENING = "¿¡"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture to draw on and its measures in pixels.

    small, medium, large: font sizes. hero: of the one number. pad: inside plates and to the edge. floor: row below
    which nothing but the bottom line is drawn.
    """

    image: Picture
    stamps: Stamps
    words: Words
    width: int
    height: int
    small: int
    medium: int
    large: int
    hero: int
    pad: int
    floor: int

    @staticmethod
    def of(image: Picture, stamps: Stamps, words: Words, bottom_line: bool) -> Sheet:
        """Measures for this picture; a bottom line, if wanted, sets the floor."""
        height, width = image.shape[:2]
        unit = min(height, width * 3 / 4) / 100
        small, pad = max(11, round(3.4 * unit)), max(4, round(2 * unit))
        floor = height - pad - (d.line_height(small) if bottom_line else 0)
        # Three metres away, a figure of 18 % of the picture's height is as large as 5 mm at arm's length.
        hero = round(min(0.245 * height, 0.27 * width))
        sizes = small, round(4.6 * unit), round(8.4 * unit), hero
        return Sheet(image, stamps, words, width, height, *sizes, pad, floor)

    @property
    def portrait(self) -> bool:
        """Whether it is higher than wide."""
        return self.height > self.width


class Line(NamedTuple):
    """One line of text."""

    text: str
    size: int
    weight: int = d.REGULAR
    colour: Colour = WHITE


def wrapped(text: str, size: int, width: int, most: int, weight: int = d.REGULAR, colour: Colour = WHITE) -> list[Line]:
    """Text in as many lines of width pixels as it needs, at most so many; made smaller rather than cut."""
    smallest = max(10, round(0.5 * size))
    fitting, rows = d.fit(sentence(text), (size, smallest), width, most, weight)
    return [Line(row, fitting, weight, colour) for row in rows]


def sentence(text: str) -> str:
    """Text with a capital at its start, as all that stands alone; catalogues hold it without."""
    first = next((i for i, c in enumerate(text) if c.isalpha()), 0) if text[:1] in OPENING else 0
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


@lru_cache(maxsize=64)
def paragraphs(
    texts: tuple[str, ...],
    sizes: tuple[int, int],
    room: tuple[int, int],
    weight: int = d.REGULAR,
    whole: tuple[bool, ...] = (),
) -> tuple[tuple[Line, ...], ...]:
    """The lines of each text, of one size: the largest of sizes (largest, smallest) at which all fit into the room.

    room: (width, height) in pixels; between two texts a third of a line stays free. whole: which texts must stay on one
    line.
    """
    most = [1 if one else len(text) for text, one in zip(texts, whole or [False] * len(texts), strict=True)]
    for size in range(max(sizes), sizes[1] - 1, -1):  # a tiny picture turns the two round
        rows = [d.wrap(sentence(text), size, room[0], limit, weight) for text, limit in zip(texts, most, strict=True)]
        uncut = all(" ".join(row) == " ".join(sentence(text).split()) for row, text in zip(rows, texts, strict=True))
        if uncut and paragraphs_height([len(row) for row in rows], size) <= room[1]:
            break
    return tuple(tuple(Line(text, size, weight) for text in row) for row in rows)


def paragraphs_height(counts: Sequence[int], size: int) -> int:
    """Of texts with so many lines each, and the gaps between them."""
    return sum(counts) * d.line_height(size) + (len(counts) - 1) * gap_of(size)


def gap_of(size: int) -> int:
    """Between two texts of this size."""
    return size // 3


def lines_size(lines: Sequence[Line], pad: int) -> tuple[int, int]:
    """(width, height) of a plate for these lines."""
    width = max((d.text_width(line.text, line.size, line.weight) for line in lines), default=0)
    return width + 2 * pad, sum(d.line_height(line.size) for line in lines) + pad


def put_lines(canvas: Picture, at: tuple[int, int], lines: Sequence[Line], width: int | None = None) -> None:
    """Draw lines one under the other from their upper left corner at; centred within width where that is given."""
    x, y = at
    for text, size, weight, colour in lines:
        left = x if width is None else x + (width - d.text_width(text, size, weight)) // 2
        d.put_text(canvas, text, (left, y + round(0.86 * size)), size, colour, weight)
        y += d.line_height(size)


def plate_of(sheet: Sheet, box: Box, lines: Sequence[Line], key: Hashable = "", centred: bool = False) -> None:
    """Lines on a plate at box."""

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        room = area.w - 2 * sheet.pad if centred else None
        put_lines(canvas, (sheet.pad, sheet.pad // 2), lines, room)

    sheet.stamps.put(sheet.image, box, (key, centred, *lines), paint)
