"""Wall arm slides on figures: upper arms turn from 5° below the horizontal to 60° above it, forearms upright."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from figures import PX_PER_M, UPPER_ARM, arm, body, mirrored, moved, nobody, pose, smooth, standing, turned
from sample_truth import REPS, recorded

from trainer.exercises import find
from trainer.exercises.arm_slides import (
    BACK_OFF,
    ELBOW_HEIGHT,
    ELBOW_OFF,
    RISE,
    SHORT_FOREARM,
    UNEVEN,
    UPRIGHT,
    WRIST_OFF,
)
from trainer.pose import Joint as J
from trainer.session import Session

LOW, TOP = -5.0, 60.0  # degrees of the upper arms above the horizontal
HALF = math.degrees(math.asin((math.sin(math.radians(TOP)) + math.sin(math.radians(LOW))) / 2))  # half of the rise
CHEST = (J.LEFT_SHOULDER, J.RIGHT_SHOULDER)


def slid(left, right, elbow=(0, 0), wrist=(0, 0), back=0.0):
    """Figure on a wall behind it, upper arms so many degrees up; elbow, wrist, back: cm off the wall (left, right)."""
    figure = standing()
    for side, sign, up, off, hand in (("left", 1, left, elbow[0], wrist[0]), ("right", -1, right, elbow[1], wrist[1])):
        rise, out = math.sin(math.radians(up)), math.cos(math.radians(up))
        forward = off / 28
        upper = (sign * math.sqrt(max(out * out - forward * forward, 0.0)), -rise, -forward)
        tilt = (off - hand) / 25
        figure = arm(figure, side, upper, (0.0, -math.sqrt(1 - tilt * tilt), tilt))
    return moved(figure, CHEST, (0.0, 0.0, -back / 100))


def rep(top=TOP, other=None, seconds=4.0, pause=1.0, **fault):
    """Up, down and a rest; each is (seconds, left end, right end, faults at the far end)."""
    right = top if other is None else other
    return [(seconds / 2, top, right, fault), (seconds / 2, LOW, LOW, fault), (pause, LOW, LOW, {})]


def poses(*legs, yaw=0.0, fps=15, flip=False, drop=lambda t: False):
    t, at, made = 0.0, (LOW, LOW), []
    for seconds, left, right, fault in [(1.5, LOW, LOW, {}), *legs]:
        for i in range(round(seconds * fps)):
            share, now = smooth(i / fps / seconds), t + i / fps
            ups = [a + (b - a) * share for a, b in zip(at, (left, right), strict=True)]
            much = max(ups[0] - LOW, ups[1] - LOW) / (TOP - LOW)
            figure = turned(slid(*ups, **{k: scaled(v, min(2 * much, 1.0)) for k, v in fault.items()}), yaw)
            made.append(nobody(now) if drop(now) else pose(now, mirrored(figure) if flip else figure))
        t, at = t + seconds, (left, right)
    return made


def scaled(fault, share):
    return tuple(v * share for v in fault) if isinstance(fault, tuple) else fault * share


def judge(made):
    session = Session(find("arm-slides"))
    for p in made:
        session.step(p)
    return session.finish().reps


def told(reps):
    return [(r.valid, r.reason, [f.code for f in r.faults]) for r in reps]


ROWS = [
    ("one slide", rep(), [(True, None, [])]),
    ("three slides", rep() * 3, [(True, None, [])] * 3),
    ("half way up, the first", rep(top=HALF), [(False, "shallow", ["shallow"])]),
    ("half way up after a good one", rep() + rep(top=HALF), [(True, None, []), (False, "shallow", ["shallow"])]),
    ("four fifths is enough", rep() + rep(top=42), [(True, None, [])] * 2),
    ("up and down in 1.4 s", rep(seconds=1.4), [(True, None, ["too-fast"])]),
]


@pytest.mark.parametrize(("yaw", "flip"), [(0.0, False), (40.0, False), (40.0, True), (-85.0, False)])
@pytest.mark.parametrize(("what", "legs", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_counted_or_told_why_not_from_every_view(what, legs, yaw, flip, expected):
    assert told(judge(poses(*legs, yaw=yaw, flip=flip))) == expected


TURNED_ROWS = [
    ("both elbows 10 cm off", {"elbow": (10, 10)}, (False, "elbow-off-wall", ["elbow-off-wall"])),
    ("both wrists 10 cm off", {"wrist": (10, 10)}, (False, "wrist-off-wall", ["wrist-off-wall"])),
    ("elbows and wrists 2 cm off is on the wall", {"elbow": (2, 2), "wrist": (2, 2)}, (True, None, [])),
    ("the back 8 cm off: told, counts", {"back": 8.0}, (True, None, ["back-off-wall"])),
]


@pytest.mark.parametrize(("yaw", "flip"), [(30.0, False), (45.0, True), (-85.0, True)])
@pytest.mark.parametrize(("what", "fault", "expected"), TURNED_ROWS, ids=[row[0] for row in TURNED_ROWS])
def test_wall_contact_shows_to_a_camera_at_the_side(what, fault, yaw, flip, expected):
    assert told(judge(poses(*rep(**fault), yaw=yaw, flip=flip))) == [expected]


@pytest.mark.parametrize("yaw", [40.0, -40.0])
@pytest.mark.parametrize("side", [0, 1], ids=["left", "right"])
def test_one_arm_off_the_wall_is_enough(side, yaw):
    one = (12, 0) if side == 0 else (0, 12)
    assert told(judge(poses(*rep(elbow=one), yaw=yaw))) == [(False, "elbow-off-wall", ["elbow-off-wall"])]
    assert told(judge(poses(*rep(wrist=one), yaw=yaw))) == [(False, "wrist-off-wall", ["wrist-off-wall"])]


def test_from_the_front_only_a_clear_elbow_shows():
    (far,) = judge(poses(*rep(elbow=(15, 15))))
    assert (far.valid, far.reason) == (False, "elbow-off-wall")  # the forearm is 5 of 25 cm shorter in the picture
    (near,) = judge(poses(*rep(elbow=(8, 8))))
    assert near.valid
    assert "elbow-off-wall" in near.unseen
    assert {"wrist-off-wall", "back-off-wall"} <= set(near.unseen)
    (on,) = judge(poses(*rep()))
    assert (on.valid, "elbow-off-wall" in on.unseen) == (True, True)  # never clear from there


@pytest.mark.parametrize(("seconds", "reason"), [(0.55, None), (1.0, "elbow-off-wall")])
def test_from_the_front_a_forearm_that_is_short_for_a_moment_is_no_elbow(seconds, reason):
    """Way down from 3.5 to 5.5 s: there a forearm that blurs seems shorter."""
    clean, off = poses(*rep()), poses(*rep(elbow=(15, 15)))
    (r,) = judge([b if 3.6 <= a.t < 3.6 + seconds else a for a, b in zip(clean, off, strict=True)])
    assert r.reason == reason


def test_one_arm_behind_is_told_but_not_from_the_side():
    for yaw in (0.0, 40.0):
        for tops in ((TOP, 30.0), (30.0, TOP)):  # 14 against 24 cm
            assert told(judge(poses(*rep(top=tops[0], other=tops[1]), yaw=yaw))) == [(True, None, ["asymmetric"])]
    (r,) = judge(poses(*rep(), yaw=85))
    assert r.unseen == ("asymmetric",)


def test_times_of_a_slide():
    (r,) = judge(poses(*rep()))
    assert r.start_s == pytest.approx(1.5, abs=0.25)
    assert r.peak_s == pytest.approx(3.5, abs=0.1)
    assert r.end_s == pytest.approx(5.5, abs=0.25)


@pytest.mark.parametrize("yaw", [0.0, 40.0])
def test_half_a_second_unseen_costs_nothing(yaw):
    for gap in (2.2, 3.3, 4.4):
        made = poses(*rep(), *rep(), yaw=yaw, drop=lambda t, gap=gap: gap <= t < gap + 0.45)
        assert told(judge(made)) == [(True, None, [])] * 2


@pytest.mark.parametrize("fps", [12, 60])
def test_frame_rate_changes_nothing(fps):
    legs = rep() + rep(wrist=(10, 10)) + rep(top=HALF)
    expected = [(True, None, []), (False, "wrist-off-wall", ["wrist-off-wall"]), (False, "shallow", ["shallow"])]
    assert told(judge(poses(*legs, yaw=40, fps=fps))) == expected


def hanging(share):
    """Arms from hanging (0) to the start posture (1), forearms last."""
    figure = standing()
    for side, sign in (("left", 1), ("right", -1)):
        up = math.radians(-90 + 85 * share)
        fore = math.radians(-90 + 180 * max(2 * share - 1, 0.0))
        figure = arm(figure, side, (sign * math.cos(up), -math.sin(up), 0), (sign * math.cos(fore), -math.sin(fore), 0))
    return figure


def straight(share, sides=("left", "right")):
    """Straight arms from hanging (0) sideways to overhead (1)."""
    figure = standing()
    for side, sign in (("left", 1), ("right", -1)):
        up = math.radians(-90 + 175 * share) if side in sides else math.radians(-90)
        figure = arm(figure, side, *[(sign * math.cos(up), -math.sin(up), 0)] * 2)
    return figure


def waving(share):
    """One hand up beside the head and to and fro, the other arm hanging."""
    swing = 0.6 * math.sin(6 * math.pi * share)
    return arm(standing(), "right", (-0.8, 0.6, -0.2), (swing, -1.0, -0.2))


NOTHING = [
    ("arms down to rest and up again", lambda s: hanging(1 - math.sin(math.pi * s)), "the arms travel below the start"),
    ("straight-arm lateral raises", lambda s: straight(math.sin(3 * math.pi * s) ** 2), "the elbows never bend"),
    ("jumping-jack arms", lambda s: straight(math.sin(6 * math.pi * s) ** 2), "the same, faster"),
    ("one arm raised", lambda s: straight(math.sin(3 * math.pi * s) ** 2, ("left",)), "a slide takes both arms"),
    ("waving", waving, "the other arm hangs"),
    ("standing in the start posture", lambda s: slid(LOW, LOW), "nothing travels"),
    ("arms that stay up", lambda s: slid(TOP, TOP), "no start posture"),
    ("shoulder-high ripples", lambda s: slid(*[LOW + 8 * math.sin(9 * s) ** 2] * 2), "4 of 27 cm is no attempt"),
    ("walking past", lambda s: {j: (x + 2 * s - 1, y, z) for j, (x, y, z) in standing().items()}, "hanging arms"),
]


@pytest.mark.parametrize("yaw", [0.0, -85.0])
@pytest.mark.parametrize(("what", "figure", "why"), NOTHING, ids=[row[0] for row in NOTHING])
def test_must_not_count(what, figure, why, yaw):
    made = [pose(i / 15, turned(figure(i / 120), yaw)) for i in range(120)]
    assert judge(made) == ()


def test_size_and_distance_change_nothing():
    legs = rep() + rep(elbow=(10, 10))
    expected = [(True, None, []), (False, "elbow-off-wall", ["elbow-off-wall"])]
    for px_per_m, size in ((90.0, (320, 240)), (420.0, (1920, 1080))):
        seen = [(p.t, dict(zip(J, p.world, strict=True))) for p in poses(*legs, yaw=40)]
        assert told(judge([pose(t, figure, size=size, px_per_m=px_per_m) for t, figure in seen])) == expected


def test_rise_of_the_figure_is_the_one_on_paper():
    assert UPPER_ARM * 100 * (math.sin(math.radians(TOP)) - math.sin(math.radians(LOW))) == pytest.approx(26.7, abs=0.1)
    (r,) = judge(poses(*rep()))
    assert r.size == pytest.approx(1.0, abs=0.02)


FLAT = arm(slid(0, 0), "left", (1, 0, 0), (1, -1, 0))  # the left forearm is 45° up
PAPER = [
    (WRIST_OFF, slid(0, 0, wrist=(10, 0)), 30, 10.0), (WRIST_OFF, slid(0, 0, wrist=(4, 7)), -30, 7.0),
    (WRIST_OFF, slid(0, 0, wrist=(10, -6)), 30, 4.0),  # the forearms lean along the wall; 4 cm is off it
    (WRIST_OFF, slid(0, 0, wrist=(6, -10)), 30, 0.0), (WRIST_OFF, slid(0, 0, wrist=(0, 10)), 90, 10.0),
    (WRIST_OFF, slid(0, 0, wrist=(10, 0)), -90, 10.0), (WRIST_OFF, slid(0, 0, wrist=(10, 0)), 90, 0.0),
    (BACK_OFF, slid(0, 0, back=8.0), 30, 8.0), (BACK_OFF, slid(0, 0, back=8.0), -45, 8.0),
    (BACK_OFF, slid(0, 0, elbow=(6, 6)), 30, -3.0),
    (ELBOW_OFF, slid(0, 0, elbow=(10, 10)), 30, 10.0), (ELBOW_OFF, slid(0, 0, elbow=(10, 10)), -30, 10.0),
    (ELBOW_OFF, slid(30, 30), 30, -1.4),  # creep: 14 of 20 cm up, a step from the wall shows half
    # the near arm, 24.2 cm aside: 12.1 cm in the picture, 14 from the wall, 4.2 inward, halved, and 0.7 / 0.87 creep
    (ELBOW_OFF, slid(30, 30), 60, -9.908),
    (UNEVEN, slid(30, 0), 0, 14.0), (UNEVEN, slid(0, 30), 0, -14.0), (UNEVEN, slid(30, 0), 30, 13.79),
    (UNEVEN, slid(30, 0), 85, None),
    (RISE, slid(30, 30), 0, 64.0), (RISE, slid(30, 0), 0, 57.0), (RISE, slid(0, 30), 90, 1.2 * (50 + 64 + 12.5)),
    (ELBOW_HEIGHT, slid(30, 0), 0, 7.0), (ELBOW_HEIGHT, slid(0, 30), 90, 10.0), (ELBOW_HEIGHT, slid(30, 0), -90, 10.0),
    (UPRIGHT, slid(0, 0), 0, 90.0), (UPRIGHT, FLAT, 0, 45.0), (UPRIGHT, standing(), 0, -90.0),
    (SHORT_FOREARM, slid(0, 0), 0, -75.0), (SHORT_FOREARM, slid(0, 0, elbow=(15, 0)), 0, -60.0),
]  # fmt: skip


@pytest.mark.parametrize(("signal", "figure", "yaw", "value"), PAPER)
def test_signals_on_paper(signal, figure, yaw, value):
    assert signal.of(body(figure, yaw)) == (None if value is None else pytest.approx(value, abs=0.01))


@pytest.mark.parametrize("gone", [J.LEFT_SHOULDER, J.LEFT_ELBOW, J.LEFT_WRIST])
def test_one_joint_out_of_the_picture_leaves_no_arm_to_judge(gone):
    for signal in (RISE, ELBOW_HEIGHT, UPRIGHT, UNEVEN, ELBOW_OFF, SHORT_FOREARM, WRIST_OFF, BACK_OFF):
        assert signal.of(body(slid(0, 0), 30, gone=[gone])) is None
    assert UPRIGHT.of(body(slid(0, 0), 90, gone=[gone])) == pytest.approx(90.0)  # the far arm


def test_who_turns_to_the_side_in_the_start_posture_is_counted_from_there():
    # From the side the arms' height is read otherwise: what was rest at 45° lies a metre off.
    before = [one for one in recorded("arm-slides") if one.t < 2.0]
    session = Session(find("arm-slides"))
    for seen in (*before, *(replace(one, t=one.t + 2.0) for one in recorded("arm-slides-faults"))):
        session.step(seen)
    assert [rep.reason for rep in session.finish().reps] == [row.reason for row in REPS["arm-slides-faults"]]


def tilted(poses, deg):
    """The same poses by a camera that is tilted to its side: turned about the picture's centre."""
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))

    def seen(p):
        x0, y0 = p.size[0] / 2, p.size[1] / 2
        image = [(x0 + c * (x - x0) - s * (y - y0), y0 + s * (x - x0) + c * (y - y0), z) for x, y, z in p.image]
        return replace(p, image=image, world=[(c * x - s * y, s * x + c * y, z) for x, y, z in p.world])

    return [seen(p) for p in poses]


