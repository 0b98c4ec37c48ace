"""One signal that travels up from rest and back, and when its way started, reached its plateau, left it and ended."""

from __future__ import annotations

from collections import deque

from trainer.counting import DROPOUT_S, SETTLE_S, History, Lowest
from trainer.counting.ramps import HIGH, LOW, edges, longest_gap
from trainer.exercise import Movement, Travel

SMOOTH_S = 0.15  # noise of single frames is averaged over this; the fastest repetition lasts several times as long
KEEP_S = DROPOUT_S + SMOOTH_S / 2  # what must be kept may be missed for a dropout, by the time of the smoothed way
REST_WINDOW_S = 1.5  # rest level: the lowest value of this stretch, so that a slow start can't drag it along
BEGIN = 0.25  # share of the least travel from which a movement has begun
AGAIN = 0.4  # share of the travel at which someone who was back below LOW is on the way again
NEARER = 1.1  # times as large, or so much smaller, at the end of a way: 1.05 is read of who stays in place
FARTHEST = 3.0  # times the own range: more than twice the usual range was never seen
LOOK_S = 0.25  # how often the running hold is measured anew; the verdict measures it once more at the end
TOP = 0.7  # the plateau is this quantile of the way: robust against a hand that slips, and short holds still reach it


class Track:
    """The state of one signal that travels up from rest; a rule whose signal falls gives its negative."""

    def __init__(self, rule: Travel, side: str | None) -> None:
        self.side = side
        self.phase = "lost"
        self._rule = rule
        self._best = rule.full
        self._scale = self._begun_scale = 1.0
        self._expected = 0.0
        self._past = History()
        self._rest = 0.0
        self._value: float | None = None
        self._start = self._peak = self._peak_s = self._sure_s = self._rest_s = 0.0
        self._home_s: float | None = None
        self._kept_s = self._seen_s = self._last_end = self._looked_s = float("-inf")
        self._held = (0.0, 0.0)
        self._last_times: deque[float] = deque()
        self._last_values: deque[float] = deque()
        self._lows = Lowest()

    @property
    def _own(self) -> float:
        """The person's own range, as far as it is known."""
        return max(self._best, self._expected)

    @property
    def _steady(self) -> bool:
        """Whether the person's distance to the camera stayed: else rest and far end are of different scales."""
        return 1 / NEARER < self._scale / self._begun_scale < NEARER

    def _learn(self, travel: float) -> None:
        """The own best, if this way was longer, and not only because the camera came nearer in the middle of it."""
        if self._steady:
            self._best = max(self._best, travel)

    def expect(self, own: float | None) -> None:
        """The own range as it was on another day; None: only this set's own counts."""
        self._expected = own or 0.0

    @property
    def since_s(self) -> float:
        return self._start if self.phase == "moving" else float("inf")

    @property
    def share(self) -> float | None:
        if self._value is None or self.phase == "lost":
            return None
        return (self._value - self._rest) / self._own

    @property
    def hidden(self) -> bool:
        """Whether a movement that may stay unseen for long is unseen."""
        return self._value is None and self._rule.unseen_s > DROPOUT_S

    @property
    def returned(self) -> bool:
        """Whether the way back is done, though not yet for long enough to be believed."""
        return self._home_s is not None

    @property
    def lead(self) -> float:
        """Which side is shown when several have a signal: the one that is further on its way."""
        return (self.share or 0.0) + (1.0 if self.phase == "moving" else 0.0)

    def step(
        self, t: float, value: float | None, ready: bool, kept: bool, scale: float | None = None
    ) -> Movement | None:
        """Take one moment; scale: the person's size in the picture, in any unit, None where it is not known."""
        self._value, self._scale = value, scale or self._scale
        if kept and not (value is not None and self._too_far(value)):
            self._kept_s = t
        elif self.phase == "moving" and t - self._kept_s > KEEP_S:
            return self._lose()  # what was not seen to be kept for so long was not, whatever comes next
        if value is None:
            if t - self._seen_s > (self._rule.unseen_s if self.phase == "moving" else DROPOUT_S):
                return self._lose()
            return None
        self._seen_s = t
        t, value = self._smooth(t, value)
        self._past.add(t, value)
        if self.phase == "moving":
            return self._moving(t, value, ready)
        self._resting(t, value, ready)
        return None

    def _too_far(self, value: float) -> bool:
        """Whether no body goes there: the rest level was that of another view, before the person turned."""
        return self.phase == "moving" and value - self._rest > FARTHEST * self._own

    def _smooth(self, t: float, value: float) -> tuple[float, float]:
        """Mean moment and mean value of the last SMOOTH_S, so that smoothing delays nothing."""
        times, values = self._last_times, self._last_values
        times.append(t)
        values.append(value)
        while t - times[0] > SMOOTH_S:
            times.popleft()
            values.popleft()
        n = len(times)
        return sum(times) / n, sum(values) / n

    def _resting(self, t: float, value: float, ready: bool) -> None:
        self._past.forget(t - 4 * REST_WINDOW_S)
        if ready:
            if self.phase == "lost":
                self.phase, self._rest_s = "rest", max(t - SETTLE_S, self._past.times[0])
            self._lows.add(t, value)
            self._rest = self._lows.since(max(t - REST_WINDOW_S, self._rest_s))
        if self.phase == "rest" and value - self._rest >= BEGIN * self._rule.least:
            self.phase, self._start, self._peak, self._peak_s, self._home_s = "moving", t, value, t, None
            self._looked_s = self._kept_s = t
            self._held, self._begun_scale = (t, t), self._scale
        elif not ready:
            self.phase = "lost"

    def _moving(self, t: float, value: float, ready: bool) -> Movement | None:
        if value > self._peak:
            self._peak, self._peak_s = value, t
        travel = self._peak - self._rest
        if self._home_s is not None and t < self._sure_s:
            if value - self._rest >= AGAIN * travel:
                self._home_s = None
            return None
        if self._home_s is None and value - self._rest < LOW * travel:
            self._home_s = t if travel < self._rule.least else max(self._edges(t)[3], t)
            self._sure_s = t + self._rule.back_s
            if t < self._sure_s:
                return None
        if self._home_s is None or (t < self._home_s and value - self._rest < AGAIN * travel):
            return None
        self.phase = "rest" if ready else "lost"
        if travel < self._rule.least:
            return None
        self._learn(travel)
        return self._measured(t)

    def _lose(self) -> Movement | None:
        movement = self.finish()
        self.phase = "lost"
        return movement

    def finish(self) -> Movement | None:
        """The movement that was below LOW on its way back when the set closed; None when there is none."""
        travel = self._peak - self._rest
        if self.phase != "moving" or self._home_s is None or travel < self._rule.least:
            return None
        self.phase = "lost"
        self._learn(travel)
        return self._measured(self._past.times[-1])

    def _measured(self, t: float) -> Movement | None:
        start, first, last, _ = self._edges(t)
        start = max(start, self._last_end, self._rest_s)
        if first > last:
            first = last = self._peak_s
        first, last = max(first, start), max(last, start)
        end = max(min(self._home_s or t, t), last)  # a hidden limb may be back before it was seen to leave
        peak_s = min(max(self._peak_s, start), end)
        self._rest_s = self._last_end = end
        if end - start < self._rule.quickest_s:
            return None
        own = self._own if self._steady else self._peak - self._rest
        return Movement(self.side, start, peak_s, end, self._rest, self._peak, own, first, last)

    def hold(self) -> tuple[float, float] | None:
        """First and last moment in position so far; None when not there yet."""
        if self.phase != "moving" or self._peak - self._rest < self._rule.far * self._own:
            return None
        now = self._past.times[-1]
        if now - self._looked_s >= LOOK_S:
            self._looked_s = now
            _, first, last, _ = self._edges(now)
            self._held = (first, last)
        first, last = self._held
        if (self._value or 0.0) - self._rest >= HIGH * (self._peak - self._rest):
            last = now
        return (first, last) if first < last else None

    def _edges(self, t: float) -> tuple[float, float, float, float]:
        """Moments at which the movement starts, its plateau starts, the plateau ends, and the movement ends."""
        moments = list(self._past.between(max(self._rest_s, self._start - REST_WINDOW_S), t))
        values = sorted(self._past.part(self._start, t)[1])
        top = values[int(TOP * (len(values) - 1))] - self._rest
        if self._rule.unseen_s > DROPOUT_S and longest_gap(moments) > DROPOUT_S:
            top = max(top, self._rule.full)  # the far end was hidden
        return edges(moments, self._rest, top, self._rule.ramp)
