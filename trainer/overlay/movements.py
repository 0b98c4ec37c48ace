"""The movement of each exercise as a few poses of a rendered person: what the animated figure shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

SIDE_S = 6.0  # so long one side is shown before the next: a circle several times, a long hold once
CHANGE_S = 0.6  # from one side to the next
MEMBERS = ("shoulder", "elbow", "wrist", "index", "hip", "knee", "ankle", "foot_index")
JOINTS = ("nose", "left_ear", "right_ear", *(f"{side}_{part}" for part in MEMBERS for side in ("left", "right")))
INDEX = {name: number for number, name in enumerate(JOINTS)}


@dataclass(frozen=True, eq=False, slots=True)
class Movement:
    """A loop of poses: t (N,) in seconds from 0, joints (N, 19, 3) in metres, in the order of JOINTS.

    Axes: x to the person's left, y up from the floor, z to where the person looks. The last pose is the first.
    """

    t: Points
    joints: Points

    @property
    def seconds(self) -> float:
        """How long the loop takes."""
        return float(self.t[-1])

    def at(self, t: float) -> Points:
        """The joints (19, 3) at any time: the loop goes on for ever."""
        here = t % self.seconds
        after = int(np.searchsorted(self.t, here, side="right"))
        first, last = self.t[after - 1], self.t[after]
        share = (here - first) / (last - first)
        return np.asarray(self.joints[after - 1] * (1 - share) + self.joints[after] * share)


@lru_cache(maxsize=64)
def movement_of(exercise: str, sides: tuple[str, ...], way: str | None) -> Movement | None:
    """How the exercise of this id goes, None where there is no figure.

    way: one of its sides, or what it is done on; None for all sides in turn.
    """
    kept = _kept()
    if way is None and sides:
        each = [kept[name] for name in (f"{exercise}/{one}" for one in sides) if name in kept]
        return in_turn(each) if each else None
    return kept.get(f"{exercise}/{way}", kept.get(exercise))


@cache
def _kept() -> Mapping[str, Movement]:
    """All movements by exercise, exercise/side, or exercise/machine."""
    with as_file(files(__package__) / "figures.npz") as path, np.load(path, allow_pickle=False) as data:
        assert tuple(data["joints"]) == JOINTS, "figures.npz holds other joints: run scripts/make_figures.py again"
        names = [name for name in data.files if f"{name}/t" in data.files]
        return {name: Movement(data[f"{name}/t"].astype(float), data[name] / 1000.0) for name in names}


def in_turn(movements: list[Movement]) -> Movement:
    """One after the other, each a few times, in one loop."""
    times, joints, start = list[Points](), list[Points](), 0.0
    for movement in movements:
        for _ in range(max(1, round(SIDE_S / movement.seconds))):
            # The last pose is the next loop's first; only the very last one stays.
            times.append(movement.t[:-1] + start)
            joints.append(movement.joints[:-1])
            start += movement.seconds
        times.append(np.array([start]))
        joints.append(movement.joints[-1:])
        start += CHANGE_S
    times.append(np.array([start]))
    joints.append(movements[0].joints[:1])
    return Movement(np.concatenate(times), np.concatenate(joints))
