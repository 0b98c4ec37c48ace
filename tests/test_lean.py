"""The model without its outline: which layers go, and that the landmarks stay the same to the last bit."""

from __future__ import annotations

import io
import zipfile
from itertools import islice
from pathlib import Path

import mediapipe as mp
import pytest
from mediapipe.tasks.python import BaseOptions, vision

from trainer import models
from trainer.estimator import lean
from trainer.estimator.lean import Operator, needed, without_outline
from trainer.sources import Frame, VideoFile

ROOT = Path(__file__).resolve().parent.parent
Numbers = list[list[float]]


@pytest.mark.parametrize(
    ("operators", "outputs", "kept"),
    [
        ([(1, [0], [10]), (2, [10], [20])], [20], [1, 2]),
        ([(1, [0], [10]), (2, [10], [20]), (3, [10], [30])], [30], [1, 3]),  # 2 is only for 20
        ([(1, [0], [10]), (2, [10], [20]), (3, [20], [30])], [20], [1, 2]),  # 3 comes after
        ([(1, [0], [10, 11]), (2, [11], [20])], [20], [1, 2]),  # one of two results is enough
        ([(1, [0], [10]), (2, [0], [11]), (3, [10, 11], [20])], [20], [1, 2, 3]),
        ([(1, [0], [10])], [0], []),  # the input itself
    ],
    ids=["a chain", "a branch", "what follows", "two results", "a join", "nothing"],
)
def test_what_the_outputs_are_made_by(operators: list[Operator], outputs: list[int], kept: list[int]) -> None:
    assert needed(operators, outputs) == kept


def operators_and_outputs(bundle: bytes) -> tuple[int, list[int]]:
    """How many operators the landmark network runs, and the numbers of its outputs."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as whole:
        model = bytearray(whole.read(lean.LANDMARK_NETWORK))
    graph = lean._tables(model, lean._field(model, lean._offset(model, 0), lean.SUBGRAPHS))[0]
    outputs = lean._numbers(model, lean._field(model, graph, lean.OUTPUTS))
    return len(lean._tables(model, lean._field(model, graph, lean.OPERATORS))), outputs


@pytest.mark.parametrize(
    ("name", "before", "after"),  # counted with TFLite's own reader of such files
    [
        ("lite", (305, [310, 315, 282, 283, 312]), (258, [310, 315, 315, 283, 312])),
        ("full", (332, [337, 342, 297, 298, 339]), (286, [337, 342, 342, 298, 339])),
        ("heavy", (689, [696, 701, 565, 641, 698]), (643, [696, 701, 701, 641, 698])),
    ],
)
def test_layers_that_go(name: str, before: tuple[int, list[int]], after: tuple[int, list[int]]) -> None:
    bundle = models.load(name)
    assert operators_and_outputs(bundle) == before
    assert operators_and_outputs(without_outline(bundle)) == after


def landmarks(bundle: bytes, frames: list[Frame]) -> list[Numbers]:
    """All numbers that MediaPipe itself says of each frame."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=bundle), running_mode=vision.RunningMode.VIDEO
    )
    found = []
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        for frame in frames:
            picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=frame.image)
            result = landmarker.detect_for_video(picture, round(frame.t * 1000))
            (pixels,), (metres,) = result.pose_landmarks, result.pose_world_landmarks
            found.append([[p.x, p.y, p.z, p.visibility, p.presence] for p in (*pixels, *metres)])
    return found


@pytest.mark.parametrize("name", models.NAMES)
def test_landmarks_are_the_same_to_the_last_bit(name: str) -> None:
    with VideoFile(ROOT / "sample_videos" / "arm-slides.mp4") as video:
        frames = list(islice(video, 6))
    whole = models.load(name)
    assert landmarks(without_outline(whole), frames) == landmarks(whole, frames)
