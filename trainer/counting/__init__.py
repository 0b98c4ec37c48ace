"""What every counter has: it finds movements in signals over time and measures them; the checks say what counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Protocol

from trainer.body import Body
from trainer.exercise import Movement, Posture
from trainer.status import Fault

DROPOUT_S = 0.5  # what is unseen for less than this may not cost a repetition or a hold
SETTLE_S = 0.3  # the start posture must be kept this long before a repetition may begin


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

    def at(self, t: float) -> float | None:
        """The value at t, when it is the last one."""
        return self.values[-1] if self.times and self.times[-1] == t else None

    def forget(self, before_s: float) -> None:
        """Drop what is older; cheap enough for every frame, since it waits until there is much of it."""
        if len(self.times) > 64 and self.times[32] < before_s:
            cut = bisect_left(self.times, before_s)
            del self.times[:cut], self.values[:cut]

    def part(self, start_s: float, end_s: float) -> tuple[list[float], list[float]]:
        """Times and values from start_s to end_s, both included."""
        first, last = bisect_left(self.times, start_s), bisect_right(self.times, end_s)
        return self.times[first:last], self.values[first:last]

    def between(self, start_s: float, end_s: float) -> Iterator[tuple[float, float]]:
        """Moments from start_s to end_s, both included."""
        return zip(*self.part(start_s, end_s), strict=True)


class Lowest:
    """The lowest of the last values; of those before it keeps only what may yet be it."""

    def __init__(self) -> None:
        self._lows: deque[tuple[float, float]] = deque()

    def add(self, t: float, value: float) -> None:
        """Note a value; times must not run backward."""
        lows = self._lows
        while lows and lows[-1][1] >= value:
            lows.pop()
        lows.append((t, value))

    def since(self, start_s: float) -> float:
        """The lowest value from start_s on, which may not run backward either, nor be later than the last one."""
        while self._lows[0][0] < start_s:
            self._lows.popleft()
        return self._lows[0][1]
