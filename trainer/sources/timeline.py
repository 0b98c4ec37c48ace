"""Time stamps of a file made fit to judge by: from 0.0, strictly increasing, otherwise untouched."""

from __future__ import annotations

from fractions import Fraction

_RESTART_S = 1  # stamps that fall back further than this are a clock that started anew, not a stray frame
_USUAL = Fraction(1, 30)


class Timeline:
    """Places frames in time by their stamps; rate is the container's average frames a second, None when unknown."""

    def __init__(self, rate: Fraction | None) -> None:
        self._step = 1 / rate if rate else _USUAL
        self._offset: Fraction | None = None
        self._last: Fraction | None = None

    def place(self, stamp: Fraction | None) -> float | None:
        """Seconds since the first frame; None for a frame to leave out, since its moment is already taken.

        A missing stamp follows its predecessor by one usual frame. A stamp that falls back by a second or more is taken
        for a restarted clock: time goes on from there.
        """
        if self._last is None:
            self._last = Fraction(0)
            self._offset = None if stamp is None else -stamp
            return 0.0
        after = self._last + self._step
        if stamp is None:
            self._last = after
            return float(after)
        if self._offset is None:
            self._offset = after - stamp
        t = stamp + self._offset
        if t <= self._last - _RESTART_S:
            self._offset = after - stamp
            t = after
        if t <= self._last:
            return None
        self._last = t
        return float(t)
