"""How much of an exercise a workout asks for, and what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Equipment(StrEnum):
    """What an exercise may need beside a body and a camera."""

    CHAIR = "chair"
    WALL = "wall"
    MAT = "mat"
    BIKE = "bike"
    TREADMILL = "treadmill"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise a workout asks for; the hold of a repetition is the exercise's own."""

    # of each side: in the first workouts, and at most
    low: int
    high: int
    # how long one takes beside its hold: out, back and a breath
    seconds_each: float
    # 1 is light, 3 tiring; the lighter ones come first
    strain: int
    # what is counted by it
    unit: Literal["repetitions", "minutes"] = "repetitions"
    # any one of these will do; () where nothing is needed
    equipment: tuple[Equipment, ...] = ()
    # all sides belong into one set, in their order
    sides_together: bool = False
