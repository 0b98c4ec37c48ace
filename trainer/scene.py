"""What a picture tells besides the pose: how light it is, and whether the camera was moved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.sources import Frame

LOOK_S = 0.4  # how often a picture is looked at
WIDTH = 160  # of the small grey picture that is looked at, pixels
AROUND = 0.1  # what the person covers goes beyond the landmarks by this share of their size, and of the picture's
CORNERS, FEWEST = 120, 10  # of the background; with fewer nothing is said of the camera
QUALITY, SPACING = 0.01, 5.0  # of corners: share of the best one's strength, pixels between two
NEAR_PX = 1.5  # a corner found this near to where a movement of the camera would put it agrees with that movement
AGREE = 0.5  # share of the corners that must agree on one movement, or on none
SHIFT, ZOOM, TURN_DEG = 0.02, 0.04, 1.5  # of the picture's width; of its size; what is less is no movement
DOUBTS = {"stands": 0, "blind": 0, "unsure": 1, "moved": 3}
SURE = (
    6  # two looks in a row that see a movement, or six that find hardly anything again; who passes by is gone by then
)
STILL_S = 2.0  # so long after the last movement the camera is believed to stand
LOCAL_PX = 4.0  # what counts is how light it is against what lies so near: a lamp that goes on is no movement
CONTRAST = 200.0  # grey levels of a step in the logarithm of the light

Grey = NDArray[np.uint8]
Points = NDArray[np.float32]
Mask = NDArray[np.bool_]
Box = tuple[int, int, int, int]
Sight = Literal["stands", "moved", "unsure", "blind"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What was last seen of the room.

    light: mean luminance of the person, or of the whole picture where nobody is, [0, 1]. moved: the background lies
    elsewhere in the picture than before, and has not lain still for two seconds since; False where too little of it is
    seen. What moves in front of it, the person and others, does not matter.
    """

    light: float = 1.0
    moved: bool = False


class Watcher:
    """Looks at some of a camera's pictures, in time order: 1 to 2 ms each LOOK_S."""

    def __init__(self) -> None:
        self._looked_s = self._moved_s = -math.inf
        self._scene = Scene()
        self._kept: tuple[Grey, Points] | None = None
        self._last: Grey | None = None
        self._doubts = 0

    def step(self, frame: Frame, pose: Pose) -> Scene:
        """The scene at this frame; between two looks the last answer stands."""
        if frame.t - self._looked_s < LOOK_S:
            return self._scene
        self._looked_s = frame.t
        small = _small(frame.image)
        person = _covered(pose, small)
        self._follow(frame.t, _flattened(small), person)
        left, top, right, bottom = person or (0, 0, small.shape[1], small.shape[0])
        light = float(small[top:bottom, left:right].mean()) / 255
        self._scene = Scene(light, frame.t - self._moved_s < STILL_S)
        return self._scene

    def _follow(self, t: float, flat: Grey, person: Box | None) -> None:
        """Compare the background with that of the picture that is kept; keep another one when the camera has moved."""
        sight: Sight = "blind" if self._kept is None else _seen(*self._kept, flat, person)
        self._doubts = self._doubts + DOUBTS[sight] if DOUBTS[sight] else 0
        if self._doubts >= SURE:
            self._moved_s, self._doubts, self._kept = t, 0, None
        if self._kept is None or sight == "blind":
            corners = _corners(flat, self._last, person)
            if self._kept is None or len(corners) > len(self._kept[1]):
                self._kept = flat, corners
        self._last = flat


def _small(image: NDArray[np.uint8]) -> Grey:
    height, width = image.shape[:2]
    size = (WIDTH, max(round(WIDTH * height / width), 1))
    small: Grey = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)


