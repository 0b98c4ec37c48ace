"""One recorded set through the judge once more, for the curves of the review: the big number, its limits, own ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trainer.body import Body, Yardstick
from trainer.checking import HOLD_TOLERANCE_S, scaled
from trainer.exercise import (
    AtLeast,
    AtMost,
    Cadence,
    Check,
    Circles,
    Exercise,
    Limit,
    Measure,
    Signal,
    Strictness,
    Travel,
    Within,
)
from trainer.pose import Pose
from trainer.session import Session
from trainer.status import Fault, Rep, State, Status

POINTS = 4000  # a screen has fewer columns, and a page of half an hour stays small
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

    values: the big number in unit. position: 0 at rest, 100 at the own best, per cent. lost: stretches without the person
    in place. ranges: of each repetition in range_unit, None where unseen; noise: a smaller change of them is none.
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
class _Seen:
    """What was noted for each pose of the set."""

    times: list[float] = field(default_factory=list)
    heroes: list[float | None] = field(default_factory=list)
    shares: list[float | None] = field(default_factory=list)
    in_place: list[bool] = field(default_factory=list)
    bodies: list[Body | None] = field(default_factory=list)


def trace_of(
    exercise: Exercise, poses: Iterable[Pose], reps: Sequence[Rep], spans: Sequence[Fault], hold_s: float | None,
    strictness: Strictness,
) -> Trace:  # fmt: skip
    """The curves of a set; reps and spans are those that were announced, hold_s the seconds that were asked for."""
    hold_s = exercise.hold_s if hold_s is None else hold_s
    hero, unit = _hero_of(exercise, hold_s)
    seen = _replayed(Session(exercise, strictness=strictness, hold_s=hold_s), poses, hero)
    ranges, range_unit, noise = _ranges(exercise, seen, reps)
    faults = [(fault, rep.peak_s) for rep in reps for fault in rep.faults]
    faults += [(span, (span.start_s + span.end_s) / 2) for span in spans]
    limits = limits_of(exercise, strictness, hold_s)
    keep = _thinned(seen.times)
    return Trace(
        _name_of(exercise, hold_s), unit, [seen.times[i] for i in keep], [seen.heroes[i] for i in keep],
        [seen.shares[i] for i in keep], _lines(exercise, limits, hold_s), _lost(seen.times, seen.in_place),
        ranges, range_unit, noise, {fault: _worst_moment(exercise, seen, fault, at) for fault, at in faults},
    )  # fmt: skip


def limits_of(exercise: Exercise, strictness: Strictness, hold_s: float | None) -> dict[str, Limit]:
    """The limit of each code as it was asked in that set."""
    limits = {check.code: scaled(check.limit, strictness) for check in exercise.checks}
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


def _replayed(session: Session, poses: Iterable[Pose], hero: Callable[[Status], float | None]) -> _Seen:
    seen, yardstick = _Seen(), Yardstick()
    for pose in poses:
        status = session.step(pose)
        body = yardstick.measure(pose)
        in_place = status.state not in OUT_OF_SIGHT
        seen.times.append(pose.t)
        seen.bodies.append(body)
        seen.in_place.append(in_place)
        seen.heroes.append(hero(status) if in_place else None)
        seen.shares.append(_percent(status) if in_place else None)
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
    return (Line("own best", 100.0), *asked)


def _thinned(times: Sequence[float]) -> list[int]:
    """Indices of the moments that are kept, evenly spread."""
    step = max(1, -(-len(times) // POINTS))
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


def _ranges(exercise: Exercise, seen: _Seen, reps: Sequence[Rep]) -> tuple[tuple[float | None, ...], str, float]:
    """Range of each repetition, its unit and noise; none where time is what the exercise is about."""
    rule = exercise.counting
    if isinstance(rule, Circles):
        heights = tuple(rule.height.values())
        values = [_average(heights, body) for body in seen.bodies]
        return tuple(_range(seen.times, values, rep) for rep in reps), heights[0].unit, NOISE_CLAVICLE_CM
    if not isinstance(rule, Travel) or exercise.hero_unit == "s":
        return (), "", 0.0
    signals = {side: rule.tracks.get(side) or next(iter(rule.tracks.values())) for side in {r.side for r in reps}}
    tracks = {side: [_average((signal,), body) for body in seen.bodies] for side, signal in signals.items()}
    unit = next(iter(rule.tracks.values())).unit
    ranges = tuple(_range(seen.times, tracks[rep.side], rep) for rep in reps)
    return ranges, unit, NOISE_DEG if unit == "deg" else NOISE_CM


def _average(signals: Sequence[Signal], body: Body | None) -> float | None:
    values = [None if body is None else signal.of(body) for signal in signals]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) == len(values) else None


def _range(times: Sequence[float], values: Sequence[float | None], rep: Rep) -> float | None:
    """From the lowest value shortly before the movement to the highest in it."""
    rest = _between(times, values, rep.start_s - REST_S, rep.peak_s)
    moving = _between(times, values, rep.start_s, rep.end_s)
    return max(v for _, v in moving) - min(v for _, v in rest) if rest and moving else None


def _between(
    times: Sequence[float], values: Sequence[float | None], start_s: float, end_s: float
) -> list[tuple[float, float]]:
    return [(t, v) for t, v in zip(times, values, strict=True) if v is not None and start_s <= t <= end_s]


def _worst_moment(exercise: Exercise, seen: _Seen, fault: Fault, otherwise_s: float) -> float:
    """When the fault was at its worst, by its own signals; otherwise_s where it has none or nothing was seen."""
    best: tuple[float, float] | None = None
    for check in exercise.checks:
        if check.code != fault.code:
            continue
        for signal in (check.value, *check.also):
            if not isinstance(signal, Measure):
                best = max(filter(None, (best, _furthest(check, signal, seen, fault))), default=None)
    return otherwise_s if best is None else best[1]


def _furthest(check: Check, signal: Signal, seen: _Seen, fault: Fault) -> tuple[float, float] | None:
    """(how far past its limit, when): the own start posture is taken off where both directions count."""
    chosen = [i for i, t in enumerate(seen.times) if fault.start_s <= t <= fault.end_s]
    moments = [(seen.times[i], _average((signal,), seen.bodies[i])) for i in chosen]
    values = [(t, v) for t, v in moments if v is not None]
    if not values:
        return None
    if isinstance(check.limit, AtMost):
        t, value = max(values, key=lambda m: m[1])
        return value, t
    if isinstance(check.limit, Within):
        start = values[0][1]
        t, value = max(values, key=lambda m: abs(m[1] - start))
        return abs(value - start), t
    t, value = min(values, key=lambda m: m[1])
    return -value, t
