"""Stand-ins for camera, estimator, the parts of a set and window, for tests of the live loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

import numpy as np
from status_figures import EXERCISE, rep, standing, status

from trainer.coach import Coach, Cue, after_set
from trainer.pose import Pose
from trainer.saying import Saying
from trainer.scene import Scene
from trainer.setup import SetUpState
from trainer.sources import Frame
from trainer.stage import Stage
from trainer.status import Result, Status
from trainer.workout import parts
from trainer.workout.conductor import Conductor
from trainer.workout.course import Wishes
from trainer.workout.parts import Parts
from trainer.workout.steps import Step, Workout

SIZE = (320, 240)


def frame(t: float, index: int = 0) -> Frame:
    """A picture whose left half is green."""
    image = np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
    image[:, : SIZE[0] // 2] = (0, 200, 0)
    return Frame(t, image, index)


class Reel:
    """A file of ten frames a second, and whether it was let go."""

    size = SIZE

    def __init__(self, frames: int = 10) -> None:
        self.frames, self.released = frames, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.released = True

    def __iter__(self) -> Iterator[Frame]:
        return (frame(i / 10, i) for i in range(self.frames))


class Webcam(Reel):
    """A camera that is pulled out after three frames, and comes back."""

    message: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def read(self, timeout: float = 0.5) -> Frame | None:
        assert timeout > 0
        self.asked += 1
        gone = 3 < self.asked <= 5
        self.message = "camera 0 is gone: plug it in again" if gone else None
        return None if gone else frame(self.asked / 10, self.asked)


class Estimator(Reel):
    def estimate(self, frame: Frame) -> Pose:
        return standing(frame.size, frame.t)


class Session:
    """Counts its poses as repetitions."""

    made: list[Session]

    def __init__(self) -> None:
        self.poses: list[Pose] = []

    def step(self, pose: Pose) -> Status:
        self.poses.append(pose)
        return status(pose.t, valid=len(self.poses))

    def finish(self) -> Result:
        return Result(None, tuple(rep(pose.t, index=i) for i, pose in enumerate(self.poses)), (), ())


class AtOnce:
    """A set-up in which nobody has to wait."""

    def step(self, status: Status, pose: Pose, scene: Scene | None) -> SetUpState:
        return SetUpState(Stage.EXERCISING)

    def again(self) -> None:
        pass


class Silent:
    """Announces nothing."""

    def step(self, status: Status, cue: Cue | None) -> tuple[Saying, ...]:
        return ()


def endless(new_session: Callable[[], parts.Session] = Session) -> Conductor:
    """A set of the stand-in exercise that goes on until the user ends it."""
    made = Parts(lambda *_: new_session(), lambda _: AtOnce(), lambda _: Coach(), lambda _: Silent(), after_set)
    return Conductor(Workout((Step(EXERCISE, reps=3),)), made, Wishes(questions=False, endless=True))


class Screen(Reel):
    """A window whose user presses these keys, one after each picture, and closes it after so many."""

    def __init__(self, keys: str = "", closes_after: int = 1000) -> None:
        super().__init__()
        self.keys, self.closes_after = list(keys), closes_after
        self.shown: list[np.ndarray] = []
        self.waits: list[int] = []

    def show(self, rgb: np.ndarray) -> None:
        self.shown.append(rgb)

    def key(self, wait_ms: int) -> str | None:
        self.waits.append(wait_ms)
        key = self.keys.pop(0) if self.keys else "."
        return None if key == "." else key

    @property
    def closed(self) -> bool:
        return len(self.shown) >= self.closes_after


def greenish(rgb: np.ndarray) -> str:
    """Which side of the picture is green, seen half way up at the edges."""
    left, right = rgb[120, 2], rgb[120, -3]
    return "left" if left[1] > 150 > left[0] else "right" if right[1] > 150 > right[0] else "none"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now
