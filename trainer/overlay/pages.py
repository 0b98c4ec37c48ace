"""The screens that are read: what to know before the first workout, and the summary after each."""

from __future__ import annotations

from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, SKY, Box, Picture
from trainer.overlay.scene import Scene
from trainer.overlay.sheet import Line, gap_of, lines_size, paragraphs, put_lines, wrapped
from trainer.stage import Stage

COUNTED = ("done.exercise", "done.moved")
"""Lines of the summary that end in a number, behind a colon: the numbers stand below each other."""


def page(scene: Scene) -> None:
    """A title and sentences that fill the picture, as large as there is room for."""
    sheet, moment = scene.sheet, scene.moment
    pad, done = sheet.pad, moment.stage is Stage.DONE
    box = Box(pad, pad, sheet.width - 2 * pad, sheet.floor - pad)
    inner = box.w - 4 * pad
    icon = sheet.large if done else 0
    title = wrapped("" if moment.title is None else scene.say(moment.title), sheet.large, inner - 2 * icon, 2, BOLD)
    top = lines_size(title, 2 * pad)[1]
    texts = tuple(scene.say(said) for said in moment.lines)
    sizes = (sheet.large, round(0.6 * sheet.small))
    tables = tuple(said.key in COUNTED for said in moment.lines)
    blocks = paragraphs(texts, sizes, (inner, box.h - top - 2 * pad), whole=tables)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area, 0.88)
        if done:
            d.tick(canvas, Box(2 * pad, pad + icon // 8, round(0.9 * icon), round(0.9 * icon)), GREEN)
        put_lines(canvas, (2 * pad + round(1.4 * icon), pad), title)
        y = pad + top
        for block, table in zip(blocks, tables, strict=True):
            _paragraph(canvas, (2 * pad, y), block, inner if table else None)
            y += d.line_height(block[0].size) * len(block) + gap_of(block[0].size)

    sheet.stamps.put(sheet.image, box, (moment.stage, tuple(title), blocks, tables), paint)


def _paragraph(canvas: Picture, at: tuple[int, int], block: tuple[Line, ...], width: int | None) -> None:
    """Lines of a text; with a width, what stands behind the colon goes to the right edge."""
    name, colon, value = block[-1].text.rpartition(": ")
    if width is None or not colon:
        put_lines(canvas, at, block)
        return
    put_lines(canvas, at, (*block[:-1], block[-1]._replace(text=name)))
    last = Line(value, block[-1].size, BOLD, SKY)
    x = at[0] + width - d.text_width(last.text, last.size, last.weight)
    put_lines(canvas, (x, at[1] + d.line_height(last.size) * (len(block) - 1)), (last,))
