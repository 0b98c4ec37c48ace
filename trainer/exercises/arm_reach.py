"""Arm reach on hands and knees: one arm forward, parallel to the floor, without raising the head."""

from __future__ import annotations

import math

from trainer.body import LE, LH, LS, NOSE, RE, RH, RS, Body
from trainer.doses import Dose, Equipment
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Posture, Signal, Travel, View, Within
from trainer.pose import Joint as J
from trainer.pose import Point, angle, middle
from trainer.signals import arm, mean, once

SIDES = ("left", "right")
LEFT, RIGHT = arm("left"), arm("right")
FAR = {"left": (RS, RH), "right": (LS, LH)}  # by the near side
ON_FLOOR = -90.0  # degrees above the horizontal of an arm whose hand is on the floor under its shoulder
LIFTED = -50.0  # degrees; below this a hand is on the floor, above it in the air
HIDDEN = 0.05  # visibility; a far wrist on the floor reads 0.1 to 0.7, one behind the head or out of the picture 0.01
BEHIND, APART = -102.0, 9.0  # degrees; arms on the floor read -84 to -98 and differ by up to 5, hidden ones -105 and 12
SIDE_VIEW = frozenset({View.SIDE})
TURNED = frozenset({View.SIDE, View.OBLIQUE})


@once
def _shoulders(b: Body) -> Point | None:
    return middle(b.at(LS), b.at(RS))


@once
def _hips(b: Body) -> Point | None:
    return middle(b.at(LH), b.at(RH))


@once
def _heads_right(b: Body) -> bool | None:
    """Whether the head is to the picture's right of the hips; None when the trunk can't be seen."""
    shoulders, hips = _shoulders(b), _hips(b)
    return None if shoulders is None or hips is None else shoulders[0] > hips[0]


def _towards_head(b: Body, start: Point | None, end: Point | None) -> float | None:
    """Angle of the line from start to end above the horizontal, degrees in (-240, 120]: 0 headward, -90 down."""
    heads_right = _heads_right(b)
    if start is None or end is None or heads_right is None:
        return None
    ahead = end[0] - start[0] if heads_right else start[0] - end[0]
    degrees = math.degrees(math.atan2(start[1] - end[1], ahead))
    return degrees if degrees <= 120 else degrees - 360


@once
def _trunk(b: Body) -> float | None:
    rise = _towards_head(b, _hips(b), _shoulders(b))
    return None if rise is None else abs(rise)


def _arm(b: Body, joints: tuple[J, J, J]) -> float | None:
    """The arm above the horizontal, degrees, by its wrist, or its elbow where the hand has left the picture."""
    shoulder, elbow, wrist = joints
    if b.pose.visibility[wrist] < HIDDEN:
        return None
    return _towards_head(b, b.at(shoulder), b.at(wrist) or b.at(elbow))


@once
def _arms(b: Body) -> tuple[float | None, float | None]:
    """Left and right arm above the horizontal, degrees; None when hidden.

    A hidden arm is drawn pointing back, further than the two hands of a start posture differ.
    """
    left, right = _arm(b, LEFT), _arm(b, RIGHT)
    if left is None or right is None or max(left, right) > LIFTED:
        return left, right
    if min(left, right) > BEHIND or abs(left - right) < APART:
        return left, right
    return (None, right) if left < right else (left, None)


def _raised(b: Body) -> float | None:
    left, right = _arms(b)
    return None if left is None or right is None else max(left, right) - ON_FLOOR


def _side(b: Body) -> str | None:
    """Whose arm is in the air; an arm that went up and out of sight is the one that can't be seen."""
    left, right = _arms(b)
    if left is None or right is None:
        return None if left is right else "left" if left is None else "right"
    return None if max(left, right) < LIFTED else "left" if left > right else "right"


def _higher(b: Body) -> float | None:
    left, right = _arms(b)
    if left is None or right is None:
        return right if left is None else left
    return max(left, right)


def _lower(b: Body) -> float | None:
    left, right = _arms(b)
    if left is None or right is None:
        return right if left is None else left
    return min(left, right)


def _reach(b: Body) -> float | None:
    left, right = _arms(b)
    return None if left is None or right is None or max(left, right) < LIFTED else max(left, right)


def _bend(b: Body) -> float | None:
    """Flexion of the lifted elbow, degrees, 0 straight; the far elbow hides behind the head or the near arm."""
    side = _side(b)
    if side is None or side != _near(b):
        return None
    shoulder, elbow, wrist = LEFT if side == "left" else RIGHT
    inner = angle(b.at(shoulder), b.at(elbow), b.at(wrist))
    return None if inner is None else 180 - inner


def _near(b: Body) -> str:
    return "right" if b.facing > 0 else "left"


def _head(b: Body) -> float | None:
    """Direction from the shoulders to ears and nose above the line of the trunk, degrees, the mean of the two."""
    hips, shoulders, ears = _hips(b), _shoulders(b), middle(b.at(LE), b.at(RE))
    trunk = _towards_head(b, hips, shoulders)
    head = mean(_towards_head(b, shoulders, ears), _towards_head(b, shoulders, b.at(NOSE)))
    return None if trunk is None or head is None else head - trunk


