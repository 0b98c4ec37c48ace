"""Recorded sessions whose story is known on paper, with pictures that tell their own time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from figures import Figure, arm, pose, smooth, standing

from trainer.exercises import find
from trainer.pose import Pose
from trainer.recording import Header, SetSettings
from trainer.recording.schema import FORMAT
from trainer.recording.writer import Recorder
from trainer.session import Session
from trainer.sources import Frame

SIZE = (320, 160)
FPS = 15
HEADER = Header(FORMAT, "0.1.0", "heavy", "7e8e", "camera 0", SIZE, "2026-11-23T18:05:12+01:00")
OPEN, CLOSED = 46.0, 11.0  # cm from the middle of the chest to each elbow
RAMP_S, REST_S = 1.2, 1.0
SETTINGS = SetSettings("butterfly")


def squeezed(half_gap_cm: float) -> Figure:
    """Hands on the shoulders, each elbow so far from the middle: shoulder 18 cm, upper arm 28 cm."""
    figure = standing()
    for side, sign in (("left", 1), ("right", -1)):
        out = (half_gap_cm - 18) / 28
        upper = (sign * out, 0.0, -math.sqrt(max(1 - out * out, 0.0)))
        figure = arm(figure, side, upper, (-upper[0], -0.15, -upper[2]))
    return figure


def butterflies(holds_s: Sequence[float], start_s: float = 0.0) -> list[Pose]:
    """One butterfly after the other, each held for so long, from start_s on."""
    legs = [(1.5, OPEN)]
    for hold_s in holds_s:
        legs += [(RAMP_S, CLOSED), (hold_s, CLOSED), (RAMP_S, OPEN), (REST_S, OPEN)]
    poses, t, at = [], start_s, OPEN
    for seconds, target in legs:
        for i in range(round(seconds * FPS)):
            a, b = (math.asin((half - 18) / 28) for half in (at, target))
            gap = 18 + 28 * math.sin(a + (b - a) * smooth(i / FPS / seconds))
            poses.append(exact(pose(t + i / FPS, squeezed(gap), size=SIZE, px_per_m=80.0)))
        t, at = t + round(seconds * FPS) / FPS, target
    return poses


def exact(one: Pose) -> Pose:
    """The pose as an estimator would give it: every number a float32."""
    image, world, visibility = (np.array(part, np.float32) for part in (one.image, one.world, one.visibility))
    return Pose.from_arrays(one.t, one.size, image, world, visibility)


LONGEST_S = 60.0


def level(t: float) -> int:
    """How light the picture of that time is."""
    return 40 + round(170 * t / LONGEST_S)


def time_of(grey: float) -> float:
    """When a picture was as light as that."""
    return (grey - 40) * LONGEST_S / 170


def picture(t: float, index: int) -> Frame:
    """An even grey that grows lighter with time."""
    return Frame(t, np.full((SIZE[1], SIZE[0], 3), level(t), np.uint8), index)


def record(
    folder: Path,
    sets: Iterable[tuple[SetSettings, Sequence[Pose]]],
    *,
    between: Sequence[Pose] = (),
    video: bool = True,
    cut_off: bool = False,
) -> Path:
    """A session of these sets, judged and recorded as it would be live; between: poses after the first set.

    cut_off: without the end of the last set.
    """
    folder.mkdir(parents=True)
    given = list(sets)
    with Recorder(folder, HEADER, video=video, patient=True) as recorder:
        for number, (settings, poses) in enumerate(given):
            session = Session(find(settings.exercise), reps=settings.reps, hold_s=settings.hold_s)
            recorder.begin_set(poses[0].t, settings)
            for index, one in enumerate(poses):
                new = session.judge(one)
                recorder.pose(one)
                recorder.frame(picture(one.t, index), one)
                for rep in new:
                    recorder.rep(rep)
            if not (cut_off and number == len(given) - 1):
                recorder.end_set(poses[-1].t, session.finish())
            for one in between if number == 0 else ():
                recorder.pose(one)
    assert recorder.problem is None
    return folder
