"""All signals of a set with their limits, so that a person can see why, and choose a threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from trainer.body import Body
from trainer.checking import scaled
from trainer.exercise import Cadence, Check, Circles, Exercise, Limit, Movement, Posture, Signal, Strictness, Within
from trainer.pose import Pose
from trainer.session import Session
from trainer.status import Rep, Result


@dataclass(frozen=True, slots=True)
class Level:
    """A limit in a signal's own unit, from start_s to end_s; the check's base is already in it."""

    start_s: float
    end_s: float
    value: float


@dataclass(frozen=True, slots=True)
class Curve:
    """One signal over a set; a value is None where it could not be seen.

    role: what it is for, in words. codes: of the checks that watch it. levels: limits, drawn where they hold.
    """

    name: str
    unit: str
    role: str
    values: Sequence[float | None]
    codes: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Curves:
    """A judged set: its curves on the times of its poses, seconds, its phases (start, end, name), and its result."""

    times: Sequence[float]
    curves: tuple[Curve, ...]
    phases: tuple[tuple[float, float, str], ...]
    result: Result


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement as it was measured, its verdict, and what each check's signal was compared with."""

    movement: Movement
    rep: Rep
    bases: dict[tuple[str, str], float | None]


@dataclass(slots=True)
class _Seen:
    times: list[float] = field(default_factory=list)
    bodies: list[Body | None] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)


class _Watched(Session):
    """The judge itself, with a note of what it compared."""

    def __init__(self, exercise: Exercise, strictness: Strictness) -> None:
        super().__init__(exercise, strictness=strictness)
        self.moved: list[Moved] = []

    def see(self, pose: Pose, seen: _Seen) -> None:
        """Judge a pose and note what was seen of it."""
        self.judge(pose)
        seen.times.append(pose.t)
        seen.bodies.append(self._body)
        seen.phases.append(self._counter.phase)

    def _judged(self, movement: Movement) -> Rep:
        bases = self._checker.bases(movement)
        rep = super()._judged(movement)
        self.moved.append(Moved(movement, rep, bases))
        return rep


def curves_of(exercise: Exercise, poses: Iterable[Pose], strictness: Strictness = Strictness.NORMAL) -> Curves:
    """Every signal that counts or checks, as the judge saw it."""
    session, seen = _Watched(exercise, strictness), _Seen()
    for pose in poses:
        session.see(pose, seen)
    result = session.finish()
    curves = [*_counting(exercise, seen), *_checks(exercise, seen, session.moved, strictness)]
    return Curves(seen.times, tuple(curves), tuple(_phases(seen)), result)


def _counting(exercise: Exercise, seen: _Seen) -> Iterator[Curve]:
    """Signals of the counter, then those of the postures that must be so, with their limits."""
    rule = exercise.counting
    if isinstance(rule, Cadence):
        counted: Sequence[Signal] = (rule.step, *rule.pedals, rule.thighs)
    elif isinstance(rule, Circles):
        aside = () if rule.aside is None else (rule.aside.forward,)
        counted = (*rule.height.values(), rule.forward, *aside, rule.still)
    else:
        counted = tuple(dict.fromkeys(rule.tracks.values()))
    for signal in counted:
        yield _curve(signal, "counts", seen)
    if not isinstance(rule, Cadence):
        start = () if isinstance(rule, Circles) else rule.start
        for posture, role in [*((p, "at the start") for p in start), *((p, "must stay") for p in rule.keep)]:
            yield _posture(posture, role, seen)


def _posture(posture: Posture, role: str, seen: _Seen) -> Curve:
    levels = tuple(_levels(seen.times[0], seen.times[-1], posture.limit)) if seen.times else ()
    return _curve(posture.signal, f"{role}: {posture.limit}", seen, levels=levels)


def _checks(exercise: Exercise, seen: _Seen, moved: Sequence[Moved], strictness: Strictness) -> Iterator[Curve]:
    for check in exercise.checks:
        limit = scaled(check.limit, strictness)
        for signal in (check.value, *check.also):
            if isinstance(signal, Signal):
                levels = [level for one in moved for level in _check_levels(check, signal, limit, one)]
                yield _curve(signal, f"{check.code}: {_asked(check, limit)}", seen, (check.code,), tuple(levels), check)


def _asked(check: Check, limit: Limit) -> str:
    """The limit in words, with what it is compared to."""
    against = {"nothing": "", "start": " from the start", "hold": " from the hold's start", "own": " from good ones"}
    return f"{limit}{' from the own start' if check.during == 'span' else against[check.against]}"


def _check_levels(check: Check, signal: Signal, limit: Limit, moved: Moved) -> Iterator[Level]:
    base, m = moved.bases[check.code, signal.name], moved.movement
    if base is not None:
        position = check.during == "position"
        yield from _levels(
            m.hold_start_s if position else m.start_s, m.hold_end_s if position else m.end_s, limit, base
        )


def _levels(start_s: float, end_s: float, limit: Limit, base: float = 0.0) -> Iterator[Level]:
    yield Level(start_s, end_s, base + limit.limit)
    if isinstance(limit, Within):
        yield Level(start_s, end_s, base - limit.limit)


def _curve(
    signal: Signal, role: str, seen: _Seen, codes: tuple[str, ...] = (), levels: tuple[Level, ...] = (),
    check: Check | None = None,
) -> Curve:  # fmt: skip
    """check: the one that watches the signal; from views that it can't be judged from nothing is drawn."""
    values = [
        None if body is None or (check is not None and body.view not in check.views) else signal.of(body)
        for body in seen.bodies
    ]
    return Curve(signal.name, signal.unit, role, values, codes, levels)


def _phases(seen: _Seen) -> Iterator[tuple[float, float, str]]:
    """Stretches of one phase; each lasts until the next begins."""
    start = 0
    for phase, frames in groupby(seen.phases):
        end = start + len(list(frames))
        yield seen.times[start], seen.times[min(end, len(seen.times) - 1)], phase
        start = end
