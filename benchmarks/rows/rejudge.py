"""How many times faster than real time a recording is judged again, and that it grows like the recording."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from benchmarks.clips import EXERCISE, poses
from benchmarks.figures import Figure, Row
from trainer.exercises import exercises, find
from trainer.limits import AtLeast, AtMost
from trainer.pose import Pose
from trainer.recording import Header, SetSettings
from trainer.recording.reader import Recording
from trainer.recording.schema import FORMAT
from trainer.recording.writer import Recorder
from trainer.rejudge import rejudge
from trainer.session import Session

FPS = 30


@dataclass(frozen=True, slots=True)
class Again:
    """Seconds of the processor that judging took, and whether it said the same to the last digit."""

    minutes: float
    busy_s: float
    same: bool

    @property
    def times(self) -> float:
        """Faster than real time."""
        return self.minutes * 60 / self.busy_s


def repeated(given: Sequence[Pose], minutes: float) -> Iterator[Pose]:
    """The poses again and again, 30 a second."""
    for i in range(round(minutes * 60 * FPS)):
        yield replace(given[i % len(given)], t=i / FPS)


def record(folder: Path, exercise: str, given: Iterator[Pose]) -> Path:
    """A session of one set with what the judge says of it, without pictures."""
    folder.mkdir()
    session, last_s = Session(find(exercise)), 0.0
    with Recorder(folder, Header(FORMAT, "", "heavy", "", exercise, (640, 480), ""), video=False) as recorder:
        recorder.begin_set(0.0, SetSettings(exercise))
        for pose in given:
            new, last_s = session.judge(pose), pose.t
            recorder.pose(pose)
            for rep in new:
                recorder.rep(rep)
        recorder.end_set(last_s, session.finish())
    if recorder.problem is not None:
        raise OSError(recorder.problem)
    return folder


def again(exercise: str, minutes: float, rounds: int = 1) -> Again:
    """So many minutes judged again from a recording, the best of some rounds: noise only ever adds."""
    with tempfile.TemporaryDirectory() as data:
        folder = record(Path(data) / "session", exercise, repeated(poses(exercise), minutes))
        found = []
        for _ in range(rounds):
            busy = process_time()
            with Recording(folder) as recording:
                (only,) = rejudge(recording)
            found.append(Again(minutes, process_time() - busy, only.same))
    return replace(min(found, key=lambda one: one.busy_s), same=all(one.same for one in found))


def measure(quick: bool) -> Iterator[Figure]:
    """One minute of each exercise, then 1, 10 and 100 of one; quick: of one exercise alone, and shorter."""
    names = [EXERCISE] if quick else list(exercises())
    short = {name: again(name, 0.5 if quick else 1, rounds=3) for name in names}
    long = [again(EXERCISE, minutes) for minutes in ((1, 2) if quick else (10, 100))]
    for name, one in short.items():
        detail = f"{one.minutes:g} min at {FPS} frames/s, by the processor's time"
        yield Figure(f"rejudge, {name}", one.times, "times real time", AtLeast(500, "times"), detail)
    first, last = short[EXERCISE], long[-1]
    growth = (last.busy_s / last.minutes) / (first.busy_s / first.minutes)
    detail = ", ".join(f"{one.minutes:g} min: {one.times:.0f} times" for one in (first, *long))
    yield Figure("rejudge, a long minute against a short one", growth, "", AtMost(1.2, ""), f"{EXERCISE}; {detail}")
    other = sum(not one.same for one in (*short.values(), *long))
    yield Figure("rejudge, other than live", other, "sets", AtMost(0, "sets"), "to the last digit")


ROW = Row("rejudge", "recorded poses judged again: speed, growth, and the same verdicts", measure)
