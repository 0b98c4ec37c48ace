"""The window with a mouse: where its picture was clicked."""

from __future__ import annotations

import cv2

from trainer.window import Window


class PointerWindow(Window):
    """A window that also tells clicks; a pressed button that moves clicks wherever it goes."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._clicked: tuple[int, int] | None = None
        cv2.setMouseCallback(title, self._heard)

    def __enter__(self) -> PointerWindow:
        return self

    def click(self) -> tuple[int, int] | None:
        """Column and row of the picture where it was clicked last, each click told once; None when it was not."""
        clicked, self._clicked = self._clicked, None
        return clicked

    def _heard(self, event: int, x: int, y: int, flags: int, _: object) -> None:
        dragged = event == cv2.EVENT_MOUSEMOVE and flags & cv2.EVENT_FLAG_LBUTTON
        if event == cv2.EVENT_LBUTTONDOWN or dragged:
            self._clicked = (x, y)
