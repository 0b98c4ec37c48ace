"""Signals followed through a recorded set: the range of each repetition, and when a fault was at its worst."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trainer.body import Body
from trainer.exercise import Cadence, Check, Circles, Exercise, Measure, Signal
from trainer.limits import Limit, Within
from trainer.status import Fault, Rep

REST_S = 0.7  # before a movement: where its range starts from
NOISE_DEG = 8.0  # smallest change of an angle that is no measuring noise (PMC12490633: 4.4-7.9°)
NOISE_CM = 4.0  # the same 8° at the end of an upper arm of 28 cm
NOISE_CLAVICLE_CM = 2.0  # and at the end of a collar bone of 15 cm


@dataclass(slots=True)
class Followed:
    """The mean of some signals from start_s to end_s; seen: (seconds, mean) of each moment that shows them all."""

    signals: tuple[Signal, ...]
    start_s: float = -math.inf
    end_s: float = math.inf
    seen: list[tuple[float, float]] = field(default_factory=list)

    def note(self, body: Body) -> None:
        """Take one moment; one at which a signal is unseen is left out."""
        values = [signal.of(body) for signal in self.signals]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            self.seen.append((body.t, sum(known) / len(known)))


def range_unit_of(exercise: Exercise) -> tuple[str, float]:
    """(unit of the exercise's ranges, their noise); ("", 0.0) where time is what it is about."""
    rule = exercise.counting
    if isinstance(rule, Cadence) or exercise.hero_unit == "s":
        return "", 0.0
    if isinstance(rule, Circles):
        return next(iter(rule.height.values())).unit, NOISE_CLAVICLE_CM
    unit = next(iter(rule.tracks.values())).unit
    return unit, NOISE_DEG if unit == "deg" else NOISE_CM


def tracks_of(exercise: Exercise, reps: Sequence[Rep]) -> dict[str | None, Followed]:
    """What the ranges of the repetitions of each side are taken from; empty where there are none."""
    rule, sides = exercise.counting, {rep.side for rep in reps}
    if isinstance(rule, Cadence) or not range_unit_of(exercise)[0]:
        return {}
    if isinstance(rule, Circles):
        return dict.fromkeys(sides, Followed(tuple(rule.height.values())))
    anyone = next(iter(rule.tracks.values()))
    return {side: Followed((rule.tracks.get(side, anyone),)) for side in sides}


def range_of(moments: Sequence[tuple[float, float]], rep: Rep) -> float | None:
    """From the lowest value shortly before the movement to the highest in it."""
    rest, moving = _between(moments, rep.start_s - REST_S, rep.peak_s), _between(moments, rep.start_s, rep.end_s)
    return max(moving) - min(rest) if rest and moving else None


def _between(moments: Sequence[tuple[float, float]], start_s: float, end_s: float) -> list[float]:
    first, last = bisect_left(moments, (start_s, -math.inf)), bisect_right(moments, (end_s, math.inf))
    return [value for _, value in moments[first:last]]


def shown_by(exercise: Exercise, fault: Fault) -> list[tuple[Check, Followed]]:
    """What shows a fault, while it lasts."""
    return [
        (check, Followed((signal,), fault.start_s, fault.end_s))
        for check in exercise.checks
        if check.code == fault.code
        for signal in (check.value, *check.also)
        if not isinstance(signal, Measure)
    ]


def worst_moment(watched: Iterable[tuple[Check, Followed]], otherwise_s: float) -> float:
    """When the fault was at its worst, by its own signals; otherwise_s where it has none or nothing was seen."""
    worst = [_furthest(check.limit, want.seen) for check, want in watched if want.seen]
    return max(worst)[1] if worst else otherwise_s


def _furthest(limit: Limit, moments: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """(how far past its limit, when); where both directions count, against the value that the fault began with."""
    start = moments[0][1] if isinstance(limit, Within) else 0.0
    return max((limit.excess(value - start), t) for t, value in moments)
