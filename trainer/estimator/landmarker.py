"""MediaPipe's PoseLandmarker: landmarks of the people in one picture; nothing else in the program knows it."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from trainer import models
from trainer.estimator.absent import absent
from trainer.estimator.lean import without_outline
from trainer.models import ModelError
from trainer.pose import JOINTS
from trainer.quiet import quiet_stderr

# MediaPipe's part for sounds, which nobody uses here, would open every sound device of the machine, and microphones.
with absent("sounddevice"):
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Landmarks:
    """One person's landmarks: image (33, 3) in pixels, world (33, 3) in metres, visibility (33,); float32."""

    image: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]


def _left(landmarker: object) -> None:
    """One that Ctrl-C left with nobody to close it: closed by the collector it complains or hangs, so it just ends."""


vision.PoseLandmarker.__del__ = _left


class Landmarker:
    """MediaPipe's landmarker for one bundle; tracks one person when people is 1, else finds up to people in a still.

    Tracking smooths the landmarks (MediaPipe's own One Euro filter), which it does for one person only.
    """

    def __init__(self, name: str, bundle: bytes, people: int = 1, confidence: float = 0.5) -> None:
        self._tracks = people == 1
        self._last_ms = -1
        self._closed, self._quiet = False, True
        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=bundle),
            running_mode=vision.RunningMode.VIDEO if self._tracks else vision.RunningMode.IMAGE,
            num_poses=people,
            min_pose_detection_confidence=confidence,
            min_pose_presence_confidence=confidence,
            min_tracking_confidence=confidence,
        )
        try:
            with quiet_stderr():
                self._landmarker = vision.PoseLandmarker.create_from_options(options)
        except Exception as error:  # whatever the native side raises
            raise _failure(name, error) from error

    def find(self, t: float, image: Image) -> list[Landmarks]:
        """Landmarks of the people in an RGB picture (height, width, 3) at t seconds; empty when nobody is seen."""
        if not self._quiet:
            return self._find(t, image)
        with quiet_stderr():  # until it has placed somebody once, inference is as chatty as loading
            found = self._find(t, image)
        self._quiet = not found
        return found

    def _find(self, t: float, image: Image) -> list[Landmarks]:
        picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(image))
        if self._tracks:
            self._last_ms = max(self._last_ms + 1, round(t * 1000))
            result = self._landmarker.detect_for_video(picture, self._last_ms)
        else:
            result = self._landmarker.detect(picture)
        height, width = image.shape[:2]
        pairs = zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
        return [_landmarks(pixels, metres, width, height) for pixels, metres in pairs]

    def close(self) -> None:
        """Let go of the model; a landmarker left to the garbage collector can hang the program at its end."""
        if not self._closed:
            self._closed = True
            self._landmarker.close()


def loaded(name: str) -> bytes:
    """The bundle lite, full or heavy as it is run; ModelError when it is missing or broken."""
    bundle = models.load(name)
    try:
        return without_outline(bundle)
    except (BadZipFile, struct.error) as error:
        raise _failure(name, error) from error


def _landmarks(pixels: Sequence[Any], metres: Sequence[Any], width: int, height: int) -> Landmarks:
    image = np.array([(p.x * width, p.y * height, p.z * width) for p in pixels], dtype=np.float32)
    world = np.array([(p.x, p.y, p.z) for p in metres], dtype=np.float32)
    visibility = np.array([p.visibility for p in pixels], dtype=np.float32)
    return Landmarks(image.reshape(JOINTS, 3), world.reshape(JOINTS, 3), visibility)


def _failure(name: str, error: Exception) -> ModelError:
    return ModelError(f"model {name} does not load: {' '.join(str(error).split())[:200]}")
