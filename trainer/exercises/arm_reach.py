"""Arm reach on hands and knees: one arm forward, parallel to the floor, without raising the head."""

from __future__ import annotations

import math

from trainer.body import Body
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Posture, Signal, Travel, View
from trainer.pose import Joint as J
from trainer.pose import Point, middle
from trainer.signals import arm

SIDES = ("left", "right")
DOWN = -90.0  # degrees above the horizontal of an arm whose hand is on the floor under its shoulder
LIFTED = -50.0  # degrees; below this a hand is on the floor, above it in the air


def _towards_head(b: Body, a: Point | None, c: Point | None) -> float | None:
    """Angle of the line from a to c above the horizontal, degrees in (-240, 120]: 0 towards the head, -90 down."""
    shoulders, hips = middle(b.at(J.LEFT_SHOULDER), b.at(J.RIGHT_SHOULDER)), middle(b.at(J.LEFT_HIP), b.at(J.RIGHT_HIP))
    if a is None or c is None or shoulders is None or hips is None:
        return None
    ahead = c[0] - a[0] if shoulders[0] > hips[0] else a[0] - c[0]
    degrees = math.degrees(math.atan2(a[1] - c[1], ahead))
    return degrees if degrees <= 120 else degrees - 360


def _trunk(b: Body) -> float | None:
    """How far the shoulders are higher than the hips, degrees from the horizontal."""
    hips, shoulders = middle(b.at(J.LEFT_HIP), b.at(J.RIGHT_HIP)), middle(b.at(J.LEFT_SHOULDER), b.at(J.RIGHT_SHOULDER))
    rise = _towards_head(b, hips, shoulders)
    return None if rise is None else abs(rise)


def _arm(b: Body, side: str) -> float | None:
    shoulder, elbow, wrist = arm(side)
    return _towards_head(b, b.at(shoulder), b.at(wrist) or b.at(elbow))


def _raised(b: Body) -> float | None:
    higher = _higher(b)
    return None if higher is None else higher - DOWN


def _side(b: Body) -> str | None:
    left, right = _arm(b, "left"), _arm(b, "right")
    if left is None or right is None or max(left, right) < LIFTED:
        return None
    return "left" if left > right else "right"


def _higher(b: Body) -> float | None:
    left, right = _arm(b, "left"), _arm(b, "right")
    return None if left is None or right is None else max(left, right)


def _lower(b: Body) -> float | None:
    left, right = _arm(b, "left"), _arm(b, "right")
    return None if left is None or right is None else min(left, right)


RAISED = Signal("arm raised from straight down", "deg", _raised)
TRUNK = Signal("trunk from the horizontal", "deg", _trunk)
HIGHER = Signal("higher arm above the horizontal", "deg", _higher)
LOWER = Signal("lower arm above the horizontal", "deg", _lower)

EXERCISE = Exercise(
    id="arm-reach",
    name="Arm reach on hands and knees",
    steps=(
        "Kneel on hands and knees, neck parallel to the floor.",
        "Lift one arm and reach forward, parallel to the floor, without raising your head.",
        "Hold five seconds, and put the hand back on the floor.",
    ),
    dose="5 s hold, 5-10 an arm",
    reps=10,
    hold_s=5,
    view_hint="side, whole body, camera at trunk height",
    views=frozenset({View.SIDE}),
    hero_name="seconds held in good form",
    hero_unit="s",
    counting=Travel(
        tracks={None: RAISED},
        far=0.4,
        side=_side,
        least=40,
        full=90,
        start=(
            Posture(TRUNK, AtMost(40, "deg"), "go on hands and knees"),
            Posture(HIGHER, AtMost(-60, "deg"), "put both hands on the floor"),
        ),
        keep=(
            Posture(TRUNK, AtMost(45, "deg"), "keep your trunk level"),
            Posture(HIGHER, AtMost(50, "deg"), "reach forward, not up"),
            Posture(LOWER, AtMost(-50, "deg"), "keep the other hand on the floor"),
        ),
        back_s=0.5,
    ),
    checks=(
        Check(
            "short-hold", "the arm stays up for five seconds", Measure("hold", "s", lambda m: m.hold_s),
            AtLeast(4.7, "s"), "break", "Hold a little longer", "health article: five seconds; tolerance 0.3 s",
        ),
    ),
    needs=(J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_WRIST, J.RIGHT_WRIST, J.LEFT_HIP, J.RIGHT_HIP),
    must_not_count=("cat-cow", "leg lifts", "fire hydrants", "an arm to the ceiling", "an arm threaded under the trunk"),
    sides=SIDES,
)  # fmt: skip
