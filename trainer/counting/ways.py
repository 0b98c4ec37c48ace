"""Ways up and down again of one height, told from their own size: rest → up → down → rest, or the next way up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.counting import Lowest
from trainer.counting.smoothing import Moment

TURN, TURN_OWN = 0.45, 0.25  # share of the least way, and of the way itself, from which a rise or fall is one
SIGMAS = 3.0  # and it must be larger than what trembling may still look like
LOW_S = 1.0  # the resting height is the lowest of this stretch, so that a change of posture does not start a way
OPEN = 0.5  # who ends further than this share of the way from where it began has not come back
REST, LEAST_REST_S, MOST_REST_S = 0.25, 0.35, 1.2  # down for longer than this share of up and down: a rest


@dataclass(frozen=True, slots=True)
class Arch:
    """One way up and down: half of it is done at up_s and half of the way back at down_s; way: its mean size."""

    up_s: float
    top_s: float
    down_s: float
    end_s: float
    top: float
    way: float

    @property
    def half_s(self) -> float:
        """Time in the upper half: half the time of a circle, however its bottom looks."""
        return self.down_s - self.up_s

    @property
    def rest_s(self) -> float:
        """How long it must be down after this one before it is a rest."""
        return min(max(REST * 2 * self.half_s, LEAST_REST_S), MOST_REST_S)


class Ways:
    """Follows the height; an arch is told when the next one begins, or when there was a rest."""

    def __init__(self, least: float, slowest_s: float) -> None:
        self._least = least
        self._slowest_s = slowest_s
        self._going = "rest"
        self._top = self._top_s = self._bottom = self._bottom_s = 0.0
        self.low = self.begin_s = 0.0
        self.past: list[Moment] = []
        self._times: list[float] = []  # of these moments, and their heights
        self._heights: list[float] = []
        self._lows = Lowest()

    @property
    def resting(self) -> bool:
        return self._going == "rest"

    @property
    def returned(self) -> bool:
        """Whether half of the way down is done."""
        return self._going == "down" and self._bottom - self.low <= OPEN * (self._top - self.low)

    def step(self, moment: Moment, residue: float) -> Arch | None:
        """Take one moment, with the trembling that is left in its height; the arch that ended."""
        t, height = moment.t, moment.height
        self._keep(moment, t, height)
        resting = self._going == "rest"
        turn = max(TURN * self._least, 0.0 if resting else TURN_OWN * (self._top - self.low), SIGMAS * residue)
        if resting:
            self.begin_s = t
            self.low = self._lows.since(t - LOW_S)
            if height - self.low >= turn:
                self._up(moment)
        elif t - self._top_s > self._slowest_s:
            self._going = "rest"
        elif self._going == "down":
            return self._falling(moment, turn)
        elif height > self._top:
            self._top, self._top_s = height, t
        elif self._top - height >= turn:
            self._going, self._bottom, self._bottom_s = "down", height, t
        return None

    def _keep(self, moment: Moment, t: float, height: float) -> None:
        self.past.append(moment)
        self._times.append(t)
        self._heights.append(height)
        self._lows.add(t, height)
        if len(self.past) > 256 and self._times[128] < min(self.begin_s, t - LOW_S) - MOST_REST_S:
            del self.past[:128], self._times[:128], self._heights[:128]

    def finish(self) -> Arch | None:
        """The arch whose way down goes on."""
        return self._arch(self.past[-1].t) if self._going == "down" else None

    def _falling(self, moment: Moment, turn: float) -> Arch | None:
        t, height = moment.t, moment.height
        if height < self._bottom:
            self._bottom, self._bottom_s = height, t
        home = self.returned
        if height - self._bottom >= turn:
            if not home:  # a dent in one long way up
                self._going, self._top = "up", max(self._top, height)
                return None
            fell_s = next(m.t for m in reversed(self.past) if m.t <= self._top_s or m.height > height)
            arch = self._arch((fell_s + t) / 2)
            self.low = self._bottom
            self._up(moment)
            return arch
        if home:
            arch = self._arch(t)
            if t - arch.down_s - arch.half_s / 2 >= arch.rest_s:
                self._going = "rest"
                return self._arch(arch.down_s + arch.half_s / 2)
        return None

    def _up(self, moment: Moment) -> None:
        self._going = "up"
        self.begin_s, self._top, self._top_s = moment.t, moment.height, moment.t

    def _arch(self, end_s: float) -> Arch:
        last, lowest = bisect_right(self._times, self._top_s), bisect_right(self._times, self._bottom_s)
        before = slice(last - 1, None, -1)
        up_s = _crossing(self._times[before], self._heights[before], (self._top + self.low) / 2, -1)
        # from its end: a dent on the way is not the way down
        fall = slice(lowest - 1, None, -1)
        down_s = _crossing(self._times[fall], self._heights[fall], (self._top + self._bottom) / 2, 1)
        end_s = min(end_s, down_s + (down_s - up_s))
        return Arch(up_s, self._top_s, down_s, end_s, self._top, self._top - (self.low + self._bottom) / 2)


def _crossing(times: Sequence[float], heights: Sequence[float], level: float, way: int) -> float:
    """When the height first passed level in this order, upward (1) or down (-1); few frames a second do not blur it."""
    for i in range(1, len(heights)):
        if way * (heights[i] - level) >= 0:
            one, two = heights[i - 1], heights[i]
            return times[i - 1] + (one - level) / ((one - two) or 1e-9) * (times[i] - times[i - 1])
    return times[-1]
