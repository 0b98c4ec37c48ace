"""Poses of whole videos: estimated once and kept in a folder, so that a changed rule is judged anew in seconds."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.models import SHA256
from trainer.pose import JOINTS, Pose

FORMAT = 1  # raised when the estimator gives other poses for the same pictures and model, or the arrays change


def poses_of(video: Path, model: str, folder: Path) -> list[Pose]:
    """Every pose of a video by the trainer's own estimator; read from folder when they are there, else kept there."""
    kept = folder / model / f"{video.stem}-{key_of(video, model)}.npz"
    if kept.is_file():
        try:
            return load(kept, model)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            kept.unlink()  # half of a file, from a run that was killed
    poses = estimated(video, model)
    kept.parent.mkdir(parents=True, exist_ok=True)
    save(kept, poses)
    return poses


def key_of(video: Path, model: str) -> str:
    """16 hex digits that change with the video, the models, the library that runs them, and FORMAT."""
    lookout = SHA256["lite"]
    parts = (file_sha256(video), SHA256[model], lookout, version("mediapipe"), str(FORMAT))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def file_sha256(path: Path) -> str:
    """Of the file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def estimated(video: Path, model: str) -> list[Pose]:
    """Every pose of a video, in order; SourceError or ModelError when one of the two can't be used."""
    from trainer.estimator import Estimator
    from trainer.sources import VideoFile

    with VideoFile(video) as frames, Estimator(model) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def save(path: Path, poses: Sequence[Pose]) -> None:
    """The poses as arrays, each number as the estimator gave it; a frame without a person is NaN."""
    beside = path.with_suffix(".new.npz")
    np.savez_compressed(
        beside,
        t=np.array([pose.t for pose in poses], np.float64),
        size=np.array([pose.size for pose in poses], np.int32).reshape(-1, 2),
        image=_points([pose.image for pose in poses]),
        world=_points([pose.world for pose in poses]),
        visibility=np.array([pose.visibility or [np.nan] * JOINTS for pose in poses], np.float32).reshape(-1, JOINTS),
        people=np.array([pose.people for pose in poses], np.int32),
        sure=np.array([pose.sure for pose in poses], np.bool_),
    )
    beside.replace(path)


def load(path: Path, model: str = "") -> list[Pose]:
    """The poses that save wrote, equal to the last digit when told which model placed them."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        columns = [kept[name] for name in ("t", "size", "image", "world", "visibility", "people", "sure")]
    return [replace(_pose(*row), model=model) for row in zip(*columns, strict=True)]


def _pose(
    t: np.float64,
    size: NDArray[np.int32],
    image: NDArray[np.float32],
    world: NDArray[np.float32],
    visibility: NDArray[np.float32],
    people: np.int32,
    sure: np.bool_,
) -> Pose:
    width, height = map(int, size)
    if np.isnan(visibility[0]):
        return Pose(float(t), (width, height), people=int(people), sure=bool(sure))
    return Pose.from_arrays(float(t), (width, height), image, world, visibility, int(people), bool(sure))


def _points(frames: Sequence[Sequence[tuple[float, float, float]]]) -> NDArray[np.float32]:
    nowhere = [(np.nan,) * 3] * JOINTS
    return np.array([points or nowhere for points in frames], np.float32).reshape(-1, JOINTS, 3)
