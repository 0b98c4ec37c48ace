"""The counter of steps and pedal turns: swings of the legs become a rhythm, and the rhythm's beats are counted."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from trainer.body import Body
from trainer.counting import DROPOUT_S
from trainer.counting.rhythm import TURN, Rhythm, Swing
from trainer.exercise import Cadence, Movement
from trainer.status import Fault

ROUND = 1.5  # height against width of the way of a foot counts up to here: a foot that is hardly seen to go forward
NEITHER = 0.8  # height against width where one foot is not seen: between treadmill and bike, so that the thighs decide
ROLLING_S = 10.0  # stretch that the cadence is taken from
POSE_S = 2.0  # how fast the idea of the machine follows what is seen
SLOWER = 1.5  # a beat is at most this much longer than the one before: the last one before a stop may take its time
EDGE = 0.75  # share of a beat that still belongs to the movement before and after a pause


class CadenceCounter:
    """rest → moving, once there is a rhythm → rest, when it is missed for long; beats are counted over the set."""

    hold: tuple[float, float] | None = None
    side: str | None = None
    since_s = math.inf
    share: float | None = None

    def __init__(self, rule: Cadence) -> None:
        self._rule = rule
        self.phase = "lost"
        self._steps = Rhythm(rule.step, rule.least_step, rule.slowest_s)
        self._pedals = tuple(Rhythm(signal, rule.least_pedal, rule.slowest_s) for signal in rule.pedals)
        self._thighs: float | None = None
        self._leader: Rhythm | None = None
        self._t = self._seen_s = -math.inf
        self._last_s: float | None = None
        self._beat_s = 0.0
        self._swings = 0
        self._recent: deque[float] = deque()
        self._done_s = 0.0
        self._spans: list[Fault] = []

    @property
    def cadence(self) -> float | None:
        """Beats a minute over the last ten seconds; 0 in a pause, None before the first rhythm."""
        if not self._recent:
            return None
        if self.phase != "moving" or len(self._recent) < 2:
            return 0.0
        return 60 * (len(self._recent) - 1) / (self._recent[-1] - self._recent[0])

    @property
    def clock_s(self) -> float:
        """Seconds in motion; stands still in a pause."""
        return self._done_s

    @property
    def spans(self) -> Sequence[Fault]:
        """Pauses between beats."""
        return self._spans

    def step(self, t: float, body: Body | None) -> Sequence[Movement]:
        if body is None:
            if t - self._seen_s > DROPOUT_S:
                self.phase = "lost"
            return ()
        self._follow(t, body)
        for rhythm in (self._steps, *self._pedals):
            rhythm.step(t, rhythm.signal.of(body))
        return self._told()

    def finish(self) -> Sequence[Movement]:
        """The swing that was over when the set ended, though none came after it."""
        for rhythm in (self._steps, *self._pedals):
            rhythm.close()
        return self._told()

    def _told(self) -> list[Movement]:
        """Beats of the rhythm that leads; what the others found until now is not counted any more."""
        told = [] if self._leader is None else self._beats(self._leader)
        if self._leader is not None and not self._leader.steady:
            for rhythm in (self._steps, *self._pedals):  # or the knee would tell the foot's last swing once more
                rhythm.drop()
        if self._leader is None or not self._leader.steady:
            self._leader = self._choose()
            told += [] if self._leader is None else self._beats(self._leader)
        if self._leader is not None:
            for rhythm in (self._steps, *self._pedals):
                rhythm.take()
        self.phase = "rest" if self._leader is None else "moving"
        return told

    def _beats(self, rhythm: Rhythm) -> list[Movement]:
        return [beat for swing in rhythm.take() for beat in self._beat(swing, 1 if rhythm is self._steps else 2)]

    def _follow(self, t: float, body: Body) -> None:
        thighs = self._rule.thighs.of(body)
        if thighs is not None:
            new = 1 - math.exp(-(t - self._t) / POSE_S)
            self._thighs = thighs if self._thighs is None else self._thighs + new * (thighs - self._thighs)
        self._t = self._seen_s = t

    def _choose(self) -> Rhythm | None:
        """The rhythm that is counted: of the steps, or of a leg that is seen to pedal; None before there is one."""
        height = next((rhythm.size for rhythm in self._pedals if rhythm.size), 0.0)
        width = self._steps.size / 2
        around = min(height / width, ROUND) if width else NEITHER
        seated = (self._thighs or 0.0) / self._rule.seat_deg + around >= self._rule.seated
        rhythms = self._pedals if seated else (self._steps,)
        return next((rhythm for rhythm in rhythms if rhythm.steady), None)

    def _beat(self, swing: Swing, swings: int) -> list[Movement]:
        """The beat that ends with this swing, and the pause before it; on a bike it takes two swings."""
        gap = math.inf if self._last_s is None else swing.t - self._last_s
        if gap < TURN * self._beat_s:  # the same swing, told by another joint
            return []
        if gap <= self._rule.slowest_s:
            self._beat_s = min(gap, SLOWER * self._beat_s) if self._beat_s else gap
            self._done_s += gap
        elif self._last_s is not None:
            start, end = self._last_s + EDGE * self._beat_s, swing.t - EDGE * self._beat_s
            self._done_s += 2 * EDGE * self._beat_s
            if end - start > self._rule.pause_s:
                self._spans.append(Fault("paused", "warn", start, end, end - start, "s"))
            self._recent.clear()
        start = swing.t if self._last_s is None else swing.t - min(gap, self._rule.slowest_s)
        self._last_s = swing.t
        self._swings += 1
        if self._swings % swings:
            return []
        self._recent.append(swing.t)
        while self._recent[0] < swing.t - ROLLING_S:
            self._recent.popleft()
        return [Movement(None, start, swing.t, swing.t, 0.0, swing.size, swing.size, swing.t, swing.t)]
