"""One recorded set through the judge once more, for the curves of the review: the big number, limits, ranges."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trainer.calibration import Calibration
from trainer.checking import HOLD_TOLERANCE_S, scaled
from trainer.exercise import Cadence, Exercise, Measure, Strictness, View
from trainer.limits import AtLeast, Limit
from trainer.pose import Pose
from trainer.report.following import Followed, range_of, range_unit_of, shown_by, tracks_of, worst_moment
from trainer.report.moments import worst_of_each
from trainer.saying import Phrase, phrase
from trainer.session import Session
from trainer.status import Fault, Rep, State, Status

POINTS = 2000  # a screen has fewer columns, and a page of half an hour stays small
POINTS_PER_S = 15.0  # nobody moves so fast that more would show
GAP_S = 0.5  # the counters bridge dropouts up to here; a longer one is a gap in the curve, too
OUT_OF_SIGHT = (State.NO_ONE, State.POSITIONING, State.LOST)


@dataclass(frozen=True, slots=True)
class Line:
    """A limit across a curve, in the curve's unit."""

    label: Phrase
    value: float


@dataclass(frozen=True, slots=True)
class Trace:
    """One set as curves on the clock of its poses, seconds; a value is None where it could not be seen.

    name, unit: as a catalogue holds them. values: the big number in unit. position: 0 at rest, 100 at the own best, per
    cent. lost: stretches in which the person was not in place. ranges: of each repetition in range_unit, None where
    unseen; noise: a smaller change of one is none. worst_s: when the worst fault of each code was at its worst.
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


def trace_of(
    exercise: Exercise, poses: Iterable[Pose], reps: Sequence[Rep], spans: Sequence[Fault], hold_s: float | None,
    strictness: Strictness, calibration: Calibration | None = None,
) -> Trace:  # fmt: skip
    """The curves of a set; reps and spans are those that were announced, hold_s the seconds that were asked for.

    calibration: what the set began with.
    """
    hold_s = exercise.hold_s if hold_s is None else hold_s
    hero, unit = _hero_of(exercise, hold_s)
    tracks = tracks_of(exercise, reps)
    limits = limits_of(exercise, strictness, hold_s)
    peaks = {id(fault): rep.peak_s for rep in reps for fault in rep.faults}
    watched = {fault: shown_by(exercise, fault) for fault, _ in worst_of_each(reps, spans, limits)}
    wanted = [*tracks.values(), *(want for found in watched.values() for _, want in found)]
    session = Session(exercise, strictness=strictness, hold_s=hold_s, calibration=calibration)
    seen = _replayed(session, poses, hero, wanted)
    keep = _thinned(seen.times)
    range_unit, noise = range_unit_of(exercise)
    return Trace(
        _name_of(exercise, hold_s), unit, [seen.times[i] for i in keep], [seen.heroes[i] for i in keep],
        [seen.shares[i] for i in keep], _lines(exercise, limits, hold_s),
        _lost(seen.times, seen.in_place), tuple(range_of(tracks[rep.side].seen, rep) for rep in reps) if tracks else (),
        range_unit, noise,
        {f: worst_moment(found, peaks.get(id(f), (f.start_s + f.end_s) / 2)) for f, found in watched.items()},
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
        return (lambda s: s.cadence), "review.a-minute"
    if hold_s is not None:
        return (lambda s: s.good_s), "s"
    return _percent, "%"


def _name_of(exercise: Exercise, hold_s: float | None) -> str:
    if isinstance(exercise.counting, Cadence):
        return "review.cadence"
    return "held in good form" if hold_s is not None else exercise.hero_name


def _percent(status: Status) -> float | None:
    share = status.hero.share
    return None if share is None else 100 * share


def _replayed(
    session: Session, poses: Iterable[Pose], hero: Callable[[Status], float | None], wanted: Sequence[Followed]
) -> _Seen:
    """One way through the poses; none of them is kept, as half an hour of them would fill the memory."""
    seen = _Seen()
    for pose in poses:
        status = session.step(pose)
        in_place = status.state not in OUT_OF_SIGHT
        seen.times.append(pose.t)
        seen.in_place.append(in_place)
        seen.heroes.append(hero(status) if in_place else None)
        seen.shares.append(_percent(status) if in_place else None)
        body = status.body if status.t == pose.t else None  # the judge leaves out poses that are somebody else's
        for want in wanted if body is not None else ():
            if body is not None and want.start_s <= pose.t <= want.end_s:
                want.note(body)
    return seen


def _lines(exercise: Exercise, limits: dict[str, Limit], hold_s: float | None) -> tuple[Line, ...]:
    if isinstance(exercise.counting, Cadence):
        return ()
    if hold_s is not None:
        return (Line(phrase("review.asked", seconds=f"{hold_s:g}"), hold_s),)
    asked = [
        Line(phrase("review.counts-from", share=f"{limits[c.code].limit:.0f}"), limits[c.code].limit)
        for c in exercise.checks
        if isinstance(c.value, Measure) and c.value.unit == "%"
    ]
    return (Line(phrase("review.best-so-far"), 100.0), *asked)


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
