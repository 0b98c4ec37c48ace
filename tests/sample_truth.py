"""What truly happens in the sample videos: written down from their labels, each repetition, never from a verdict.

The labels (sample_videos/*.json) come from the renderer of the clips; test_samples holds the two together.
"""

from __future__ import annotations

from typing import NamedTuple

from conftest import ROOT

from benchmarks import compact
from trainer.pose import Pose

POSES = ROOT / "tests" / "poses"


class Row(NamedTuple):
    """One repetition: side, start and end in seconds, why it does not count, what is told besides, seconds held."""

    side: str | None
    start_s: float
    end_s: float
    reason: str | None = None
    told: tuple[str, ...] = ()
    hold_s: float | None = None


class Span(NamedTuple):
    """A fault of a stretch of time."""

    code: str
    start_s: float
    end_s: float


REPS: dict[str, list[Row]] = {
    "isometric-neck": [
        Row("back", 2.3, 15.1, hold_s=10.4),
        Row("right", 17.1, 30.4, hold_s=11.5),
        Row("left", 32.2, 44.7, hold_s=10.3),
        Row("front", 46.5, 60.7, hold_s=12.0),
    ],
    "isometric-neck-faults": [
        Row("front", 2.6, 15.6, "head-moves", hold_s=10.6),
        Row("right", 17.6, 30.3, "hand-off", hold_s=10.6),
        Row("left", 32.4, 43.1, "short-hold", hold_s=8.4),
        Row("back", 44.9, 57.7, hold_s=10.5),
        Row("left", 59.9, 72.6, told=("shrug",), hold_s=10.5),
    ],
    "arm-reach": [
        Row("left", 2.5, 10.0, hold_s=5.3),
        Row("right", 11.4, 19.1, hold_s=5.4),
        Row("left", 20.1, 28.4, hold_s=5.7),
        Row("right", 29.6, 37.5, hold_s=5.5),
    ],
    "arm-reach-faults": [
        Row("left", 1.7, 9.9, "head-lift", hold_s=5.6),
        Row("right", 11.1, 19.3, "arm-low", hold_s=5.5),
        Row("left", 20.7, 26.9, "short-hold", hold_s=3.9),
        Row("left", 28.0, 36.5, told=("elbow-bent",), hold_s=5.5),
        Row("right", 37.8, 45.8, told=("trunk-twist",), hold_s=5.3),
        Row("left", 47.0, 55.1, hold_s=6.0),
    ],
    "thoracic-extension": [
        Row(None, 2.0, 6.4),
        Row(None, 7.2, 11.5),
        Row(None, 12.6, 17.1),
        Row(None, 18.3, 22.0),
        Row(None, 23.0, 27.6),
        Row(None, 28.8, 33.5),
    ],
    "thoracic-extension-faults": [
        Row(None, 2.4, 7.1),
        Row(None, 8.0, 11.6, "shallow"),
        Row(None, 12.6, 16.6, "lumbar-lean"),
        Row(None, 17.7, 19.3, told=("too-fast",)),
        Row(None, 20.1, 24.9, "hands-off"),
        Row(None, 26.2, 30.6),
    ],
    "arm-slides": [
        Row(None, 2.4, 5.8),
        Row(None, 6.4, 10.2, "wrist-off-wall"),
        Row(None, 11.1, 15.1, told=("asymmetric",)),
        Row(None, 15.4, 19.7, "elbow-off-wall"),
        Row(None, 20.5, 21.9, told=("too-fast",)),
        Row(None, 22.4, 26.6),
    ],
    "arm-slides-faults": [
        Row(None, 2.2, 6.7),
        Row(None, 7.1, 10.8, "elbow-off-wall"),
        Row(None, 11.5, 16.0, "wrist-off-wall"),
        Row(None, 16.5, 20.2, told=("back-off-wall",)),
        Row(None, 20.7, 24.3, "shallow"),
        Row(None, 25.1, 29.0),
    ],
    "butterfly": [
        Row(None, 2.8, 11.1, hold_s=5.5),
        Row(None, 12.4, 21.1, hold_s=5.8),
        Row(None, 22.5, 30.7, hold_s=5.4),
    ],
    "butterfly-faults": [
        Row(None, 1.8, 10.3, hold_s=5.8),
        Row(None, 11.5, 19.9, "elbows-apart", hold_s=5.7),
        Row(None, 21.1, 29.8, "hands-off", hold_s=5.7),
        Row(None, 31.3, 37.9, "short-hold", hold_s=3.8),
        Row(None, 39.1, 47.6, told=("elbows-dropped",), hold_s=5.5),
    ],
    "bear-roll": [
        Row("forward", 1.7, 3.7),
        Row("forward", 3.7, 5.8),
        Row("forward", 5.8, 8.0),
        Row("forward", 8.0, 10.0),
        Row("forward", 10.0, 11.9),
        Row("backward", 13.2, 15.1),
        Row("backward", 15.1, 17.3),
        Row("backward", 17.3, 19.3),
        Row("backward", 19.3, 21.5),
        Row("backward", 21.5, 23.3),
    ],
    "bear-roll-faults": [
        Row("forward", 2.5, 4.7),
        Row("forward", 4.7, 6.6),
        Row("forward", 6.6, 8.5),
        Row("forward", 8.5, 10.5),
        Row("forward", 10.5, 12.5),
        Row("forward", 13.6, 14.4, told=("too-fast",)),
        Row("forward", 14.4, 15.2, told=("too-fast",)),
        Row("forward", 15.2, 16.0, told=("too-fast",)),
        Row("forward", 16.0, 16.9, told=("too-fast",)),
        Row("forward", 16.9, 17.6, told=("too-fast",)),
        Row("forward", 17.6, 18.4, told=("too-fast",)),
        Row("backward", 19.4, 21.5, told=("one-sided",)),
        Row("backward", 21.5, 23.6, told=("one-sided",)),
        Row("backward", 23.6, 25.7, told=("one-sided",)),
        Row("backward", 25.7, 27.6, told=("one-sided",)),
        Row("backward", 28.6, 30.6),
        Row("backward", 30.6, 32.5),
        Row("backward", 32.5, 34.4),
    ],
}
BEATS = {"aerobic": 28, "aerobic-faults": 37}
"""Pedal turns on a bike, steps on a treadmill: counted, not compared one by one."""
SPANS: dict[str, list[Span]] = {
    "aerobic-faults": [Span("paused", 11.2, 14.8), Span("slump", 18.4, 26.2)],
    "bear-roll-faults": [Span("no-shrink", 2.5, 12.5)],
}
NAMES = sorted([*REPS, *BEATS])


def exercise_of(name: str) -> str:
    """The exercise that a sample shows."""
    return name.removesuffix("-faults")


def recorded(name: str) -> list[Pose]:
    """What the heavy model saw in a sample; scripts/sample_poses.py writes it."""
    return compact.load(POSES / f"{name}.npz")
