"""Recorded poses through today's rules, and what that changes against what was said live."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trainer.exercise import Strictness
from trainer.exercises import exercises
from trainer.pairing import paired
from trainer.session import Session
from trainer.status import Fault, Rep, Result

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.recording import RecordedSet, SetSettings
    from trainer.recording.reader import Recording

Kind = Literal["won", "lost", "new", "gone", "reason", "measure"]
"""won, lost: a repetition that counts now, or did live. new, gone: an attempt or fault that is there now, or was live.
reason: an attempt for another reason. measure: the same with other numbers."""


@dataclass(frozen=True, slots=True)
class RepChange:
    """A repetition or attempt that is another one today; then or now is None when there was or is none."""

    kind: Kind
    then: Rep | None
    now: Rep | None


@dataclass(frozen=True, slots=True)
class FaultChange:
    """A fault that is new, gone or measured otherwise; then or now is None when there was or is none."""

    kind: Kind
    then: Fault | None
    now: Fault | None


@dataclass(frozen=True, slots=True)
class SetComparison:
    """One set as it was said live and as today's rules judge it; changes are in time order.

    now: None when today there is no such exercise. poses: how many were judged. cut_off: the recording ended within the
    set, so that only the repetitions announced until then can be compared. other: what else differs, in words.
    """

    recorded: RecordedSet
    now: Result | None
    poses: int
    reps: tuple[RepChange, ...] = ()
    faults: tuple[FaultChange, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def cut_off(self) -> bool:
        """Whether the recording ended within the set."""
        return self.recorded.end_s is None

    @property
    def same(self) -> bool:
        """Whether today's rules say the very same, to the last digit."""
        return self.now is not None and not (self.reps or self.faults or self.other)


def rejudge(recording: Recording, strictness: Strictness | None = None) -> list[SetComparison]:
    """Every set of a recording judged again, with its own settings but for strictness where one is given.

    RecordingError when the recording's poses can't be read.
    """
    return [compared(recorded, recording.poses(recorded.index), strictness) for recorded in recording.sets]


def new_session(settings: SetSettings, strictness: Strictness | None = None) -> Session | None:
    """A session with a recorded set's settings and today's rules; None when there is no such exercise any more."""
    exercise = exercises().get(settings.exercise)
    if exercise is None:
        return None
    chosen = Strictness(settings.strictness) if strictness is None else strictness
    return Session(
        exercise, strictness=chosen, reps=settings.reps, hold_s=settings.hold_s, side=settings.side,
        calibration=settings.calibration,
    )  # fmt: skip


def compared(recorded: RecordedSet, poses: Iterable[Pose], strictness: Strictness | None = None) -> SetComparison:
    """One recorded set against what today's rules make of its poses."""
    session = new_session(recorded.settings, strictness)
    if session is None:
        return SetComparison(recorded, None, 0)
    judge, count = session.judge, 0
    announced: list[Rep] = []
    for pose in poses:
        announced += judge(pose)
        count += 1
    # Of a set that was cut off nothing is known that only its end would have told.
    result = Result(None, tuple(announced), (), ()) if recorded.end_s is None else session.finish()
    return _comparison(recorded, result, count)


def _comparison(then: RecordedSet, now: Result, poses: int) -> SetComparison:
    reps, faults = rep_changes(then.reps, now.reps), fault_changes(faults_of(then), faults_of(now))
    other = []
    if not (reps or faults) and [*map(rep_key, then.reps)] != [*map(rep_key, now.reps)]:
        other.append("repetitions or their faults are in another order")
    if then.end_s is not None and then.view != now.view:
        other.append(f"seen from {then.view or 'nowhere'} live, from {now.view or 'nowhere'} today")
    if then.end_s is not None and then.unseen != now.unseen:
        other.append(f"never shown live: {listed(then.unseen)}; today: {listed(now.unseen)}")
    return SetComparison(then, now, poses, reps, faults, tuple(other))


def rep_key(rep: Rep) -> tuple[object, ...]:
    """All that is said of a repetition, equal only for what is the same to the last digit."""
    return _movement_key(rep), tuple(map(fault_key, rep.faults))


def _movement_key(rep: Rep) -> tuple[object, ...]:
    times = (rep.start_s, rep.peak_s, rep.end_s, rep.hold_s, rep.good_s)
    return rep.index, rep.side, *times, rep.valid, rep.reason, rep.unseen, _finite(rep.size), _finite(rep.travel)


def fault_key(fault: Fault) -> tuple[object, ...]:
    """All that is said of a fault, equal only for what is the same to the last digit."""
    return fault.code, fault.severity, fault.start_s, fault.end_s, _finite(fault.worst), fault.unit


def _finite(value: float | None) -> float | None:
    """Unknown for what is not finite: a recording keeps no other numbers."""
    return None if value is None or not math.isfinite(value) else value


def rep_changes(then: Sequence[Rep], now: Sequence[Rep]) -> tuple[RepChange, ...]:
    """What became of each repetition and attempt that is not the very same; matched by the time that they share."""
    pairs = ((_rep_kind(before, after), before, after) for before, after in paired(then, now, rep_key))
    return tuple(RepChange(kind, before, after) for kind, before, after in pairs if kind is not None)


def _rep_kind(then: Rep | None, now: Rep | None) -> Kind | None:
    if (now is not None and now.valid) != (then is not None and then.valid):
        return "won" if now is not None and now.valid else "lost"
    if then is None or now is None:
        return "new" if then is None else "gone"
    if then.reason != now.reason:
        return "reason"
    return None if _movement_key(then) == _movement_key(now) else "measure"  # its faults are told one by one


def faults_of(result: RecordedSet | Result) -> list[Fault]:
    """Faults of the repetitions and of stretches of time."""
    return [*(fault for rep in result.reps for fault in rep.faults), *result.spans]


def fault_changes(then: Sequence[Fault], now: Sequence[Fault]) -> tuple[FaultChange, ...]:
    """What became of each fault that is not the very same; matched within a code by the time that they share."""
    changes: list[tuple[float, FaultChange]] = []
    for code in dict.fromkeys(fault.code for fault in (*then, *now)):
        old, new = ([fault for fault in faults if fault.code == code] for faults in (then, now))
        for before, after in paired(old, new, fault_key):
            kind = _fault_kind(before, after)
            first = after if before is None else before
            if kind is not None and first is not None:
                changes.append((first.start_s, FaultChange(kind, before, after)))
    return tuple(change for _, change in sorted(changes, key=lambda pair: pair[0]))


def _fault_kind(then: Fault | None, now: Fault | None) -> Kind | None:
    if then is None or now is None:
        return "new" if then is None else "gone"
    return None if fault_key(then) == fault_key(now) else "measure"


def listed(codes: Sequence[str]) -> str:
    """Codes as they stand in a sentence."""
    return ", ".join(codes) or "nothing"
