"""A recorded session judged from end to end, so that any moment of it can be shown at once; pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from trainer.coach import Coach, Cue
from trainer.pose import Pose
from trainer.recording.schema import packed, unpacked
from trainer.rejudge import faults_of, new_session
from trainer.status import Fault, Rep, Status

if TYPE_CHECKING:
    from trainer.recording import RecordedSet
    from trainer.recording.reader import Recording

Progress = Callable[[float | None], None]
"""Told which share is done."""
OFTEN = 500  # poses between two tellings
T = TypeVar("T", Rep, Fault)


@dataclass(frozen=True, slots=True)
class Moment:
    """One pose and all that was known after it.

    landmarks: as they are recorded, in a tenth of a Pose's memory, of which half an hour has fifty thousand; None when
    no one was found. status: None between sets, and in sets of an exercise that there is no longer.
    """

    t: float
    size: tuple[int, int]
    landmarks: bytes | None
    status: Status | None = None
    cue: Cue | None = None

    @property
    def pose(self) -> Pose:
        """The pose again, as the estimator gave it but for how many persons there were."""
        if self.landmarks is None:
            return Pose(self.t, self.size)
        return unpacked(self.landmarks, self.t, self.size, 1, True)


class Moments:
    """A whole session in time order, at least one moment; repetitions and faults are today's, by their start.

    ValueError without a single moment.
    """

    def __init__(self, moments: Sequence[Moment], reps: Sequence[Rep] = (), faults: Sequence[Fault] = ()) -> None:
        if not moments:
            raise ValueError("expected at least one moment, got none")
        self.all = moments
        self.times = [moment.t for moment in moments]
        self.reps = sorted(reps, key=lambda rep: rep.start_s)
        self.faults = sorted(faults, key=lambda fault: fault.start_s)
        self.rep_starts = [rep.start_s for rep in self.reps]
        self.fault_starts = [fault.start_s for fault in self.faults]

    @property
    def start_s(self) -> float:
        """Time of the first moment."""
        return self.times[0]

    @property
    def end_s(self) -> float:
        """Time of the last moment."""
        return self.times[-1]

    def index(self, t: float) -> int:
        """Place of the last moment at or before t; the first one for any earlier time."""
        return max(0, bisect_right(self.times, t) - 1)

    def reps_at(self, t: float) -> list[Rep]:
        """Repetitions and attempts that go on at t, the latest first."""
        return _lasting(self.reps, self.rep_starts, t)

    def faults_at(self, t: float) -> list[Fault]:
        """Faults that last at t, the latest first."""
        return _lasting(self.faults, self.fault_starts, t)


def _lasting(found: Sequence[T], starts: Sequence[float], t: float) -> list[T]:
    return [one for one in reversed(found[: bisect_right(starts, t)]) if t <= one.end_s]


def following(starts: Sequence[float], t: float) -> float | None:
    """The first of these times, in order, after t; None when there is none."""
    place = bisect_right(starts, t)
    return starts[place] if place < len(starts) else None


def preceding(starts: Sequence[float], t: float) -> float | None:
    """The last of these times, in order, before t; None when there is none."""
    place = bisect_left(starts, t)
    return starts[place - 1] if place else None


def judged(recording: Recording, progress: Progress | None = None) -> Moments | None:
    """Every pose of a recording through today's rules; None when it holds none. RecordingError when it is damaged."""
    moments: list[Moment] = []
    reps: list[Rep] = []
    faults: list[Fault] = []
    for recorded in recording.sets:
        _judge_set(recording, recorded, moments, reps, faults, progress)
    in_sets = {moment.t for moment in moments}
    moments += [_moment(pose) for pose in recording.poses() if pose.t not in in_sets]
    moments.sort(key=lambda moment: moment.t)
    return Moments(moments, reps, faults) if moments else None


def _judge_set(
    recording: Recording,
    recorded: RecordedSet,
    moments: list[Moment],
    reps: list[Rep],
    faults: list[Fault],
    progress: Progress | None,
) -> None:
    """Add what one set holds."""
    session, coach = new_session(recorded.settings), Coach()
    for count, pose in enumerate(recording.poses(recorded.index)):
        status = None if session is None else session.step(pose)
        moments.append(_moment(pose, status, None if status is None else coach.step(status)))
        if progress is not None and count % OFTEN == 0 and recording.duration_s:
            progress((pose.t - moments[0].t) / recording.duration_s)
    if session is not None:
        result = session.finish()
        reps += result.reps
        faults += faults_of(result)


def _moment(pose: Pose, status: Status | None = None, cue: Cue | None = None) -> Moment:
    return Moment(pose.t, pose.size, packed(pose), status, cue)
