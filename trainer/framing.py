"""What keeps the person from starting: nobody there, parts outside the picture, the wrong posture; and the way out."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.body import Body
from trainer.exercise import Circles, Exercise, Posture, Travel, View
from trainer.pose import Joint, Pose
from trainer.saying import Phrase, phrase

NO_ONE = phrase("setup.no-one")
WHO = phrase("setup.who")
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


def framing_hint(exercise: Exercise, pose: Pose, body: Body | None) -> Phrase | None:
    """Why the person can't be judged here, and which way to go; None when nothing is in the way."""
    if body is None:
        return NO_ONE
    if not pose.sure:
        return WHO
    return _outside(exercise.needs, body)


def posture_hint(exercise: Exercise, body: Body) -> Phrase | None:
    """What is still wrong with the start posture; None when it is right."""
    for posture in _postures(exercise):
        value = posture.signal.of(body)
        if value is None or posture.limit.excess(value) > 0:
            return Phrase(posture.hint)
    return None


def view_hint(exercise: Exercise, view: View) -> Phrase | None:
    """How to turn for the view that the exercise asks for; None when it is right."""
    if view in exercise.views:
        return None
    for wanted in (View.SIDE, View.OBLIQUE, View.FRONT):
        if wanted in exercise.views:
            return TURN[wanted]
    return None


def _postures(exercise: Exercise) -> Sequence[Posture]:
    rule = exercise.counting
    if isinstance(rule, Travel):
        return rule.start
    return rule.keep if isinstance(rule, Circles) else ()


def _outside(needs: Sequence[Joint], body: Body) -> Phrase | None:
    lost = [joint for joint in needs if body.at(joint) is None]
    if not lost:
        return None
    part = next(name for name, joints in PARTS if lost[0] in joints)
    width, _ = body.pose.size
    x = [body.pose.image[joint][0] for joint in lost]
    others = [body.pose.image[joint][0] for joint in needs if joint not in lost]
    sideways = others and (max(x) < 0 < min(others) or min(x) > width > max(others))
    return phrase("setup.middle" if sideways else "setup.back", part=phrase(f"part.{part}"))
