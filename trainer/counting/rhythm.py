"""One rhythm: swings of one signal from end to end, once there are enough of them in a row."""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass

from trainer.exercise import Signal

SMOOTH_S = 0.04  # a runner's foot changes direction five times a second: hardly any smoothing
TURN = 0.4  # share of the person's own swing from which going back is a new swing
RHYTHM = 4  # swings in a row that make a rhythm; the first of them are counted then, too
FIRST = 0.63  # a first swing smaller than this share of the next ones is the leg leaving its rest: 0.5 against 0.76
BLIP, QUICK_S = 0.25, 0.1  # share of a beat that a turn must last, and how long before there are any
CREEP = 0.1  # share of a swing that a leg at rest may drift and tremble without the swing going on; a moving one 0.01
OVER, WHOLE = 0.12, 0.82  # a last swing counts when this share of it has gone back and it was this large,
STOPPED = 0.94  # or when the leg stopped at its end; pedals stop at up to 0.89 of a half turn, feet at 0.76 of a step


@dataclass(frozen=True, slots=True)
class Swing:
    """One swing from end to end, told when the next one has begun: when it ended, and its size."""

    t: float
    size: float


class Rhythm:
    """Swings of one signal; they wait until there are enough of them in a row."""

    def __init__(self, signal: Signal, least: float, slowest_s: float) -> None:
        self.signal = signal
        self.steady = False
        self._least = least
        self._slowest_s = slowest_s
        self._sizes: deque[float] = deque(maxlen=6)
        self._gaps: deque[float] = deque(maxlen=6)
        self._waiting: list[Swing] = []
        self._ready: list[Swing] = []
        self._value = self._from = self._end = self._mark = 0.0
        self._t = self._end_s = self._last_s = -math.inf
        self._up = True

    @property
    def size(self) -> float:
        """The person's own swing: the middle one of the last few, 0 before there are any."""
        return statistics.median(self._sizes) if self._sizes else 0.0

    def take(self) -> list[Swing]:
        """Swings of a rhythm that were not taken before."""
        taken, self._ready = self._ready, []
        return taken

    def drop(self) -> None:
        """The rhythm is over: what comes has to become one anew."""
        self.steady, self._waiting, self._ready = False, [], []

    def step(self, t: float, value: float | None) -> None:
        """Follow the signal; a swing ends where the signal turns."""
        if value is None:
            return
        if self._t == -math.inf:
            self._value = self._from = self._end = self._mark = value
        self._value += (value - self._value) * (1 - math.exp(-(t - self._t) / SMOOTH_S))
        self._t = t
        if t - self._last_s > self._slowest_s:
            if self.steady:
                self.close()
            self.steady, self._waiting = False, []
        if (self._value >= self._end) == self._up:
            self._end = self._value
            creep = CREEP if t - self._end_s > self._quickest_s() else CREEP / 10
            if abs(self._end - self._mark) > creep * max(self.size, self._least):
                self._mark, self._end_s = self._end, t
        elif self._back() >= max(TURN * self.size, self._least / 2) and t - self._end_s >= self._quickest_s():
            self._turned()

    def close(self) -> None:
        """Count the swing that is over, though what came after it was no swing any more."""
        swing = abs(self._end - self._from)
        gone_back = self._back() >= OVER * self.size and swing >= WHOLE * self.size
        stopped = self._t - self._end_s >= self._quickest_s() and swing >= STOPPED * self.size
        if self.steady and (gone_back or stopped):
            self._turned()

    def _back(self) -> float:
        """How far the signal has come back from the end of the swing."""
        return abs(self._end - self._value)

    def _quickest_s(self) -> float:
        """Time until a turn is believed: a left leg taken for the right one for a moment does not last."""
        return BLIP * statistics.median(self._gaps) if self._gaps else QUICK_S

    def _turned(self) -> None:
        swing = Swing(self._end_s - SMOOTH_S, abs(self._end - self._from))
        self._from, self._up = self._end, not self._up
        self._end = self._mark = self._value
        self._end_s = self._t
        if swing.size < max(self._least, TURN * self.size):
            return
        gap = swing.t - self._last_s
        self._last_s = swing.t
        self._sizes.append(swing.size)
        if gap <= self._slowest_s:
            self._gaps.append(gap)
        if self.steady:
            self._ready.append(swing)
            return
        self._waiting.append(swing)
        if len(self._waiting) >= RHYTHM:
            if self._waiting[0].size < FIRST * statistics.median(s.size for s in self._waiting[1:]):
                del self._waiting[0]
            self.steady = len(self._waiting) >= RHYTHM
        if self.steady:
            self._ready, self._waiting = self._waiting, []
