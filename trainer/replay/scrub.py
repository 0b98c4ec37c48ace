"""The scrub bar: where each time lies on it, and how it is drawn with repetitions, faults and keys."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from trainer.overlay import drawing as d
from trainer.overlay.drawing import BOLD, GREEN, GREY, INK, ORANGE, SKY, TRACK, VERMILLION, WHITE, Box, Colour, Picture
from trainer.replay.moments import Moments
from trainer.replay.player import Player
from trainer.saying import Phrase, fault_name, phrase
from trainer.status import Fault, Rep
from trainer.tables import clock
from trainer.words import Words

BACKGROUND: Colour = (30, 35, 42)
KEYS = ("replay.keys", "replay.keys-shorter", "replay.keys-shortest")
"""Next and previous; a shorter line where a longer one finds no room."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar over a span of seconds, laid out below a picture; all measures in pixels, top is the picture's height.

    box: of the bar itself. text: font size. height: of the whole strip below the picture.
    """

    start_s: float
    end_s: float
    top: int
    width: int
    height: int
    text: int
    box: Box

    @staticmethod
    def below(width: int, height: int, start_s: float, end_s: float, keys: bool) -> Bar:
        """The bar for a picture of this size; keys: with a line for them."""
        unit = min(height, width * 3 / 4) / 100
        text = max(11, round(3.4 * unit))
        line, pad = d.line_height(text), max(4, round(2 * unit))
        thick = max(10, round(3.2 * unit))
        box = Box(2 * pad, height + pad + line + pad, max(2, width - 4 * pad), thick)
        bottom = box.bottom + pad + (line + pad // 2 if keys else 0)
        bottom += bottom % 2  # a movie has an even number of rows
        return Bar(start_s, end_s, height, width, bottom - height, text, box)

    def x(self, t: float) -> int:
        """The column of t seconds."""
        length = self.end_s - self.start_s
        share = (t - self.start_s) / length if length > 0 else 0.0
        return self.box.x + round(min(max(share, 0.0), 1.0) * (self.box.w - 1))

    def time(self, x: int) -> float:
        """The time of column x, seconds; that of the nearer end outside of the bar."""
        share = (x - self.box.x) / max(1, self.box.w - 1)
        return self.start_s + min(max(share, 0.0), 1.0) * (self.end_s - self.start_s)

    def hit(self, x: int, y: int) -> float | None:
        """The time that a click at x, y asks for; None when it is off the bar, whose rims are as good as itself."""
        rim = self.box.h
        if not (self.box.x - rim <= x < self.box.right + rim and self.box.y - rim <= y < self.box.bottom + rim):
            return None
        return self.time(x)


class Strip:
    """Draws the strip below the picture; what does not change is painted once."""

    def __init__(self, bar: Bar, moments: Moments, keys: bool, words: Words | None = None) -> None:
        self._bar, self._moments, self._words = bar, moments, words or Words()
        self._still = np.full((bar.height, bar.width, 3), BACKGROUND, np.uint8)
        box = bar.box._replace(y=bar.box.y - bar.top)
        self._box = box
        cv2.rectangle(self._still, (box.x, box.y), (box.right - 1, box.bottom - 1), TRACK, -1)
        for rep in moments.reps:
            self._rep(rep)
        for fault in moments.faults:
            self._fault(fault)
        if keys:
            self._keys()

    def draw(self, player: Player) -> Picture:
        """The strip as an RGB picture, with the time, what goes on, and where the replay stands."""
        strip = self._still.copy()
        box, size, x = self._box, self._bar.text, self._bar.x(player.t)
        base = box.y - size // 2 - box.h // 2
        left = box.x + round(1.4 * size)
        _play_sign(strip, Box(box.x, base - round(0.76 * size), size, round(0.8 * size)), player.playing)
        time = f"{clock(player.t)} / {clock(self._bar.end_s)}"
        d.put_text(strip, time, (left, base), size, WHITE, BOLD)
        left += d.text_width("".join("0" if c.isdigit() else c for c in time), size, BOLD) + size // 2
        speed = f"× {player.speed:g}"
        d.put_text(strip, speed, (left, base), size, SKY if player.speed != 1 else GREY, BOLD)
        left += d.text_width("× 0.25", size, BOLD) + size
        d.put_text(strip, self._what(player.t, box.right - left), (left, base), size, GREY)
        cv2.rectangle(strip, (x - 3, box.y - box.h // 2), (x + 3, box.bottom + box.h // 2), INK, -1)
        cv2.rectangle(strip, (x - 1, box.y - box.h // 2 + 2), (x + 1, box.bottom + box.h // 2 - 2), WHITE, -1)
        return strip

    def _what(self, t: float, room: int) -> str:
        """The repetition and the faults of this moment, told with hindsight; their worst values where there is room."""
        say = self._words.say
        reps = [say(movement(rep, self._words)) for rep in self._moments.reps_at(t)[:1]]
        faults = [(say(fault_name(fault.code)), fault) for fault in self._moments.faults_at(t)[:2]]
        text = " · ".join(reps + [f"{name} {fault.worst:.3g} {say(fault.unit)}" for name, fault in faults])
        if d.text_width(text, self._bar.text) > room:
            text = " · ".join(reps + [name for name, _ in faults])
        return d.shorten(text, self._bar.text, room)

    def _rep(self, rep: Rep) -> None:
        """A full block when it counts, a hollow one when it does not."""
        first, last = self._bar.x(rep.start_s), self._bar.x(rep.end_s)
        gap = 1 if last - first > 3 else 0
        corners = (first + gap, self._box.y), (max(last - gap, first + gap), self._box.bottom - 1)
        cv2.rectangle(self._still, *corners, GREEN if rep.valid else VERMILLION, -1)
        inner = max(2, self._box.h // 5)
        if not rep.valid and corners[1][0] - corners[0][0] > 2 * inner:
            (x0, y0), (x1, y1) = corners
            cv2.rectangle(self._still, (x0 + inner, y0 + inner), (x1 - inner, y1 - inner), BACKGROUND, -1)

    def _fault(self, fault: Fault) -> None:
        """A mark over the bar where it begins: a triangle for what breaks, a stroke for what only warns."""
        x, y, r = self._bar.x(fault.start_s), self._box.y - 1, max(3, self._box.h // 3)
        if fault.severity == "break":
            points = np.array([(x - r, y - 2 * r), (x + r, y - 2 * r), (x, y)], np.int32)
            cv2.fillPoly(self._still, [points], VERMILLION, cv2.LINE_AA)
        else:
            cv2.line(self._still, (x, y - 2 * r), (x, y), ORANGE, 2)

    def _keys(self) -> None:
        size, room = max(11, round(0.9 * self._bar.text)), self._box.w
        lines = [self._words.say(key) for key in KEYS]
        text = next((line for line in lines if d.text_width(line, size) <= room), lines[-1])
        base = self._bar.height - round(0.5 * size)
        d.put_text(self._still, d.shorten(text, size, room), (self._box.x, base), size, GREY)


def movement(rep: Rep, words: Words) -> Phrase:
    """Its number and side, and whether it counted."""
    which = str(rep.index + 1) if rep.side is None else f"{rep.index + 1}, {words.say(rep.side)}"
    if rep.valid:
        return phrase("replay.yes", movement=which)
    if rep.reason is None:
        return phrase("replay.no", movement=which)
    return phrase("replay.no-because", movement=which, why=fault_name(rep.reason))


def _play_sign(image: Picture, box: Box, playing: bool) -> None:
    """A triangle while it plays, two strokes in a pause."""
    if playing:
        points = [(box.x, box.y), (box.right, box.y + box.h // 2), (box.x, box.bottom)]
        cv2.fillPoly(image, [np.array(points, np.int32)], WHITE, cv2.LINE_AA)
        return
    third = max(2, box.w // 3)
    cv2.rectangle(image, (box.x, box.y), (box.x + third - 1, box.bottom), WHITE, -1)
    cv2.rectangle(image, (box.right - third, box.y), (box.right - 1, box.bottom), WHITE, -1)
