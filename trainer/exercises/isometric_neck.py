"""Isometric neck press: the hand pushes, the neck resists, and the head stays where it is."""

from __future__ import annotations

import math
from functools import lru_cache

from trainer.body import Body
from trainer.doses import Dose
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Posture, Signal, Travel, View, Within
from trainer.pose import Joint as J
from trainer.signals import mean, middle_of_hand, once

AT_HEAD_CM = 20.0  # from the middle of the ears: palms that press lie within 11 cm, and one 12 cm off within 19 cm
BOTH_CM = 30.0  # both hands nearer than this: they are behind the head, or leaving it
CHIN_CM = -7.0  # a hand so far below the ears rests the chin; pressing ones stay above -5 cm
FOREHEAD_CM = 2.5  # higher than outward by this: forehead presses read 7 to 13 cm, those at the side -11 to -1 cm
FACE_CM = 10.0  # the face rises so much a radian of nodding (2.4 to 2.9 cm at 15°)
NOSE_CM = 11.8  # the nose lies so far before the ears

LINES = ((J.LEFT_EAR, J.RIGHT_EAR), (J.LEFT_EYE_OUTER, J.RIGHT_EYE_OUTER), (J.MOUTH_LEFT, J.MOUTH_RIGHT))
FACE = (J.NOSE, J.LEFT_EYE, J.RIGHT_EYE, J.LEFT_EAR, J.RIGHT_EAR, J.MOUTH_LEFT, J.MOUTH_RIGHT)
HANDS = (J.LEFT_WRIST, J.RIGHT_WRIST)


@lru_cache(maxsize=4)
def _hand(b: Body, side: str) -> tuple[float, float, float]:
    """Hand from the middle of the ears, cm: distance, outward to its own side, up along the head."""
    x, y, _ = middle_of_hand(b, side)
    left, right = b.pose.image[J.LEFT_EAR], b.pose.image[J.RIGHT_EAR]
    x, y = x - (left[0] + right[0]) / 2, y - (left[1] + right[1]) / 2
    wide_x, wide_y = left[0] - right[0], left[1] - right[1]
    wide = math.hypot(wide_x, wide_y) or 1.0
    out, up = (x * wide_x + y * wide_y) / wide, (x * wide_y - y * wide_x) / wide
    return b.cm(math.hypot(x, y)), b.cm(out if side == "left" else -out), b.cm(up)


@once
def _nearest(b: Body) -> float:
    return min(_hand(b, "left")[0], _hand(b, "right")[0])


def _raised(b: Body) -> float:
    """Grows as a hand comes to the head, with the elbow's height too: hands slide on the head before they rest."""
    left = _hand(b, "left")[0] < _hand(b, "right")[0]
    elbow, shoulder = (J.LEFT_ELBOW, J.LEFT_SHOULDER) if left else (J.RIGHT_ELBOW, J.RIGHT_SHOULDER)
    return 2 * b.cm(b.pose.image[shoulder][1] - b.pose.image[elbow][1]) - _nearest(b)


def _side(b: Body) -> str | None:
    """Where the head is pressed; None when no hand is where it could press."""
    left, right = _hand(b, "left"), _hand(b, "right")
    if max(left[0], right[0]) <= AT_HEAD_CM:
        return "back" if min(left[2], right[2]) > CHIN_CM else None
    side, (distance, out, up) = ("left", left) if left[0] < right[0] else ("right", right)
    if distance > AT_HEAD_CM or up < CHIN_CM:
        return None
    return "front" if up - out > FOREHEAD_CM else side


def _off(b: Body) -> float:
    left, right = _hand(b, "left")[0], _hand(b, "right")[0]
    return max(left, right) if max(left, right) < BOTH_CM else min(left, right)


def _off_seen(b: Body) -> float | None:
    return None if b.view is View.FRONT and _side(b) in ("front", "back") else _off(b)


def _nod(b: Body) -> float | None:
    """By the face's rise over what all of the body rises by: who sinks into the chair has not nodded."""
    nose, left, right = b.risen_alone(J.NOSE), b.risen_alone(J.LEFT_EYE), b.risen_alone(J.RIGHT_EYE)
    if nose is None or left is None or right is None:
        return None
    return math.degrees((nose / 2 + (left + right) / 4) / FACE_CM)


