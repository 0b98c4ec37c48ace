"""Bear roll: both shoulders roll in circles that become smaller, forward first, then backward."""

from __future__ import annotations

import math

from trainer.body import LE, LH, LS, NOSE, RE, RH, RS, Body
from trainer.doses import Dose
from trainer.exercise import Aside, AtLeast, AtMost, Check, Circles, Exercise, Measure, Posture, Signal, View
from trainer.pose import Joint as J
from trainer.signals import arm, once

SHOULDERS = (J.LEFT_SHOULDER, J.RIGHT_SHOULDER)
ELBOWS = (J.LEFT_ELBOW, J.RIGHT_ELBOW)
LEFT_ELBOW, RIGHT_ELBOW = map(int, ELBOWS)
HEAD_POINTS = (NOSE, int(J.LEFT_EYE), int(J.RIGHT_EYE), LE, RE)
ARMS = arm("left"), arm("right")
DEPTH = 0.08  # weight of the model's own depth: with heavy it tells most, with full it says forward of any circle


def _nearer(b: Body) -> float | None:
    """Shoulders that come nearer look wider apart, and so do the elbows; the model's own depth adds a little."""
    left, right, left_elbow, right_elbow = b.at(LS), b.at(RS), b.at(LEFT_ELBOW), b.at(RIGHT_ELBOW)
    if left is None or right is None or left_elbow is None or right_elbow is None:
        return None
    wide, world = left[0] - right[0] + left_elbow[0] - right_elbow[0], b.pose.world
    return b.cm(wide) - DEPTH * 100 * (world[LS][2] + world[RS][2])


def _ahead(b: Body) -> float | None:
    """The way of the shoulders in the picture, against ears and hips."""
    left, right, image = b.at(LS), b.at(RS), b.pose.image
    if left is None or right is None:
        return None
    across = 2 * (left[0] + right[0]) - (image[LE][0] + image[RE][0] + image[LH][0] + image[RH][0])
    return b.facing * b.cm(across) / 2


def _hanging(b: Body) -> float | None:
    lowest = []
    for joints in ARMS:
        shoulder, elbow, wrist = map(b.at, joints)
        if elbow is not None and shoulder is not None:
            lowest.append(b.cm(elbow[1] - shoulder[1]))
        if elbow is not None and wrist is not None:
            lowest.append(b.cm(wrist[1] - elbow[1]) + 15)
    return min(lowest, default=None)


@once
def _head(b: Body) -> float:
    """Height of nose, eyes and ears together, pixels: five points tremble less than one, and a nod turns about them."""
    image = b.pose.image
    return sum([image[joint][1] for joint in HEAD_POINTS]) / len(HEAD_POINTS)


def _below_head(b: Body, shoulder: int) -> float | None:
    point = b.at(shoulder)
    return None if point is None or b.at(NOSE) is None else b.cm(_head(b) - point[1])


def _trunk(b: Body) -> float | None:
    image = b.pose.image
    left, right, left_hip, right_hip = image[LS], image[RS], image[LH], image[RH]
    aside = abs(left[0] + right[0] - left_hip[0] - right_hip[0])
    return math.degrees(math.atan2(aside, left_hip[1] + right_hip[1] - left[1] - right[1]))


LEFT = Signal("left shoulder under the head", "cm", lambda b: _below_head(b, LS))
RIGHT = Signal("right shoulder under the head", "cm", lambda b: _below_head(b, RS))
NEARER = Signal("shoulders nearer", "cm", _nearer)
AHEAD = Signal("shoulders ahead", "cm", _ahead)
HEAD = Signal("rise of the head", "cm", lambda b: b.risen(NOSE))
FEET = Signal("feet apart", "cm", lambda b: b.gap(J.LEFT_ANKLE, J.RIGHT_ANKLE))
TRUNK = Signal("trunk from upright", "deg", _trunk)
TURN = Signal("turn away from the camera", "deg", lambda b: abs(b.yaw))
HANGING = Signal("elbows under the shoulders", "cm", _hanging)

EXERCISE = Exercise(
    id="bear-roll",
    name="Bear roll",
    steps=(
        "Let your arms hang.",
        "Roll both shoulders up, forward, down and back in large slow circles, and let the circles become smaller.",
        "Then the same the other way: up, back, down and forward.",
    ),
    dose="10 circles: large, becoming smaller, then the other way",
    programme=Dose(10, 10, seconds_each=3, strain=1, sides_together=True),
    reps=10,
    view_hint="front or 45°, upper body",
    views=frozenset({View.FRONT, View.OBLIQUE}),
    hero_name="circle size",
    hero_unit="%",
    sides=("forward", "backward"),
    counting=Circles(
        height={"left": LEFT, "right": RIGHT},
        forward=NEARER,
        aside=Aside(AHEAD, TURN, from_deg=14),  # straight ahead reads up to 10°, 45° at least 21°
        still=HEAD,
        least=0.8,
        full=4.0,
        slowest_s=5.0,
        keep=(
            Posture(HANGING, AtLeast(10, "cm"), "let your arms hang"),
            Posture(TURN, AtMost(75, "deg"), "turn to the camera"),
            Posture(TRUNK, AtMost(16, "deg"), "sit or stand upright"),
        ),
        planted=FEET,
    ),
    checks=(
        Check(
            "too-fast", "a circle takes at least a second", Measure("time of a circle", "s", lambda m: m.duration_s),
            AtLeast(1.0, "s"), "warn", "Roll more slowly",
            "a second; times of circles are measured to about a tenth",
            kind="pace",
            again="One slow breath for each circle", easier="Make smaller, slower circles",
        ),
        Check(
            "one-sided", "both shoulders roll", Measure("smaller shoulder", "share", lambda m: m.balance),
            AtLeast(0.42, "of the other"), "warn", "Roll both shoulders",
            "one does less than half; the far one reads small: both 0.55 and more, a lazy one 0.28 and less",
            kind="range",
            again="Both shoulders up, then both back", easier="Make smaller circles with both shoulders",
        ),
        Check(
            "wrong-order", "forward comes before backward",
            Measure("backward circles before the first forward one", "circles", lambda m: float(m.early)),
            AtMost(0, "circles"), "warn", "Forward first", "health article: forward, then reverse",
            kind="pace",
            again="Up, forward, down and back", easier="Watch the figure, then follow it",
        ),
    ),
    needs=(J.NOSE, *SHOULDERS),
    must_not_count=("shrugs (up and down only)", "arm circles", "swaying", "breathing", "scratching the head"),
)  # fmt: skip
