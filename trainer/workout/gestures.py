"""What a raised hand asks for: one held above the head, or one that points at a number by its height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from trainer.body import Body, Yardstick
from trainer.pose import Joint, Pose
from trainer.workout.moment import Action, Ring

HELD_S = 1.5
DROPOUT_S = 0.3  # a hand that is unseen or too low for less than this is still up
LOWERED_S = 0.3  # both hands must be down for this long between two actions
UP_CM, DOWN_CM = 20.0, 12.0  # of the wrist above the nose: a palm on the head is lower, a hand above it is higher
UPRIGHT_CM = 25.0  # of the shoulders above the hips: on hands and knees, or lying, a hand asks for nothing
TOP_CM = 15.0  # of the wrist above the nose where a hand points at 10
LOW = 2.0  # of the ladder: a hand below hangs, lies in the lap or is at the hip
LEAST_LADDER_CM = 30.0  # between 0 and 10: less can't be pointed at
HANGING_CM = 12.0  # of the wrist below the elbow: what hangs or lies in the lap points at nothing
AT_HEAD_CM = 20.0  # of the wrist from nose or ears: a hand that presses the head points at nothing
EDGE = 0.05  # of the picture: a ladder that would leave it ends here
MOST = 10
HEAD = (Joint.NOSE, Joint.LEFT_EAR, Joint.RIGHT_EAR)


class Arm(NamedTuple):
    """The joints of one side, and what that hand asks for above the head."""

    shoulder: Joint
    elbow: Joint
    wrist: Joint
    action: Action


RIGHT = Arm(Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST, Action.GO)
LEFT = Arm(Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST, Action.SKIP)


@dataclass(frozen=True, slots=True)
class GestureState:
    """What the hands say at one moment.

    ring: an action that is on its way, None when no single hand is up. action: asked for with this very moment.
    pointed: height of the right hand, 0 at the hips and 10 above the head; None when it does not point. down: that hand
    is seen hanging, in the lap or at the hip.
    """

    ring: Ring | None = None
    action: Action | None = None
    pointed: float | None = None
    down: bool = False


NOTHING = GestureState()


class Gestures:
    """Watches the hands; feed it every pose in time order. It reads no clock but pose.t."""

    def __init__(self) -> None:
        self._yardstick = Yardstick()
        self._up: Action | None = None
        self._since = self._seen = self._low_since = 0.0
        self._spent = False
        self._t: float | None = None

    def step(self, pose: Pose) -> GestureState:
        """What the hands say now. Nobody, or nobody who can be told from others, says nothing."""
        body = self._yardstick.measure(pose)
        if body is None or not pose.sure or not _upright(body):
            body = None
        ring, action = self._held(pose.t, body)
        self._t = pose.t
        return GestureState(ring, action) if body is None else GestureState(ring, action, pointed(body), _down(body))

    def forget(self) -> None:
        """Whatever hands are up ask for nothing more until both have been down."""
        self._up, self._spent = None, True
        self._low_since = self._t or 0.0

    def _held(self, t: float, body: Body | None) -> tuple[Ring | None, Action | None]:
        hand = self._hand(body)
        if self._t is not None and t - self._t > DROPOUT_S:  # nothing was seen between: it may have been down
            self._up = None
        if self._spent:
            self._rest(t, body)
            return None, None
        if hand is not None:
            if hand is not self._up:
                self._up, self._since = hand, t
            self._seen = t
        if self._up is None or t - self._seen > DROPOUT_S or _together(body):
            self._up = None
            return None, None
        share = (t - self._since) / HELD_S
        if share < 1 or hand is None:
            return Ring(self._up, min(share, 1.0)), None
        action, self._up, self._spent, self._low_since = self._up, None, True, t
        return None, action

    def _rest(self, t: float, body: Body | None) -> None:
        """After an action: wait until both hands are seen down."""
        if body is None or any(_height(body, arm) >= DOWN_CM for arm in (LEFT, RIGHT)):
            self._low_since = t
        elif t - self._low_since >= LOWERED_S:
            self._spent = False

    def _hand(self, body: Body | None) -> Action | None:
        """The one that is up; None when none is."""
        if body is None:
            return None
        return next((arm.action for arm in (LEFT, RIGHT) if self._raised(body, arm)), None)

    def _raised(self, body: Body, arm: Arm) -> bool:
        image = body.pose.image
        least = DOWN_CM if arm.action is self._up else UP_CM
        return image[arm.elbow][1] < image[arm.shoulder][1] and _height(body, arm) >= least


def _height(body: Body, arm: Arm) -> float:
    """How far the wrist is above the nose, cm; a hand above the picture counts, the model places it well enough."""
    image = body.pose.image
    return body.cm(image[Joint.NOSE][1] - image[arm.wrist][1])


def _together(body: Body | None) -> bool:
    """Whether neither hand is down, be it for a moment only: arms that move together mean something else."""
    return body is not None and not any(_low(body, arm) for arm in (LEFT, RIGHT))


def _low(body: Body, arm: Arm) -> bool:
    """Whether a hand is below its shoulder."""
    return body.pose.image[arm.wrist][1] > body.pose.image[arm.shoulder][1]


def _upright(body: Body) -> bool:
    image = body.pose.image
    shoulders = image[Joint.LEFT_SHOULDER][1] + image[Joint.RIGHT_SHOULDER][1]
    hips = image[Joint.LEFT_HIP][1] + image[Joint.RIGHT_HIP][1]
    return body.cm((hips - shoulders) / 2) >= UPRIGHT_CM


def pointed(body: Body) -> float | None:
    """Height of the right hand on the way from the hips, 0, to above the head, 10; None when it hangs or is unseen.

    None, too, while the left hand is up, be it behind the head: arms that move together point at nothing. Where hips or
    head top are outside the picture, the way ends at its edge.
    """
    image, height = body.pose.image, _ladder(body)
    if height is None or not 0 <= image[RIGHT.wrist][0] <= body.pose.size[0] or _hangs(body):
        return None
    if not _low(body, LEFT) or image[LEFT.wrist][1] < image[LEFT.elbow][1] or _at_head(body):
        return None
    return min(max(height, 0.0), float(MOST))


def _at_head(body: Body) -> bool:
    image = body.pose.image
    wrist = image[RIGHT.wrist]
    return body.cm(min(math.dist(wrist[:2], image[joint][:2]) for joint in HEAD)) < AT_HEAD_CM


def _down(body: Body) -> bool:
    height = _ladder(body)
    return height is not None and _low(body, RIGHT) and (height < LOW or _hangs(body))


def _hangs(body: Body) -> bool:
    image = body.pose.image
    return body.cm(image[RIGHT.wrist][1] - image[RIGHT.elbow][1]) > HANGING_CM


def _ladder(body: Body) -> float | None:
    """How high the right wrist is on the way, also below 0 and above 10; None where there is no room to point."""
    image, height = body.pose.image, body.pose.size[1]
    hips = (image[Joint.LEFT_HIP][1] + image[Joint.RIGHT_HIP][1]) / 2
    low = min(hips, (1 - EDGE) * height)
    high = max(image[Joint.NOSE][1] - TOP_CM / 100 * body.px_per_m, EDGE * height)
    if body.cm(low - high) < LEAST_LADDER_CM:
        return None
    return (low - image[RIGHT.wrist][1]) / (low - high) * MOST
