"""The counter of shoulder circles: ways up and down that are told from their own size, and their direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from trainer.body import Body
from trainer.counting import DROPOUT_S, holds
from trainer.exercise import Circles, Movement
from trainer.runs import Run, lag
from trainer.smoothing import Moment, Smoother
from trainer.status import Fault

TURN, TURN_OWN = 0.45, 0.25  # share of the least way, and of the circle's own, from which a rise or fall is one
SIGMAS = 3.0  # a turn must be larger than what trembling may still look like
SURE_SIGMAS = 4.0  # and the upper half of a circle higher than the lower one, than trembling gives over many seconds
LOW_S = 1.0  # the resting height is the lowest of this stretch, so that a change of posture does not start a circle
OPEN = 0.5  # a circle that ends further than this share of its way from where it began was no circle
SINK, GO_ALONG = 0.6, 1.0  # what should be still may move down and up by these shares of the rise: 0.22 and 0.57 is seen
REST, LEAST_REST_S, MOST_REST_S = 0.25, 0.35, 1.2  # down for longer than this share of a circle: a rest, ends a run
QUICKEST_S = 0.45  # nobody rolls faster
CREEP_CM_S = 0.6  # a slower rise is a change of posture: those are seen up to 0.5, slow small circles from 0.8
STEP_CM = 15.0  # feet that stand still are seen to move by up to 4 cm, walking ones and pedalling ones by 25 to 50
KEPT = 0.95  # share of the upper half of a circle in which what must be kept is so


class CircleCounter:
    """rest → up → down → rest or the next circle; the direction is voted on by the circles of one run."""

    hold: tuple[float, float] | None = None
    cadence: float | None = None
    clock_s: float | None = None

    def __init__(self, rule: Circles) -> None:
        self._rule = rule
        self.phase = "lost"
        self._smoother = Smoother()
        self._past: list[Moment] = []
        self._own = rule.full
        self._low = self._top = self._bottom = 0.0
        self._begin_s = self._top_s = self._seen_s = self._since_s = 0.0
        self._going = "rest"
        self._run = Run(rule)
        self._done: dict[str, int] = dict.fromkeys(rule.sides, 0)
        self._spans: list[Fault] = []

    @property
    def side(self) -> str | None:
        return self._run.side

    @property
    def since_s(self) -> float:
        return min(self._run.waiting_s, float("inf") if self._going == "rest" else self._begin_s - MOST_REST_S)

    @property
    def share(self) -> float | None:
        if self.phase == "lost":
            return None
        return (self._past[-1].height - self._low) / self._own

    @property
    def spans(self) -> Sequence[Fault]:
        """Runs that did not become smaller."""
        return self._spans

    def step(self, t: float, body: Body | None) -> Sequence[Movement]:
        seen = None if body is None else self._read(t, body)
        if seen is None:
            return self._lost() if self.phase != "lost" and t - self._seen_s > DROPOUT_S else ()
        self._seen_s = t
        moment = self._smoother.step(seen)
        self._past.append(moment)
        if self.phase == "lost":
            self._since_s = t
            self._rest()
        ended = self._turned(moment)
        if self._going == "rest" and self._run.circles and moment.t - self._run.end_s > MOST_REST_S:
            ended += self._told(closed=True)
        if len(self._past) > 256 and self._past[128].t < min(self._begin_s, moment.t - LOW_S) - MOST_REST_S:
            del self._past[:128]
        return ended

    def finish(self) -> Sequence[Movement]:
        """The circles that still wait for their direction."""
        ended = self._closed(self._past[-1].t) if self._going == "down" else []
        return ended + self._told(closed=True)

    def _lost(self) -> list[Movement]:
        ended = self._told(closed=True)
        self.phase, self._going, self._past, self._smoother = "lost", "rest", [], Smoother()
        return ended

    def _read(self, t: float, body: Body) -> Moment | None:
        left, right = (signal.of(body) for signal in self._rule.height.values())
        still = self._rule.still.of(body)
        if left is None or right is None or still is None:
            return None
        planted = None if self._rule.planted is None else self._rule.planted.of(body)
        return Moment(t, left, right, still, self._rule.forward.of(body), holds(self._rule.keep, body), planted)

    def _turned(self, moment: Moment) -> list[Movement]:
        """Follow the way up and down; the circles that were told by it."""
        t, height = moment.t, moment.height
        if self._going == "rest":
            self._begin_s = t
            self._low = min(height, *(m.height for m in _until(reversed(self._past), t - LOW_S)))
            if height - self._low >= self._turn(0.0):
                self._up(moment)
        elif t - self._top_s > self._rule.slowest_s:
            self._rest()
        elif self._going == "down":
            return self._falling(moment)
        elif height > self._top:
            self._top, self._top_s = height, t
        elif self._top - height >= self._turn(self._top - self._low):
            self._going, self._bottom = "down", height
        return []

    def _falling(self, moment: Moment) -> list[Movement]:
        t, height, way = moment.t, moment.height, self._top - self._low
        self._bottom = min(self._bottom, height)
        home = self._bottom - self._low <= OPEN * way
        if height - self._bottom >= self._turn(way):
            if not home:  # a dent in one long way up
                self._going, self._top = "up", max(self._top, height)
                return []
            fell_s = next(m.t for m in reversed(self._past) if m.t <= self._top_s or m.height > height)
            ended = self._closed((fell_s + t) / 2)
            self._low = self._bottom
            self._up(moment)
            return ended
        if home:
            up_s, down_s = self._halves()
            end_s = down_s + (down_s - up_s) / 2
            if t - end_s >= _rest_s(2 * (down_s - up_s)):
                ended = self._closed(end_s)
                self._rest()
                return ended
        return []

    def _rest(self) -> None:
        self.phase = self._going = "rest"

    def _up(self, moment: Moment) -> None:
        self._going, self.phase = "up", "moving"
        self._begin_s, self._top, self._top_s = moment.t, moment.height, moment.t

    def _turn(self, way: float) -> float:
        return max(TURN * self._rule.least, TURN_OWN * way, SIGMAS * self._smoother.residue)

    def _halves(self) -> tuple[float, float]:
        """Moments at which half of the way up and half of the way down was done: half of a circle lies between them."""
        up, down = (self._top + self._low) / 2, (self._top + self._bottom) / 2
        before = [m for m in self._past if m.t <= self._top_s]
        after = [m for m in self._past if m.t >= self._top_s]
        return _crossing(before[::-1], up), _crossing(after, down)

    def _closed(self, end_s: float) -> list[Movement]:
        """The circle that ended, if it was one."""
        up_s, down_s = self._halves()
        half_s = down_s - up_s
        start_s, end_s = up_s - half_s / 2, min(end_s, down_s + half_s)
        rested = start_s - self._run.end_s >= _rest_s(2 * half_s)
        start_s = start_s if rested else max(self._run.end_s, up_s - half_s)
        circle = [m for m in self._past if start_s <= m.t <= end_s]
        way = self._top - (self._low + self._bottom) / 2
        if way < max(self._rule.least, CREEP_CM_S * half_s) or not self._rolled(up_s, down_s):
            return []
        if not QUICKEST_S <= 2 * half_s <= self._rule.slowest_s or start_s < self._since_s:
            return []
        votes = lag(circle)
        told = self._told(closed=True) if rested or self._run.turned_by(votes) else []
        self._own = max(self._own, way)
        rolled = Movement(
            None, start_s, self._top_s, end_s, self._top - way, self._top, self._own, end_s, end_s
        )  # fmt: skip
        self._run.add(circle, rolled, votes)
        return told + self._told(closed=False)

    def _rolled(self, up_s: float, down_s: float) -> bool:
        """Whether it was the shoulders that moved, more than they tremble, and nothing else."""
        circle = [m for m in self._past if 2 * up_s - down_s <= m.t <= 2 * down_s - up_s]
        up = [m for m in circle if up_s <= m.t <= down_s]
        down = [m for m in circle if not up_s <= m.t <= down_s]
        if not up or not down or sum(m.kept for m in up) < KEPT * len(up):
            return False
        rise = sum(m.height for m in up) / len(up) - sum(m.height for m in down) / len(down)
        if rise < SURE_SIGMAS * self._smoother.tremble * (1 / len(up) + 1 / len(down)) ** 0.5:
            return False
        planted = sorted(m.planted for m in circle if m.planted is not None)
        if planted and planted[int(0.9 * len(planted))] - planted[int(0.1 * len(planted))] > STEP_CM:
            return False
        moved = sum(m.still for m in up) / len(up) - sum(m.still for m in down) / len(down)
        return -SINK * rise <= moved <= GO_ALONG * rise

    def _told(self, closed: bool) -> list[Movement]:
        """Circles of the run whose direction is clear by now, or must be by the end of the run."""
        told = []
        side, first = self._run.side, self._rule.sides[0]
        if side is not None and (self._run.evident if closed else self._run.sure):
            for movement in self._run.tell():
                self._done[side] += 1
                early = self._done[side] if side != first and not self._done[first] else 0
                told.append(replace(movement, side=side, early=early))
        if closed:
            self._spans += self._run.unshrunk()
            self._run = Run(self._rule)
        return told


def _until(moments: Iterable[Moment], since_s: float) -> Iterable[Moment]:
    """Moments, newest first, back to since_s."""
    for moment in moments:
        if moment.t < since_s:
            return
        yield moment


def _crossing(moments: list[Moment], level: float) -> float:
    """When the height, which begins above level, first passed it in this order; few frames a second do not blur it."""
    for one, two in pairwise(moments):
        if two.height <= level:
            return one.t + (one.height - level) / max(one.height - two.height, 1e-9) * (two.t - one.t)
    return moments[-1].t


def _rest_s(circle_s: float) -> float:
    """How long the shoulders must be down after a circle of this length before it is a rest, seconds."""
    return min(max(REST * circle_s, LEAST_REST_S), MOST_REST_S)
