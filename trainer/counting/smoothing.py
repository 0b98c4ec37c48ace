"""Means over a short stretch of time, with the mean of its moments: smoothing that delays nothing."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

SMOOTH_S, SMOOTHEST_S = 0.2, 0.5  # a quick circle takes 0.8 s; over half a second it would be gone
SMOOTH_S_PER_CM = 0.3  # the more the heights tremble, the longer the stretch
TREMBLE_S = 3.0  # stretch over which the trembling is measured
UNKNOWN_CM = 0.5  # trembling until it is known


class Moment(NamedTuple):
    """What was measured at one moment, or its mean: left, right and still heights, cm.

    forward: seen from ahead, aside: of who is turned away, None where unseen; turned: by so many degrees.
    """

    t: float
    left: float
    right: float
    still: float
    forward: float | None
    kept: bool
    planted: float | None
    aside: float | None = None
    turned: float = 0.0

    @property
    def height(self) -> float:
        return (self.left + self.right) / 2


class Smoother:
    """Mean moments, and how much of the trembling they may still show."""

    def __init__(self) -> None:
        self._last: deque[Moment] = deque()
        self._t = -math.inf
        self._bend = 0.0
        self._known_s = 0.0
        self._tremble2 = UNKNOWN_CM**2

    @property
    def residue(self) -> float:
        """Standard deviation of a mean height, cm, as far as it comes from trembling."""
        return self.tremble / math.sqrt(max(len(self._last), 1))

    @property
    def tremble(self) -> float:
        """Standard deviation of the height from one moment to the next, cm, motion left out."""
        return math.sqrt(max(self._tremble2, 0.0))

    def step(self, moment: Moment) -> Moment:
        """Take one moment; the mean of the last ones."""
        last = self._last
        last.append(moment)
        if len(last) > 2:
            self._shiver(last[-3], last[-2], last[-1])
        window_s = min(max(SMOOTH_S, SMOOTH_S_PER_CM * self.tremble), SMOOTHEST_S)
        while len(last) > 3 and moment.t - last[0].t > window_s:
            last.popleft()
        within = moment.t - last[0].t <= window_s
        mean = _mean(last if within else [m for m in last if moment.t - m.t <= window_s])
        self._t = max(self._t, mean.t)  # a stretch that grows reaches further back, and time may not
        return mean if mean.t == self._t else mean._replace(t=self._t)

    def _shiver(self, before: Moment, now: Moment, after: Moment) -> None:
        """How much the height trembles: bends of a motion follow their like, those of trembling their opposite.

        A height that trembles by s bends now up, now down: the product of neighbouring bends is -s² on average.
        """
        step = after.t - now.t
        share = (now.t - before.t) / max(after.t - before.t, 1e-9)
        bend = now.height - before.height - share * (after.height - before.height)
        self._known_s = min(self._known_s + step, TREMBLE_S)
        new = step / (self._known_s + TREMBLE_S / 6) if step < TREMBLE_S else 1.0
        self._tremble2 += new * (-bend * self._bend - self._tremble2)
        self._bend = bend


def _mean(moments: Sequence[Moment]) -> Moment:
    """The mean of the heights; of the rest, which is judged over whole circles, what the middle moment has."""
    n, now, middle = len(moments), moments[-1], moments[len(moments) // 2]
    t = left = right = still = 0.0
    for moment in moments:
        t += moment[0]
        left += moment[1]
        right += moment[2]
        still += moment[3]
    return Moment(
        t / n, left / n, right / n, still / n, middle.forward, now.kept, now.planted, middle.aside, middle.turned
    )
