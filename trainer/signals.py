"""Signals that several exercises share: a body becomes a number with a unit, or None when it can't be seen."""

from __future__ import annotations

from functools import lru_cache

from trainer.body import Body
from trainer.pose import Joint as J
from trainer.pose import Point


def arm(side: str) -> tuple[J, J, J]:
    """Shoulder, elbow and wrist of one side."""
    if side == "left":
        return J.LEFT_SHOULDER, J.LEFT_ELBOW, J.LEFT_WRIST
    return J.RIGHT_SHOULDER, J.RIGHT_ELBOW, J.RIGHT_WRIST


def mean(a: float | None, b: float | None) -> float | None:
    """Mean of the values that are seen; None when none is."""
    if a is None or b is None:
        return a if b is None else b
    return (a + b) / 2


def middle_of_hand(b: Body, side: str) -> Point:
    """Middle of the knuckles of index and little finger, pixels; a guess when hidden or out of the picture."""
    index, pinky = (J.LEFT_INDEX, J.LEFT_PINKY) if side == "left" else (J.RIGHT_INDEX, J.RIGHT_PINKY)
    (x, y, z), (u, v, w) = b.pose.image[index], b.pose.image[pinky]
    return (x + u) / 2, (y + v) / 2, (z + w) / 2


once = lru_cache(maxsize=1)
"""For a part that several signals of one exercise share: computed once a body, since all ask about the same moment."""
