"""Seated thoracic extension: hands behind the head, arch back until you look at the ceiling."""

from __future__ import annotations

import math

from trainer.body import Body
from trainer.doses import Dose, Equipment
from trainer.exercise import AtLeast, AtMost, Check, Exercise, Measure, Movement, Posture, Signal, Travel, View
from trainer.pose import Joint as J
from trainer.pose import Point, middle
from trainer.signals import arm, once

FACE_ON = 0.2  # sine of the hips' yaw, 12°: nearer to the front a lean does not show in the picture
LEAST_TURN = 0.34  # 20°: below, a share is taken for this one, since 10° of misread yaw would double a lean


@once
def _forward(b: Body) -> float | None:
    """Share of one step forward that shows in the picture, [-1, 1], + to its right; None from the front.

    From the hips' depth: the shoulders' is misread by 30° while the hands are behind the head.
    """
    forward = math.sin(math.radians(b.hips_yaw))
    return None if abs(forward) < FACE_ON else math.copysign(max(abs(forward), LEAST_TURN), forward)


def _lean(b: Body, low: Point | None, high: Point | None) -> float | None:
    """Angle of the line from low to high in the person's own side plane, degrees, 0 upright, + backward."""
    forward = _forward(b)
    if forward is None or low is None or high is None:
        return None
    return -math.degrees(math.atan2((high[0] - low[0]) / forward, low[1] - high[1]))


@once
def _shoulders(b: Body) -> Point | None:
    return middle(b.at(J.LEFT_SHOULDER), b.at(J.RIGHT_SHOULDER))


@once
def _hips(b: Body) -> Point | None:
    return middle(b.at(J.LEFT_HIP), b.at(J.RIGHT_HIP))


@once
def _trunk(b: Body) -> float | None:
    return _lean(b, _hips(b), _shoulders(b))


@once
def _neck(b: Body) -> float | None:
    return _lean(b, _shoulders(b), middle(b.at(J.LEFT_EAR), b.at(J.RIGHT_EAR)))


def _arch(b: Body) -> float | None:
    trunk, neck = _trunk(b), _neck(b)
    return None if trunk is None or neck is None else (2 * trunk + neck) / 3


def _hinge(b: Body) -> float | None:
    trunk, neck = _trunk(b), _neck(b)
    return None if trunk is None or neck is None else 2 * trunk - neck


def _hands(b: Body) -> float | None:
    left, right = b.gap(J.LEFT_WRIST, J.LEFT_EAR), b.gap(J.RIGHT_WRIST, J.RIGHT_EAR)
    return None if left is None or right is None else max(left, right)


def _elbow(b: Body) -> float | None:
    """Height of the near elbow over its shoulder, measured along the trunk, cm; the far one hides behind the head."""
    hips, shoulders, forward = _hips(b), _shoulders(b), _forward(b)
    if hips is None or shoulders is None or forward is None:
        return None
    shoulder, elbow, _ = arm("right" if forward > 0 else "left")
    s, e = b.at(shoulder), b.at(elbow)
    up, right = hips[1] - shoulders[1], shoulders[0] - hips[0]
    trunk = math.hypot(up, right)
    if s is None or e is None or trunk == 0:
        return None
    return b.cm(((e[0] - s[0]) * right + (s[1] - e[1]) * up) / trunk)


def _reached(m: Movement) -> float | None:
    return 100 * m.travel / m.own


ARCH = Signal("trunk and neck tipped back", "deg", _arch)
TRUNK = Signal("trunk tipped back", "deg", _trunk)
HINGE = Signal("trunk tipped back beyond what the neck arches", "deg", _hinge)
HANDS = Signal("wrist from its ear", "cm", _hands)
ELBOW = Signal("elbow over its shoulder along the trunk", "cm", _elbow)
TURNED = frozenset({View.SIDE, View.OBLIQUE})

EXERCISE = Exercise(
    id="thoracic-extension",
    name="Seated thoracic extension",
    steps=(
        "Sit on the edge of a chair and clasp your hands behind your head.",
        "Arch gently back until you look at the ceiling.",
        "Return slowly to upright.",
    ),
    dose="10 times",
    programme=Dose(10, 10, seconds_each=6, strain=2, equipment=(Equipment.CHAIR,)),
    reps=10,
    view_hint="side or 45°, head to hip",
    views=TURNED,
    hero_name="share of own range",
    hero_unit="%",
    counting=Travel(
        tracks={None: ARCH},
        least=12,
        full=38,
        start=(
            Posture(HANDS, AtMost(30, "cm"), "clasp your hands behind your head"),
            Posture(ELBOW, AtLeast(1, "cm"), "lift your elbows beside your head"),
        ),
        keep=(Posture(HANDS, AtMost(50, "cm"), "keep your hands behind your head"),),
    ),
    checks=(
        Check(
            "shallow", "arch back at least half as far as your best", Measure("reached", "%", _reached),
            AtLeast(54, "%"), "break", "Arch further back",
            "half of the own range; 33-42% of it read 33-43%, full ones 90-100%, a lean from the hips 75-81%",
            kind="range",
            early=True, again="Look up to the ceiling", easier="Move slowly, a little further each time",
        ),
        Check(
            "hands-off", "the hands stay clasped behind the head", ELBOW, AtLeast(7, "cm"), "break",
            "Hands behind your head",
            "a hand off the head takes its elbow down: 13-18 cm off read 1-5 cm, clasped ones 8-27 cm",
            clear=AtLeast(9, "cm"), during="position", typical=True, views=TURNED,
            again="Keep your fingers clasped", easier="Fingertips behind your ears are enough",
        ),
        Check(
            "lumbar-lean", "arch the upper back instead of leaning back from the hips", HINGE, AtMost(16, "deg"),
            "break", "Arch, don't lean back",
            "a lean of 25-30° reads 24-37°, an arch up to 5°, 13° on true joint centres",
            during="position", against="start", typical=True, views=TURNED, model="full",
            kind="safety",
            again="Keep your hips still", easier="Sit taller, arch only a little",
        ),
        Check(
            "too-fast", "take two seconds at least", Measure("duration", "s", lambda m: m.duration_s),
            AtLeast(2, "s"), "warn", "Slower", "two seconds",
            kind="pace",
            again="Two seconds back, two seconds up", easier="Breathe in going back, out coming up",
        ),
    ),
    needs=(J.LEFT_EAR, J.RIGHT_EAR, J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_HIP, J.RIGHT_HIP),
    must_not_count=("leaning back", "looking up with the hands down", "cat-cow on the chair with the arms forward"),
)  # fmt: skip
