"""Butterfly: hands on the shoulders, elbows together in front until it pulls in the upper back."""

from __future__ import annotations

import math

from trainer.body import Body
from trainer.doses import Dose
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Posture, Signal, Travel, View
from trainer.pose import Joint as J
from trainer.signals import arm

ELBOWS = (J.LEFT_ELBOW, J.RIGHT_ELBOW)


def _closing(b: Body) -> float | None:
    """Between 75 and 30 cm the gap follows the elbows; wider and closer the pose model stands still before they do."""
    gap = b.gap(*ELBOWS)
    return None if gap is None else -min(max(gap, 30.0), 75.0)


def _gap(b: Body) -> float | None:
    return b.gap(*ELBOWS)


def _least(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else min(a, b)


def _dropped(b: Body) -> float | None:
    """The higher of the two elbows counts: one that hides behind the other is often placed too low."""
    return _least(b.above(J.LEFT_SHOULDER, J.LEFT_ELBOW), b.above(J.RIGHT_SHOULDER, J.RIGHT_ELBOW))


def _on_shoulder(b: Body) -> float | None:
    """The hand that is further from its own shoulder."""
    left, right = b.gap(J.LEFT_WRIST, J.LEFT_SHOULDER), b.gap(J.RIGHT_WRIST, J.RIGHT_SHOULDER)
    return None if left is None or right is None else max(left, right)


def _away(side: str) -> Signal:
    """How far a hand is up and outward from its shoulder.

    Inward does not count: a hand that hides behind its forearm is often placed in front of the chest. Not seen while
    the elbows hang: the forearm then hides in front of the upper arm.
    """
    shoulder, _, wrist = arm(side)
    outward = 1 if side == "left" else -1

    def away(b: Body) -> float | None:
        s, w, dropped = b.at(shoulder), b.at(wrist), _dropped(b)
        if s is None or w is None or dropped is None or dropped > LOW_CM:
            return None
        return b.cm(math.hypot(max(outward * (w[0] - s[0]), 0.0), max(s[1] - w[1], 0.0)))

    return Signal(f"{side} hand off its shoulder", "cm", away)


LOW_CM = 7.0
CLOSING_S = 1.0  # the elbows still come closer for up to 0.8 s after they are in position

CLOSING = Signal("elbows closing", "cm", _closing)
GAP = Signal("elbow gap", "cm", _gap)
ON_SHOULDER = Signal("hand from its shoulder", "cm", _on_shoulder)
LEFT_AWAY, RIGHT_AWAY = _away("left"), _away("right")
DROPPED = Signal("elbows below the shoulders", "cm", _dropped)
HANDS_UP = Signal(
    "hands over the elbows",
    "cm",
    lambda b: _least(b.above(J.LEFT_WRIST, J.LEFT_ELBOW), b.above(J.RIGHT_WRIST, J.RIGHT_ELBOW)),
)
HANDS_HIGH = Signal(
    "hands over the shoulders",
    "cm",
    lambda b: _least(b.above(J.LEFT_WRIST, J.LEFT_SHOULDER), b.above(J.RIGHT_WRIST, J.RIGHT_SHOULDER)),
)
HOLD = Measure("time with the elbows together", "s", lambda m: m.hold_s)
ON_SHOULDERS = "put your hands on your shoulders"

EXERCISE = Exercise(
    id="butterfly",
    name="Butterfly",
    steps=(
        "Put your palms on your own shoulders, elbows out to the sides.",
        "Keep the hands there and bring the elbows together in front until it pulls in the upper back.",
        "Hold five seconds, and open again.",
    ),
    dose="5 s hold, 10 times",
    programme=Dose(10, 10, seconds_each=5, strain=2),
    reps=10,
    hold_s=5,
    view_hint="front, upper body",
    views=frozenset({View.FRONT}),
    hero_name="elbow gap",
    hero_unit="cm",
    counting=Travel(
        tracks={None: CLOSING},
        least=25,
        full=40,
        ramp=(4.6, 3.6),  # the elbows first come forward, towards the camera, and only then together in the picture
        start=(
            Posture(ON_SHOULDER, AtMost(24, "cm"), ON_SHOULDERS),
            Posture(DROPPED, AtMost(12, "cm"), "lift your elbows to the sides"),
            Posture(GAP, AtLeast(55, "cm"), "open your elbows to the sides"),
        ),
        keep=(
            Posture(HANDS_UP, AtLeast(-7, "cm"), ON_SHOULDERS),
            Posture(HANDS_HIGH, AtLeast(-20, "cm"), ON_SHOULDERS),
        ),
    ),
    checks=(
        Check(
            "elbows-apart", "the elbows come as close as on your good repetitions", GAP, AtMost(2.4, "cm"), "break",
            "Elbows closer together", "24 cm apart reads 3-7 cm wider than good ones; those differ by up to 2.6",
            during="position", against="own", typical=True, clear=AtMost(1.4, "cm"), views=frozenset({View.FRONT}),
            lasting_s=CLOSING_S, model="full", joints=ELBOWS,
            kind="range",
            again="Squeeze your elbows towards each other", easier="Breathe out, then squeeze a little more",
        ),
        Check(
            "short-hold", "the elbows stay together for five seconds", HOLD, AtLeast(5, "s"), "break",
            "Hold a little longer", "health article: five seconds; tolerance 0.3 s",
            kind="range",
            again="Stay until the ring is full", easier="Squeeze less, but hold longer",
        ),
        Check(
            "hands-off", "the palms stay on the shoulders", LEFT_AWAY, AtMost(2, "cm"), "break",
            "Hands on your shoulders", "12 cm off reads 2.6-10 cm further up or out than at the start; clean ones 0.5",
            during="position", against="start", lasting_s=0.6, views=frozenset({View.FRONT}), also=(RIGHT_AWAY,),
            joints=(J.LEFT_WRIST, J.RIGHT_WRIST),
            again="Palms stay on your shoulders", easier="Fingertips on your shoulders are enough",
        ),
        Check(
            "elbows-dropped", "the elbows stay at shoulder height", DROPPED, AtMost(LOW_CM, "cm"), "warn",
            "Lift your elbows", "25° below shoulder height reads 8-12 cm; clean ones stay under 3 cm",
            during="position", model="full", joints=ELBOWS,
            again="Elbows up to shoulder height", easier="Rest your arms, then lift again",
        ),
    ),
    needs=(J.LEFT_SHOULDER, J.RIGHT_SHOULDER, *ELBOWS, J.LEFT_WRIST, J.RIGHT_WRIST),
    must_not_count=("elbow curls with the arms out", "cross-body stretches", "clapping"),
    hero=GAP,
)  # fmt: skip
