"""One moment of a replay as a picture: what the camera saw or a figure, the overlay over it, the scrub bar below."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from trainer.overlay import Overlay
from trainer.overlay import drawing as d
from trainer.overlay.drawing import GREY, Box, Picture
from trainer.overlay.sheet import Sheet
from trainer.overlay.skeleton import draw_skeleton, spots
from trainer.overlay.stamps import Stamps
from trainer.replay.moments import Moment, Moments
from trainer.replay.player import Player
from trainer.replay.scrub import Bar, Strip
from trainer.replay.stage import fitted, stage, stage_size
from trainer.words import Words

STALE_S = 1.0  # a picture that is older than this does not show the moment: the video has a gap, or was cut off


class Album(Protocol):
    """Pictures by their time."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the pictures in pixels."""

    def at(self, t: float) -> tuple[float, NDArray[np.uint8]]:
        """(its time, RGB picture) of the last picture at or before t seconds."""


class Painter:
    """Draws a replay.

    album: None to draw figures. size: of the recording's pictures. keys: whether to print them. words: the language.
    """

    def __init__(
        self, moments: Moments, album: Album | None, size: tuple[int, int], keys: bool, words: Words | None = None
    ) -> None:
        self._moments, self._album = moments, album
        self._overlay, self._stamps = Overlay(words=words), Stamps()
        self._width, self._height = stage_size(*size) if album is None else album.size
        self.bar = Bar.below(self._width, self._height, moments.start_s, moments.end_s, keys)
        self._strip = Strip(self.bar, moments, keys, words)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of what is drawn, the bar included."""
        return self._width, self._height + self.bar.height

    def draw(self, player: Player) -> Picture:
        """A new RGB picture of where the player stands."""
        moment = self._moments.all[player.index]
        pose = fitted(moment.pose, self._width, self._height)
        image = self._camera(moment)
        if image is None:
            image = stage(pose)
        if moment.status is not None:
            image = self._overlay.draw(image, pose, moment.status, moment.cue)
        else:
            image = image.copy()
            draw_skeleton(image, spots(pose, False), ())
            self._between(image)
        return np.vstack((image, self._strip.draw(player)))

    def _camera(self, moment: Moment) -> Picture | None:
        """What the camera saw; None when there is no picture of this moment."""
        if self._album is None:
            return None
        t, image = self._album.at(moment.t)
        return image if abs(moment.t - t) <= STALE_S else None

    def _between(self, image: Picture) -> None:
        sheet = Sheet.of(image, self._stamps, self._overlay.words, False)
        pad, size, text = sheet.pad, sheet.small, sheet.words.say("replay.between")

        def paint(canvas: Picture, box: Box) -> None:
            d.plate(canvas, box)
            d.put_text(canvas, text, (pad, pad // 2 + round(0.86 * size)), size, GREY)

        box = Box(pad, pad, d.text_width(text, size) + 2 * pad, d.line_height(size) + pad)
        self._stamps.put(image, box, text, paint)
