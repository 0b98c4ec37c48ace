"""A track that goes over to somebody else for a moment: with 200 pixels to the metre, what leaps by 80 within 0.2 s."""

from __future__ import annotations

import pytest
from figures import moved, nobody, pose, standing

from trainer.exercises import find
from trainer.leaps import Leaps
from trainer.pose import Joint, Pose
from trainer.session import Session

PX_PER_M = 200.0
TRUNK = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)


def at(t: float, nose: float, trunk: float | None = None) -> Pose:
    """A pose with the nose and the trunk so far to the right, pixels."""
    image = [(0.0, 0.0, 0.0)] * 33
    image[Joint.NOSE] = (nose, 100.0, 0.0)
    for joint in TRUNK:
        image[joint] = (nose if trunk is None else trunk, 200.0, 0.0)
    return Pose(t, (640, 480), image, image, [1.0] * 33)


def told(*places: tuple[float, ...], px_per_m: float = PX_PER_M) -> list[bool]:
    leaps = Leaps()
    return [leaps.elsewhere(at(*place), px_per_m) for place in places]


@pytest.mark.parametrize(("by", "leapt"), [(79.0, False), (81.0, True), (-81.0, True)])
def test_forty_centimetres_within_a_fifth_of_a_second_are_a_leap(by, leapt):
    assert told((0.0, 300), (0.1, 300), (0.2, 300 + by)) == [False, False, leapt]


def test_it_may_take_several_frames():
    assert told((0.0, 300), (0.1, 345), (0.2, 390)) == [False, False, True]
    assert told((0.0, 300), (0.15, 345), (0.3, 390), (0.45, 435)) == [False] * 4  # 1.5 m/s: walking fast


def test_the_trunk_alone_can_leap():
    assert told((0.0, 300, 300), (0.1, 300, 381)) == [False, True]


def test_it_lasts_until_the_track_is_back():
    # 15 cm are 30 pixels
    assert told((0.0, 300), (0.1, 400), (0.2, 400), (0.3, 331), (0.4, 329), (0.5, 331)) == [
        False, True, True, True, False, False,
    ]  # fmt: skip


def test_who_stays_elsewhere_has_moved_there():
    assert told((0.0, 300), (0.1, 400), (0.9, 405), (0.99, 410), (1.05, 410), (1.15, 412)) == [
        False, True, True, True, False, False,
    ]  # fmt: skip


def test_a_size_that_is_not_known_and_nobody_tell_nothing():
    assert told((0.0, 300), (0.1, 500), px_per_m=0.0) == [False, False]
    leaps = Leaps()
    assert [leaps.elsewhere(one, PX_PER_M) for one in (at(0.0, 300), nobody(0.1), at(0.2, 300))] == [False] * 3


def test_somebody_who_walks_through_a_set_changes_nothing_of_it():
    person, other = standing(), moved(standing(), list(Joint), (0.8, 0.0, 0.0))
    session, alone = Session(find("bear-roll")), Session(find("bear-roll"))
    for i in range(60):
        t = i / 20
        through = 1.0 <= t < 1.8
        seen = session.step(pose(t, other if through else person))
        kept = alone.step(pose(t, person))
        if through:
            assert seen.body is not None
            assert seen.body.t == pytest.approx(0.95)  # the last one of the person
        else:
            assert (seen.state, seen.phase, seen.view) == (kept.state, kept.phase, kept.view)
            assert seen.body is not None
            assert kept.body is not None
            assert seen.body.px_per_m == pytest.approx(kept.body.px_per_m, rel=1e-9)
