"""Wall arm slides: back, elbows and wrists on the wall, the arms slide up and down."""

from __future__ import annotations

import math

from trainer.body import Body
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Posture, Signal, Travel, View, Within
from trainer.pose import Joint as J
from trainer.pose import Point
from trainer.signals import arm

SHOULDERS = (J.LEFT_SHOULDER, J.RIGHT_SHOULDER)
ELBOWS = (J.LEFT_ELBOW, J.RIGHT_ELBOW)
WRISTS = (J.LEFT_WRIST, J.RIGHT_WRIST)
LEFT, RIGHT = arm("left"), arm("right")
LEAST_SINE = 0.3  # of the yaw; seen closer to the front, the way from the wall is too short in the picture
SIDE_GAIN = 1.2
SHORTENING = 3.0

Arm = tuple[Point, Point, Point]


def _arms(b: Body) -> list[Arm]:
    """Shoulder, elbow and wrist of each arm that can be judged; from the side only the near one, the far one hides."""
    sides = (LEFT, RIGHT) if b.view is not View.SIDE else (RIGHT,) if b.yaw > 0 else (LEFT,)
    found = []
    for shoulder, elbow, wrist in sides:
        s, e, w = b.at(shoulder), b.at(elbow), b.at(wrist)
        if s is None or e is None or w is None:
            return []
        found.append((s, e, w))
    return found


def _rise(b: Body) -> float | None:
    """Height of the elbows over the hips, cm.

    From the side an upper arm that points at the camera is placed up to 6 cm too high, half way up most of all: there the
    shoulder, which rises with the arm, and the wrist have a say.
    """
    arms, left, right = _arms(b), b.at(J.LEFT_HIP), b.at(J.RIGHT_HIP)
    if not arms or left is None or right is None:
        return None
    hips = (left[1] + right[1]) / 2
    if b.view is View.SIDE:
        ((s, e, w),) = arms
        return b.cm(2 * hips - s[1] - (e[1] + w[1]) / 2) * SIDE_GAIN
    return b.cm(hips - sum(e[1] for _, e, _ in arms) / len(arms))


def _elbows(b: Body) -> float | None:
    arms = _arms(b)
    return b.cm(sum(s[1] - e[1] for s, e, _ in arms) / len(arms)) if arms else None


def _wrists(b: Body) -> float | None:
    arms = _arms(b)
    return b.cm(min(e[1] - w[1] for _, e, w in arms)) if arms else None


def _uneven(b: Body) -> float | None:
    arms = _arms(b)
    if len(arms) < 2:
        return None
    (_, left, _), (_, right, _) = arms
    return b.cm(right[1] - left[1]) - 1.2 * math.sin(math.radians(b.yaw)) * _elbows(b) / 20


def _sine(b: Body) -> float:
    """How much of a way from the wall the picture shows, with its direction: + when the person faces right."""
    sine = math.sin(math.radians(b.yaw))
    return math.copysign(max(abs(sine), LEAST_SINE), sine)


def _tilts(b: Body, arms: list[Arm]) -> list[float]:
    """How far each wrist is before its elbow, away from the wall, cm.

    Where one forearm tilts forward and the other back by as much, both lean sideways along the wall: that is taken out.
    """
    scale = b.cm(1.0) / _sine(b)
    tilts = [(w[0] - e[0]) * scale for _, e, w in arms]
    if len(tilts) < 2:
        return tilts
    left, right = tilts
    return tilts


def _elbow_off(b: Body) -> float | None:
    arms = _arms(b)
    if not arms:
        return None
    forward = sum(e[0] - s[0] for s, e, _ in arms) / len(arms) * b.cm(1.0) / _sine(b)
    tilts = _tilts(b, arms)
    back = -tilts[0] if len(tilts) < 2 else max(-tilts[0] - max(tilts[1], 0), -tilts[1] - max(tilts[0], 0))
    return (forward + back) / 2


def _wrist_off(b: Body) -> float | None:
    arms = _arms(b)
    if not arms:
        return None
    tilts = _tilts(b, arms)
    return tilts[0] if len(tilts) < 2 else max(tilts[0] + min(tilts[1], 0), tilts[1] + min(tilts[0], 0))


def _forearms(b: Body) -> float | None:
    arms = _arms(b)
    if not arms:
        return None
    return -SHORTENING * b.cm(min(math.hypot(w[0] - e[0], w[1] - e[1]) for _, e, w in arms))


