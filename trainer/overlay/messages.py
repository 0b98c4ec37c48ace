"""What the overlay says in words: the one message, and what became of the last movement."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from trainer.coach import Cue, Tone
from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, GREY, INK, ORANGE, SKY, VERMILLION, WHITE, Box, Colour, Picture
from trainer.overlay.panels import Sheet
from trainer.saying import Phrase, phrase
from trainer.status import Rep, State, Status
from trainer.words import Words

ATTEMPT_SHOWN_S, COUNTED_SHOWN_S = 5.0, 1.5
TONES: dict[Tone, Colour] = {"break": VERMILLION, "warn": ORANGE, "see": SKY, "good": GREEN}
WHERE = {
    State.NO_ONE: phrase("setup.no-one"),
    State.POSITIONING: phrase("setup.position"),
    State.LOST: phrase("setup.not-seen"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """The one sentence to read, and a smaller line below it where there is more to say."""

    text: str
    tone: Tone
    more: str | None = None


def message_of(words: Words, status: Status, cue: Cue | None, paused: bool, notice: str | None) -> Message | None:
    """What matters most now: the pause, the camera, where to stand, the cue; None when there is nothing to say."""
    if paused:
        return Message("Paused", "see", "space to go on")
    if notice is not None:
        return Message(notice, "see")
    if status.state in WHERE:
        view = phrase("setup.camera", view=Phrase(status.exercise.view_hint))
        more = None if status.state is State.LOST else words.say(view)
        return Message(words.say(status.reason or WHERE[status.state]), "see", more)
    if cue is not None:
        return Message(words.say(cue.phrase), cue.severity)
    return Message(words.say("setup.ready"), "good") if status.state is State.READY else None


def top_strip(sheet: Sheet) -> Box:
    """Where a message at the top may come to lie."""
    below = sheet.height // 8
    return Box(0, below, sheet.width, sheet.height // 4)


def message(sheet: Sheet, said: Message, at_top: bool, bottom: int) -> None:
    """The message on its plate in the middle, under the top line or above row bottom."""
    pad = sheet.pad
    icon = round(0.8 * sheet.large)
    most = sheet.width - 6 * pad - icon
    size, rows = d.fit(said.text[:1].upper() + said.text[1:], (sheet.large, sheet.medium), most, 2)
    more = () if said.more is None else d.wrap(said.more, sheet.small, most, 2)
    widths = [d.text_width(r, size, BOLD) for r in rows] + [d.text_width(r, sheet.small) for r in more]
    height = d.line_height(size) * len(rows) + d.line_height(sheet.small) * len(more) + pad
    width = max(widths) + icon + 4 * pad
    y = top_strip(sheet).y + pad if at_top else bottom - 2 * pad - height
    box = Box((sheet.width - width) // 2, max(pad, y), width, height)

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area, 0.84)
        _stripe(canvas, area, TONES[said.tone])
        draw_icon(canvas, said.tone, Box(2 * pad, (d.line_height(size) + pad - icon) // 2, icon, icon))
        _lines(canvas, (3 * pad + icon, pad // 2), rows, size, WHITE, BOLD)
        top = pad // 2 + d.line_height(size) * len(rows)
        _lines(canvas, (3 * pad + icon, top), more, sheet.small, GREY, d.REGULAR)

    sheet.stamps.put(sheet.image, box, said, paint)


def outcome(sheet: Sheet, status: Status, bottom: int) -> int:
    """Above the counts, for a few seconds: what became of the last movement; returns the row above which it is free."""
    rep = status.last_rep
    if rep is None or status.t - rep.end_s > (COUNTED_SHOWN_S if rep.valid else ATTEMPT_SHOWN_S):
        return bottom
    pad, size = sheet.pad, sheet.medium
    icon = size
    text = d.shorten(_verdict(rep), size, sheet.width - 6 * pad - icon, BOLD)
    width = d.text_width(text, size, BOLD) + icon + 3 * pad
    height = d.line_height(size) + pad
    box = Box(sheet.width - pad - width, bottom - pad - height, width, height)
    tone: Tone = "good" if rep.valid else "break"

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        draw_icon(canvas, tone, Box(pad, (height - icon) // 2, icon, icon))
        _lines(canvas, (2 * pad + icon, pad // 2), (text,), size, WHITE, BOLD)

    sheet.stamps.put(sheet.image, box, ("outcome", text), paint)
    return box.y


def draw_icon(image: Picture, tone: Tone, box: Box) -> None:
    """A shape for each tone, as colour alone is not seen by all: ring with a cross, diamond, eye, check mark."""
    colour, thick = TONES[tone], max(1, box.h // 8)
    centre, r = (box.x + box.w // 2, box.y + box.h // 2), box.h // 2 - thick // 2
    x, y = centre
    if tone == "good":
        d.tick(image, box, colour)
    elif tone == "warn":
        d.stroke(image, [(x, y - r), (x + r, y), (x, y + r), (x - r, y)], colour, thick, closed=True)
    elif tone == "break":
        cv2.circle(image, centre, r, colour, thick, cv2.LINE_AA)
        c = r // 2
        d.stroke(image, [(x - c, y - c), (x + c, y + c)], colour, thick)
        d.stroke(image, [(x + c, y - c), (x - c, y + c)], colour, thick)
    else:
        cv2.ellipse(image, centre, (r, max(2, r * 2 // 3)), 0, 0, 360, colour, thick, cv2.LINE_AA)
        cv2.circle(image, centre, max(1, r // 3), colour, -1, cv2.LINE_AA)


def _stripe(image: Picture, box: Box, colour: Colour) -> None:
    thick = max(3, box.h // 14)
    x = box.x + thick
    cv2.line(image, (x, box.y + 2 * thick), (x, box.bottom - 2 * thick), INK, thick + 2, cv2.LINE_AA)
    cv2.line(image, (x, box.y + 2 * thick), (x, box.bottom - 2 * thick), colour, thick, cv2.LINE_AA)


def _lines(image: Picture, at: tuple[int, int], rows: tuple[str, ...], size: int, colour: Colour, weight: int) -> None:
    x, y = at
    for row in rows:
        d.put_text(image, row, (x, y + round(0.86 * size)), size, colour, weight)
        y += d.line_height(size)


def _verdict(rep: Rep) -> str:
    if rep.valid:
        return "Counted"
    return "Not counted" if rep.reason is None else f"Not counted: {rep.reason.replace('-', ' ')}"
