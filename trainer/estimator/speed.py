"""How fast this machine runs the pose model, and which size it carries live."""

from __future__ import annotations

import statistics
from collections.abc import Callable

import numpy as np

from trainer.estimator.landmarker import Landmarker, loaded
from trainer.modelchoice import LIVE_FPS, largest

TRIAL_S = 0.2
MOST_TRIALS = 6
TRIED = "full"
"""The others' times follow from this one's: trying each of them would take seconds, which the user waits."""


def choose_live_model(
    clock: Callable[[], float], size: tuple[int, int] = (640, 480), fps: float = LIVE_FPS
) -> tuple[str, float]:
    """Largest model that should leave time for the rest at fps, else lite; and its frames a second, alone.

    size: (width, height) of the camera's pictures. Takes half a second. clock: seconds, monotonic.
    """
    return largest(TRIED, 1 / measure(TRIED, size, clock), fps)


def measure(name: str, size: tuple[int, int], clock: Callable[[], float]) -> float:
    """Frames a second of a model that tracks somebody in pictures of this size (width, height)."""
    width, height = size
    # With no one in the picture only the small detector would run. A confidence of zero makes the landmarker take
    # plain grey for a person and track it, which costs what tracking a person costs. Noise would cost four times that:
    # the detector finds people all over it, and sorts them.
    grey = np.full((height, width, 3), 128, dtype=np.uint8)
    landmarker = Landmarker(name, loaded(name), confidence=0.0)
    try:
        landmarker.find(0.0, grey)
        started = clock()
        times: list[float] = []
        while len(times) < MOST_TRIALS and (not times or clock() - started < TRIAL_S):
            before = clock()
            landmarker.find(1.0 + len(times), grey)
            times.append(clock() - before)
    finally:
        landmarker.close()
    return 1 / max(statistics.median(times), 1e-6)
