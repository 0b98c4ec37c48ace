"""What is drawn, noted while it is drawn: texts and panels, each checked to lie where it can be seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trainer.overlay import drawing
from trainer.overlay.drawing import Box, text_width
from trainer.overlay.stamps import Stamps

Text = tuple[str, Box, int]
"""A text, its box on its canvas, its size."""


def spy_texts(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """Every text that is drawn from now on, checked to lie inside its canvas."""
    drawn: list[Text] = []
    real = drawing.put_text

    def spy(image: np.ndarray, text: str, at: tuple[int, int], size: int, *rest: Any) -> None:
        weight = rest[1] if len(rest) > 1 else drawing.REGULAR
        box = Box(at[0], at[1] - round(drawing.CAP_HEIGHT * size), text_width(text, size, weight), size)
        assert box.x >= 0 <= box.y, f"{text!r} begins outside its canvas: {box}"
        assert box.right <= image.shape[1], f"{text!r} leaves its canvas to the right: {box} of {image.shape}"
        assert at[1] <= image.shape[0], f"{text!r} leaves its canvas below: {box} of {image.shape}"
        drawn.append((text, box, size))
        real(image, text, at, size, *rest)

    monkeypatch.setattr(drawing, "put_text", spy)
    return drawn


def spy_panels(monkeypatch: pytest.MonkeyPatch) -> list[Box]:
    """Every panel that is laid over a picture from now on, in the picture's pixels, checked to lie inside it."""
    laid: list[Box] = []
    put = Stamps.put

    def spy(self: Stamps, image: np.ndarray, box: Box, *rest: Any) -> None:
        assert box.x >= 0 <= box.y, f"a panel begins outside the picture: {box}"
        assert box.right <= image.shape[1], f"a panel leaves the picture to the right: {box} of {image.shape}"
        assert box.bottom <= image.shape[0], f"a panel leaves the picture below: {box} of {image.shape}"
        laid.append(box)
        put(self, image, box, *rest)

    monkeypatch.setattr(Stamps, "put", spy)
    return laid


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share a pixel."""
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
