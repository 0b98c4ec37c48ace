"""Runs of shoulder circles: one direction, voted on by all of them, and they should become smaller."""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from dataclasses import replace

from trainer.counting.smoothing import Moment
from trainer.exercise import Circles, Movement
from trainer.status import Fault

SURE = 1.0  # votes, in the unit of the evidence, from which a run's direction is told at once
EVIDENT = 0.05  # and the least, as a share of the ways: shoulders that only go up and down shrug
TURNED = 2.0  # votes of one circle from which it turns the other way though there was no rest
QUIET_SHARE = 0.85  # a run whose last circle is larger than this share of its first has not become smaller
SEEN = 4  # least ways, together over a run, from which the shoulders can be compared
RUN = 3  # circles from which a run can be told to shrink


class Run:
    """Circles without a pause between them: one direction, and they should become smaller."""

    def __init__(self, rule: Circles) -> None:
        self._rule = rule
        self._votes = 0.0
        self._left = self._right = 0.0
        self._told = 0
        self._side: str | None = None
        self.circles: list[Movement] = []
        self.end_s = float("-inf")

    @property
    def side(self) -> str | None:
        if not self.circles:
            return None
        return self._side or self._rule.sides[0 if self._votes >= 0 else 1]

    @property
    def sure(self) -> bool:
        return abs(self._votes) >= SURE and self.evident

    @property
    def evident(self) -> bool:
        """Whether the shoulders go forward and back at all, as far as their direction can be seen."""
        return self._told > 0 or abs(self._votes) >= EVIDENT * sum(circle.travel for circle in self.circles)

    @property
    def waiting_s(self) -> float:
        """Start of the first circle that is not told yet."""
        return self.circles[self._told].start_s if self._told < len(self.circles) else float("inf")

    def turned_by(self, votes: float) -> bool:
        """Whether a circle with these votes clearly goes the other way."""
        return self.sure and abs(votes) >= TURNED and votes * self._votes < 0

    def add(self, circle: Sequence[Moment], movement: Movement, votes: float) -> None:
        """Take the next circle; votes: how clearly it goes forward, negative: backward."""
        left, right = ways(circle)
        self._left, self._right = self._left + left, self._right + right
        # The far shoulder reads small, the more so in small circles: the whole run so far says more than one circle.
        larger = max(self._left, self._right)
        balance = min(self._left, self._right) / larger if larger >= SEEN * self._rule.least else None
        self.circles.append(replace(movement, balance=balance))
        self.end_s = movement.end_s
        self._votes += votes

    def tell(self) -> list[Movement]:
        """The circles not told before; from now on the run keeps its direction."""
        self._side = self.side
        told, self._told = self.circles[self._told :], len(self.circles)
        return told

    def unshrunk(self) -> list[Fault]:
        """The run as a fault when its circles did not become smaller."""
        share = shrink([c.travel for c in self.circles]) if len(self.circles) >= RUN and self.evident else 0.0
        if share <= QUIET_SHARE:
            return []
        return [Fault("no-shrink", "warn", self.circles[0].start_s, self.end_s, share, "of the first")]


def lag(circle: Sequence[Moment]) -> float:
    """How much further forward the shoulders are on the way down than on the way up, in the unit of the evidence.

    The part of forward that swings once a circle, a quarter turn after the height; positive: up, forward, down, back.
    """
    seen = [(m.t, m.height, m.forward) for m in circle if m.forward is not None]
    if len(seen) < 5:
        return 0.0
    start, low, near = seen[0]
    length = seen[-1][0] - start
    drift = (seen[-1][2] - near) / length
    up = forward = 0j
    for before, now, after in zip(seen, seen[1:], seen[2:], strict=False):
        at = now[0] - start
        turn = cmath.exp(-2j * math.pi * at / length) * (after[0] - before[0]) / (2 * length)
        up += (now[1] - low) * turn
        forward += (now[2] - near - drift * at) * turn
    return -2 * (forward * up.conjugate()).imag / abs(up) if up else 0.0


def shrink(ways: Sequence[float]) -> float:
    """Size of the last circle as a share of the first, on the straight line through all of them."""
    n = len(ways)
    middle, mean = (n - 1) / 2, sum(ways) / n
    slope = sum((i - middle) * (way - mean) for i, way in enumerate(ways)) / sum((i - middle) ** 2 for i in range(n))
    first, last = mean - slope * middle, mean + slope * middle
    return last / first if first > 0 else 1.0


def ways(circle: Sequence[Moment]) -> tuple[float, float]:
    """How far the left and the right shoulder went up."""
    left, right = [m.left for m in circle], [m.right for m in circle]
    return max(left) - min(left), max(right) - min(right)
