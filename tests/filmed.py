"""The person of person.py in pictures: from the sample videos, with an arm that is turned where a hand goes up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from conftest import SAMPLES
from numpy.typing import NDArray
from person import LEFT_UP, RIGHT_UP, SIDEWAYS, STAND, Figure, Person, pointing
from sample_truth import recorded

from trainer.pose import Joint, Pose
from trainer.sources import Frame
from trainer.sources.pictures import Pictures

STANDING, SIDE = "isometric-neck", "arm-slides-faults"  # samples that begin so
UP_DEG, HIP_DEG, NUMBER_DEG = 170.0, 28.0, 10.0  # of an arm from hanging: up, at the hip, and for each number
SLEEVE, BEYOND, THICK = 0.06, 0.22, 0.17  # of shoulder to wrist: where the arm begins, how far it goes on, half width

Picture = NDArray[np.uint8]


OPENED = ExitStack()


@cache
def album(name: str) -> Pictures:
    """The pictures of a sample; whoever looks at them closes what was OPENED."""
    return OPENED.enter_context(Pictures(SAMPLES / f"{name}.mp4"))


def place(pose: Pose, joint: Joint) -> NDArray[np.float64]:
    return np.array(pose.image[joint][:2])


def painted_over(picture: Picture, mask: Picture) -> Picture:
    """The picture with what the mask covers filled in from around it."""
    return np.asarray(cv2.inpaint(picture, mask, 5, cv2.INPAINT_TELEA), np.uint8)


@cache
def room() -> Picture:
    """Where nobody is."""
    picture, pose = album(STANDING).at(0.0)[1], recorded(STANDING)[0]
    points = np.array([point[:2] for point in pose.image])
    (left, top), (right, bottom) = points.min(axis=0) - (40, 70), points.max(axis=0) + 40
    mask = np.zeros(picture.shape[:2], np.uint8)
    mask[max(round(top), 0) : round(bottom), round(left) : round(right)] = 255
    return painted_over(picture, mask)


@cache
def standing(side: str | None = None, degrees: float = 0.0) -> Picture:
    """Somebody who stands, an arm turned outward and up by so many degrees."""
    picture, pose = album(STANDING).at(0.0)[1], recorded(STANDING)[0]
    if side is None:
        return picture
    shoulder, wrist = (place(pose, Joint[f"{side.upper()}_{part}"]) for part in ("SHOULDER", "WRIST"))
    arm = wrist - shoulder
    mask = np.zeros(picture.shape[:2], np.uint8)
    ends = [tuple(map(round, shoulder + share * arm)) for share in (SLEEVE, 1 + BEYOND)]
    cv2.line(mask, *ends, 255, round(2 * THICK * float(np.linalg.norm(arm))))
    turn = cv2.getRotationMatrix2D((*map(float, shoulder),), -degrees if side == "right" else degrees, 1.0)
    size = picture.shape[1::-1]
    turned, where = cv2.warpAffine(picture, turn, size), cv2.warpAffine(mask, turn, size)
    return np.asarray(np.where(where[..., None] > 127, turned, painted_over(picture, mask)), np.uint8)


def drawn(figure: Figure) -> Picture:
    """One of the figures that person.py knows, as a picture."""
    if figure == STAND:
        return standing()
    if figure == SIDEWAYS:
        return album(SIDE).at(0.0)[1]
    for side, raised in (("right", RIGHT_UP), ("left", LEFT_UP)):
        if figure == raised:
            return standing(side, UP_DEG)
    number = next(number for number in range(11) if figure == pointing(number))
    return standing("right", HIP_DEG + NUMBER_DEG * number)


@dataclass
class Filmed(Person):
    """Does the same, in pictures."""

    def frames(self) -> Iterator[Frame]:
        """All frames until nobody asks for more."""
        for number, seen in enumerate(self.seen()):
            yield Frame(self.t, self._picture(seen), number)

    def _picture(self, seen: Figure | Pose | None) -> Picture:
        if seen is None:
            return room()
        if not isinstance(seen, Pose):
            return drawn(seen)
        assert self.moment is not None
        return album(self.clips[self.moment.number].name).at(seen.t)[1]
