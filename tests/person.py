"""Somebody who does a whole workout in front of the camera: walks in, answers by hand, exercises, rests, goes away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, repeat
from typing import NamedTuple

import numpy as np
from figures import Figure, arm, nobody, pose, standing, turned
from sample_truth import REPS, Row, recorded

from trainer.pose import Joint, Pose
from trainer.stage import Stage
from trainer.workout.moment import Moment

FPS = 15
PLACE_S = 2.5  # in the start posture before the first movement, as anybody would be
LONGEST_S = 1800.0  # nobody goes on for ever, whatever a broken workout asks for
SIZE = (640, 480)
UP = (0.0, -1.0, 0.0)
STAND = standing()
RIGHT_UP, LEFT_UP = arm(STAND, "right", UP, UP), arm(STAND, "left", UP, UP)
SIDEWAYS = turned(STAND, 90)
IN_SET = {Stage.POSITIONING, Stage.READY, Stage.EXERCISING, Stage.LOST}

Figures = Iterator[Figure | Pose | None]
"""What is in the picture, frame by frame: a figure, somebody recorded, or nobody."""


def pointing(number: int) -> Figure:
    """The right hand beside the body, at that height between the hips, 0, and 15 cm above the nose, 84 cm, 10."""
    y = -0.084 * number
    return {**STAND, Joint.RIGHT_ELBOW: (-0.45, y + 0.1, 0.0), Joint.RIGHT_WRIST: (-0.5, y, 0.0)}


class Clip(NamedTuple):
    """A stretch of a sample that is done again and again: all of it, or from start_s to end_s."""

    name: str
    start_s: float = 0.0
    end_s: float = 1e9

    def poses(self) -> list[Pose]:
        """Its poses at FPS frames a second."""
        return [one for one in recorded(self.name) if self.start_s <= one.t < self.end_s][:: 30 // FPS]

    def rows(self) -> list[Row]:
        """What happens in it, with times from its own beginning."""
        return [
            row._replace(start_s=row.start_s - self.start_s, end_s=row.end_s - self.start_s)
            for row in REPS.get(self.name, [])
            if self.start_s <= row.start_s and row.end_s <= self.end_s
        ]


@dataclass
class Person:
    """Does what the trainer asks for. clips: what is done in each set, by its number. habits: what is done besides.

    habits: a script by stage and number of the set, all stages of a set as READY; it is done once, and then what the
    stage asks for. numbers: how a question is answered, None for not at all. moment: the last one seen, to be set by
    whoever shows it. passes: number of the set and time at which each pass through its clip began.
    """

    clips: Mapping[int, Clip]
    habits: Mapping[tuple[Stage, int], Callable[[], Figures]] = field(default_factory=dict)
    numbers: Callable[[Stage, int], int | None] = lambda stage, number: 3
    moment: Moment | None = None
    passes: list[tuple[int, float]] = field(default_factory=list)
    t: float = 0.0

    def poses(self) -> Iterator[Pose]:
        """All poses until nobody asks for more."""
        return (self._pose(seen) for seen in self.seen())

    def seen(self) -> Figures:
        """What is in the picture at each t, until nobody asks for more."""
        done: set[tuple[Stage, int]] = set()
        while self.t < LONGEST_S:
            place = self._place()
            script = self._asked(*place)
            if place in self.habits and place not in done:
                done.add(place)
                script = self.habits[place]()
            for seen in script:
                yield seen
                self.t += 1 / FPS
                if self._place() != place or self.t >= LONGEST_S:
                    break

    def _place(self) -> tuple[Stage, int]:
        if self.moment is None:
            return Stage.NOTICE, 1
        stage = Stage.READY if self.moment.stage in IN_SET else self.moment.stage
        return stage, self.moment.number

    def _asked(self, stage: Stage, number: int) -> Figures:
        """What the stage asks for."""
        if stage is Stage.READY:
            return self._set(number)
        if stage in (Stage.NOTICE, Stage.PAUSED):
            return during((2, STAND), (3, RIGHT_UP))
        if stage in (Stage.PAIN_BEFORE, Stage.EFFORT, Stage.PAIN_AFTER):
            told = self.numbers(stage, number)
            return repeat(STAND) if told is None else during((1, STAND), (3, pointing(told)))
        return repeat(STAND, FPS)

    def _set(self, number: int) -> Figures:
        poses = self.clips[number].poses()
        yield from repeat(poses[0], round(PLACE_S * FPS))
        while True:
            self.passes.append((number, self.t))
            yield from poses

    def _pose(self, seen: Figure | Pose | None) -> Pose:
        if seen is None:
            return nobody(self.t, SIZE)
        return replace(seen, t=self.t) if isinstance(seen, Pose) else exact(pose(self.t, seen, size=SIZE))


def exact(one: Pose) -> Pose:
    """The pose in float32, as an estimator gives it and a recording keeps it."""
    image, world, visibility = (np.array(part, np.float32) for part in (one.image, one.world, one.visibility))
    return Pose.from_arrays(one.t, one.size, image, world, visibility)


def during(*parts: tuple[float, Figure | None]) -> Figures:
    """Each for so many seconds."""
    for seconds, figure in parts:
        yield from islice(repeat(figure), round(seconds * FPS))
