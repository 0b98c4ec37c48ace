"""How many times faster than real time a recording is judged again: python -m benchmarks.rejudge [EXERCISE…]

Poses of the sample video of each exercise (without one: arm-slides) are repeated until they fill 1, 10 and 100 minutes
at 30 frames a second, recorded without pictures, and judged from the recording as trainer rejudge does. What counts is
the processor's time, which is that of a machine with nothing else to do; the clock's is printed beside it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

from trainer.exercises import find
from trainer.pose import Pose
from trainer.recording import Header, SetSettings
from trainer.recording.reader import Recording
from trainer.recording.schema import FORMAT
from trainer.recording.writer import Recorder
from trainer.rejudge import rejudge
from trainer.session import Session
from trainer.sources import clock

FPS = 30
MINUTES = (1, 10, 100)
WANTED = 500  # times real time


def sample_poses(exercise: str, most: int = 900) -> list[Pose]:
    """What the smallest model sees in the exercise's sample video, at most so many frames of it."""
    from trainer.estimator import Estimator
    from trainer.samples import sample
    from trainer.sources import VideoFile

    with VideoFile(sample(exercise)) as frames, Estimator("lite") as estimator:
        return [estimator.estimate(frame) for frame, _ in zip(frames, range(most), strict=False)]


def repeated(poses: Sequence[Pose], minutes: float) -> Iterator[Pose]:
    """The poses again and again, 30 a second."""
    for i in range(round(minutes * 60 * FPS)):
        yield replace(poses[i % len(poses)], t=i / FPS)


def record(folder: Path, exercise: str, poses: Iterator[Pose]) -> Path:
    """A session of one set with what the judge says of it, without pictures."""
    folder.mkdir()
    session, last_s = Session(find(exercise)), 0.0
    with Recorder(folder, Header(FORMAT, "", "lite", "", exercise, (640, 480), ""), video=False) as recorder:
        recorder.begin_set(0.0, SetSettings(exercise))
        for pose in poses:
            new, last_s = session.judge(pose), pose.t
            recorder.pose(pose)
            for rep in new:
                recorder.rep(rep)
        recorder.end_set(last_s, session.finish())
    if recorder.problem is not None:
        raise SystemExit(recorder.problem)
    return folder


def measure(exercise: str, poses: Sequence[Pose], minutes: float) -> float:
    """Prints and returns how many times faster than real time so many minutes are judged again."""
    with tempfile.TemporaryDirectory() as data:
        folder = record(Path(data) / "session", exercise, repeated(poses, minutes))
        start, busy = clock(), process_time()
        with Recording(folder) as recording:
            (only,) = rejudge(recording)
        seconds, busy = clock() - start, process_time() - busy
    times = minutes * 60 / busy
    same = "the same to the last digit" if only.same else "DIFFERENT"
    took = f"{busy:6.2f} s of the processor, {seconds:6.2f} s of the clock"
    print(f"{exercise:20} {minutes:4g} min: {times:5.0f} times real time ({took}), {same}", flush=True)
    return times


def main(arguments: Sequence[str]) -> int:
    """0 when all of it was at least 500 times faster than real time."""
    slowest = min(
        measure(exercise, poses, minutes)
        for exercise in arguments or ["arm-slides"]
        for poses in [sample_poses(exercise)]
        for minutes in MINUTES
    )
    print(f"Slowest: {slowest:.0f} times real time, wanted: {WANTED}.")
    return 0 if slowest >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
