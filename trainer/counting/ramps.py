"""When a way out and back started, reached its plateau, left it and ended: told from the steep middle of each ramp.

A reach starts and stops so smoothly that its first and last moments drown in noise. They are extrapolated from the
moments at which LOW and HIGH of the way are passed, by the exercise's own ramp (see Travel).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

from trainer.counting import DROPOUT_S

LOW, HIGH = 0.2, 0.8
TORN_S = 0.15  # frames of a ramp that are further apart than this were lost

Moments = Sequence[tuple[float, float]]


def edges(moments: Moments, rest: float, top: float, shape: tuple[float, float]) -> tuple[float, float, float, float]:
    """Moments at which the movement starts, its plateau starts, the plateau ends, and the movement ends.

    moments: (time, value), at least one; top: the plateau over rest; shape: the exercise's own ramp.
    """
    before, after = shape
    half, ramp, torn = _ramp(moments, rest, top)
    back, fall, torn_back = _ramp(moments[::-1], rest, top)
    if (torn > TORN_S) != (torn_back > TORN_S):  # lost frames blur a ramp: the other one took about as long
        ramp, fall = (min(ramp, fall), fall) if torn > TORN_S else (ramp, min(ramp, fall))
    return half - before * ramp, half + after * ramp, back - after * fall, back + before * fall


def longest_gap(moments: Moments) -> float:
    """Longest time without a value, s."""
    times = [t for t, _ in moments]
    return max(map(sub, times[1:], times), default=0.0)


def _ramp(moments: Moments, rest: float, top: float) -> tuple[float, float, float]:
    """The way from rest to top, read in this order.

    When half of it is done, how long it takes from LOW to HIGH of it, and the longest time in it without a value.
    """
    t0, share0 = moments[0][0], 0.0
    low = half = t0
    torn = 0.0
    passed = False
    for t, value in moments:
        share = (value - rest) / top if top else 1.0
        if not passed and share0 > LOW / 2 and abs(t - t0) > DROPOUT_S:
            return t0, abs(t0 - low) * 2, 0.0  # what came next was hidden
        if not passed:
            if share < LOW / 2:
                low = t
            if share0 < LOW <= share:
                low, torn = _crossing(t0, share0, t, share, LOW), 0.0
            if share >= 0.5:
                half, passed = _crossing(t0, share0, t, share, 0.5), True
        if abs(t - t0) > torn:
            torn = abs(t - t0)
        if passed and share >= HIGH:
            return half, abs(_crossing(t0, share0, t, share, HIGH) - low), torn
        t0, share0 = t, share
    return half, abs(half - low) * 2, torn


def _crossing(t0: float, v0: float, t1: float, v1: float, level: float) -> float:
    """Moment between two samples, below and above it, at which the level was reached, however few there are."""
    return t0 + (level - v0) / (v1 - v0) * (t1 - t0)
