"""Figures that roll their shoulders, pedal, walk and lean, with measures known on paper."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from figures import PX_PER_M, Figure, J, mirrored, moved, pose, standing, turned

from trainer.exercise import Exercise
from trainer.pose import Joint, Pose
from trainer.session import Session
from trainer.status import Result

FPS = 30
Motion = Callable[[float], Figure]
LEFT_ARM = tuple(j for j in J if j.name.startswith("LEFT") and j.name.split("_")[1] in (
    "SHOULDER", "ELBOW", "WRIST", "PINKY", "INDEX", "THUMB"))  # fmt: skip
RIGHT_ARM = tuple(J[j.name.replace("LEFT", "RIGHT")] for j in LEFT_ARM)
UPPER = tuple(j for j in J if j < J.LEFT_HIP)


def shoulders(up_cm: float, forward_cm: float, left: float = 1.0, right: float = 1.0) -> Figure:
    """Both shoulders, with the arms that hang from them, that far up and forward; left and right scale each."""
    figure = moved(standing(), LEFT_ARM, (0.0, -left * up_cm / 100, -left * forward_cm / 100))
    return moved(figure, RIGHT_ARM, (0.0, -right * up_cm / 100, -right * forward_cm / 100))


def pedalling(turns: float) -> Figure:
    """Seated on a bike: thighs 45° forward of upright, pedals of 17 cm; at 0 the left foot is down."""
    figure = moved(standing(), UPPER, (0.0, 0.0, -0.05))
    for side, phase in (("LEFT", 0.0), ("RIGHT", 0.5)):
        angle = 2 * math.pi * (turns + phase)
        at = (0.0, 0.17 * math.cos(angle), 0.17 * math.sin(angle))
        x = figure[J[f"{side}_HIP"]][0]
        figure[J[f"{side}_KNEE"]] = (x, 0.30 + at[1] / 2, -0.30 + at[2] / 3)
        for part, below in (("ANKLE", 0.0), ("HEEL", 0.04), ("FOOT_INDEX", 0.06)):
            figure[J[f"{side}_{part}"]] = (x, 0.62 + at[1] + below, -0.22 + at[2])
    return figure


def walking(strides: float) -> Figure:
    """On a treadmill: the feet swing 30 cm to the front and to the back, the left one first, and rise by 8 cm."""
    figure = standing()
    for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
        swing = -sign * 0.30 * math.sin(2 * math.pi * strides)
        rise = 0.04 * (1 - math.cos(2 * math.pi * strides - sign * math.pi / 2))
        figure = moved(figure, (J[f"{side}_KNEE"],), (0.0, -rise / 2, swing / 2))
        for part in ("ANKLE", "HEEL", "FOOT_INDEX"):
            figure = moved(figure, (J[f"{side}_{part}"],), (0.0, -rise, swing))
    return figure


def leaning(figure: Figure, degrees: float) -> Figure:
    """The figure bent forward at the hips."""
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    bent = {j: (x, y * c - z * s, z * c + y * s) for j, (x, y, z) in figure.items() if j in UPPER}
    return figure | bent


def poses(motion: Motion, until_s: float, yaw_deg: float = 0.0, fps: float = FPS) -> list[Pose]:
    """The motion as the estimator would say it."""
    return [pose(i / fps, turned(motion(i / fps), yaw_deg)) for i in range(round(until_s * fps))]


def mirror(motion: Motion) -> Motion:
    """The motion with left and right swapped."""
    return lambda t: mirrored(motion(t))


def judged(exercise: Exercise, seen: list[Pose]) -> Result:
    """The whole set."""
    session = Session(exercise)
    for one in seen:
        session.step(one)
    return session.finish()


def without(seen: list[Pose], start_s: float, end_s: float) -> list[Pose]:
    """Nobody found for a while."""
    return [Pose(p.t, p.size) if start_s <= p.t < end_s else p for p in seen]


def outside(seen: list[Pose], joints: tuple[Joint, ...]) -> list[Pose]:
    """The same with some joints out of the picture."""
    lost = set(joints)
    far = (-500.0, 0.0, 0.0)
    return [Pose(p.t, p.size, [far if j in lost else p.image[j] for j in J], p.world, p.visibility) for p in seen]


def trembling(seen: list[Pose], cm: float, seed: int = 1) -> list[Pose]:
    """The same with every joint trembling from frame to frame, by so much in each direction (standard deviation)."""
    dice = random.Random(seed)

    def near(points: list[tuple[float, float, float]], by: float) -> list[tuple[float, float, float]]:
        return [(x + dice.gauss(0, by), y + dice.gauss(0, by), z + dice.gauss(0, by)) for x, y, z in points]

    px = PX_PER_M * cm / 100
    return [Pose(p.t, p.size, near(p.image, px), near(p.world, cm / 100), p.visibility) for p in seen]


def thinned(seen: list[Pose], share: float, seed: int = 1) -> list[Pose]:
    """The same without this share of its frames, picked at random."""
    dice = random.Random(seed)
    return [p for p in seen if dice.random() >= share]
