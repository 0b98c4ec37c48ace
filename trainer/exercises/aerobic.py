"""Aerobic exercise: a stationary bike or a treadmill, upright as at the start."""

from __future__ import annotations

import math

from trainer.body import Body
from trainer.doses import Dose, Equipment
from trainer.exercise import AtMost, Cadence, Check, Exercise, Signal, View
from trainer.pose import Joint as J
from trainer.pose import Point

KNEE_TO_FOOT = 1.4  # pedalling feet rise 1.2 to 1.7 times as far as their knees, in rendered and in real pictures
FACE_ON = 0.25  # sine of the yaw below which forward and backward hardly show, in the picture or in depth
MOSTLY_DEEP = 0.5  # and below which it is told by depth that the model guesses for feet that it hardly sees


def _turned(b: Body) -> float | None:
    """How much of forward shows in the picture, with its direction: sine of the yaw; None from the front."""
    turn = math.sin(math.radians(b.yaw))
    return turn if abs(turn) >= FACE_ON else None


def _forward_of(b: Body, joint: J, other: J) -> float | None:
    """How far joint is ahead of other, cm: what the picture shows of it, and the model's depth for the rest."""
    p, q, turn = b.at(joint), b.at(other), _turned(b)
    if p is None or q is None or turn is None:
        return None
    if abs(turn) < MOSTLY_DEEP and not (b.clear(joint) and b.clear(other)):
        return None
    deep = b.pose.world[other][2] - b.pose.world[joint][2]
    return b.cm(p[0] - q[0]) * turn + 100 * deep * math.cos(math.radians(b.yaw))


def _ahead(b: Body) -> float | None:
    return _forward_of(b, J.LEFT_ANKLE, J.RIGHT_ANKLE)


def _near(b: Body, left: J, right: J) -> float | None:
    near = right if b.yaw > 0 else left
    return b.risen(near) if b.clear(near) else None


def _knee(b: Body) -> float | None:
    """Not from near the front: there a seated person's knees, at the picture's edge, tremble like pedalling ones."""
    turn, knee = _turned(b), _near(b, J.LEFT_KNEE, J.RIGHT_KNEE)
    return None if turn is None or knee is None or abs(turn) < MOSTLY_DEEP else KNEE_TO_FOOT * knee


def _thighs(b: Body) -> float | None:
    left, right = _forward_of(b, J.LEFT_KNEE, J.LEFT_HIP), _forward_of(b, J.RIGHT_KNEE, J.RIGHT_HIP)
    if left is None or right is None:
        return None
    image = b.pose.image
    down = image[J.LEFT_KNEE][1] + image[J.RIGHT_KNEE][1] - image[J.LEFT_HIP][1] - image[J.RIGHT_HIP][1]
    return math.degrees(math.atan2(left + right, b.cm(down)))


def _lean(b: Body) -> float | None:
    """Mean of neck and of head over hips: a round back shows in the neck, a tilted one in both."""
    turn = _turned(b)
    hips, shoulders, ears = ((b.at(left), b.at(left + 1)) for left in (J.LEFT_HIP, J.LEFT_SHOULDER, J.LEFT_EAR))
    if turn is None:
        return None
    low, middle, top = _between(hips), _between(shoulders), _between(ears)
    if low is None or middle is None or top is None:
        return None
    return (_forward(low, top, turn) + _forward(middle, top, turn)) / 2


def _between(pair: tuple[Point | None, Point | None]) -> tuple[float, float] | None:
    a, b = pair
    return None if a is None or b is None else ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _forward(low: tuple[float, float], high: tuple[float, float], turn: float) -> float:
    return math.degrees(math.atan2((high[0] - low[0]) / turn, low[1] - high[1]))


AHEAD = Signal("left foot ahead of the right", "cm", _ahead)
FOOT = Signal("height of the near foot", "cm", lambda b: _near(b, J.LEFT_ANKLE, J.RIGHT_ANKLE))
KNEE = Signal("height of the near foot, told by its knee", "cm", _knee)
THIGHS = Signal("thighs forward", "deg", _thighs)
LEAN = Signal("lean of trunk and neck", "deg", _lean)

EXERCISE = Exercise(
    id="aerobic",
    name="Stationary bike or treadmill",
    steps=(
        "Sit or stand tall, belly braced.",
        "Pedal, walk or jog at a pace at which you can still talk.",
        "Keep your trunk and neck as they were at the start.",
    ),
    dose="20 to 30 minutes",
    programme=Dose(20, 30, seconds_each=60, strain=3, unit="minutes", equipment=(Equipment.BIKE, Equipment.TREADMILL)),
    reps=0,
    view_hint="side or 45°, whole body",
    views=frozenset({View.SIDE, View.OBLIQUE}),
    hero_name="minutes, cadence",
    hero_unit="min",
    counting=Cadence(
        step=AHEAD, pedals=(FOOT, KNEE), thighs=THIGHS, least_step=35, least_pedal=12, seat_deg=30, seated=1.6,
    ),
    checks=(
        Check(
            "slump", "trunk and neck stay as at the start", LEAN, AtMost(14, "deg"), "warn", "Sit tall",
            "20° of trunk or neck, of which the picture shows 14 or more", during="span",
            lasting_s=1.0, views=frozenset({View.SIDE, View.OBLIQUE}), joints=(J.LEFT_EAR, J.LEFT_SHOULDER, J.LEFT_HIP),
            again="Lift your chest", easier="Go slower, and stay upright",
        ),
    ),
    needs=(
        J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_HIP, J.RIGHT_HIP,
        J.LEFT_KNEE, J.RIGHT_KNEE, J.LEFT_ANKLE, J.RIGHT_ANKLE,
    ),
    # leaning on the bar lifts the shoulders by 1 cm and leaves the trunk alone: no view shows it
    never_seen=("lean-on-arms",),
    must_not_count=("standing on the machine", "squats", "turning round", "another exercise"),
)  # fmt: skip
