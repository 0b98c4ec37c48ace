"""Draws what is known over the picture it was made from; decides nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.coach import Cue
from trainer.overlay.drawing import Picture
from trainer.overlay.live import numbers
from trainer.overlay.messages import Message, message, message_of
from trainer.overlay.panels import Heading, bottom_line
from trainer.overlay.rings import gesture_ring
from trainer.overlay.scene import Scene
from trainer.overlay.sheet import Sheet
from trainer.overlay.skeleton import Spot, draw_skeleton, spots
from trainer.overlay.stages import LOOKS, hints
from trainer.overlay.stamps import Stamps
from trainer.pose import Pose
from trainer.status import Status
from trainer.words import Words
from trainer.workout.moment import Moment

DIMMED = 0.35  # of the picture's light, where texts are read and nobody is judged
CAPTION_S, WORD_S = 1.2, 0.4  # how long a caption stays: at least, and for each word


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a message is shown, kept for as long as it is the same message."""

    text: str
    top: bool


class Overlay:
    """Draws a moment of a workout: skeleton, hero number, counts, hold, cue, questions, rests, figure and hints.

    mirrored: show the picture like a mirror; text stays readable, and left stays the person's own left. words: the
    language.
    """

    def __init__(self, mirrored: bool = False, words: Words | None = None) -> None:
        self.mirrored = mirrored
        self.words = words or Words()
        self._stamps = Stamps()
        self._place = _Place("", False)
        self._caption, self._until = "", -math.inf

    def draw(self, frame_rgb: NDArray[np.uint8], pose: Pose, status: Status, cue: Cue | None) -> Picture:
        """A new RGB picture (height, width, 3) of a set outside a workout, without keys; the frame is left alone."""
        image, seen = self._picture(frame_rgb, dimmed=False), spots(pose, self.mirrored)
        draw_skeleton(image, seen, status.active)
        sheet = Sheet.of(image, self._stamps, self.words, bottom_line=False)
        area = numbers(sheet, Heading(status.exercise, status.side, None, status.blind), status, None)
        said = message_of(self.words, status, cue)
        if said is not None:
            message(sheet, said, area, self._at_top(said.text, sheet, seen))
        return image

    def draw_moment(
        self,
        frame_rgb: NDArray[np.uint8],
        pose: Pose,
        moment: Moment,
        *,
        fps: float | None = None,
        keys: bool = False,
        notice: str | None = None,
    ) -> Picture:
        """A new RGB picture of the frame's size with the moment's screen; the frame is left alone.

        fps: frames a second to print. keys: whether to print the keys. notice: a line about the camera.
        """
        look = LOOKS[moment.stage]
        image, seen = self._picture(frame_rgb, look.dimmed), spots(pose, self.mirrored)
        if look.skeleton:
            draw_skeleton(image, seen, () if moment.status is None else moment.status.active)
        helps = hints(look, moment, keys)
        warning = None if look.skeleton else notice
        sheet = Sheet.of(image, self._stamps, self.words, bottom_line=bool(helps or warning))
        if helps or warning:
            bottom_line(sheet, [self.words.say(key) for key in helps], warning)
        at_top = partial(self._at_top, sheet=sheet, seen=seen)
        scene = Scene(sheet, moment, seen, self.mirrored, fps, notice, self._heard(moment), at_top)
        look.paint(scene)
        gesture_ring(scene)
        return image

    def _picture(self, frame_rgb: NDArray[np.uint8], dimmed: bool) -> Picture:
        image = cv2.flip(frame_rgb, 1) if self.mirrored else frame_rgb
        if dimmed:
            return np.asarray(cv2.convertScaleAbs(image, alpha=DIMMED), np.uint8)
        return np.asarray(image) if self.mirrored else frame_rgb.copy()

    def _heard(self, moment: Moment) -> Message | None:
        """What is said just now, for whoever can't hear it."""
        for saying in moment.said:
            if saying.phrase is not None:
                self._caption = self.words.say(saying.phrase)
                self._until = moment.t + max(CAPTION_S, WORD_S * len(self._caption.split()))
        return Message(self._caption, None) if moment.t < self._until else None

    def _at_top(self, text: str, sheet: Sheet, seen: Mapping[int, Spot]) -> bool:
        """Whether the message goes to the top: only where nothing of the person is, and it never jumps while shown."""
        if text != self._place.text:
            low, high = sheet.height // 8, sheet.height // 8 + sheet.height // 4
            self._place = _Place(text, bool(seen) and all(not low <= y < high for _, y, _ in seen.values()))
        return self._place.top