def _back_off(b: Body) -> float | None:
    arms, left, right = _arms(b), b.at(J.LEFT_HIP), b.at(J.RIGHT_HIP)
    if not arms or left is None or right is None:
        return None
    shoulder = sum(s[0] for s, _, _ in arms) / len(arms)
    elbow = sum(e[0] for _, e, _ in arms) / len(arms)
    return ((shoulder - (left[0] + right[0]) / 2) + (shoulder - elbow)) / 2 * b.cm(1.0) / _sine(b)


RISE = Signal("arms up the wall", "cm", _rise)
ELBOW_HEIGHT = Signal("elbows above the shoulders", "cm", _elbows)
WRIST_HEIGHT = Signal("wrists above the elbows", "cm", _wrists)
UNEVEN = Signal("left arm higher than the right", "cm", _uneven)
ELBOW_OFF = Signal("elbow from the wall", "cm", _elbow_off)
WRIST_OFF = Signal("wrist from the wall", "cm", _wrist_off)
FOREARMS = Signal("elbow from the wall, by the forearm's length in the picture", "cm", _forearms)
BACK_OFF = Signal("back from the wall", "cm", _back_off)
SHARE = Measure("share of own range", "%", lambda m: 100 * m.travel / m.own)
TURNED = frozenset({View.OBLIQUE, View.SIDE})

EXERCISE = Exercise(
    id="arm-slides",
    name="Wall arm slides",
    steps=(
        "Stand with your back against a wall, elbows and wrists on it, elbows at a right angle at shoulder height.",
        "Slide the arms up slowly as high as you can, elbows and wrists on the wall.",
        "Slide them down again.",
    ),
    dose="10 times",
    reps=10,
    view_hint="30 to 45° or side for wall contact, front for range and symmetry",
    views=frozenset(View),
    hero_name="arm height",
    hero_unit="% of own range",
    counting=Travel(
        tracks={None: RISE},
        least=6,
        full=24,
        start=(
            Posture(WRIST_HEIGHT, AtLeast(13, "cm"), "wrists above your elbows"),
            Posture(ELBOW_HEIGHT, AtLeast(-14, "cm"), "elbows up to shoulder height"),
        ),
        keep=(Posture(WRIST_HEIGHT, AtLeast(8, "cm"), "wrists above your elbows"),),
    ),
    checks=(
        Check(
            "elbow-off-wall", "the elbows stay on the wall", ELBOW_OFF, AtMost(4.6, "cm"), "break",
            "Elbows back to the wall", "5 cm, as labelled", against="start", views=TURNED, clear=AtMost(3.5, "cm"),
        ),
        Check(
            "elbow-off-wall", "the elbows stay on the wall", FOREARMS, AtMost(4.6, "cm"), "break",
            "Elbows back to the wall", "5 cm, as labelled", against="start", views=frozenset({View.FRONT}),
            clear=AtMost(2, "cm"),
        ),
        Check(
            "wrist-off-wall", "the wrists stay on the wall", WRIST_OFF, AtMost(5, "cm"), "break",
            "Wrists back to the wall", "5 cm, as labelled", against="start", views=TURNED, clear=AtMost(4, "cm"),
        ),
        Check(
            "shallow", "the arms go up at least 60 % of the own range", SHARE, AtLeast(72, "%"), "break",
            "Slide up higher", "60 % of the own range, as labelled",
        ),
        Check(
            "asymmetric", "the arms rise evenly", UNEVEN, Within(4.8, "cm"), "warn", "Bring both arms up evenly",
            "20 % of the range, as labelled", against="start", views=frozenset({View.FRONT, View.OBLIQUE}),
        ),
        Check(
            "back-off-wall", "the back stays on the wall", BACK_OFF, AtMost(5, "cm"), "warn", "Back to the wall",
            "8 cm, as labelled", against="start", views=TURNED,
        ),
        Check(
            "too-fast", "a repetition takes at least two seconds", Measure("duration", "s", lambda m: m.duration_s),
            AtLeast(1.9, "s"), "warn", "Slower", "2 s, as labelled",
        ),
    ),
    needs=(*SHOULDERS, *ELBOWS, *WRISTS),
    must_not_count=("arms down to rest", "overhead press away from a wall", "lateral raises", "jumping jacks"),
)  # fmt: skip
