"""Wall arm slides: back, elbows and wrists on the wall, the arms slide up and down."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trainer.body import Body
from trainer.doses import Dose, Equipment
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Posture, Signal, Travel, View, Within
from trainer.pose import Joint as J
from trainer.pose import Point, middle
from trainer.signals import arm, once

SHOULDERS = (J.LEFT_SHOULDER, J.RIGHT_SHOULDER)
ELBOWS = (J.LEFT_ELBOW, J.RIGHT_ELBOW)
WRISTS = (J.LEFT_WRIST, J.RIGHT_WRIST)
LEFT, RIGHT = arm("left"), arm("right")

SIDE_GAIN = 1.2  # from the side a full slide reads 20 cm where it reads 24 cm from the front (measured)
SIDE_LIFT_CM = 4.0  # from the side an elbow at shoulder height is placed 0 to 16 cm above it (measured)
LEAST_SINE = 0.3  # of the yaw: below it the camera sees the wall from the front, and the limits are not for there
HIGH_CM = 20.0  # elbows over the shoulders with the arms all the way up, by the landmarks
CREEP_CM = 1.0  # in clean slides the landmarks drift this far in the picture, as if the elbows left the wall
INWARD = 0.6  # centimetres that an elbow on the wall comes inward for each that it rises (upper arm 85 to 155° up)
FAR_CM = 1.2  # and the far arm seems to rise this much more than the near one when both slide together
BLURRED_S = 0.6  # a forearm on its way seems to shorten by 2 cm, at 15 frames a second for up to 0.4 s
BACKWARD_DEG = 4.0  # back on the wall, the shoulders lie behind the hips, seen from the side (2 to 6° measured)
SIDEWAYS = 1.6  # times the sine of the yaw, that much of it shows: between front and side the yaw reads too short
TILTED_DEG = 8.0  # a place is off by up to 2.5°, round shoulders by 6; from 11° on clean elbows seem to leave the wall
SHORTENING = 3.0  # a forearm tilted out of the picture by 10 cm is 2.5 to 3 cm shorter in it

LS, RS, LH, RH = map(int, (*SHOULDERS, J.LEFT_HIP, J.RIGHT_HIP))

Arm = tuple[Point, Point, Point]


@once
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


@once
def _hips(b: Body) -> Point | None:
    return middle(b.at(J.LEFT_HIP), b.at(J.RIGHT_HIP))


@once
def _before_wall(b: Body) -> list[Arm]:
    """The same arms where what they do before the wall can be seen; none where the camera is tilted to its side.

    Then a way up the wall looks like one away from it. With the back on the wall the trunk tells, as it was in the
    person's place and as it is now: a back that leaves the wall is no tilt, nor is a place that was taken bent.
    """
    sine = SIDEWAYS * math.sin(math.radians(b.yaw))
    upright = -BACKWARD_DEG * (sine if abs(sine) < 1 else math.copysign(1.0, sine))
    before = _lean(b.place) - upright
    if abs(before) <= TILTED_DEG:
        return _arms(b)
    now = _lean(b.pose.image) - upright
    return [] if min(now * math.copysign(1.0, before), abs(before)) > TILTED_DEG else _arms(b)


def _lean(image: Sequence[Point]) -> float:
    """How far the line from hips to shoulders leans to the picture's right, degrees."""
    left, right, low_left, low_right = image[LS], image[RS], image[LH], image[RH]
    across = left[0] + right[0] - low_left[0] - low_right[0]
    return math.degrees(math.atan2(across, low_left[1] + low_right[1] - left[1] - right[1]))


@once
def _from_wall(b: Body) -> float:
    """Centimetres away from the wall for each pixel to the picture's right."""
    sine = math.sin(math.radians(b.yaw))
    return b.cm(1.0) / math.copysign(max(abs(sine), LEAST_SINE), sine)


def _rise(b: Body) -> float | None:
    """Height of the elbows over the hips, cm.

    From the side an upper arm that points at the camera is placed up to 6 cm too high, half way up most of all: there
    the shoulder, which rises with the arm, and the far end of the forearm have a say.
    """
    arms, hips = _arms(b), _hips(b)
    if not arms or hips is None:
        return None
    if b.view is View.SIDE:
        ((s, e, w),) = arms
        return SIDE_GAIN * b.cm(2 * hips[1] - s[1] - e[1] + math.hypot(w[0] - e[0], w[1] - e[1]) / 2)
    return b.cm(hips[1] - sum(e[1] for _, e, _ in arms) / len(arms))


@once
def _height(b: Body) -> float:
    """Of the elbows over the shoulders, cm; there must be an arm."""
    arms = _arms(b)
    return b.cm(sum([s[1] - e[1] for s, e, _ in arms]) / len(arms))


