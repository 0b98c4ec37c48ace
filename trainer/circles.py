"""The counter of shoulder circles: ways up and down that are told from their own size, and their direction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from trainer.body import Body
from trainer.counting import DROPOUT_S, holds
from trainer.exercise import Circles, Movement
from trainer.runs import Moment, Run
from trainer.status import Fault

SMOOTH_S = 0.07  # landmarks tremble by a few millimetres from frame to frame; the delay is taken off every time again
SMOOTH_S_PER_CM, SMOOTHEST_S = 0.25, 0.3  # and where they tremble more, more smoothing is needed
TREMBLE_S = 1.5  # how fast the idea of the trembling follows
SIGMAS = 3.0  # a turn must be larger than what trembling may still look like
DRIFT_S = 3.0  # the resting height follows the person this slowly, so that a change of posture does not start a circle
TURN = 0.45  # share of the least way from which a rise or fall is one
TURN_OWN = 0.25  # and of the circle's own way: large circles tremble more
HOME = 0.12  # share of the way within which the shoulders are down again
EDGE = 0.25  # and of the least way, for the smallest circles
OPEN = 0.35  # a circle that ends further than this share from where it began was no circle
STAY = 0.6  # what should be still may move by this share of the way
LEVEL = 0.1  # share of a circle at either end that goes forward or back at the bottom, where the height shows nothing
UNEVEN = 1.6  # the way down takes at most this much longer than the way up, or the other way round
REST, LEAST_REST_S, MOST_REST_S = 0.55, 0.45, 1.2  # down for longer than this share of a circle: a rest, ends a run
STALL_S = 1.5  # up for so long: a new posture, or a shrug that is held, and no circle
QUICKEST_S = 0.45  # nobody rolls faster
STEP_CM = 15.0  # feet that stand still are seen to move by up to 4 cm, walking ones and pedalling ones by 25 to 50
SURE_SIGMAS = 8.0  # and a circle than what trembling may add up to over a rest of many seconds
KEPT = 0.85  # share of a circle in which what must be kept is so


class CircleCounter:
    """rest → up → down → rest or the next circle; the direction is voted on by the circles of one run."""

    hold: tuple[float, float] | None = None
    cadence: float | None = None
    clock_s: float | None = None

    def __init__(self, rule: Circles) -> None:
        self._rule = rule
        self.phase = "lost"
        self._past: list[Moment] = []
        self._own = rule.full
        self._low = self._top = 0.0
        self._bottom = self._top_s = self._begin_s = 0.0
        self._going = "rest"
        self._run = Run(rule)
        self._done: dict[str, int] = dict.fromkeys(rule.sides, 0)
        self._spans: list[Fault] = []
        self._waiting_s = float("inf")
        self._raw = (0.0, 0.0)
        self._tremble = self._residue = 0.0
        self._smooth_s = SMOOTH_S

    @property
    def side(self) -> str | None:
        return self._run.side

    @property
    def since_s(self) -> float:
        return self._waiting_s

    @property
    def share(self) -> float | None:
        if self.phase == "lost" or not self._past:
            return None
        return (self._past[-1].height - self._low) / self._own

    @property
    def spans(self) -> Sequence[Fault]:
        """Runs that did not become smaller."""
        return self._spans

    def step(self, t: float, body: Body | None) -> Sequence[Movement]:
        moment = self._smoothed(t, body)
        if moment is None:
            if self._past and t - self._past[-1].t > DROPOUT_S:
                return self._lost()
            return ()
        self._past.append(moment)
        if self.phase == "lost":
            self.phase = "rest"
            self._rest(moment)
        ended = self._turned(moment)
        if self.phase == "rest" and self._run.circles and t - self._run.end_s > MOST_REST_S:
            ended += self._told(closed=True)
        self._forget(t)
        return ended

    def finish(self) -> Sequence[Movement]:
        """The circles that still wait for their direction."""
        ended = self._closed() if self._going == "down" and self._past else []
        return ended + self._told(closed=True)

    def _lost(self) -> list[Movement]:
        ended = self._told(closed=True)
        self.phase, self._past, self._waiting_s = "lost", [], float("inf")
        return ended

    def _smoothed(self, t: float, body: Body | None) -> Moment | None:
        if body is None:
            return None
        left, right = (signal.of(body) for signal in self._rule.height.values())
        still = self._rule.still.of(body)
        if left is None or right is None or still is None:
            return None
        forward, kept = self._rule.forward.of(body), holds(self._rule.keep, body)
        planted = None if self._rule.planted is None else self._rule.planted.of(body)
        if not self._past:
            height = (left + right) / 2
            self._raw = (height, height)
            return Moment(t, left, right, still, forward, kept, planted)
        before = self._past[-1]
        step = max(t - before.t, 0.0)
        self._shiver(step, (left + right) / 2)
        new = 1 - math.exp(-step / self._smooth_s)
        return Moment(
            t,
            before.left + new * (left - before.left),
            before.right + new * (right - before.right),
            before.still + new * (still - before.still),
            forward if forward is None or before.forward is None else before.forward + new * (forward - before.forward),
            kept,
            planted,
        )

    def _shiver(self, step: float, height: float) -> None:
        """How much the height trembles from frame to frame: what is left when a steady way is taken off."""
        one, two = self._raw
        self._raw = (height, one)
        bend = abs(height - 2 * one + two) / 2  # white noise of 1 cm bends by 1 cm on average, halved as it is here
        self._tremble += (bend - self._tremble) * (1 - math.exp(-step / TREMBLE_S))
        self._smooth_s = min(max(SMOOTH_S, SMOOTH_S_PER_CM * self._tremble), SMOOTHEST_S)
        self._residue = self._tremble * math.sqrt(step / (2 * self._smooth_s + step))

    def _rest(self, moment: Moment) -> None:
        recent = (m.height for m in self._past if m.t >= moment.t - STALL_S)
        self._going, self._low = "rest", min(recent, default=moment.height)
        self.phase, self._waiting_s = "rest", self._run.waiting_s

    def _turned(self, moment: Moment) -> list[Movement]:
        """Follow the way up and down; the circles that were told by it."""
        t, height = moment.t, moment.height
        if self._going == "rest":
            self._drift(t, height)
            if height - self._low >= self._turn(0.0):
                self._up(moment)
            return []
        if t - self._begin_s > self._rule.slowest_s or (self._going == "up" and t - self._top_s > STALL_S):
            self._rest(moment)
            return []
        if self._going == "up":
            if height > self._top:
                self._top, self._top_s = height, t
            elif self._top - height >= self._turn(self._top - self._low):
                self._going, self._bottom = "down", height
            return []
        return self._falling(moment)

    def _falling(self, moment: Moment) -> list[Movement]:
        t, height = moment.t, moment.height
        self._bottom = min(self._bottom, height)
        home = self._bottom - self._low <= OPEN * (self._top - self._low)
        rising = height - self._bottom >= self._turn(self._top - self._low)
        if rising and not home:  # a dent in one long way up
            self._going = "up"
            self._top = max(self._top, height)
        elif rising:
            ended = self._closed()
            self._low = self._bottom
            self._up(moment)
            return ended
        elif home and t - (down_s := self._down_s()) >= _rest_s(down_s - self._begin_s):
            ended = self._closed()
            self._rest(moment)
            return ended
        return []

    def _up(self, moment: Moment) -> None:
        self._going, self.phase = "up", "moving"
        self._begin_s, self._top, self._top_s = moment.t, moment.height, moment.t
        self._waiting_s = min(self._run.waiting_s, moment.t - MOST_REST_S)

    def _drift(self, t: float, height: float) -> None:
        """The resting height: at once down, slowly up."""
        step = t - self._past[-2].t if len(self._past) > 1 else 0.0
        self._low = min(height, self._low + (height - self._low) * (1 - math.exp(-step / DRIFT_S)))

    def _turn(self, way: float) -> float:
        return max(TURN * self._rule.least, TURN_OWN * way, SIGMAS * self._residue)

    def _edge(self, low: float) -> float:
        """Height under which the shoulders are down again."""
        return low + max(HOME * (self._top - low), EDGE * self._rule.least)

    def _down_s(self) -> float:
        """First moment after the top at which the shoulders were down."""
        edge, first = self._edge(self._bottom), self._past[-1].t
        for moment in reversed(self._past):
            if moment.t <= self._top_s:
                break
            if moment.height <= edge:
                first = moment.t
        return first

    def _up_s(self) -> float:
        """Last moment before the top at which the shoulders were still down."""
        edge = self._edge(self._low)
        before = (m.t for m in reversed(self._past) if m.t < self._top_s and m.height <= edge)
        return next(before, self._past[0].t)

    def _closed(self) -> list[Movement]:
        """The circle that ended, if it was one."""
        way = self._top - (self._low + self._bottom) / 2
        up_s, down_s = _even(self._up_s(), self._top_s, self._down_s())
        edge = self._edge(self._bottom)
        leaves_s = next((m.t for m in reversed(self._past) if m.height <= edge), down_s)
        level = LEVEL * (down_s - up_s)
        rest_s = _rest_s(down_s - up_s)
        end_s = min(down_s + level, self._past[-1].t) if leaves_s - down_s >= rest_s else (down_s + leaves_s) / 2
        rested = up_s - self._run.down_s >= rest_s
        start_s = up_s - level if rested else self._run.end_s
        circle = [m for m in self._past if start_s <= m.t <= end_s]
        least = max(self._rule.least, SURE_SIGMAS * self._residue)
        if way < least or down_s - up_s < QUICKEST_S * (1 - 2 * LEVEL) or not self._rolled(circle, way):
            return []
        told = self._told(closed=True) if rested else []
        self._own, late = max(self._own, way), self._smooth_s
        self._run.add(circle, Movement(
            None, start_s - late, self._top_s - late, end_s - late, self._top - way, self._top, self._own,
            end_s - late, end_s - late,
        ), down_s, end_s)  # fmt: skip
        return told + self._told(closed=False)

    def _rolled(self, circle: list[Moment], way: float) -> bool:
        """Whether it was the shoulders that moved, and nothing else."""
        if len(circle) < 3 or sum(m.kept for m in circle) < KEPT * len(circle):
            return False
        planted = sorted(m.planted for m in circle if m.planted is not None)
        if planted and planted[int(0.9 * len(planted))] - planted[int(0.1 * len(planted))] > STEP_CM:
            return False
        half = self._top - way / 2
        up, down = [m.still for m in circle if m.height >= half], [m.still for m in circle if m.height < half]
        return bool(up and down) and abs(sum(up) / len(up) - sum(down) / len(down)) <= STAY * way / 2

    def _told(self, closed: bool) -> list[Movement]:
        """Circles of the run whose direction is clear by now, or must be by the end of the run."""
        told = []
        side = self._run.side
        if side is not None and (closed or self._run.sure):
            for movement in self._run.tell():
                self._done[side] += 1
                early = self._done[side] if side != self._rule.sides[0] and not self._done[self._rule.sides[0]] else 0
                told.append(replace(movement, side=side, early=early))
        if closed:
            span = self._run.unshrunk()
            if span is not None:
                self._spans.append(span)
            self._run = Run(self._rule)
        self._waiting_s = min(self._run.waiting_s, self._begin_s if self._going != "rest" else float("inf"))
        return told

    def _forget(self, t: float) -> None:
        """Keep what the circle that goes on may still need."""
        if len(self._past) > 256:
            keep = min(t, self._begin_s if self._going != "rest" else t) - 2.0
            if self._past[128].t < keep:
                self._past = [m for m in self._past if m.t >= keep]


def _even(up_s: float, top_s: float, down_s: float) -> tuple[float, float]:
    """Start and end of a circle even where the rest around it drifts: no half takes much longer than the other."""
    return max(up_s, top_s - UNEVEN * (down_s - top_s)), min(down_s, top_s + UNEVEN * (top_s - up_s))


def _rest_s(circle_s: float) -> float:
    """How long the shoulders must be down after a circle of this length before it is a rest, seconds."""
    return min(max(REST * circle_s, LEAST_REST_S), MOST_REST_S)
