"""One picture and its own time: what every source yields."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


class SourceError(Exception):
    """A camera or file that can't be used; one line: what was expected, what came, what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: t in seconds since the source's first frame, image uint8 RGB (height, width, 3), index from 0."""

    t: float
    image: NDArray[np.uint8]
    index: int

    @property
    def size(self) -> tuple[int, int]:
        """The picture's (width, height) in pixels."""
        height, width = self.image.shape[:2]
        return width, height