def _turn(b: Body) -> float | None:
    nose, left, right = b.at(J.NOSE), b.at(J.LEFT_EAR), b.at(J.RIGHT_EAR)
    if nose is None or left is None or right is None:
        return None
    aside = b.cm(nose[0] - (left[0] + right[0]) / 2) / NOSE_CM
    return math.degrees(math.asin(max(-1.0, min(aside, 1.0))))


def _tilt(b: Body) -> float | None:
    across = down = 0.0
    for joint, other in LINES:
        p, q = b.at(joint), b.at(other)
        if p is None or q is None:
            return None
        across, down = across + p[0] - q[0], down + p[1] - q[1]
    return math.degrees(math.atan2(down, across))


def _shoulders(b: Body) -> float | None:
    return mean(b.risen_alone(J.LEFT_SHOULDER), b.risen_alone(J.RIGHT_SHOULDER))


NEAREST = Signal("nearest hand from the head", "cm", _nearest)
RAISED = Signal("hand brought to the head", "cm", _raised)
OFF = Signal("hand from the head", "cm", _off)
OFF_SEEN = Signal("hand from the head, where leaving it shows", "cm", _off_seen)
NOD = Signal("face risen", "deg", _nod)
TURN = Signal("face turned to the left", "deg", _turn)
TILT = Signal("head tilted to the left", "deg", _tilt)
SHOULDERS = Signal("shoulders risen", "cm", _shoulders)
HOLD = Measure("hold", "s", lambda m: m.hold_s)

EXERCISE = Exercise(
    id="isometric-neck",
    name="Isometric neck press",
    steps=(
        "Look straight ahead and put your palm on your forehead.",
        "Push with the palm and resist with the neck, so that the head does not move. Ten seconds, relax.",
        "The same with a palm on the left and on the right side of the head.",
        "The same with the fingers of both hands behind the head.",
    ),
    dose="10 s hold, 5-10 a side",
    programme=Dose(5, 10, seconds_each=5, strain=1),
    reps=5,
    hold_s=10,
    halfway="Breathe",
    view_hint="front, upper body",
    views=frozenset({View.FRONT}),
    hero_name="held in good form",
    hero_unit="s",
    counting=Travel(
        tracks={None: RAISED},
        least=60,
        full=80,
        ramp=(1.75, 1.8),  # hand and elbow together hurry more in the middle of their way than a reach does
        start=(Posture(NEAREST, AtLeast(30, "cm"), "let your hands rest"),),
        side=_side,
        least_hold_s=2.5,  # scratching stays for 1.4 s; the shortest press seen was 4.5 s
    ),
    checks=(
        Check(
            "head-moves", "the head does not nod, turn or tilt", NOD, Within(9, "deg"), "break", "Keep your head still",
            "moves of 14-19° read 14-21°, still heads up to 5°", during="position", against="hold", lasting_s=0.8,
            joints=FACE, also=(TURN, TILT),
            kind="safety",
            again="Look at one point ahead", easier="Press more gently",
        ),
        Check(
            "hand-off", "the palm stays on the head", OFF, AtMost(5, "cm"), "break", "Hand back on your head",
            "palms 10-12 cm off read 9-11 cm further than at first, pressing ones 2 cm; at the forehead and behind "
            "the head it hardly shows from the front",
            during="position", against="hold", joints=HANDS, also=(OFF_SEEN,),
            again="Rest your palm on your head", easier="Press more gently, keep the hand there",
        ),
        Check(
            "short-hold", "the press lasts ten seconds", HOLD, AtLeast(10, "s"), "break", "Hold a little longer",
            "health article: ten seconds; tolerance 0.3 s",
            kind="range",
            again="Stay until the ring is full", easier="Press more gently, and hold longer",
        ),
        Check(
            "shrug", "the shoulders stay down", SHOULDERS, AtMost(1.3, "cm"), "warn", "Lower your shoulders",
            "shoulders 4-5 cm up read 2.1-2.8 cm in the picture, resting ones up to 0.7 cm", during="position",
            against="hold", lasting_s=0.8, joints=(J.LEFT_SHOULDER, J.RIGHT_SHOULDER),
            again="Let your shoulders sink", easier="Press more gently, shoulders loose",
        ),
    ),
    needs=(*FACE, J.LEFT_SHOULDER, J.RIGHT_SHOULDER),
    must_not_count=(
        "scratching the head", "adjusting glasses", "tilting or turning the head without a hand", "resting the chin",
    ),
    sides=("front", "left", "right", "back"),
)  # fmt: skip