def _flattened(small: Grey) -> Grey:
    """The picture with each place against its surroundings: whatever is lit, edges look alike in any light."""
    light = np.log1p(small.astype(np.float32))
    around = np.asarray(cv2.GaussianBlur(light, (0, 0), LOCAL_PX), np.float32)
    return np.asarray(np.clip(128 + CONTRAST * (light - around), 0, 255), np.uint8)


def _covered(pose: Pose, small: Grey) -> Box | None:
    """Left, top, right and bottom of what the person covers, in pixels of the small picture; None without anyone."""
    if not pose.found:
        return None
    height, width = small.shape
    x = [point[0] / pose.size[0] for point in pose.image]
    y = [point[1] / pose.size[1] for point in pose.image]
    aside, upward = AROUND * (1 + max(x) - min(x)) / 2, AROUND * (1 + max(y) - min(y)) / 2
    left, right = min(max(min(x) - aside, 0.0), 1.0), min(max(max(x) + aside, 0.0), 1.0)
    top, bottom = min(max(min(y) - 2 * upward, 0.0), 1.0), min(max(max(y) + upward, 0.0), 1.0)
    box = int(left * width), int(top * height), math.ceil(right * width), math.ceil(bottom * height)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _corners(flat: Grey, last: Grey | None, person: Box | None) -> Points:
    """Places (n, 2) of the background that are found again: corners, where no person is and nothing moves."""
    mask = np.full(flat.shape, 255, np.uint8)
    if person is not None:
        left, top, right, bottom = person
        mask[top:bottom, left:right] = 0
    found = cv2.goodFeaturesToTrack(flat, CORNERS, QUALITY, SPACING, mask=mask)
    if found is None or last is None or last.shape != flat.shape:
        return np.zeros((0, 2), np.float32)
    corners = np.asarray(found, np.float32).reshape(-1, 2)
    return corners[_found(flat, corners, last)[1]]


def _found(before: Grey, corners: Points, flat: Grey) -> tuple[Points, Mask, Mask]:
    """Where the corners (n, 2) of the picture before are now, which lie where they lay, and which were found at all."""
    places, found, _ = cv2.calcOpticalFlowPyrLK(before, flat, corners, np.empty_like(corners), winSize=(15, 15))
    good = np.asarray(found).ravel() == 1
    now = np.asarray(places, np.float32)
    return now, good & (np.linalg.norm(now - corners, axis=1) <= NEAR_PX), good


def _seen(before: Grey, corners: Points, flat: Grey, person: Box | None) -> Sight:
    """What has become of the corners of the picture before."""
    if before.shape != flat.shape:
        return "blind"
    if person is not None:
        left, top, right, bottom = person
        x, y = corners[:, 0], corners[:, 1]
        corners = corners[~((left <= x) & (x < right) & (top <= y) & (y < bottom))]
    if len(corners) < FEWEST:
        return "blind"
    places, still, good = _found(before, corners, flat)
    if still.sum() >= AGREE * len(corners):
        return "stands"
    if good.sum() < FEWEST:
        return "unsure"
    matrix, agreeing = cv2.estimateAffinePartial2D(corners[good], places[good], ransacReprojThreshold=NEAR_PX)
    if matrix is None or agreeing.sum() < AGREE * len(corners):
        return "unsure"
    return "moved" if _is_movement(np.asarray(matrix, np.float64), flat.shape) else "stands"


def _is_movement(matrix: NDArray[np.float64], shape: tuple[int, ...]) -> bool:
    """Whether a (2, 3) matrix of turn, zoom and shift takes the picture further than trembling and breathing lenses."""
    height, width = shape[:2]
    middle = np.array([width / 2, height / 2])
    shift = float(np.linalg.norm(matrix[:, :2] @ middle + matrix[:, 2] - middle)) / width
    zoom = math.hypot(matrix[0, 0], matrix[1, 0])
    turn = abs(math.degrees(math.atan2(matrix[1, 0], matrix[0, 0])))
    return shift > SHIFT or abs(zoom - 1) > ZOOM or turn > TURN_DEG
