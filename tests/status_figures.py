"""Statuses made by hand, for tests of what is drawn and said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from trainer.doses import Dose
from trainer.exercise import AtMost, Check, Exercise, Kind, Severity, Signal, View
from trainer.pose import JOINTS, Joint, Pose
from trainer.status import ActiveFault, Fault, Hero, Rep, State, Status


def check(
    code: str, cue: str, severity: Severity = "break", kind: Kind = "form", again: str = "", easier: str = ""
) -> Check:
    """A check that is shown and said, and never judged."""
    nothing = Signal("nothing", "cm", lambda body: None)
    what = "as it should be"
    return Check(code, what, nothing, AtMost(1, "cm"), severity, cue, "made up", kind, again, easier)


@dataclass(frozen=True)
class StandInExercise:
    """The part of an Exercise that is shown and said."""

    id: str = "butterfly"
    name: str = "Butterfly"
    view_hint: str = "front, upper body"
    hero_name: str = "held in good form"
    counting: object = None
    halfway: str = ""
    hold_s: float | None = None
    sides: tuple[str, ...] = ()
    programme: Dose | None = None
    checks: tuple[Check, ...] = (
        check("hands-off", "Hands on your shoulders", again="Palms stay there", easier="Fingertips are enough"),
        check("short-hold", "Hold a little longer", kind="range"),
        check("elbows-dropped", "Lift your elbows", "warn"),
        check("head-moves", "Keep your head still", kind="safety"),
        check("too-fast", "Slower", "warn", "pace"),
    )


EXERCISE = cast(Exercise, StandInExercise())
BASE = Status(
    t=0.0, exercise=EXERCISE, state=State.EXERCISING, reason=None, view=View.FRONT, hero=Hero("7.4", "s", 0.8, 0.7),
    phase="moving", side=None, valid=3, attempts=1, target=10, hold_s=0.0, good_s=0.0, hold_target_s=None, active=(),
    last_rep=None, new_reps=(), blind=(),
)  # fmt: skip


def status(t: float = 0.0, **changes: Any) -> Status:
    """A status in the middle of an exercise, with these fields changed."""
    return replace(BASE, t=t, **changes)


def fault(code: str, since_s: float = 0.0, joints: tuple[Joint, ...] = ()) -> ActiveFault:
    """A fault of the stand-in exercise that lasts since since_s."""
    found = next(c for c in StandInExercise().checks if c.code == code)
    return ActiveFault(replace(found, joints=joints), since_s)


def rep(
    end_s: float, reason: str | None = None, index: int = 0, *, fault: str | None = None, lasts_s: float = 2.0
) -> Rep:
    """A repetition, or an attempt when there is a reason; fault: what else was wrong with it."""
    start_s = end_s - lasts_s
    broken = () if reason is None else (Fault(reason, "break", start_s, end_s, 9.0, "cm"),)
    warned = () if fault is None else (Fault(fault, "warn", start_s, end_s, 9.0, "cm"),)
    return Rep(index, None, start_s, end_s - 1, end_s, 0.0, 0.0, reason is None, reason, broken + warned)


# A person from the front with hanging arms, in shares of the picture: joint by joint, those of the left side given.
_HALF = {
    Joint.LEFT_EYE_INNER: (0.51, 0.14), Joint.LEFT_EYE: (0.52, 0.14), Joint.LEFT_EYE_OUTER: (0.525, 0.14),
    Joint.LEFT_EAR: (0.54, 0.15), Joint.MOUTH_LEFT: (0.515, 0.18), Joint.LEFT_SHOULDER: (0.58, 0.27),
    Joint.LEFT_ELBOW: (0.61, 0.41), Joint.LEFT_WRIST: (0.62, 0.53), Joint.LEFT_PINKY: (0.625, 0.57),
    Joint.LEFT_INDEX: (0.615, 0.58), Joint.LEFT_THUMB: (0.61, 0.56), Joint.LEFT_HIP: (0.55, 0.55),
    Joint.LEFT_KNEE: (0.55, 0.75), Joint.LEFT_ANKLE: (0.55, 0.93), Joint.LEFT_HEEL: (0.55, 0.95),
    Joint.LEFT_FOOT_INDEX: (0.56, 0.97),
}  # fmt: skip


def standing(size: tuple[int, int], t: float = 0.0, hidden: tuple[Joint, ...] = ()) -> Pose:
    """Someone who stands in the middle of a picture of this size (width, height); hidden joints have no visibility."""
    shares = {Joint.NOSE: (0.5, 0.16)}
    for joint, (x, y) in _HALF.items():
        shares[joint] = (x, y)
        shares[Joint[joint.name.replace("LEFT", "RIGHT")]] = (1 - x, y)
    image = [(shares[j][0] * size[0], shares[j][1] * size[1], 0.0) for j in Joint]
    visibility = [0.1 if joint in hidden else 0.99 for joint in Joint]
    return Pose(t, size, image, [(0.0, 0.0, 0.0)] * JOINTS, visibility)
