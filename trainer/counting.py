"""Counters: they find movements in signals over time and measure them; whether one counts is for the checks to say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from trainer.body import Body
from trainer.exercise import Movement, Posture, Travel
from trainer.status import Fault

DROPOUT_S = 0.5  # what is unseen for less than this may not cost a repetition or a hold
SMOOTH_S = 0.15  # noise of single frames is averaged over this; the fastest repetition lasts several times as long
SETTLE_S = 0.3  # the start posture must be kept this long before a repetition may begin
REST_WINDOW_S = 1.5  # rest level: the lowest value of this stretch, so that a slow start can't drag it along
BEGIN = 0.25  # share of the least travel from which a movement has begun
# A reach starts and stops so smoothly that its first and last moments drown in noise. They are extrapolated from the
# moments at which LOW and HIGH of the way are passed, by the exercise's own ramp (see Travel).
LOW, HIGH = 0.2, 0.8
LOOK_S = 0.25  # how often the running hold is measured anew; the verdict measures it once more at the end
AGAIN = 0.4  # share of the travel at which someone who was back below LOW is on the way again


class Counter(Protocol):
    """What a session needs of a counter."""

    @property
    def phase(self) -> str:
        """lost, rest or moving."""
        ...

    @property
    def side(self) -> str | None:
        """The side of the movement that goes on, as far as it can be told."""
        ...

    @property
    def since_s(self) -> float:
        """Time from which on what happened still matters for a movement that has not ended."""
        ...

    @property
    def share(self) -> float | None:
        """Where the person is now: 0 at rest, 1 at the own best; None when unseen."""
        ...

    @property
    def hold(self) -> tuple[float, float] | None:
        """First and last moment in position of the movement that goes on; None when not in position yet."""
        ...

    def step(self, t: float, body: Body | None) -> Sequence[Movement]:
        """Take one moment; the movements that ended with it."""
        ...

    def finish(self) -> Sequence[Movement]:
        """The set is over; the movements that nothing but its end kept open."""
        ...

    @property
    def spans(self) -> Sequence[Fault]:
        """Faults of a stretch of time that the counter itself found."""
        ...

    @property
    def cadence(self) -> float | None:
        """Beats a minute, None where there is no rhythm to count."""
        ...

    @property
    def clock_s(self) -> float | None:
        """Seconds in motion; None where time is not what counts."""
        ...


def holds(postures: Sequence[Posture], body: Body) -> bool:
    """Whether all of these are so; what is unseen is not."""
    for posture in postures:
        value = posture.signal.of(body)
        if value is None or posture.limit.excess(value) > 0:
            return False
    return True


class History:
    """Times and values of one signal, unseen moments left out."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.values: list[float] = []

    def add(self, t: float, value: float) -> None:
        """Note a value; times must not run backward."""
        self.times.append(t)
        self.values.append(value)

    def forget(self, before_s: float) -> None:
        """Drop what is older; cheap enough for every frame, since it waits until there is much of it."""
        if len(self.times) > 64 and self.times[32] < before_s:
            cut = bisect_left(self.times, before_s)
            del self.times[:cut], self.values[:cut]

    def back(self, start_s: float, end_s: float) -> Iterator[tuple[float, float]]:
        """Moments from end_s back to start_s, both included."""
        for i in range(bisect_right(self.times, end_s) - 1, -1, -1):
            if self.times[i] < start_s:
                return
            yield self.times[i], self.values[i]

    def between(self, start_s: float, end_s: float) -> Iterator[tuple[float, float]]:
        """Moments from start_s to end_s, both included."""
        for i in range(bisect_left(self.times, start_s), len(self.times)):
            if self.times[i] > end_s:
                return
            yield self.times[i], self.values[i]


