"""Primitives of the overlay: text that is measured, plates, bars, rings; they know colours and pixels, nothing else."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]

# Okabe and Ito's palette, RGB: told apart with every common kind of colour blindness.
WHITE: Colour = (255, 255, 255)
GREY: Colour = (190, 196, 202)
INK: Colour = (16, 20, 26)
TRACK: Colour = (92, 98, 106)
SKY: Colour = (86, 180, 233)
ORANGE: Colour = (240, 175, 20)
VERMILLION: Colour = (232, 97, 0)
GREEN: Colour = (0, 200, 150)

REGULAR, BOLD = 440, 700
CAP_HEIGHT = 0.76  # of the font's size: how high a figure is
_FONT = cv2.FontFace("sans")


class Box(NamedTuple):
    """A rectangle in pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """First column outside."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """First row outside."""
        return self.y + self.h

    def inner(self, pad: int) -> Box:
        """The rectangle without a border of pad pixels."""
        return Box(self.x + pad, self.y + pad, self.w - 2 * pad, self.h - 2 * pad)


@lru_cache(maxsize=4096)
def text_width(text: str, size: int, weight: int = REGULAR) -> int:
    """Width of one line of text in pixels; size is the font's height in pixels."""
    _, _, width, _ = cv2.getTextSize((0, 0), text, (0, 0), _FONT, size, weight)
    return int(width)


def line_height(size: int) -> int:
    """Distance of two base lines, pixels."""
    return round(size * 1.16)


def put_text(
    image: Picture, text: str, at: tuple[int, int], size: int, colour: Colour = WHITE, weight: int = REGULAR
) -> None:
    """Draw one line of text; at is its left end on the base line."""
    # A range far wider than the picture: OpenCV would wrap the line at the edge otherwise.
    cv2.putText(image, text, at, colour, _FONT, size, weight, 0, (0, 1 << 15))


@lru_cache(maxsize=512)
def shorten(text: str, size: int, width: int, weight: int = REGULAR) -> str:
    """Text that is at most width pixels wide, its end replaced by an ellipsis where needed."""
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(text + "…", size, weight) > width:
        text = text[:-1]
    return text.rstrip() + "…"


@lru_cache(maxsize=512)
def wrap(text: str, size: int, width: int, lines: int, weight: int = REGULAR) -> tuple[str, ...]:
    """Text broken between words into at most so many lines of width pixels; what is left over ends in an ellipsis."""
    words, rows = text.split(), list[str]()
    while words and len(rows) < lines:
        row = words.pop(0)
        while words and text_width(f"{row} {words[0]}", size, weight) <= width:
            row += f" {words.pop(0)}"
        rows.append(row)
    if words:
        rows[-1] = f"{rows[-1]} {' '.join(words)}"
    return tuple(shorten(row, size, width, weight) for row in rows)


@lru_cache(maxsize=256)
def fit(text: str, sizes: tuple[int, int], width: int, lines: int, weight: int = BOLD) -> tuple[int, tuple[str, ...]]:
    """The largest size from sizes (largest, smallest) at which nothing of text is cut, and its lines."""
    largest, smallest = sizes
    for size in range(largest, smallest, -1):
        rows = wrap(text, size, width, lines, weight)
        if " ".join(rows) == " ".join(text.split()):
            return size, rows
    return smallest, wrap(text, smallest, width, lines, weight)


@lru_cache(maxsize=128)
def _shade(width: int, height: int, radius: int, strength: float) -> Picture:
    """Multipliers (height, width, 3) of a rounded plate: 255 leaves a pixel as it is."""
    fine = 4
    mask = np.zeros((height * fine, width * fine), np.uint8)
    r, w, h = radius * fine, width * fine - 1, height * fine - 1
    cv2.rectangle(mask, (r, 0), (w - r, h), 255, -1)
    cv2.rectangle(mask, (0, r), (w, h - r), 255, -1)
    for centre in ((r, r), (w - r, r), (r, h - r), (w - r, h - r)):
        cv2.circle(mask, centre, r, 255, -1)
    small = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.repeat((255 - strength * small)[:, :, None], 3, axis=2).round().astype(np.uint8)


def plate(image: Picture, box: Box, strength: float = 0.78, radius: int | None = None) -> None:
    """Darken a rounded rectangle in place so that white text can be read on it; strength 1 is black."""
    rows, columns = image.shape[:2]
    x, y = max(box.x, 0), max(box.y, 0)
    right, bottom = min(box.right, columns), min(box.bottom, rows)
    if right - x < 2 or bottom - y < 2:
        return
    corner = min(box.h // 2, max(3, min(rows, columns) // 50)) if radius is None else radius
    part = image[y:bottom, x:right]
    cv2.multiply(part, _shade(right - x, bottom - y, min(corner, (right - x) // 2), strength), part, 1 / 255)


def bar(image: Picture, box: Box, share: float | None, target: float | None) -> None:
    """A meter: filled up to share of its length, a notch at target; hollow when share is None."""
    middle = box.y + box.h // 2
    left, right = box.x + box.h // 2, box.right - box.h // 2
    cv2.line(image, (left, middle), (right, middle), TRACK, box.h, cv2.LINE_AA)
    if share is None:
        cv2.line(image, (left, middle), (right, middle), INK, max(1, box.h - 4), cv2.LINE_AA)
    else:
        end = left + round(min(max(share, 0.0), 1.0) * (right - left))
        cv2.line(image, (left, middle), (end, middle), SKY, box.h, cv2.LINE_AA)
    if target is not None:
        x = left + round(min(max(target, 0.0), 1.0) * (right - left))
        cv2.line(image, (x, box.y - box.h // 2), (x, box.bottom + box.h // 2), INK, max(3, box.h // 2), cv2.LINE_AA)
        cv2.line(image, (x, box.y - box.h // 2), (x, box.bottom + box.h // 2), WHITE, max(1, box.h // 4), cv2.LINE_AA)


def arc(image: Picture, centre: tuple[int, int], radius: int, share: float, colour: Colour, thick: int) -> None:
    """An arc from twelve o'clock, clockwise, over share of the whole turn; radius is that of its middle line."""
    if share <= 0:
        return
    turn = np.linspace(0, 2 * np.pi * min(share, 1.0), 2 + round(90 * min(share, 1.0)))
    rim = np.stack((np.sin(turn), -np.cos(turn)), axis=1)
    outer, inner = radius + thick / 2, radius - thick / 2
    # In sixteenths of a pixel: whole ones would make the ring tremble. Far faster than a thick ellipse.
    points = np.concatenate((rim * outer, rim[::-1] * inner)) + centre
    cv2.fillPoly(image, [np.round(points * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)


def tick(image: Picture, box: Box, colour: Colour) -> None:
    """A check mark inside box."""
    dip = (box.x + box.w // 3, box.bottom - box.h // 6)
    stroke(image, [(box.x, box.y + box.h // 2), dip, (box.right, box.y + box.h // 6)], colour, max(2, box.h // 6))


def stroke(image: Picture, points: list[tuple[int, int]], colour: Colour, thick: int, closed: bool = False) -> None:
    """A line through points, anti-aliased."""
    cv2.polylines(image, [np.array(points, np.int32)], closed, colour, thick, cv2.LINE_AA)
