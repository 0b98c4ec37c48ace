"""From a frame to a pose, by MediaPipe's PoseLandmarker; nothing else in the program knows it."""

from __future__ import annotations

import statistics
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision
from numpy.typing import NDArray

from trainer import models
from trainer.lean import without_outline
from trainer.models import ModelError
from trainer.people import ELSEWHERE, Home, Person, Watch, distinct, including
from trainer.pose import JOINTS, Pose
from trainer.quiet import quiet_stderr

if TYPE_CHECKING:
    from trainer.sources import Frame

LIVE_FPS = 20.0
ESTIMATOR_SHARE = 0.8  # of a frame's time; judging, drawing and the window need the rest
TRIAL_S = 0.3
MOST_TRIALS = 10
LOOKOUT_PEOPLE = 4
GREY = 127
BEYOND = 0.15  # bodies

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Landmarks:
    """One person's landmarks: image (33, 3) in pixels, world (33, 3) in metres, visibility (33,); float32."""

    image: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]


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
            raise ModelError(f"model {name} does not load: {_line(error)}") from error

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


class Estimator:
    """Poses of the one who exercises; a context manager that must be closed.

    model: lite, full or heavy. lookout: also count the people now and then, and stay with the right one. ModelError
    when a bundle is missing, broken or does not load. The same frames give the same poses, whatever the clock says.
    """

    def __init__(self, model: str = "heavy", lookout: bool = True) -> None:
        self.model = model
        self._bundle = loaded(model)
        self._watch, self._home = Watch(), Home()
        self._people, self._sure = 1, True
        self._lookout: Landmarker | None = None
        self._tracker = Landmarker(model, self._bundle)
        try:
            if lookout:
                self._lookout = Landmarker("lite", loaded("lite"), LOOKOUT_PEOPLE)
        except BaseException:
            self.close()
            raise

    def estimate(self, frame: Frame) -> Pose:
        """The pose in a frame; not found, with no people, when nobody is seen. Frames come in time order."""
        height, width = frame.image.shape[:2]
        found = self._tracker.find(frame.t, frame.image)
        tracked = found[0] if found else None
        if self._lookout is not None:
            tracked = self._look_around(frame, tracked, self._lookout)
        if tracked is None:
            return Pose(frame.t, (width, height), people=0)
        return Pose.from_arrays(
            frame.t, (width, height), tracked.image, tracked.world, tracked.visibility, self._people, self._sure
        )

    def close(self) -> None:
        """Let go of the models; may be called twice."""
        for landmarker in (self._tracker, self._lookout):
            if landmarker is not None:
                landmarker.close()
        self._lookout = None

    def __enter__(self) -> Estimator:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _look_around(self, frame: Frame, tracked: Landmarks | None, lookout: Landmarker) -> Landmarks | None:
        """The landmarks to go on with: those tracked, or those of the one who exercises if that is someone else."""
        current = None if tracked is None else Person.of(tracked.image)
        if current is None or not self._watch.due(frame.t, current, self._home.left(current)):
            return tracked
        seen = [Person.of(one.image) for one in lookout.find(frame.t, frame.image)]
        people = including(distinct(seen), current)
        chosen = self._home.choose(frame.t, people, current, self._watch.jumped)
        self._people, self._sure = len(people), chosen is not None
        if chosen is None:
            return tracked
        if chosen is not current:
            seized = self._seize(frame, chosen, people)
            self._sure = seized is not None
            if seized is None:
                return tracked
            tracked = seized
        self._watch.settle(chosen)
        return tracked

    def _seize(self, frame: Frame, chosen: Person, people: Sequence[Person]) -> Landmarks | None:
        """Track chosen anew, with the others painted over so that the detector must find chosen; None if it fails."""
        fresh = Landmarker(self.model, self._bundle)
        found = fresh.find(frame.t, without(frame.image, [one for one in people if one is not chosen], chosen))
        if not found or Person.of(found[0].image).unlike(chosen) > ELSEWHERE:
            fresh.close()
            return None
        self._tracker.close()
        self._tracker = fresh
        return found[0]


def loaded(name: str) -> bytes:
    """The bundle lite, full or heavy as it is run; ModelError when it is missing or broken."""
    bundle = models.load(name)
    try:
        return without_outline(bundle)
    except (BadZipFile, struct.error) as error:
        raise ModelError(f"model {name} does not load: {_line(error)}") from error


def without(image: Image, others: Sequence[Person], kept: Person) -> Image:
    """A copy with the boxes of the others painted grey, but for what lies in the box of the one kept."""
    painted = image.copy()
    for other in others:
        painted[_cut(image, other)] = GREY
    mine = _cut(image, kept)
    painted[mine] = image[mine]
    return painted


def choose_live_model(
    clock: Callable[[], float], size: tuple[int, int] = (640, 480), fps: float = LIVE_FPS
) -> tuple[str, float]:
    """Largest model that leaves time for the rest at fps, and the frames a second it reached alone; else lite.

    size: (width, height) of the camera's pictures. Takes one to two seconds. clock: seconds, monotonic.
    """
    for name in reversed(models.NAMES):
        reached = measure(name, size, clock)
        if reached * ESTIMATOR_SHARE >= fps:
            break
    return name, reached


def measure(name: str, size: tuple[int, int], clock: Callable[[], float]) -> float:
    """Frames a second of a model that tracks somebody in pictures of this size (width, height)."""
    width, height = size
    # With no one in the picture only the small detector would run. A confidence of zero makes the landmarker take
    # noise for a person and track it, which costs what tracking a person costs.
    noise = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    landmarker = Landmarker(name, loaded(name), confidence=0.0)
    try:
        landmarker.find(0.0, noise)
        started = clock()
        times: list[float] = []
        while len(times) < MOST_TRIALS and (not times or clock() - started < TRIAL_S):
            before = clock()
            landmarker.find(1.0 + len(times), noise)
            times.append(clock() - before)
    finally:
        landmarker.close()
    return 1 / max(statistics.median(times), 1e-6)


def _cut(image: Image, person: Person) -> tuple[slice, slice]:
    """The person's box in the picture, a little wider, as landmarks lie inside the outline."""
    height, width = image.shape[:2]
    left, top, right, bottom = person.box
    more = BEYOND * person.size
    rows = slice(max(0, int(top - more)), max(0, min(height, int(bottom + more))))
    return rows, slice(max(0, int(left - more)), max(0, min(width, int(right + more))))


def _landmarks(pixels: Sequence[Any], metres: Sequence[Any], width: int, height: int) -> Landmarks:
    image = np.array([(p.x * width, p.y * height, p.z * width) for p in pixels], dtype=np.float32)
    world = np.array([(p.x, p.y, p.z) for p in metres], dtype=np.float32)
    visibility = np.array([p.visibility for p in pixels], dtype=np.float32)
    return Landmarks(image.reshape(JOINTS, 3), world.reshape(JOINTS, 3), visibility)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
