"""The drawn figure of a page: landmarks packed small enough for half an hour, and single moments as plain lines."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.overlay.skeleton import BONES, DOTS, UNSURE
from trainer.pose import Pose

MOST_FRAMES = 12_000  # 13 minutes at 15 a second; longer sessions get fewer a second, and the page draws between them
MOST_FPS = 15.0
UNSEEN = -32768
LARGEST = 30_000  # of a 16-bit number: what the longer side of the picture becomes
OUTSIDE = 0.05  # share of the picture that a joint may be outside of it and still be drawn
JOINTS = tuple(sorted({int(joint) for pair in BONES for joint in pair} | {int(joint) for joint in DOTS}))
LINKS = tuple((JOINTS.index(int(a)), JOINTS.index(int(b))) for a, b in BONES)


def packed(numbers: NDArray[Any]) -> str:
    """An array as text: little-endian, gzip, base64."""
    raw = numbers.astype(numbers.dtype.newbyteorder("<")).tobytes()
    return base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode("ascii")


class Figures:
    """Collects poses for the page, at most MOST_FPS a second."""

    def __init__(self, duration_s: float) -> None:
        self._every = max(1 / MOST_FPS, duration_s / MOST_FRAMES)
        self._next = float("-inf")
        self._times: list[int] = []
        self._points: list[list[float]] = []
        self.size = (0, 0)

    def add(self, pose: Pose) -> None:
        """Note a pose, unless the one before it is too near in time."""
        if pose.t < self._next:
            return
        self._next = pose.t + self._every * 0.98  # a frame a trifle early is no reason to skip it
        self.size = pose.size if self.size == (0, 0) else self.size
        self._times.append(round(1000 * pose.t))
        self._points.append([value for point in drawn(pose) for value in point or (np.nan, np.nan)])

    def as_dict(self) -> dict[str, Any]:
        """The figures for the page's script: differences from frame to frame, joint by joint, which pack best."""
        scale = LARGEST / max(*self.size, 1)
        points = np.array(self._points, np.float64).reshape(len(self._times), 2 * len(JOINTS)) * scale
        whole = np.where(np.isfinite(points), np.clip(points, -LARGEST, LARGEST), UNSEEN).round().astype(np.int16)
        with np.errstate(over="ignore"):
            steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2 * len(JOINTS)), np.int16))
        times = np.diff(np.array(self._times, np.int32), prepend=np.int32(0)).astype(np.int32)
        return {
            "count": len(self._times),
            "joints": list(JOINTS),
            "links": [list(link) for link in LINKS],
            "scale": scale,
            "times": packed(times),
            "points": packed(steps.T.copy()),
        }


def drawn(pose: Pose) -> list[tuple[float, float] | None]:
    """Where each of JOINTS is in the picture, pixels; None when it is not surely seen or far outside."""
    if not pose.found:
        return [None] * len(JOINTS)
    return [_place(pose, joint) for joint in JOINTS]


def _place(pose: Pose, joint: int) -> tuple[float, float] | None:
    x, y, _ = pose.image[joint]
    width, height = pose.size
    inside = -OUTSIDE * width <= x <= (1 + OUTSIDE) * width and -OUTSIDE * height <= y <= (1 + OUTSIDE) * height
    return (x, y) if inside and pose.visibility[joint] >= UNSURE else None


def lines_of(pose: Pose, marked: Iterable[int]) -> dict[str, Any]:
    """One moment as an SVG needs it: bones, joints and the marks of joints at fault, pixels to a tenth."""
    places = drawn(pose)
    faulty = set(marked)
    return {
        "bones": [_line(places[a], places[b]) for a, b in LINKS if places[a] is not None and places[b] is not None],
        "dots": [_rounded(place) for place in places if place is not None],
        "marks": [_rounded(p) for j, p in zip(JOINTS, places, strict=True) if p is not None and j in faulty],
        "size": list(pose.size),
    }


def _line(a: Sequence[float] | None, b: Sequence[float] | None) -> list[float]:
    return [*_rounded(a or ()), *_rounded(b or ())]


def _rounded(place: Sequence[float]) -> list[float]:
    return [round(float(value), 1) for value in place]
