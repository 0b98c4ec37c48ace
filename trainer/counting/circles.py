"""The counter of shoulder circles: ways up and down that nothing but the shoulders made, and their direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trainer.body import Body
from trainer.counting import DROPOUT_S, holds
from trainer.counting.runs import Run, lag
from trainer.counting.smoothing import Moment, Smoother
from trainer.counting.ways import MOST_REST_S, Arch, Ways
from trainer.exercise import Circles, Movement
from trainer.status import Fault

SURE_SIGMAS = 4.0  # the upper half of a circle is higher than the lower one, by more than trembling gives in a minute
SINK, GO_ALONG = 0.6, 1.0  # what should be still may move down and up by these shares of the rise: 0.22, 0.57 are seen
QUICKEST_S = 0.45  # nobody rolls faster
CREEP_CM_S = 0.6  # a slower rise is a change of posture: those are seen up to 0.5, slow small circles from 0.8
STEP_CM = 15.0  # feet that stand still are seen to move by up to 4 cm, walking ones and pedalling ones by 25 to 50
SWING_DEG = 8.0  # a turn is read up to so far off while the shoulders roll; further off the other evidence is not asked
KEPT = 0.95  # share of the upper half of a circle in which what must be kept is so


class CircleCounter:
    """lost → rest → moving → rest; the direction is voted on by the circles of one run."""

    hold: tuple[float, float] | None = None
    cadence: float | None = None
    clock_s: float | None = None

    def __init__(self, rule: Circles) -> None:
        self._rule = rule
        self._own = rule.full
        self._seen_s = self._since_s = 0.0
        self._run = Run(rule)
        self._done: dict[str, int] = dict.fromkeys(rule.sides, 0)
        self._spans: list[Fault] = []
        self._begin()

    @property
    def phase(self) -> str:
        if not self._ways.past:
            return "lost"
        return "rest" if self._ways.resting else "moving"

    @property
    def side(self) -> str | None:
        return self._run.side

    @property
    def since_s(self) -> float:
        return min(self._run.waiting_s, float("inf") if self._ways.resting else self._ways.begin_s - MOST_REST_S)

    @property
    def share(self) -> float | None:
        ways = self._ways
        return (ways.past[-1].height - ways.low) / self._own if ways.past else None

    @property
    def spans(self) -> Sequence[Fault]:
        """Runs that did not become smaller."""
        return self._spans

    def step(self, t: float, body: Body | None) -> Sequence[Movement]:
        seen = None if body is None else self._read(t, body)
        if seen is None:
            if self._ways.past and t - self._seen_s > DROPOUT_S:
                told = self.finish() if self._ways.returned else self._told(closed=True)
                self._begin()
                return told
            return ()
        if not self._ways.past:
            self._since_s = t
        self._seen_s = t
        moment = self._smoother.step(seen)
        arch = self._ways.step(moment, self._smoother.residue)
        ended = [] if arch is None else self._rolled(arch)
        if self._ways.resting and self._run.circles and moment.t - self._run.end_s > MOST_REST_S:
            ended += self._told(closed=True)
        return ended

    def finish(self) -> Sequence[Movement]:
        """The circles that still wait for their direction."""
        arch = self._ways.finish()
        return ([] if arch is None else self._rolled(arch)) + self._told(closed=True)

    def _begin(self) -> None:
        self._ways = Ways(self._rule.least, self._rule.slowest_s)
        self._smoother = Smoother()

    def _read(self, t: float, body: Body) -> Moment | None:
        left, right = [signal.of(body) for signal in self._rule.height.values()]
        still = self._rule.still.of(body)
        if left is None or right is None or still is None:
            return None
        planted = None if self._rule.planted is None else self._rule.planted.of(body)
        kept, aside = holds(self._rule.keep, body), self._rule.aside
        if aside is None:
            return Moment(t, left, right, still, self._rule.forward.of(body), kept, planted)
        turned = aside.turn.of(body) or 0.0
        forward = self._rule.forward.of(body) if turned < aside.from_deg + SWING_DEG else None
        ahead = aside.forward.of(body) if turned > aside.from_deg - SWING_DEG else None
        return Moment(t, left, right, still, forward, kept, planted, ahead, turned)

    def _rolled(self, arch: Arch) -> list[Movement]:
        """Take the arch as a circle, if it was one; the circles that are told by it."""
        start_s, end_s = arch.up_s - arch.half_s / 2, arch.end_s
        if start_s < self._since_s or not self._is_circle(arch):
            return []
        rested = start_s - self._run.end_s >= arch.rest_s
        if not rested:
            start_s = max(self._run.end_s, arch.up_s - arch.half_s)
        circle = [m for m in self._ways.past if start_s <= m.t <= end_s]
        votes = self._votes(circle)
        told = self._told(closed=True) if rested or self._run.turned_by(votes) else []
        self._own = max(self._own, arch.way)
        rest = arch.top - arch.way
        movement = Movement(None, start_s, arch.top_s, end_s, rest, arch.top, self._own, end_s, end_s)
        self._run.add(circle, movement, votes)
        return told + self._told(closed=False)

    def _votes(self, circle: Sequence[Moment]) -> float:
        """How clearly it goes forward, negative: backward; by one evidence for all of it, as each has its own zero."""
        aside = self._rule.aside
        if aside is None or sum(m.turned for m in circle) < aside.from_deg * len(circle):
            return lag(circle)
        return lag([m._replace(forward=m.aside) for m in circle])

    def _is_circle(self, arch: Arch) -> bool:
        """Whether it was the shoulders that moved, in time and more than they tremble, and nothing else."""
        if not QUICKEST_S <= 2 * arch.half_s <= self._rule.slowest_s:
            return False
        if arch.way < max(self._rule.least, CREEP_CM_S * arch.half_s):
            return False
        around = [m for m in self._ways.past if arch.up_s - arch.half_s <= m.t <= arch.down_s + arch.half_s]
        up = [m for m in around if arch.up_s <= m.t <= arch.down_s]
        down = [m for m in around if not arch.up_s <= m.t <= arch.down_s]
        if not up or not down or sum(m.kept for m in up) < KEPT * len(up):
            return False
        planted = sorted(m.planted for m in around if m.planted is not None)
        if planted and planted[int(0.9 * len(planted))] - planted[int(0.1 * len(planted))] > STEP_CM:
            return False
        rise = sum(m.height for m in up) / len(up) - sum(m.height for m in down) / len(down)
        moved = sum(m.still for m in up) / len(up) - sum(m.still for m in down) / len(down)
        sure = SURE_SIGMAS * self._smoother.tremble * (1 / len(up) + 1 / len(down)) ** 0.5
        return rise >= sure and -SINK * rise <= moved <= GO_ALONG * rise

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
