"""Isometric neck press: the hand pushes, the neck resists, and the head stays where it is."""

from __future__ import annotations

import math

from trainer.body import Body
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Posture, Signal, Travel, View, Within
from trainer.pose import Joint as J
from trainer.signals import mean, middle_of_hand

BOTH_CM = 30.0
PIVOT_CM = 9.9
NOSE_CM = 11.8
PAIRS = ((J.LEFT_EAR, J.RIGHT_EAR), (J.LEFT_EYE_OUTER, J.RIGHT_EYE_OUTER), (J.MOUTH_LEFT, J.MOUTH_RIGHT))


def _hand(b: Body, side: str) -> tuple[float, float] | None:
    """Hand against the middle of the ears, cm: outward to its own side, up along the head; None outside the picture."""
    hand = middle_of_hand(b, side)
    left, right = b.at(J.LEFT_EAR), b.at(J.RIGHT_EAR)
    if hand is None or left is None or right is None:
        return None
    ux, uy = left[0] - right[0], left[1] - right[1]
    wide = math.hypot(ux, uy)
    if wide == 0:
        return None
    x, y = hand[0] - (left[0] + right[0]) / 2, hand[1] - (left[1] + right[1]) / 2
    out, up = (x * ux + y * uy) / wide, (x * uy - y * ux) / wide
    return b.cm(out if side == "left" else -out), b.cm(up)


def _far(hand: tuple[float, float] | None) -> float:
    return math.inf if hand is None else math.hypot(*hand)


def _nearest(b: Body) -> float | None:
    gap = min(_far(_hand(b, "left")), _far(_hand(b, "right")))
    return None if gap == math.inf else gap


def _raised(b: Body) -> float | None:
    left, right = _far(_hand(b, "left")), _far(_hand(b, "right"))
    joints = (J.LEFT_ELBOW, J.LEFT_SHOULDER) if left < right else (J.RIGHT_ELBOW, J.RIGHT_SHOULDER)
    elbow, gap = b.above(*joints), min(left, right)
    return None if elbow is None or gap == math.inf else 2 * elbow - gap


def _side(b: Body) -> str | None:
    left, right = _hand(b, "left"), _hand(b, "right")
    if max(_far(left), _far(right)) < BOTH_CM:
        return "back"
    side, hand = ("left", left) if _far(left) < _far(right) else ("right", right)
    if hand is None or _far(hand) > 20 or hand[1] < -6:
        return None
    return "front" if hand[1] - hand[0] > 2.5 else side


def _nod(b: Body) -> float | None:
    """Nose up, degrees: how far the face has risen in the picture, over its distance from the neck's pivot."""
    nose, left, right = b.risen(J.NOSE), b.risen(J.LEFT_EYE), b.risen(J.RIGHT_EYE)
    if nose is None or left is None or right is None:
        return None
    return math.degrees((nose / 2 + (left + right) / 4) / PIVOT_CM)


def _turn(b: Body) -> float | None:
    """Face to the person's left, degrees: the nose between the ears."""
    nose, left, right = b.at(J.NOSE), b.at(J.LEFT_EAR), b.at(J.RIGHT_EAR)
    if nose is None or left is None or right is None:
        return None
    aside = b.cm(nose[0] - (left[0] + right[0]) / 2) / NOSE_CM
    return math.degrees(math.asin(max(-1.0, min(aside, 1.0))))


def _tilt(b: Body) -> float | None:
    """Head to the person's left, degrees: slope of the lines through ears, eyes and mouth, the longest counting most."""
    x = y = 0.0
    for left, right in PAIRS:
        p, q = b.at(left), b.at(right)
        if p is None or q is None:
            return None
        x, y = x + p[0] - q[0], y + p[1] - q[1]
    return math.degrees(math.atan2(y, x))


def _off(b: Body) -> float | None:
    left, right = _far(_hand(b, "left")), _far(_hand(b, "right"))
    gap = max(left, right) if max(left, right) < BOTH_CM else min(left, right)
    return None if gap == math.inf else gap


def _off_aside(b: Body) -> float | None:
    return _off(b) if b.view is not View.FRONT or _side(b) in ("left", "right") else None


def _shrug(b: Body) -> float | None:
    return mean(b.risen(J.LEFT_SHOULDER), b.risen(J.RIGHT_SHOULDER))


NOD = Signal("nod", "deg", _nod)
TURN = Signal("turn", "deg", _turn)
TILT = Signal("tilt", "deg", _tilt)
OFF = Signal("hand from the head", "cm", _off)
ASIDE = Signal("hand from the side of the head", "cm", _off_aside)
SHRUG = Signal("shoulders risen", "cm", _shrug)
NEAREST = Signal("nearest hand from the head", "cm", _nearest)
RAISED = Signal("hand brought to the head", "cm", _raised)

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
    reps=5,
    hold_s=10,
    view_hint="front, upper body",
    views=frozenset({View.FRONT}),
    hero_name="held in good form",
    hero_unit="s",
    counting=Travel(
        tracks={None: RAISED},
        least=60,
        full=80,
        start=(Posture(NEAREST, AtLeast(30, "cm"), "let your hands rest"),),
        side=_side,
        least_hold_s=2.5,
    ),
    checks=(
        Check(
            "head-moves", "the head does not nod, turn or tilt", NOD, Within(9, "deg"), "break", "Keep your head still",
            "TODO", during="position", against="hold", also=(TURN, TILT),
        ),
        Check(
            "hand-off", "the palm stays on the head", OFF, AtMost(5, "cm"), "break", "Hand back on your head",
            "TODO", during="position", against="hold", also=(ASIDE,),
        ),
        Check(
            "short-hold", "the press lasts ten seconds", Measure("hold", "s", lambda m: m.hold_s),
            AtLeast(9.7, "s"), "break", "Hold a little longer", "health article: ten seconds; tolerance 0.3 s",
        ),
        Check(
            "shrug", "the shoulders stay down", SHRUG, AtMost(1.3, "cm"), "warn", "Shoulders down",
            "TODO", during="position", against="hold",
        ),
    ),
    needs=(J.NOSE, J.LEFT_EAR, J.RIGHT_EAR, J.LEFT_SHOULDER, J.RIGHT_SHOULDER),
    must_not_count=(
        "scratching the head", "adjusting glasses", "tilting or turning the head without a hand", "resting the chin",
    ),
    sides=("front", "left", "right", "back"),
)  # fmt: skip
