"""Sessions to record and to read: poses as float32, pictures, and what a recorder is told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from figures import turned
from figures_rhythm import pedalling
from figures_rhythm import poses as figure_poses

from trainer.exercises import find
from trainer.pose import Pose
from trainer.recording import Event, Header, SetSettings
from trainer.recording.schema import FORMAT
from trainer.recording.writer import Recorder
from trainer.session import Session
from trainer.sources import Frame
from trainer.status import Fault, Rep, Result, Status

SIZE = (160, 120)
STARTED = "2026-11-23T18:05:12+01:00"
LOW = Fault("arm-low", "break", 3.3, 8.7, -31.0, "deg")
SLUMP = Fault("slump", "warn", 6.3, 13.5, 1 / 3, "deg")
REPS = (
    Rep(0, "left", 0.1, 0.2, 0.3, 0.4, 0.30000000000000004, True, None, (), ("trunk-twist",), 1.0),
    Rep(1, None, 1.9, 6.0, 10.0, 5.4, 0.0, False, "arm-low", (LOW, SLUMP), (), None),
)


def header(**changes: object) -> Header:
    """The header of a camera session."""
    values = {"format": FORMAT, "trainer": "0.1.0", "model": "heavy", "model_sha256": "7e8e", "source": "camera 0"}
    return Header(**{**values, "size": SIZE, "started": STARTED, **changes})  # type: ignore[arg-type]


def exact(pose: Pose) -> Pose:
    """The pose as an estimator would give it: every number a float32, and sized for the small pictures here."""
    arrays = [np.array(part, np.float32) for part in (pose.image, pose.world, pose.visibility)]
    arrays[0] *= np.float32(SIZE[0] / pose.size[0])
    return Pose.from_arrays(pose.t, SIZE, *arrays)


def noise_pose(t: float, seed: int = 0) -> Pose:
    """A pose whose landmarks lie anywhere in the picture."""
    random = np.random.default_rng((seed, round(t * 1000)))
    image, world = random.random((2, 33, 3), np.float32)
    return Pose.from_arrays(t, SIZE, image * 100, world - 0.5, random.random(33, np.float32), seed % 3, seed % 2 == 0)


@cache
def ride(seconds: float = 30.0) -> tuple[Pose, ...]:
    """Someone on a bike, seen from the side: a repetition every two thirds of a second."""
    return tuple(exact(pose) for pose in figure_poses(lambda t: turned(pedalling(1.5 * t), 90.0), seconds))


def picture(t: float, index: int = 0) -> Frame:
    """Coloured noise that moves."""
    random = np.random.default_rng(7)
    image = random.integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
    return Frame(t, np.roll(image, index, axis=1), index)


def judged(poses: Iterator[Pose] | tuple[Pose, ...], exercise: str = "aerobic") -> Iterator[Status]:
    """What the judge says of each pose."""
    session = Session(find(exercise))
    for pose in poses:
        yield session.step(pose)


def record(folder: Path, poses: tuple[Pose, ...] = (), **options: object) -> Path:
    """A session of one set with these poses, two repetitions, two events and a picture for every pose."""
    folder.mkdir(parents=True, exist_ok=True)
    poses = poses or tuple(noise_pose(i / 30, i) for i in range(60))
    with Recorder(folder, header(), patient=True, **options) as recorder:  # type: ignore[arg-type]
        recorder.begin_set(poses[0].t, SetSettings("aerobic", "strict", 12, 5.5, "left"))
        for index, pose in enumerate(poses):
            recorder.pose(pose)
            recorder.frame(picture(pose.t, index), pose)
        for rep in REPS:
            recorder.rep(rep)
        recorder.event(Event(1.0, "cue", "arm-low", "Lift your arm – higher"))
        recorder.event(Event(1.5, "mark", "", "bookmark"))
        recorder.end_set(poses[-1].t, Result(None, REPS, (SLUMP,), ("shrug",)))
    assert recorder.problem is None
    return folder
