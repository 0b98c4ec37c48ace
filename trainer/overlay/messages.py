"""What the overlay says in words: the one message, and what became of the last movement."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from trainer.coach import Cue, Tone
from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, GREY, INK, ORANGE, SKY, VERMILLION, WHITE, Box, Colour, Picture
from trainer.overlay.sheet import Sheet, lines_size, paragraphs, put_lines, wrapped
from trainer.saying import Phrase, fault_name, phrase
from trainer.status import State, Status
from trainer.words import Words

ATTEMPT_SHOWN_S, COUNTED_SHOWN_S = 5.0, 1.5
TONES: dict[Tone | None, Colour] = {"break": VERMILLION, "warn": ORANGE, "see": SKY, "good": GREEN, None: WHITE}
WHERE = {
    State.NO_ONE: phrase("setup.no-one"),
    State.POSITIONING: phrase("setup.position"),
    State.LOST: phrase("setup.not-seen"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """The one sentence to read, and a smaller line below it where there is more to say; without a tone just told."""

    text: str
    tone: Tone | None
    more: str | None = None


def message_of(words: Words, status: Status, cue: Cue | None) -> Message | None:
    """What matters most now: where to stand, the cue; None when there is nothing to say."""
    if status.state in WHERE:
        view = phrase("setup.camera", view=Phrase(status.exercise.view_hint))
        more = None if status.state is State.LOST else words.say(view)
        return Message(words.say(status.reason or WHERE[status.state]), "see", more)
    if cue is None and status.state is State.READY:
        return Message(words.say("setup.ready"), "good")
    return cue_message(words, status, cue)


def cue_message(words: Words, status: Status, cue: Cue | None) -> Message | None:
    """The cue; no praise while it is shown that the last movement did not count, as its fault ended with it."""
    if cue is None or (cue.severity == "good" and _failed(status)):
        return None
    return Message(words.say(cue.phrase), cue.severity)


def message(sheet: Sheet, said: Message, area: Box, at_top: bool = False) -> Box:
    """The message on its plate at the top or bottom of area, centred, no wider than it; returns where it is."""
    pad = sheet.pad
    icon = 0 if said.tone is None else round(0.8 * sheet.large)
    most = area.w - 4 * pad - icon
    more = [] if said.more is None else wrapped(said.more, sheet.small, most, 2, colour=GREY)
    lines = wrapped(said.text, sheet.large, most, 2 if area.w > 0.7 * sheet.width else 3, BOLD)
    room = area.h - lines_size(more, pad)[1]
    if lines_size(lines, 0)[1] > room:
        lines = list(paragraphs((said.text,), (lines[0].size, sheet.small // 2), (most, room), BOLD)[0])
    first = lines[0].size
    lines += more
    width, height = lines_size(lines, pad)
    width += icon + 2 * pad
    x = area.x + (area.w - width) // 2
    box = Box(x, area.y if at_top else area.bottom - height, width, height)

    def paint(canvas: Picture, whole: Box) -> None:
        d.plate(canvas, whole, 0.84)
        _stripe(canvas, whole, TONES[said.tone])
        if said.tone is not None:
            draw_icon(canvas, said.tone, Box(2 * pad, (d.line_height(first) + pad - icon) // 2, icon, icon))
        put_lines(canvas, (3 * pad + icon if icon else 2 * pad, pad // 2), lines)

    sheet.stamps.put(sheet.image, box, (said, tuple(lines)), paint)
    return box


def outcome(sheet: Sheet, status: Status, bottom: int) -> int:
    """Above the counts, for a few seconds: what became of the last movement; returns the row above which it is free."""
    rep = status.last_rep
    if rep is None or status.t - rep.end_s > (COUNTED_SHOWN_S if rep.valid else ATTEMPT_SHOWN_S):
        return bottom
    pad, icon = sheet.pad, sheet.medium
    verdict = _verdict(sheet.words, rep.valid, rep.reason)
    lines = wrapped(verdict, sheet.medium, sheet.width - 6 * pad - icon, 1, BOLD)
    width, height = lines_size(lines, pad)
    width += icon + pad
    box = Box(sheet.width - pad - width, bottom - pad - height, width, height)
    tone: Tone = "good" if rep.valid else "break"

    def paint(canvas: Picture, area: Box) -> None:
        d.plate(canvas, area)
        draw_icon(canvas, tone, Box(pad, (height - icon) // 2, icon, icon))
        put_lines(canvas, (2 * pad + icon, pad // 2), lines)

    sheet.stamps.put(sheet.image, box, ("outcome", *lines), paint)
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


def _failed(status: Status) -> bool:
    """Whether the last movement did not count, and that is still shown."""
    rep = status.last_rep
    return rep is not None and not rep.valid and status.t - rep.end_s <= ATTEMPT_SHOWN_S


def _verdict(words: Words, valid: bool, reason: str | None) -> str:
    if valid:
        return words.say("screen.yes")
    return words.say(phrase("screen.no-because", why=fault_name(reason)) if reason else "screen.no")