OFF_WALL = {"elbow-off-wall", "wrist-off-wall", "back-off-wall"}


@pytest.mark.parametrize("tilt", [15.0, -15.0])
@pytest.mark.parametrize("name", ["arm-slides", "arm-slides-faults"])
def test_a_tilted_camera_makes_up_nothing_about_the_wall(name, tilt):
    """What is a way up the wall would look like one away from it: all of it is told as not seen."""
    reps = judge(tilted(recorded(name), tilt))
    assert len(reps) == len(REPS[name])
    for found in reps:
        assert set(found.unseen) >= OFF_WALL
        assert not OFF_WALL & {fault.code for fault in found.faults}


@pytest.mark.parametrize("tilt", [5.0, -5.0])
@pytest.mark.parametrize("name", ["arm-slides", "arm-slides-faults"])
def test_a_table_that_is_a_little_uneven_changes_no_verdict(name, tilt):
    expected = [(row.reason is None, row.reason) for row in REPS[name]]
    assert [(found.valid, found.reason) for found in judge(tilted(recorded(name), tilt))] == expected


@pytest.mark.parametrize("bent", [-0.15, 0.15])
@pytest.mark.parametrize("yaw", [40.0, 90.0])
def test_a_place_that_was_taken_bent_is_no_tilted_camera(yaw, bent):
    """Shoulders 15 cm behind or before, 17°, when the person was first seen; the nose is where it will be."""
    first = pose(0.0, turned(moved(slid(LOW, LOW), CHEST, (0.0, 0.0, bent)), yaw))
    made = poses(*rep(), *rep(elbow=(12, 12)), yaw=yaw)
    off = (False, "elbow-off-wall", ["elbow-off-wall"])
    assert told(judge([first, *made[1:]])) == [(True, None, []), off]


def test_round_shoulders_and_a_back_that_leaves_the_wall_are_no_tilted_camera():
    """The shoulders 5 cm before those of a straight back, 6°; and then 8 cm further, 9° more."""
    for yaw in (40.0, -85.0):
        made = poses(*rep(), *rep(back=8.0), yaw=yaw)
        round_ = [replace(p, image=shifted(p, yaw)) for p in made]
        assert [[f.code for f in r.faults] for r in judge(round_)] == [[], ["back-off-wall"]]


def shifted(p, yaw):
    """The picture with head, shoulders and arms 1.5 cm before the hips; a straight back has them 3.5 cm behind."""
    way = 0.015 * PX_PER_M * math.sin(math.radians(yaw))
    return [(x + way if y < p.image[J.LEFT_HIP][1] - 1 else x, y, z) for x, y, z in p.image]