def _far_side(b: Body) -> float | None:
    """How far the far shoulder and hip have risen since the person took their place, cm, the mean of the two.

    A chest that turns lifts or lowers its far side; the near one is masked by the shoulder that rises with the arm.
    What all of the body rises by is left out: the camera was nudged.
    """
    shoulder, hip = FAR[_near(b)]
    shoulder_up, hip_up = b.risen_alone(shoulder), b.risen_alone(hip)
    return None if shoulder_up is None or hip_up is None else (shoulder_up + hip_up) / 2


RAISED = Signal("arm raised from the floor", "deg", _raised)
TRUNK = Signal("trunk from the horizontal", "deg", _trunk)
HIGHER = Signal("higher arm above the horizontal", "deg", _higher)
LOWER = Signal("lower arm above the horizontal", "deg", _lower)
REACH = Signal("reaching arm above the horizontal", "deg", _reach)
BEND = Signal("flexion of the reaching elbow", "deg", _bend)
HEAD = Signal("head above the line of the trunk", "deg", _head)
FAR_SIDE = Signal("rise of the far shoulder and hip", "cm", _far_side)

EXERCISE = Exercise(
    id="arm-reach",
    name="Arm reach on hands and knees",
    steps=(
        "Kneel on hands and knees, neck parallel to the floor.",
        "Lift one arm and reach forward, parallel to the floor, without raising your head.",
        "Hold five seconds, and put the hand back on the floor.",
    ),
    dose="5 s hold, 5-10 an arm",
    programme=Dose(5, 10, seconds_each=5, strain=2, equipment=(Equipment.MAT,)),
    reps=10,
    hold_s=5,
    view_hint="side, whole body, camera at trunk height",
    views=SIDE_VIEW,
    hero_name="seconds held in good form",
    hero_unit="s",
    counting=Travel(
        tracks={None: RAISED},
        least=40,
        full=90,
        far=0.4,
        start=(
            Posture(TRUNK, AtMost(40, "deg"), "go on hands and knees"),
            Posture(HIGHER, AtMost(-60, "deg"), "put both hands on the floor"),
        ),
        keep=(
            Posture(TRUNK, AtMost(45, "deg"), "keep your trunk level"),
            Posture(HIGHER, AtMost(50, "deg"), "reach forward, not up"),
            Posture(LOWER, AtMost(-50, "deg"), "keep the other hand on the floor"),
        ),
        side=_side,
        ramp=(1.4, 1.42),
        least_hold_s=1.0,
        back_s=0.8,
        unseen_s=15,
    ),
    checks=(
        Check(
            "short-hold", "the arm stays up for five seconds", Measure("hold", "s", lambda m: m.hold_s),
            AtLeast(4.7, "s"), "break", "Hold a little longer", "health article: five seconds; tolerance 0.3 s",
            kind="range",
            again="Stay until you hear the tone", easier="Reach less far, but hold longer",
        ),
        Check(
            "arm-low", "the arm reaches forward, parallel to the floor", REACH, AtLeast(-12, "deg"), "break",
            "Lift your arm higher", "more than 20° low, which the model reads as 20-32°; level arms read -3° to 5°",
            during="position", typical=True, views=TURNED, model="full",
            kind="range",
            again="Thumb up to ear height", easier="Rest first, then lift to shoulder height",
        ),
        Check(
            "head-lift", "the neck stays as it was at the start", HEAD, AtMost(6, "deg"), "break",
            "Look at the floor",
            "extension over 20°; 27-34° read 8.6-19°, level heads up to 3°, with full up to 14° beside a reaching arm",
            during="position", against="start", typical=True, clear=AtMost(4.5, "deg"), views=TURNED, model="heavy",
            kind="safety",
            again="Keep your neck long", easier="Reach lower, eyes on the floor",
        ),
        Check(
            "elbow-bent", "the elbow stays straight", BEND, AtMost(22, "deg"), "warn", "Straighten your elbow",
            "flexion over 35°; 42° and 52° read 34° and 53°, straight arms up to 11°",
            during="position", typical=True, views=SIDE_VIEW, model="full",
            again="Reach your fingertips far forward", easier="Reach lower, with a straight arm",
        ),
        Check(
            "trunk-twist", "the chest stays parallel to the floor", FAR_SIDE, Within(3.1, "cm"), "warn",
            "Keep your chest level", "thorax turned over 15°; 19° and 22° move the far side 4-5 cm, a plain reach 2 cm",
            during="position", against="start", typical=True, views=SIDE_VIEW,
            again="Both shoulders face the floor", easier="Knees wider apart, reach less far",
        ),
    ),
    needs=(J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_WRIST, J.RIGHT_WRIST, J.LEFT_HIP, J.RIGHT_HIP),
    must_not_count=("cat-cow", "leg lifts", "fire hydrants", "an arm to the ceiling", "an arm threaded under"),
    sides=SIDES,
)  # fmt: skip
