"""A pose with its yardsticks: pixels per metre, yaw, view, and which joints can be trusted."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from trainer.pose import Joint, Point, Pose
from trainer.view import View

CLEAR_VISIBILITY = 0.5  # BlazePose's own threshold for "likely seen"
MARGIN = 0.02  # a joint further outside the picture than this share of its size is guessed by the model, not seen
DRIFT_STEP_S = 0.05  # how often is enough to see it
DRIFT_S = (0.2, 1.5)  # a nudge is over before an arm has moved on; a slow slide shows only where trembling evens out
SETTLE_S = 1.5  # the camera stands still: size and yaw follow the person slowly, so that noise does not move limits
NOSE_DEPTH = 0.6  # how far the nose lies before the ears, as a share of their distance, by this model's landmarks
TRUNK_M = (0.15, 0.9)  # spread of shoulders and hips, 0.42 to 0.61 in adults: what is smaller or larger is nobody
PLACE_M = 0.25  # a head that is further than this from its place has gone to another one: sat down, stepped aside
FRONT_YAW, SIDE_YAW, VIEW_SLACK = 20.0, 60.0, 5.0  # degrees; the slack keeps a view from flickering at its border
LS, RS, LH, RH = map(int, (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP))
NOSE, LE, RE = map(int, (Joint.NOSE, Joint.LEFT_EAR, Joint.RIGHT_EAR))
LEFT_EYE, RIGHT_EYE = map(int, (Joint.LEFT_EYE, Joint.RIGHT_EYE))
Heights = tuple[float, float, float, float, float]
"""Of face, shoulders and hips, left ones first."""
BORDERS = {
    None: (FRONT_YAW, SIDE_YAW),
    View.FRONT: (FRONT_YAW + VIEW_SLACK, SIDE_YAW + VIEW_SLACK),
    View.OBLIQUE: (FRONT_YAW - VIEW_SLACK, SIDE_YAW + VIEW_SLACK),
    View.SIDE: (FRONT_YAW - VIEW_SLACK, SIDE_YAW - VIEW_SLACK),
}
"""By the view before: up to which turn it is the front, and from which on the side."""


class Body:
    """One pose as the rules see it: unseen joints are None, lengths come in centimetres of the person's own scale."""

    __slots__ = ("_follow", "_frame", "_image", "drift", "hips_yaw", "place", "pose", "px_per_m", "t", "view", "yaw")

    def __init__(
        self, pose: Pose, px_per_m: float, yaw: float, view: View, place: Sequence[Point] | None = None,
        hips_yaw: float | None = None, drift: float = 0.0, follow: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self.pose = pose
        self.t = pose.t
        self.px_per_m = px_per_m
        self.yaw = yaw
        self.hips_yaw = yaw if hips_yaw is None else hips_yaw
        self.view = view
        self.place = pose.image if place is None else place
        self.drift = drift
        self._follow = follow
        self._image = pose.image
        self._frame = _frame(pose.size)

    @property
    def detail(self) -> int:
        """How finely the landmarks are placed, as of the pose."""
        return self.pose.detail

    def at(self, joint: int) -> Point | None:
        """The joint in pixels (z too); None when it is outside the picture.

        The model's visibility is no test here: it falls to 0.1 for elbows in front of the chest that are placed within
        2 cm, and stays near 0.99 for a far arm that is not. A rule that needs more than a place asks `clear`.
        """
        point = self._image[joint]
        left, right, top, bottom = self._frame
        return point if left <= point[0] <= right and top <= point[1] <= bottom else None

    def clear(self, joint: int) -> bool:
        """Whether the model itself says that it sees the joint, inside the picture."""
        return self.pose.visibility[joint] >= CLEAR_VISIBILITY and self.at(joint) is not None

    def world(self, joint: int) -> Point | None:
        """The joint in metres around the hips; None when it is outside the picture."""
        return self.pose.world[joint] if self.at(joint) is not None else None

    def cm(self, px: float) -> float:
        """Pixels in the picture as centimetres at the person's distance."""
        return px / self.px_per_m * 100

    def gap(self, a: int, b: int) -> float | None:
        """Distance of two joints in the picture, cm; None when either is unseen."""
        p, q = self.at(a), self.at(b)
        if p is None or q is None:
            return None
        return math.hypot(q[0] - p[0], q[1] - p[1]) / self.px_per_m * 100

    def above(self, a: int, b: int) -> float | None:
        """How far joint a is above joint b in the picture, cm, negative below; None when either is unseen."""
        p, q = self.at(a), self.at(b)
        if p is None or q is None:
            return None
        return (q[1] - p[1]) / self.px_per_m * 100

    def risen(self, joint: int) -> float | None:
        """How far the joint is above where it was when the person took their place, cm; None when unseen.

        Subtracted in pixels, so that a small change of the person's measured size does not look like a movement.
        """
        point = self.at(joint)
        return None if point is None else (self.place[joint][1] - point[1]) / self.px_per_m * 100

    def risen_alone(self, joint: int) -> float | None:
        """The same without what all of the body has risen by: a nudge of the camera, a chair that gives way.

        What was before anybody asked for it is not known.
        """
        if self._follow is not None:
            self._follow()
        point = self.at(joint)
        return None if point is None else (self.place[joint][1] - point[1] + self.drift) / self.px_per_m * 100

    @property
    def facing(self) -> int:
        """Which way the person faces in the picture: +1 to its right, -1 to its left."""
        return 1 if self.yaw > 0 else -1


class Yardstick:
    """Follows one person's size and yaw over a set; the only state between poses that is not a counter's."""

    def __init__(self) -> None:
        self._t: float | None = None
        self._start = 0.0
        self._px_per_m = 0.0
        self._turns = (0.0,) * 6
        self._view: View | None = None
        self._place: Sequence[Point] = ()
        self._drifts: Sequence[_Drift] = ()
        self._drifts_s: float | None = None
        self._drift_px = 0.0

    @property
    def px_per_m(self) -> float:
        """The person's size so far, pixels per metre; 0 before there is any."""
        return self._px_per_m

    def measure(self, pose: Pose) -> Body | None:
        """The body in this pose; None when no one was found or the trunk has no size."""
        scale = _px_per_m(pose) if pose.found else None
        if scale is None:
            return None
        turns = _turns(pose)
        if not math.isfinite(sum(turns)):
            return None
        keep = self._keep(pose.t)
        new = 1 - keep
        self._px_per_m = keep * self._px_per_m + new * scale
        cos, sin, hips_cos, hips_sin, head_cos, head_sin = self._turns
        self._turns = cos, sin, hips_cos, hips_sin, head_cos, head_sin = (
            keep * cos + new * turns[0], keep * sin + new * turns[1],
            keep * hips_cos + new * turns[2], keep * hips_sin + new * turns[3],
            keep * head_cos + new * turns[4], keep * head_sin + new * turns[5],
        )  # fmt: skip
        hips_yaw = math.degrees(math.atan2(hips_sin, hips_cos))
        yaws = [math.degrees(math.atan2(sin, cos)), hips_yaw, math.degrees(math.atan2(head_sin, head_cos))]
        yaw = _middle_turn(yaws)
        self._view = view_of(yaw, self._view)
        x, y, _ = pose.image[NOSE]
        if not self._place or math.hypot(self._place[NOSE][0] - x, self._place[NOSE][1] - y) > PLACE_M * self._px_per_m:
            self._place, self._drifts, self._drift_px = pose.image, [_Drift(seconds) for seconds in DRIFT_S], 0.0
        if self._drifts_s is not None and pose.t - self._drifts_s >= DRIFT_STEP_S:
            self._drift_px, self._drifts_s = self._drift(pose), pose.t
        follow = self._follow if self._drifts_s is None else None
        return Body(pose, self._px_per_m, yaw, self._view, self._place, hips_yaw, self._drift_px, follow)

    def _follow(self) -> None:
        """Somebody asks for the drift: from now on it is followed."""
        if self._drifts_s is None:
            self._drifts_s = -math.inf

    def _drift(self, pose: Pose) -> float:
        """How far down the picture all of the body has gone together since it took its place, pixels."""
        image, (_, _, top, bottom) = pose.image, _frame(pose.size)
        low_left, low_right = image[LH][1], image[RH][1]
        face = image[NOSE][1] / 2 + (image[LEFT_EYE][1] + image[RIGHT_EYE][1]) / 4
        heights = (face, image[LS][1], image[RS][1], low_left, low_right)
        if math.isfinite(sum(heights)):
            hips = top <= low_left <= bottom and top <= low_right <= bottom
            for drift in self._drifts:
                heights = drift.taken_out(pose.t, heights, hips)
        return sum([drift.px for drift in self._drifts])

    def _keep(self, t: float) -> float:
        """Weight of what was known before t: that of all moments alike at first, that of the last SETTLE_S later."""
        if self._t is None:
            self._t = self._start = t
            return 0.0
        passed = max(t - self._t, 0.0)
        self._t = t
        known = self._t - self._start
        return min(math.exp(-passed / SETTLE_S), 1 - passed / (known + passed)) if passed else 1.0


class _Drift:
    """What all parts of the body do alike: as much as the part does that moves least, and nothing if one stays.

    In a nod, a shrug or a twist face, shoulders, hips or one side stays; with the picture or the seat all of them go.
    They are compared with where each has been lately, since a hold has them elsewhere than the rest before it.
    """

    __slots__ = ("_settle_s", "_t", "_usual", "px")

    def __init__(self, settle_s: float) -> None:
        self.px = 0.0
        self._settle_s = settle_s
        self._t = 0.0
        self._usual: Heights | None = None

    def taken_out(self, t: float, heights: Heights, hips: bool) -> Heights:
        """The heights at t without the drift, pixels downward; hips: whether they are seen."""
        face, left, right, low_left, low_right = heights
        usual = heights if self._usual is None else self._usual
        up, here, there = face - usual[0], left - usual[1], right - usual[2]
        moves: tuple[float, ...] = (up, here, there)
        if hips:  # below the picture they are guessed from the shoulders, and so no witness
            below, beside = low_left - usual[3], low_right - usual[4]
            moves = (up, (here + there) / 2, (below + beside) / 2, (here + below) / 2, (there + beside) / 2)
        px = self.px
        self.px = px = px + max(min(moves) - px, 0.0) + min(max(moves) - px, 0.0)
        alone = (face - px, left - px, right - px, low_left - px, low_right - px)
        old = math.exp(-max(t - self._t, 0.0) / self._settle_s)
        new = 1 - old
        self._t, self._usual = t, (
            old * usual[0] + new * alone[0], old * usual[1] + new * alone[1], old * usual[2] + new * alone[2],
            old * usual[3] + new * alone[3], old * usual[4] + new * alone[4],
        )  # fmt: skip
        return alone


@lru_cache(maxsize=4)  # of the same size from pose to pose
def _frame(size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of what is taken for seen, pixels."""
    width, height = size
    return -MARGIN * width, (1 + MARGIN) * width, -MARGIN * height, (1 + MARGIN) * height


def view_of(yaw: float, before: View | None = None) -> View:
    """View for a trunk turned by yaw degrees from the camera (0 faces it); near a border the view before is kept."""
    turn = min(abs(yaw), 180 - abs(yaw))
    front, side = BORDERS[before]
    return View.FRONT if turn <= front else View.SIDE if turn >= side else View.OBLIQUE


def _turns(pose: Pose) -> tuple[float, ...]:
    """Three opinions on the yaw, as cos and sin of each: shoulders in depth, hips in depth, nose against the ears.

    Each fails somewhere: the shoulders' depth reads 30° short when the arms are raised (4° for 37°), that of the hips
    is some 18° off to one side, the head may look elsewhere. The middle one of the three is right to about 10°.
    """
    world, image = pose.world, pose.image
    left, right, nose = image[LE][0], image[RE][0], image[NOSE][0]
    return (
        *_unit(world[LS][0] - world[RS][0], world[LS][2] - world[RS][2]),
        *_unit(world[LH][0] - world[RH][0], world[LH][2] - world[RH][2]),
        *_unit(NOSE_DEPTH * (left - right), nose - (left + right) / 2),
    )


def _unit(x: float, z: float) -> tuple[float, float]:
    norm = math.hypot(x, z) or 1.0
    return x / norm, z / norm


def _middle_turn(yaws: list[float]) -> float:
    """The angle that lies between the other two on the circle, degrees."""
    low, middle, high = sorted(yaws)
    if high - low < 180:
        return middle
    return min(yaws, key=lambda a: sum(abs((a - b + 180) % 360 - 180) for b in yaws))


def _px_per_m(pose: Pose) -> float | None:
    """Pixels per metre from shoulders and hips, by their spread in the picture against that in the world.

    Holds from any side, where shoulder width or trunk length alone would foreshorten away.
    """
    spread_px = _spread(pose.image)
    spread_m = _spread(pose.world)
    if not TRUNK_M[0] < spread_m < TRUNK_M[1] or not 1e-3 < spread_px < math.inf:
        return None
    return spread_px / spread_m


def _spread(points: Sequence[Point]) -> float:
    (ax, ay, _), (bx, by, _), (cx, cy, _), (dx, dy, _) = points[LS], points[RS], points[LH], points[RH]
    x, y = (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4
    across = (ax - x) ** 2 + (bx - x) ** 2 + (cx - x) ** 2 + (dx - x) ** 2
    along = (ay - y) ** 2 + (by - y) ** 2 + (cy - y) ** 2 + (dy - y) ** 2
    return math.sqrt(across + along)