def _elbow_height(b: Body) -> float | None:
    arms = _arms(b)
    if not arms:
        return None
    return _height(b) - (SIDE_LIFT_CM if b.view is View.SIDE else 0.0)


@once
def _upright(b: Body) -> float | None:
    """How steeply the flatter forearm points up, degrees in [-90, 90]; a straight arm raised sideways has it flat."""
    return min((math.degrees(math.atan2(e[1] - w[1], abs(w[0] - e[0]))) for _, e, w in _arms(b)), default=None)


def _uneven(b: Body) -> float | None:
    """How much higher the left elbow is than the right, cm."""
    arms = _before_wall(b)
    if len(arms) < 2:
        return None
    drift = FAR_CM * math.sin(math.radians(b.yaw)) * _height(b) / HIGH_CM
    return b.cm(arms[1][1][1] - arms[0][1][1]) - drift


@once
def _forward_tilts(b: Body) -> list[float]:
    """How far each wrist is before its elbow, away from the wall, cm.

    Where one tilts forward and the other back, both forearms lean in or out along the wall: that much is taken out.
    """
    cm = _from_wall(b)
    tilts = [(w[0] - e[0]) * cm for _, e, w in _before_wall(b)]
    if len(tilts) == 2 and tilts[0] * tilts[1] < 0:
        common = tilts[0] + tilts[1]
        return [common if tilt * common > 0 else 0.0 for tilt in tilts]
    return tilts


@once
def _elbows_forward(b: Body) -> float:
    """How far the elbows are before the shoulders, away from the wall, cm; there must be an arm.

    What the elbows move along the wall, inward as they rise, cancels between two arms; for one arm it is taken out.
    """
    arms = _arms(b)
    forward = sum([e[0] - s[0] for s, e, _ in arms]) / len(arms) * _from_wall(b)
    return forward if len(arms) == 2 else forward - INWARD * _height(b) * math.cos(math.radians(b.yaw))


def _elbow_off(b: Body) -> float | None:
    """How far an elbow is from the wall, cm, but for a constant: the elbows' way forward and a forearm's tilt back."""
    arms = _before_wall(b)
    if not arms:
        return None
    creep = CREEP_CM * min(_height(b) / HIGH_CM, 1.0) * abs(_from_wall(b)) / b.cm(1.0)
    return (_elbows_forward(b) - min(_forward_tilts(b))) / 2 - creep


def _wrist_off(b: Body) -> float | None:
    """How far a wrist is before its elbow, away from the wall, cm."""
    return max(_forward_tilts(b), default=None)


def _short_forearm(b: Body) -> float | None:
    """How far an elbow is from the wall, cm, but for a constant, by the shorter forearm in a picture from the front."""
    arms = _arms(b)
    if not arms:
        return None
    return -SHORTENING * b.cm(min(math.hypot(w[0] - e[0], w[1] - e[1]) for _, e, w in arms))


def _back_off(b: Body) -> float | None:
    """How far the shoulders are from the wall, cm, but for a constant: forward of hips and elbows."""
    arms, hips = _before_wall(b), _hips(b)
    if not arms or hips is None:
        return None
    lean = (sum(s[0] for s, _, _ in arms) / len(arms) - hips[0]) * _from_wall(b)
    return (lean - _elbows_forward(b)) / 2


RISE = Signal("arms up the wall", "cm", _rise)
ELBOW_HEIGHT = Signal("elbows above the shoulders", "cm", _elbow_height)
UPRIGHT = Signal("forearms upright", "deg", _upright)
UNEVEN = Signal("left arm higher than the right", "cm", _uneven)
ELBOW_OFF = Signal("elbow from the wall", "cm", _elbow_off)
SHORT_FOREARM = Signal("elbow from the wall, by the forearm", "cm", _short_forearm)
WRIST_OFF = Signal("wrist from the wall", "cm", _wrist_off)
BACK_OFF = Signal("back from the wall", "cm", _back_off)
SHARE = Measure("share of own range", "%", lambda m: 100 * m.travel / m.own)
DURATION = Measure("duration", "s", lambda m: m.duration_s)
FRONT, OBLIQUE, TURNED = frozenset({View.FRONT}), frozenset({View.OBLIQUE}), frozenset({View.OBLIQUE, View.SIDE})
NEVER = AtMost(-math.inf, "cm")  # from the front one arm 11 cm off the wall reads like one on it: a fault or not seen

