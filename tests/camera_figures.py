"""A camera played by a stand-in."""

from __future__ import annotations

import queue

import numpy as np

BLUE_IN_BGR = (255, 0, 0)


def picture(width: int = 64, height: int = 48, shade: int = 0) -> np.ndarray:
    image = np.full((height, width, 3), BLUE_IN_BGR, np.uint8)
    image[..., 1] = shade
    return image


class StandIn:
    """A camera whose reads hand out what the test puts in: a picture, None for a failed read; waiting blocks."""

    def __init__(self, opened: bool = True) -> None:
        self.pictures: queue.Queue[np.ndarray | None] = queue.Queue()
        self.opened, self.released = opened, False
        self.asked: dict[int, float] = {}

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def read(self) -> tuple[bool, np.ndarray | None]:
        image = self.pictures.get()
        return image is not None, image

    def get(self, prop: int, /) -> float:
        return self.asked.get(prop, 0.0)

    def set(self, prop: int, value: float, /) -> bool:
        self.asked[prop] = value
        return True

    def release(self) -> None:
        self.released = True
