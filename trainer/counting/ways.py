"""Ways up and down again of one height, told from their own size: rest → up → down → rest, or the next way up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

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
        self._top = self._bottom = self._top_s = 0.0
        self.low = self.begin_s = 0.0
        self.past: list[Moment] = []

    @property
    def resting(self) -> bool:
        return self._going == "rest"

    def step(self, moment: Moment, residue: float) -> Arch | None:
        """Take one moment, with the trembling that is left in its height; the arch that ended."""
        t, height = moment.t, moment.height
        self.past.append(moment)
        if len(self.past) > 256 and self.past[128].t < min(self.begin_s, t - LOW_S) - MOST_REST_S:
            del self.past[:128]
        turn = max(TURN * self._least, 0.0 if self.resting else TURN_OWN * (self._top - self.low), SIGMAS * residue)
        if self.resting:
            self.begin_s = t
            self.low = min(m.height for m in _back(self.past, t - LOW_S))
            if height - self.low >= turn:
                self._up(moment)
        elif t - self._top_s > self._slowest_s:
            self._going = "rest"
        elif self._going == "down":
            return self._falling(moment, turn)
        elif height > self._top:
            self._top, self._top_s = height, t
        elif self._top - height >= turn:
            self._going, self._bottom = "down", height
        return None

    def finish(self) -> Arch | None:
        """The arch whose way down goes on."""
        return self._arch(self.past[-1].t) if self._going == "down" else None

    def _falling(self, moment: Moment, turn: float) -> Arch | None:
        t, height = moment.t, moment.height
        self._bottom = min(self._bottom, height)
        home = self._bottom - self.low <= OPEN * (self._top - self.low)
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
        before = self.past[: bisect_right(self.past, self._top_s, key=_time)]
        after = self.past[bisect_left(self.past, self._top_s, key=_time) :]
        up_s = _crossing(before[::-1], (self._top + self.low) / 2)
        down_s = _crossing(after, (self._top + self._bottom) / 2)
        end_s = min(end_s, down_s + (down_s - up_s))
        return Arch(up_s, self._top_s, down_s, end_s, self._top, self._top - (self.low + self._bottom) / 2)


def _time(moment: Moment) -> float:
    return moment.t


def _back(moments: list[Moment], since_s: float) -> Iterable[Moment]:
    """Moments, newest first, back to since_s."""
    for moment in reversed(moments):
        if moment.t < since_s:
            return
        yield moment


def _crossing(moments: list[Moment], level: float) -> float:
    """When the height, which begins above level, first passed it in this order; few frames a second do not blur it."""
    for one, two in pairwise(moments):
        if two.height <= level:
            return one.t + (one.height - level) / max(one.height - two.height, 1e-9) * (two.t - one.t)
    return moments[-1].t
