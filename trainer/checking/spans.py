"""Checks over a stretch of time: a posture is compared with the person's own at the start of the set."""

from __future__ import annotations

import math
import statistics

from trainer.body import Body
from trainer.exercise import Check, Limit, Signal
from trainer.status import ActiveFault, Fault

START_S = 3.0  # the own posture is the median of the moments before the rhythm was recognised: its first beats
SMOOTH_S = 0.4  # a stride or a pedal turn sways the trunk by a few degrees: only what stays is posture
BACK = 0.6  # share of the limit below which the fault is over
BRIDGE_S = 1.5  # a better moment this short does not end it


class SpanWatch:
    """One check with during="span", over one set."""

    def __init__(self, check: Check, limit: Limit) -> None:
        self.check = check
        self._limit = limit
        self._before: list[tuple[float, float]] = []
        self._own: float | None = None
        self._value = 0.0
        self._t = -math.inf
        self._open: list[float] | None = None  # start, last moment past the limit, worst
        self.found: list[Fault] = []

    @property
    def own(self) -> float | None:
        """The person's own value at the start of the set; None until there is one."""
        return self._own

    def step(self, t: float, body: Body | None, moving: bool) -> None:
        """Note one moment; moving: the set's movement goes on."""
        signal = self.check.value
        value = None
        if body is not None and body.view in self.check.views and isinstance(signal, Signal):
            value = signal.of(body)
        if self._own is None:
            self._learn(t, value, moving)
        elif value is not None and moving:
            new = 1 - math.exp(-(t - self._t) / SMOOTH_S)
            self._value += new * (value - self._own - self._value)
            self._judge(t)
        self._t = t
        if self._open is not None and t - self._open[1] > BRIDGE_S:
            self.close()

    def close(self) -> None:
        """End the stretch that is open, and keep it when it lasted."""
        if self._open is not None and self._open[1] - self._open[0] >= self.check.lasting_s:
            start, end, worst = self._open
            self.found.append(Fault(self.check.code, self.check.severity, start, end, worst, self._limit.unit))
        self._open = None

    def active(self) -> ActiveFault | None:
        """The fault that lasts at this moment."""
        if self._open is None or self._open[1] - self._open[0] < self.check.lasting_s:
            return None
        return ActiveFault(self.check, self._open[0])

    def _learn(self, t: float, value: float | None, moving: bool) -> None:
        if value is not None:
            self._before.append((t, value))
        if len(self._before) > 64 and self._before[32][0] < t - START_S:
            del self._before[:32]
        recent = [v for moment, v in self._before if moment >= t - START_S] if moving else []
        if recent:
            self._own, self._before = statistics.median(recent), []

    def _judge(self, t: float) -> None:
        past = self._limit.excess(self._value)
        if past > 0 and self._open is None:
            self._open = [t - SMOOTH_S, t, self._value]
        elif self._open is not None and past > (BACK - 1) * abs(self._limit.limit):
            self._open[1] = t
            self._open[2] = max(self._open[2], self._value, key=self._limit.excess)