class TravelCounter:
    """lost → rest → moving → rest, on one signal a side; the person's own best grows with the set."""

    spans: Sequence[Fault] = ()
    cadence: float | None = None
    clock_s: float | None = None

    def __init__(self, rule: Travel) -> None:
        self._rule = rule
        self._tracks = {side: _Track(rule, side) for side in rule.tracks}
        self._leader: _Track = next(iter(self._tracks.values()))
        self._ready_since: float | None = None
        self._ready_at = float("-inf")
        self._votes: dict[str | None, int] = {}

    @property
    def phase(self) -> str:
        """lost, rest or moving, of the side that leads."""
        return self._leader.phase

    @property
    def side(self) -> str | None:
        """The side of the movement that goes on; None between movements."""
        if self._leader.phase != "moving":
            return None
        if self._rule.side is None:
            return self._leader.side
        return self._voted()

    @property
    def since_s(self) -> float:
        """Start of the movement that goes on; infinity when none does."""
        return min(track.since_s for track in self._tracks.values())

    @property
    def share(self) -> float | None:
        """Where the leading side is: 0 at rest, 1 at the own best; None when unseen."""
        return self._leader.share

    @property
    def hold(self) -> tuple[float, float] | None:
        """First and last moment in position of the movement that goes on; None when not in position yet."""
        return self._leader.hold()

    def step(self, t: float, body: Body | None) -> Sequence[Movement]:
        """Take one moment; the movements that ended with it."""
        ready, kept = self._postures(t, body)
        ended = []
        for side, track in self._tracks.items():
            value = self._rule.tracks[side].of(body) if body is not None else None
            movement = track.step(t, value, ready, kept)
            if movement is not None:
                ended.append(movement)
        self._leader = max(self._tracks.values(), key=lambda track: track.lead)
        sided = [self._sided(movement) for movement in ended]
        if body is not None and self._rule.side is not None:
            self._vote(self._rule.side, body)
        return [m for m in sided if m is not None and m.hold_s >= self._rule.least_hold_s]

    def finish(self) -> Sequence[Movement]:
        """The set is over; the movements whose way back was nearly done."""
        ended = [movement for track in self._tracks.values() if (movement := track.finish()) is not None]
        sided = [self._sided(movement) for movement in ended]
        return [m for m in sided if m is not None and m.hold_s >= self._rule.least_hold_s]

    def _postures(self, t: float, body: Body | None) -> tuple[bool, bool]:
        """(in the start posture for long enough, what must be kept is kept)."""
        if body is None:
            return False, False
        if holds(self._rule.start, body):
            if self._ready_since is None or t - self._ready_at > SETTLE_S:
                self._ready_since = t
            self._ready_at = t
        settled = self._ready_since is not None and self._ready_at - self._ready_since >= SETTLE_S
        return settled and t - self._ready_at <= SETTLE_S, holds(self._rule.keep, body)

    def _vote(self, side: Callable[[Body], str | None], body: Body) -> None:
        if self._leader.phase != "moving":
            self._votes = {}
        elif (self._leader.hold() is not None or self._leader.hidden) and not self._leader.returned:
            vote = side(body)
            self._votes[vote] = self._votes.get(vote, 0) + 1

    def _voted(self) -> str | None:
        """The side with most votes; None when half of the hold showed none."""
        unsure, cast = self._votes.get(None, 0), sum(self._votes.values())
        sides = [side for side in self._votes if side is not None]
        return None if 2 * unsure >= cast else max(sides, key=lambda side: self._votes[side])

    def _sided(self, movement: Movement) -> Movement | None:
        if self._rule.side is None:
            return movement
        side, self._votes = self._voted(), {}
        return None if side is None else replace(movement, side=side)


