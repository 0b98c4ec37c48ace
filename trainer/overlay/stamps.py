"""Panels that do not change from frame to frame, painted once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import cv2
import numpy as np

from trainer.overlay.drawing import Box, Picture

MOST_STAMPS = 64


class Stamps:
    """Panels that do not change from frame to frame, painted once and then only laid over the picture."""

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, tuple[Picture, Picture]] = OrderedDict()

    def put(self, image: Picture, box: Box, key: Hashable, paint: Callable[[Picture, Box], None]) -> None:
        """Paint a panel into image at box; paint(canvas, its box) is called only when key, with this size, is new."""
        part = image[max(box.y, 0) : max(box.bottom, 0), max(box.x, 0) : max(box.right, 0)]
        if part.size == 0:
            return
        full = (key, part.shape)
        if full not in self._made:
            self._made[full] = _transparency(part.shape, paint)
            if len(self._made) > MOST_STAMPS:
                self._made.popitem(last=False)
        self._made.move_to_end(full)
        through, own = self._made[full]
        cv2.multiply(part, through, part, 1 / 255)
        cv2.add(part, own, part)


def _transparency(shape: tuple[int, ...], paint: Callable[[Picture, Box], None]) -> tuple[Picture, Picture]:
    """What a panel lets through of each pixel (255: all), and what it adds.

    Painted on black and on white: every stroke blends linearly, so the two tell how it looks on any background.
    """
    black, white = np.zeros(shape, np.uint8), np.full(shape, 255, np.uint8)
    for canvas in (black, white):
        paint(canvas, Box(0, 0, shape[1], shape[0]))
    return np.asarray(cv2.subtract(white, black), np.uint8), black
