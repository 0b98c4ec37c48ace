"""One recorded set through the judge once more, for the curves of the review: the big number, limits, ranges."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trainer.body import Body, Yardstick
from trainer.calibration import Calibration
from trainer.checking import HOLD_TOLERANCE_S, scaled
from trainer.exercise import Cadence, Check, Circles, Exercise, Measure, Signal, Strictness, View
from trainer.limits import AtLeast, Limit, Within
from trainer.pose import Pose
from trainer.report.moments import worst_of_each
from trainer.session import Session
from trainer.status import Fault, Rep, State, Status

POINTS = 2000  # a screen has fewer columns, and a page of half an hour stays small
POINTS_PER_S = 15.0  # nobody moves so fast that more would show
GAP_S = 0.5  # the counters bridge dropouts up to here; a longer one is a gap in the curve, too
REST_S = 0.7  # before a movement: where its range starts from
NOISE_DEG = 8.0  # smallest change of an angle that is no measuring noise (PMC12490633: 4.4-7.9°)
NOISE_CM = 4.0  # the same 8° at the end of an upper arm of 28 cm
NOISE_CLAVICLE_CM = 2.0  # and at the end of a collar bone of 15 cm
OUT_OF_SIGHT = (State.NO_ONE, State.POSITIONING, State.LOST)


@dataclass(frozen=True, slots=True)
class Line:
    """A limit across a curve, in the curve's unit."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Trace:
    """One set as curves on the clock of its poses, seconds; a value is None where it could not be seen.

    values: the big number in unit. position: 0 at rest, 100 at the own best, per cent. lost: stretches in which the
    person was not in place. ranges: of each repetition in range_unit, None where unseen; noise: a smaller change of one
    is none. worst_s: when the worst fault of each code
    was at its worst.
    """

    name: str
    unit: str
    times: Sequence[float] = ()
    values: Sequence[float | None] = ()
    position: Sequence[float | None] = ()
    limits: tuple[Line, ...] = ()
    lost: tuple[tuple[float, float], ...] = ()
    ranges: tuple[float | None, ...] = ()
    range_unit: str = ""
    noise: float = 0.0
    worst_s: dict[Fault, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Wanted:
    """The mean of some signals, to be followed from start_s to end_s."""

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


@dataclass(slots=True)
class _Seen:
    """What was noted for each pose of the set."""

    times: list[float] = field(default_factory=list)
    heroes: list[float | None] = field(default_factory=list)
    shares: list[float | None] = field(default_factory=list)
    in_place: list[bool] = field(default_factory=list)


def trace_of(
    exercise: Exercise, poses: Iterable[Pose], reps: Sequence[Rep], spans: Sequence[Fault], hold_s: float | None,
    strictness: Strictness, calibration: Calibration | None = None,
) -> Trace:  # fmt: skip
    """The curves of a set; reps and spans are those that were announced, hold_s the seconds that were asked for.

    calibration: what the set began with.
    """
    hold_s = exercise.hold_s if hold_s is None else hold_s
    hero, unit = _hero_of(exercise, hold_s)
    tracks = _tracks(exercise, reps)
    limits = limits_of(exercise, strictness, hold_s)
    peaks = {id(fault): rep.peak_s for rep in reps for fault in rep.faults}
    watched = {fault: _signals(exercise, fault) for fault, _ in worst_of_each(reps, spans, limits)}
    wanted = [*tracks.values(), *(want for found in watched.values() for _, want in found)]
    session = Session(exercise, strictness=strictness, hold_s=hold_s, calibration=calibration)
    seen = _replayed(session, poses, hero, wanted)
    keep = _thinned(seen.times)
    range_unit, noise = range_unit_of(exercise)
    return Trace(
        _name_of(exercise, hold_s), unit, [seen.times[i] for i in keep], [seen.heroes[i] for i in keep],
        [seen.shares[i] for i in keep], _lines(exercise, limits, hold_s),
        _lost(seen.times, seen.in_place), tuple(_range(tracks[rep.side].seen, rep) for rep in reps) if tracks else (),
        range_unit, noise,
        {f: _worst_moment(found, peaks.get(id(f), (f.start_s + f.end_s) / 2)) for f, found in watched.items()},
    )  # fmt: skip


def limits_of(
    exercise: Exercise, strictness: Strictness, hold_s: float | None, view: View | None = None
) -> dict[str, Limit]:
    """The limit of each code as it was asked in that set; of several checks with one code, of the one for view."""
    limits: dict[str, Limit] = {}
    for check in sorted(exercise.checks, key=lambda c: view is not None and view not in c.views):
        limits.setdefault(check.code, scaled(check.limit, strictness))
    if hold_s is not None and "short-hold" in limits:
        limits["short-hold"] = AtLeast(hold_s - HOLD_TOLERANCE_S, "s")
    return limits


def _hero_of(exercise: Exercise, hold_s: float | None) -> tuple[Callable[[Status], float | None], str]:
    if isinstance(exercise.counting, Cadence):
        return (lambda s: s.cadence), "a minute"
    if hold_s is not None:
        return (lambda s: s.good_s), "s"
    return _percent, "%"


def _name_of(exercise: Exercise, hold_s: float | None) -> str:
    if isinstance(exercise.counting, Cadence):
        return "cadence"
    return "held in good form" if hold_s is not None else exercise.hero_name


def _percent(status: Status) -> float | None:
    share = status.hero.share
    return None if share is None else 100 * share


def _replayed(
    session: Session, poses: Iterable[Pose], hero: Callable[[Status], float | None], wanted: Sequence[_Wanted]
) -> _Seen:
    """One way through the poses; none of them is kept, as half an hour of them would fill the memory."""
    seen, yardstick = _Seen(), Yardstick()
    for pose in poses:
        status = session.step(pose)
        in_place = status.state not in OUT_OF_SIGHT
        seen.times.append(pose.t)
        seen.in_place.append(in_place)
        seen.heroes.append(hero(status) if in_place else None)
        seen.shares.append(_percent(status) if in_place else None)
        body = yardstick.measure(pose) if wanted else None
        for want in wanted if body is not None else ():
            if body is not None and want.start_s <= pose.t <= want.end_s:
                want.note(body)
    return seen


def _lines(exercise: Exercise, limits: dict[str, Limit], hold_s: float | None) -> tuple[Line, ...]:
    if isinstance(exercise.counting, Cadence):
        return ()
    if hold_s is not None:
        return (Line(f"asked: {hold_s:g} s", hold_s),)
    asked = [
        Line(f"counts from {limits[c.code].limit:.0f} % on", limits[c.code].limit)
        for c in exercise.checks
        if isinstance(c.value, Measure) and c.value.unit == "%"
    ]
    return (Line("own best so far", 100.0), *asked)


def _thinned(times: Sequence[float]) -> list[int]:
    """Indices of the moments that are kept, evenly spread."""
    most = min(POINTS, max(1.0, POINTS_PER_S * (times[-1] - times[0]))) if times else 1
    step = max(1, math.ceil((len(times) - 1) / most))
    return list(range(0, len(times), step))


def _lost(times: Sequence[float], in_place: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """Stretches without the person in place, and without any pose, longer than GAP_S."""
    found: list[list[float]] = []
    for i, (before, now) in enumerate(pairwise(times)):
        if in_place[i] and now - before <= GAP_S:
            continue
        if found and found[-1][1] == before:
            found[-1][1] = now
        else:
            found.append([before, now])
    return tuple((start, end) for start, end in found if end - start > GAP_S)


def range_unit_of(exercise: Exercise) -> tuple[str, float]:
    """(unit of the exercise's ranges, their noise); ("", 0.0) where time is what it is about."""
    rule = exercise.counting
    if isinstance(rule, Cadence) or exercise.hero_unit == "s":
        return "", 0.0
    if isinstance(rule, Circles):
        return next(iter(rule.height.values())).unit, NOISE_CLAVICLE_CM
    unit = next(iter(rule.tracks.values())).unit
    return unit, NOISE_DEG if unit == "deg" else NOISE_CM


def _tracks(exercise: Exercise, reps: Sequence[Rep]) -> dict[str | None, _Wanted]:
    """What the ranges of the repetitions of each side are taken from; empty where there are none."""
    rule, sides = exercise.counting, {rep.side for rep in reps}
    if isinstance(rule, Cadence) or not range_unit_of(exercise)[0]:
        return {}
    if isinstance(rule, Circles):
        return dict.fromkeys(sides, _Wanted(tuple(rule.height.values())))
    anyone = next(iter(rule.tracks.values()))
    return {side: _Wanted((rule.tracks.get(side, anyone),)) for side in sides}


def _range(moments: Sequence[tuple[float, float]], rep: Rep) -> float | None:
    """From the lowest value shortly before the movement to the highest in it."""
    rest, moving = _between(moments, rep.start_s - REST_S, rep.peak_s), _between(moments, rep.start_s, rep.end_s)
    return max(moving) - min(rest) if rest and moving else None


def _between(moments: Sequence[tuple[float, float]], start_s: float, end_s: float) -> list[float]:
    first, last = bisect_left(moments, (start_s, -math.inf)), bisect_right(moments, (end_s, math.inf))
    return [value for _, value in moments[first:last]]


def _signals(exercise: Exercise, fault: Fault) -> list[tuple[Check, _Wanted]]:
    """What shows a fault, while it lasts."""
    return [
        (check, _Wanted((signal,), fault.start_s, fault.end_s))
        for check in exercise.checks
        if check.code == fault.code
        for signal in (check.value, *check.also)
        if not isinstance(signal, Measure)
    ]


def _worst_moment(watched: Iterable[tuple[Check, _Wanted]], otherwise_s: float) -> float:
    """When the fault was at its worst, by its own signals; otherwise_s where it has none or nothing was seen."""
    worst = [_furthest(check.limit, want.seen) for check, want in watched if want.seen]
    return max(worst)[1] if worst else otherwise_s


def _furthest(limit: Limit, moments: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """(how far past its limit, when); where both directions count, against the value that the fault began with."""
    start = moments[0][1] if isinstance(limit, Within) else 0.0
    return max((limit.excess(value - start), t) for t, value in moments)