class _Track:
    """The state of one signal that travels up from rest; a rule whose signal falls gives its negative."""

    def __init__(self, rule: Travel, side: str | None) -> None:
        self.side = side
        self.phase = "lost"
        self._rule = rule
        self._own = rule.full
        self._past = History()
        self._rest = 0.0
        self._value: float | None = None
        self._start = self._peak = self._peak_s = self._sure_s = 0.0
        self._home_s: float | None = None
        self._kept_s = self._seen_s = self._last_end = self._looked_s = float("-inf")
        self._held = (0.0, 0.0)
        self._last: deque[tuple[float, float]] = deque()

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

    def step(self, t: float, value: float | None, ready: bool, kept: bool) -> Movement | None:
        self._value = value
        if kept:
            self._kept_s = t
        if value is None:
            if t - self._seen_s > (self._rule.unseen_s if self.phase == "moving" else DROPOUT_S):
                self.phase = "lost"
            return None
        self._seen_s = t
        t, value = self._smooth(t, value)
        self._past.add(t, value)
        if self.phase == "moving":
            return self._moving(t, value, ready)
        self._resting(t, value, ready)
        return None

    def _smooth(self, t: float, value: float) -> tuple[float, float]:
        """Mean moment and mean value of the last SMOOTH_S, so that smoothing delays nothing."""
        last = self._last
        last.append((t, value))
        while t - last[0][0] > SMOOTH_S:
            last.popleft()
        n = len(last)
        return sum(m for m, _ in last) / n, sum(v for _, v in last) / n

    def _resting(self, t: float, value: float, ready: bool) -> None:
        self._past.forget(t - 4 * REST_WINDOW_S)
        if ready:
            if self.phase == "lost":
                self.phase, self._rest_s = "rest", t - SETTLE_S
            since = max(t - REST_WINDOW_S, self._rest_s)
            self._rest = min((v for _, v in self._past.between(since, t)), default=value)
        if self.phase == "rest" and value - self._rest >= BEGIN * self._rule.least:
            self.phase, self._start, self._peak, self._peak_s, self._home_s = "moving", t, value, t, None
            self._looked_s = self._kept_s = t
            self._held, self._low_s = (t, t), None
        elif not ready:
            self.phase = "lost"

    def _moving(self, t: float, value: float, ready: bool) -> Movement | None:
        if value > self._peak:
            self._peak, self._peak_s = value, t
        if t - self._kept_s > DROPOUT_S:
            self.phase = "lost"
            return None
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
        self._own = max(self._own, travel)
        return self._measured(t)

    def finish(self) -> Movement | None:
        """The movement that was below LOW on its way back when the set closed; None when there is none."""
        travel = self._peak - self._rest
        if self.phase != "moving" or self._home_s is None or travel < self._rule.least:
            return None
        self.phase, self._own = "lost", max(self._own, travel)
        return self._measured(self._past.times[-1])

    def _measured(self, t: float) -> Movement | None:
        start, first, last, _ = self._edges(t)
        start, end = max(start, self._last_end, self._rest_s), min(self._home_s or t, t)
        if first > last:
            first = last = self._peak_s
        end = max(end, last)  # a hidden limb may be back before it was seen to leave
        self._rest_s = self._last_end = end
        if last - first < self._rule.least_hold_s or end - start < self._rule.quickest_s:
            return None
        return Movement(self.side, start, self._peak_s, end, self._rest, self._peak, self._own, first, last)

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
        values = sorted(v for m, v in moments if m >= self._start)
        top = values[int(0.7 * (len(values) - 1))] - self._rest
        if self._rule.unseen_s > DROPOUT_S and _longest_gap(moments) > DROPOUT_S:
            top = max(top, self._rule.full)  # the far end was hidden
        before, after = self._rule.ramp
        half, ramp = _ramp(moments, self._rest, top)
        back, fall = _ramp(moments[::-1], self._rest, top)
        return half - before * ramp, half + after * ramp, back - after * fall, back + before * fall


def _longest_gap(moments: Sequence[tuple[float, float]]) -> float:
    """Longest time without a value, s."""
    return max((b[0] - a[0] for a, b in pairwise(moments)), default=0.0)


def _ramp(moments: Sequence[tuple[float, float]], rest: float, top: float) -> tuple[float, float]:
    """When the way from rest to top, read in this order, is half done, and how long it takes from LOW to HIGH of it."""
    t0, share0 = moments[0][0], 0.0
    low = half = t0
    passed = False
    for t, value in moments:
        share = (value - rest) / top if top else 1.0
        if not passed and share0 > LOW / 2 and abs(t - t0) > DROPOUT_S:
            return t0, abs(t0 - low) * 2  # what came next was hidden
        if not passed:
            if share0 < LOW <= share:
                low = _crossing(t0, share0, t, share, LOW)
            if share >= 0.5:
                half, passed = _crossing(t0, share0, t, share, 0.5), True
        if passed and share >= HIGH:
            return half, abs(_crossing(t0, share0, t, share, HIGH) - low)
        t0, share0 = t, share
    return half, abs(half - low) * 2


def _crossing(t0: float, v0: float, t1: float, v1: float, level: float) -> float:
    """Moment between two samples at which the level was reached; few frames a second may not blur a ramp."""
    return t1 if v1 == v0 or v0 >= level else t0 + (level - v0) / (v1 - v0) * (t1 - t0)
