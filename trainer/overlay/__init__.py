"""Draws a finished Status over the picture it was made from; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.coach import Cue
from trainer.overlay import messages, panels
from trainer.overlay.drawing import Box, Picture, Stamps
from trainer.overlay.panels import Sheet
from trainer.overlay.skeleton import draw_skeleton, spots
from trainer.pose import Pose
from trainer.status import Status
from trainer.words import Words


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a message is shown, kept for as long as it is the same message."""

    text: str
    top: bool


class Overlay:
    """Draws skeleton, hero number, counts, hold, range, cue and hints.

    mirrored: show the picture like a mirror; text stays readable, and left stays the person's own left.
    """

    def __init__(self, mirrored: bool = False, words: Words | None = None) -> None:
        self.mirrored = mirrored
        self.words = words or Words()
        self._stamps = Stamps()
        self._place = _Place("", False)

    def draw(
        self,
        frame_rgb: NDArray[np.uint8],
        pose: Pose,
        status: Status,
        cue: Cue | None,
        *,
        fps: float | None = None,
        keys: bool = False,
        paused: bool = False,
        notice: str | None = None,
    ) -> Picture:
        """A new RGB picture (height, width, 3) of the frame's size with everything drawn; the frame is left alone.

        fps: frames a second to print. keys: whether to print the keys. notice: a line about the camera.
        """
        image: Picture = np.asarray(cv2.flip(frame_rgb, 1)) if self.mirrored else frame_rgb.copy()
        seen = spots(pose, self.mirrored)
        draw_skeleton(image, seen, status.active)
        sheet = Sheet.of(image, self._stamps, keys)
        if keys:
            panels.keys_line(sheet)
        panels.corner(sheet, status)
        panels.technical(sheet, status, fps)
        floor = messages.outcome(sheet, status, panels.dashboard(sheet, status))
        message = messages.message_of(self.words, status, cue, paused, notice)
        if message is not None:
            points = [(x, y) for x, y, _ in seen.values()]
            messages.message(sheet, message, self._at_top(message.text, sheet, points), floor)
        return image

    def _at_top(self, text: str, sheet: Sheet, points: list[tuple[int, int]]) -> bool:
        """Whether the message goes to the top: only where nothing of the person is, and it never jumps while shown."""
        if text != self._place.text:
            strip = messages.top_strip(sheet)
            free = bool(points) and all(not _inside(strip, x, y) for x, y in points)
            self._place = _Place(text, free)
        return self._place.top


def _inside(box: Box, x: int, y: int) -> bool:
    return box.x <= x < box.right and box.y <= y < box.bottom