EXERCISE = Exercise(
    id="arm-slides",
    name="Wall arm slides",
    steps=(
        "Stand with your back against a wall, elbows and wrists on it, elbows at a right angle at shoulder height.",
        "Slide the arms up slowly as high as you can, elbows and wrists on the wall.",
        "Slide them down again.",
    ),
    dose="10 times",
    programme=Dose(10, 10, seconds_each=5, strain=2, equipment=(Equipment.WALL,)),
    reps=10,
    view_hint="30 to 45° or side for wall contact, front for range and symmetry",
    views=frozenset(View),
    hero_name="arm height",
    hero_unit="% of own range",
    counting=Travel(
        tracks={None: RISE},
        least=8.5,
        full=24,
        quickest_s=0.8,
        ramp=(1.44, 1.85),  # near its top an arm turns without its elbow rising much
        start=(
            Posture(UPRIGHT, AtLeast(55, "deg"), "wrists above your elbows"),
            Posture(ELBOW_HEIGHT, AtLeast(-20, "cm"), "elbows up to shoulder height"),
            Posture(ELBOW_HEIGHT, AtMost(18, "cm"), "elbows down to shoulder height"),
        ),
        keep=(Posture(UPRIGHT, AtLeast(35, "deg"), "keep your wrists above your elbows"),),
    ),
    checks=(
        Check(
            "elbow-off-wall", "the elbows stay on the wall", ELBOW_OFF, AtMost(4, "cm"), "break",
            "Elbows back to the wall", "5 cm by the labels; clean slides read up to 3.1 cm, 7 cm off 4.9 to 6",
            against="start", clear=AtMost(3.4, "cm"), views=TURNED, model="full", joints=ELBOWS,
            again="Press your elbows into the wall", easier="Slide only as high as the wall allows",
        ),
        Check(
            "elbow-off-wall", "the elbows stay on the wall", SHORT_FOREARM, AtMost(5.2, "cm"), "break",
            "Elbows back to the wall", "the same; from the front only what is clearly more, 11 cm off reads 3.7 to 9",
            against="start", lasting_s=BLURRED_S, clear=NEVER, views=FRONT, model="full", joints=ELBOWS,
            again="Press your elbows into the wall", easier="Slide only as high as the wall allows",
        ),
        Check(
            "wrist-off-wall", "the wrists stay on the wall", WRIST_OFF, AtMost(5, "cm"), "break",
            "Wrists back to the wall", "5 cm by the labels; clean slides read up to 3.2 cm, 11 cm off reads 10",
            against="start", clear=AtMost(4, "cm"), views=TURNED, model="full", joints=WRISTS,
            again="Press your wrists into the wall", easier="Go lower, wrists stay on the wall",
        ),
        Check(
            "shallow", "the arms go up far enough for this person", SHARE, AtLeast(72, "%"), "break", "Slide up higher",
            "60 % of the own range; half of it reads 47 to 69 %, four fifths 79 to 91 %", joints=ELBOWS,
            masked_by=("elbow-off-wall",),  # 15 cm off, a whole slide reads 60 % from the side
            kind="range",
            early=True, again="Reach for the ceiling", easier="Slide more slowly, then a little higher",
        ),
        Check(
            "asymmetric", "both arms rise alike", UNEVEN, Within(4.8, "cm"), "warn", "Bring both arms up evenly",
            "a fifth of the range; even slides read up to 4.1 cm, 30 % behind 5.5 and more", against="start",
            views=FRONT, model="full", joints=ELBOWS, kind="range",
            again="Wait for the slower arm", easier="Go only as high as both reach",
        ),
        Check(
            "asymmetric", "both arms rise alike", UNEVEN, Within(5.6, "cm"), "warn", "Bring both arms up evenly",
            "the same; from 45° even slides read up to 5.3 cm, the more the lower the camera", against="start",
            clear=Within(4.8, "cm"), masked_by=("elbow-off-wall", "wrist-off-wall"), views=OBLIQUE, joints=ELBOWS,
            model="full", kind="range",
            again="Wait for the slower arm", easier="Go only as high as both reach",
        ),
        Check(
            "back-off-wall", "the back stays on the wall", BACK_OFF, AtMost(5, "cm"), "warn", "Back to the wall",
            "measured: clean slides read up to 3.1 cm, 8 cm off reads 7.9", against="start", clear=AtMost(4, "cm"),
            views=TURNED, model="full", joints=SHOULDERS,
            again="Lean your shoulders against the wall", easier="Feet a step forward, then lean back",
        ),
        Check(
            "too-fast", "a repetition takes at least two seconds", DURATION, AtLeast(2, "s"), "warn", "Slower",
            "slow is what the exercise asks for: two seconds",
            kind="pace",
            again="Two seconds up, two seconds down", easier="Breathe in going up, out going down",
        ),
    ),
    needs=(*SHOULDERS, *ELBOWS, *WRISTS),
    must_not_count=("arms down to rest", "straight-arm lateral raises", "jumping jacks", "one arm up to wave"),
)  # fmt: skip
