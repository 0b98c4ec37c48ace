"""What keeps the person from starting: nobody there, parts outside the picture, the wrong posture; and the way out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trainer.body import Body
from trainer.exercise import Circles, Exercise, Posture, Travel, View
from trainer.pose import Joint, Pose
from trainer.saying import Phrase, phrase

NO_ONE = phrase("setup.no-one")
WHO = phrase("setup.who")
NEARER = phrase("setup.nearer")
PARTS = (
    ("head", range(Joint.NOSE, Joint.MOUTH_RIGHT + 1)),
    ("shoulders", (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)),
    ("elbows", (Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW)),
    ("hands", range(Joint.LEFT_WRIST, Joint.RIGHT_THUMB + 1)),
    ("hips", (Joint.LEFT_HIP, Joint.RIGHT_HIP)),
    ("knees", (Joint.LEFT_KNEE, Joint.RIGHT_KNEE)),
    ("feet", range(Joint.LEFT_ANKLE, Joint.RIGHT_FOOT_INDEX + 1)),
)
TURN = {
    View.FRONT: phrase("setup.face"),
    View.SIDE: phrase("setup.side"),
    View.OBLIQUE: phrase("setup.half"),
}
NEAR_SIDE = {"left": phrase("setup.left-side"), "right": phrase("setup.right-side")}
TILT = 0.25  # of the picture's height: what is cut by more than this, no small turn of the camera brings in
CROWN_M = 0.12  # a head goes on over its highest landmark by so much
SMALL_PX_PER_M = 80.0  # a person of 1.7 m is then 136 pixels tall, and the model trembles by centimetres
UPRIGHT_DEG = 35.0  # who leans further is not upright, whatever the camera does
ALIKE_DEG = 7.0  # shoulders, hips and trunk must each be so far off: a person who bends tilts one or two of them


def framing_hint(exercise: Exercise, pose: Pose, body: Body | None) -> Phrase | None:
    """Why the person can't be judged here, and which way to go; None when nothing is in the way."""
    return absence(pose, body) or (None if body is None else outside(exercise.needs, body))


def absence(pose: Pose, body: Body | None) -> Phrase | None:
    """What is to be said where nobody is, or where it can't be told who is meant; None when all is well."""
    if body is None:
        return NO_ONE
    return None if pose.sure else WHO


def gone(needs: Sequence[Joint], body: Body | None) -> bool:
    """Whether nobody is there, or more than half of these joints are out of the picture."""
    return body is None or 2 * sum(body.at(joint) is None for joint in needs) > len(needs)


def outside(needs: Sequence[Joint], body: Body) -> Phrase | None:
    """Which of the joints is outside the picture, and which way to go; None when all are in it and large enough.

    Where the person is cut above or below, and there is room enough on the other side, the camera is to be tilted.
    """
    lost = [joint for joint in needs if body.at(joint) is None]
    if not lost:
        return NEARER if body.px_per_m < SMALL_PX_PER_M else None
    part = next(name for name, joints in PARTS if lost[0] in joints)
    return phrase(f"setup.{_way(needs, body)}", part=phrase(f"part.{part}"))


def _way(needs: Sequence[Joint], body: Body) -> str:
    """Where to go: middle, up or down (the camera), or back."""
    width, height = body.pose.size
    x = [body.pose.image[joint][0] for joint in needs]
    y = [body.pose.image[joint][1] for joint in needs]
    crown = min(point[1] for point in body.pose.image[: Joint.MOUTH_RIGHT + 1]) - CROWN_M * body.px_per_m
    left, right, above, below = -min(x), max(x) - width, -min(y), max(y) - height  # so far outside; negative: room
    aside, upright = max(left, right), max(above, below)
    if aside > 0 and upright <= 0:
        return "middle" if left + right <= 0 else "back"
    if aside > 0 or upright > TILT * height:
        return "back"
    if above > 0:
        return "up" if -crown <= min(-below, TILT * height) else "back"
    return "down" if below <= crown else "back"


def posture_hint(exercise: Exercise, body: Body) -> Phrase | None:
    """What is still wrong with the start posture; None when it is right."""
    for posture in start_postures(exercise):
        value = posture.signal.of(body)
        if value is None or posture.limit.excess(value) > 0:
            return Phrase(posture.hint)
    return None


def view_hint(exercise: Exercise, body: Body, side: str | None = None, view: View | None = None) -> Phrase | None:
    """How to turn for a view that suits the exercise; None when it is right.

    side: the side that is about to be trained; where only a view from the side shows it, it is to be the near one.
    view: the one to turn to, where it suits.
    """
    sideways = View.FRONT not in exercise.views and View.OBLIQUE not in exercise.views
    if sideways and side in NEAR_SIDE:
        near = "right" if body.facing > 0 else "left"
        return None if body.view is View.SIDE and near == side else NEAR_SIDE[side]
    if body.view in exercise.views:
        return None
    for wanted in (view, View.SIDE, View.OBLIQUE, View.FRONT):
        if wanted is not None and wanted in exercise.views:
            return TURN[wanted]
    return None


def start_postures(exercise: Exercise) -> Sequence[Posture]:
    """What must be so before the exercise begins; empty where there is no such posture."""
    rule = exercise.counting
    if isinstance(rule, Travel):
        return rule.start
    return rule.keep if isinstance(rule, Circles) else ()


def roll(body: Body) -> float | None:
    """How far the camera is tilted to its side, degrees, + where the person's head leans to the picture's right.

    Told by the middle one of shoulders, hips and trunk where all three lean alike, else 0; None where the person is not
    upright, or seen from the side, where shoulders and hips have no line.
    """
    points = [body.at(joint) for joint in (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)]
    left, right, low_left, low_right = points
    if left is None or right is None or low_left is None or low_right is None or body.view is View.SIDE:
        return None
    trunk = math.atan2(left[0] + right[0] - low_left[0] - low_right[0], low_left[1] + low_right[1] - left[1] - right[1])
    turns = [_level(left, right), _level(low_left, low_right), math.degrees(trunk)]
    if abs(turns[2]) > UPRIGHT_DEG:
        return None
    alike = min(turns) > ALIKE_DEG or max(turns) < -ALIKE_DEG
    return sorted(turns)[1] if alike else 0.0


def _level(a: Sequence[float], b: Sequence[float]) -> float:
    """How far the line through two joints is turned clockwise from the picture's horizontal, degrees in [-90, 90]."""
    left, right = (a, b) if a[0] <= b[0] else (b, a)
    return math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))
