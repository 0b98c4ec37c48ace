"""One signal under one check: what was seen of it, and its verdict over a movement."""

from __future__ import annotations

import statistics
from bisect import insort
from collections.abc import Sequence

from trainer.body import Body
from trainer.checking.verdicts import Verdict
from trainer.counting import DROPOUT_S, History
from trainer.exercise import Check, Limit, Movement, Signal, View
from trainer.pose import DETAIL
from trainer.status import Fault

START_S = 1.0  # the start posture is the median of this stretch before the movement
SETTLED_S = 0.7  # the hold's own beginning: long enough for a median, short enough to precede most drifts
BRIDGE_S = 0.15  # a dip below the limit this short does not end a fault: landmarks tremble
ENOUGH = 0.5  # a check that was seen for less than this share of its time has not been seen
LEFT_S = 0.25  # who has not been in position for this long is on the way back: nothing to say about the position
IDLE = float("inf")  # a counter's since_s when no movement goes on

Moment = tuple[float, float]  # s, value
Stretch = tuple[float, float, float]  # start s, end s, worst value


class Watch:
    """One signal check: what it saw, and since when it has been past its limit."""

    def __init__(self, check: Check, signal: Signal, limit: Limit) -> None:
        self.check = check
        self.active = False
        self.bad_since = 0.0
        self._of = signal.of
        self._limit = limit
        # what came before the movement matters to its start, and to what is judged from its first moment on
        self._before = check.against == "start" or check.during == "movement"
        self._past = History()
        self._base: float | None = None
        self._faultless: list[float] = []  # the better, the further in front
        self._expected: float | None = None
        self._bad_at = float("-inf")
        self._waiting: dict[Movement, list[Moment]] = {}

    @property
    def best(self) -> float | None:
        """The median of the person's faultless repetitions, of two the better one; None before there is one.

        The very best of ten is further off than the best of three, by chance alone: the tenth would be asked for more.
        """
        return _own(self._faultless)

    def expect(self, best: float | None) -> None:
        """What to compare with until this set has a best of its own; None: with nothing."""
        self._expected = best

    def begin(self, since: float) -> None:
        """A movement began at since, or none goes on."""
        self._base, self.active, self._bad_at = None, False, float("-inf")

    def looks(self, view: View | None, detail: int | None, moving: bool) -> bool:
        """Whether values matter that are seen from there, in a movement or between two; None: nobody is seen."""
        return shown(self.check, view, detail) and (moving or self._before)

    def note(self, t: float, body: Body | None, forget: float) -> None:
        """Keep the value at t, and none from before forget."""
        self._past.forget(forget)
        value = None if body is None else self._of(body)
        if value is not None:
            self._past.add(t, value)

    def skip(self, forget: float) -> None:
        """The same where there is nothing to look at."""
        self._past.forget(forget)

    def follow(self, t: float, since: float, hold: tuple[float, float] | None) -> None:
        """Tell whether the check fails now, by what was noted until t."""
        if since == IDLE or (self.check.during == "position" and (hold is None or t - hold[1] > LEFT_S)):
            self.active = False
            return
        value = self._past.at(t)
        if value is None:
            self.active = False
            return
        if self._base is None and self._settled(t, hold):
            self._base = self._baseline(since, hold)
        if not self._is_bad(t, value, hold):
            self.active = self.active and t - self._bad_at <= BRIDGE_S
            return
        if t - self._bad_at > BRIDGE_S:
            self.bad_since = t
        self._bad_at = t
        self.active = t - self.bad_since >= self.check.lasting_s

    def _is_bad(self, t: float, value: float, hold: tuple[float, float] | None) -> bool:
        """Whether the value is past the limit now, and where the whole position counts, the median of it so far too."""
        if self._base is None or self._limit.excess(value - self._base) <= 0:
            return False
        if not self.check.typical or hold is None:
            return True
        typical = statistics.median(v for _, v in self._past.between(hold[0], t))
        return self._limit.excess(typical - self._base) > 0

    def _settled(self, t: float, hold: tuple[float, float] | None) -> bool:
        """Whether all is seen that the values of a hold are compared with."""
        return self.check.against != "hold" or (hold is not None and t >= hold[0] + SETTLED_S)

    def phase(self, m: Movement) -> tuple[float, float]:
        """The stretch of the movement in which this check is judged."""
        return (m.hold_start_s, m.hold_end_s) if self.check.during == "position" else (m.start_s, m.end_s)

    def judge(self, m: Movement, frames: int) -> Verdict:
        """What to say of a movement that has ended; frames: how many its phase had."""
        phase = self.phase(m)
        moments = list(self._past.between(*phase))
        if not moments or len(moments) < ENOUGH * frames:
            return "unseen"
        base = self.base(m)
        if base is None:
            if self.check.against == "own":
                self._waiting[m] = moments
            return "unseen"
        return self._verdict(phase, moments, base)

    def waits_for(self, m: Movement) -> bool:
        """Whether the movement was seen, and there was nothing yet of the person's own to compare it with."""
        return m in self._waiting

    def judge_again(self, m: Movement) -> Verdict:
        """What to say now of a movement that waited: against the person's other ones, before and after it."""
        moments = self._waiting[m]
        value = statistics.median(v for _, v in moments)
        others = list(self._faultless)
        if value in others:
            others.remove(value)
        base = _own(others)
        return "unseen" if base is None else self._verdict(self.phase(m), moments, base)

    def _verdict(self, phase: tuple[float, float], moments: Sequence[Moment], base: float) -> Verdict:
        changes = [(t, value - base) for t, value in moments]
        stretches = self._stretches(phase, changes, self._limit)
        if stretches:
            worst = max((s[2] for s in stretches), key=self._limit.excess)
            code, unit = self.check.code, self._limit.unit
            return Fault(code, self.check.severity, stretches[0][0], stretches[-1][1], worst, unit)
        if self.check.clear is not None and self._stretches(phase, changes, self.check.clear):
            return "unseen"
        return None

    def base(self, m: Movement) -> float | None:
        """What values of this movement are compared with, in the signal's unit; None when it can't be told."""
        return self._baseline(m.start_s, (m.hold_start_s, m.hold_end_s))

    def learn(self, m: Movement) -> None:
        """Take a faultless repetition as the person's own measure."""
        values = [v for _, v in self._past.between(*self.phase(m))]
        if values:
            insort(self._faultless, statistics.median(values), key=self._limit.excess)

    def _baseline(self, since: float, hold: tuple[float, float] | None) -> float | None:
        if self.check.against == "nothing":
            return 0.0
        if self.check.against == "own":
            return self._expected if self.best is None else self.best
        if self.check.against == "start":
            values = [v for _, v in self._past.between(since - START_S, since)]
        else:
            values = [v for _, v in self._past.between(hold[0], hold[0] + SETTLED_S)] if hold else []
        return statistics.median(values) if values else None

    def _stretches(self, phase: tuple[float, float], moments: Sequence[Moment], limit: Limit) -> list[Stretch]:
        """Stretches of at least the check's own duration in which the limit is passed."""
        if self.check.typical:
            value = statistics.median(v for _, v in moments)
            return [(*phase, value)] if limit.excess(value) > 0 else []
        if all(limit.excess(value) <= 0 for _, value in moments):
            return []  # no median lies outside of its values
        found: list[list[float]] = []
        bridge = BRIDGE_S
        for t, value in steady(moments, self.check.lasting_s):
            if limit.excess(value) <= 0:
                bridge = BRIDGE_S
                continue
            if found and t - found[-1][1] <= bridge:
                found[-1][1] = t
                found[-1][2] = max(found[-1][2], value, key=limit.excess)
            else:
                found.append([t, t, value])
            bridge = DROPOUT_S  # nothing between two bad moments is no better moment
        return [(s, e, w) for s, e, w in found if e - s >= self.check.lasting_s]


def shown(check: Check, view: View | None, detail: int | None) -> bool:
    """Whether a check can be seen from there with landmarks as finely placed as that; None: nobody is seen."""
    return detail is not None and view in check.views and detail >= DETAIL[check.model]


def _own(faultless: Sequence[float]) -> float | None:
    return faultless[(len(faultless) - 1) // 2] if faultless else None


def steady(moments: Sequence[tuple[float, float]], window_s: float) -> list[tuple[float, float]]:
    """Each moment with the median of window_s around it: what lasts as long as that stays, what only trembles goes."""
    found, first, last = [], 0, 0
    values = [v for _, v in moments]
    for t, _ in moments:
        while moments[first][0] < t - window_s / 2:
            first += 1
        while last < len(moments) and moments[last][0] <= t + window_s / 2:
            last += 1
        window = sorted(values[first:last])
        found.append((t, window[len(window) // 2]))
    return found
