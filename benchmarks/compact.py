"""Poses of a clip in a few hundred kilobytes, rounded far below what a landmark trembles, for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.pose import JOINTS, Pose

# Steps: 1/32 px across and down, 1/8 px in depth, 0.2 mm, 1/255 of visibility. Landmarks tremble by 1 px and 3 mm.
STEPS = np.array([1 / 32, 1 / 32, 1 / 8, 1 / 5000, 1 / 5000, 1 / 5000, 1 / 255])


def save(path: Path, poses: Sequence[Pose]) -> None:
    """The poses rounded to STEPS, as differences from frame to frame; ValueError when a value is too large for that."""
    rows = [_row(pose) for pose in poses]
    whole = np.rint(np.array(rows).reshape(-1, JOINTS, len(STEPS)) / STEPS)
    if np.abs(whole).max(initial=0) > np.iinfo(np.int16).max:
        raise ValueError(f"expected landmarks within 1024 px and 6.5 m, got {np.abs(rows).max():.0f}")
    with np.errstate(over="ignore"):  # differences may wrap around, their sums wrap back
        steps = np.diff(whole.astype("<i2"), axis=0, prepend=np.zeros((1, JOINTS, len(STEPS)), "<i2"))
    parts = steps.astype("<i2").transpose(1, 2, 0).copy().view(np.uint8)
    np.savez_compressed(
        path,
        t=np.array([pose.t for pose in poses]),
        size=np.array([pose.size for pose in poses], np.int32),
        found=np.array([pose.found for pose in poses]),
        sure=np.array([pose.sure for pose in poses]),
        people=np.array([pose.people for pose in poses], np.int16),
        low=parts[:, :, 0::2],  # apart, low and high bytes pack to less
        high=parts[:, :, 1::2],
    )


def load(path: Path) -> list[Pose]:
    """The poses that save wrote, to half a step."""
    with np.load(path, allow_pickle=False) as kept:
        steps = kept["low"].astype(np.uint16) | kept["high"].astype(np.uint16) << np.uint16(8)
        whole = np.cumsum(steps.transpose(2, 0, 1), axis=0, dtype=np.uint16).view(np.int16)
        columns = [kept[name] for name in ("t", "size", "found", "sure", "people")]
    rows = (whole * STEPS).astype(np.float32)
    return [_pose(row, *values) for row, *values in zip(rows, *columns, strict=True)]


def _row(pose: Pose) -> list[list[float]]:
    if not pose.found:
        return [[0.0] * len(STEPS)] * JOINTS
    return [[*pose.image[j], *pose.world[j], pose.visibility[j]] for j in range(JOINTS)]


def _pose(
    row: NDArray[np.float32], t: np.float64, size: NDArray[np.int32], found: np.bool_, sure: np.bool_, people: np.int16
) -> Pose:
    width, height = map(int, size)
    if not found:
        return Pose(float(t), (width, height), people=int(people), sure=bool(sure))
    return Pose.from_arrays(float(t), (width, height), row[:, :3], row[:, 3:6], row[:, 6], int(people), bool(sure))
