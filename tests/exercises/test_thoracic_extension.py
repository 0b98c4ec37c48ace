"""Thoracic extension on figures: seated, hands behind the head, trunk and neck tip back to what the row asks for."""

from __future__ import annotations

import math

import pytest
from figures import arm, body, mirrored, nobody, pose, smooth, standing, turned

from trainer.exercises import thoracic_extension as signals
from trainer.exercises.thoracic_extension import ELBOW, EXERCISE, HANDS, HINGE, TRUNK
from trainer.pose import Joint as J
from trainer.session import Session

UPRIGHT = (0.0, -30.0)  # degrees back: trunk, neck with the head
ARCH = (32.0, 30.0)  # way of the signal: (2 * 32 + 60) / 3 = 41 degrees
SHALLOW = (13.0, -6.0)  # (2 * 13 + 24) / 3 = 17 degrees, 41 % of it
LEAN = (32.0, 0.0)  # (2 * 32 + 30) / 3 = 31 degrees, 76 %; the trunk goes 32 degrees further than the neck arches


def back(deg, forward=0.0):
    """Unit vector upward, tipped back by deg, for a person who faces the camera; forward turns it the other way."""
    a = math.radians(deg - forward)
    return (0.0, -math.cos(a), math.sin(a))


def seated(trunk, neck, *, hand_off=0.0, hands_down=0.0, yaw=90.0):
    """Trunk 50 cm, neck with head 20 cm; hand_off, hands_down: share of the way for the right hand, for both."""
    figure = standing()
    up, head = back(trunk), back(neck)
    middle = tuple(0.5 * v for v in up)
    ear = tuple(m + 0.2 * v for m, v in zip(middle, head, strict=True))
    face = back(neck, forward=90)
    for name, sign in (("LEFT", 1), ("RIGHT", -1)):
        figure[J[f"{name}_SHOULDER"]] = (0.18 * sign, middle[1], middle[2])
        figure[J[f"{name}_EAR"]] = (0.075 * sign, ear[1], ear[2])
        figure[J[f"{name}_KNEE"]] = (0.11 * sign, 0.0, -0.42)
        off = hand_off if name == "RIGHT" else 0.0
        figure = arm(figure, name.lower(), back(trunk, forward=100 * (hands_down or off)), (0.0, 1.0, 0.0))
        if not hands_down:
            figure[J[f"{name}_WRIST"]] = (0.05 * sign, ear[1] + 0.15 * off, ear[2] + 0.1)
    figure[J.NOSE] = tuple(e + 0.11 * v for e, v in zip(ear, face, strict=True))
    return turned(figure, yaw)


def rep(end=ARCH, hold=0.7, ramp=1.6, **fault):
    """(seconds, trunk and neck at the end, what else is so there) of one repetition."""
    return [(ramp, end, fault), (hold, end, fault), (ramp, UPRIGHT, {}), (1.0, UPRIGHT, {})]


def poses(*legs, yaw=90.0, fps=15, flip=False, drop=lambda t: False):
    t, at, was, made = 0.0, UPRIGHT, 0.0, []
    for seconds, target, fault in [(1.5, UPRIGHT, {}), *legs]:
        off = fault.get("hand_off", 0.0)
        for i in range(round(seconds * fps)):
            now, share = t + i / fps, smooth(i / fps / seconds)
            trunk, neck = (a + share * (b - a) for a, b in zip(at, target, strict=True))
            so = fault | {"hand_off": was + share * (off - was)}
            figure = seated(trunk, neck, yaw=yaw, **so)
            made.append(nobody(now) if drop(now) else pose(now, mirrored(figure) if flip else figure))
        t, at, was = t + seconds, target, off
    return made


def judge(made):
    session = Session(EXERCISE)
    for p in made:
        session.step(p)
    return session.finish().reps


ROWS = [
    ("an arch", rep(), [(True, None)]),
    ("three of them", rep() * 3, [(True, None)] * 3),
    ("shallow, the first of all", rep(SHALLOW), [(False, "shallow")]),
    ("shallow after a full one", rep() + rep(SHALLOW), [(True, None), (False, "shallow")]),
    ("leaning back from the hips", rep(LEAN), [(False, "lumbar-lean")]),
    ("a hand off the head", rep(hand_off=1.0), [(False, "hands-off")]),
    ("too fast: told, counts", rep(ramp=0.7, hold=0.1), [(True, None)]),
]


@pytest.mark.parametrize("flip", [False, True], ids=["", "mirrored"])
@pytest.mark.parametrize("yaw", [90.0, 50.0, 30.0])
@pytest.mark.parametrize(("what", "legs", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_counted_or_told_why_not(what, legs, expected, yaw, flip):
    assert [(r.valid, r.reason) for r in judge(poses(*legs, yaw=yaw, flip=flip))] == expected


def test_too_fast_is_a_warning():
    (r,) = judge(poses(*rep(ramp=0.7, hold=0.1)))
    assert [(f.code, f.severity) for f in r.faults] == [("too-fast", "warn")]


def test_from_the_front_nothing_is_judged():
    assert judge(poses(*rep(), yaw=10.0)) == ()


def test_a_little_turned_away_arches_are_counted_though_their_size_is_told_small():
    """At 16° a lean shows by 0.28, and 0.34 is taken for it: 41 degrees read 34, still more than the least of 12."""
    assert [r.valid for r in judge(poses(*rep(), *rep(), yaw=16.0))] == [True, True]


def test_times():
    """1.5 s upright, 1.6 s back, 0.7 s there, 1.6 s up."""
    (r,) = judge(poses(*rep()))
    assert (r.start_s, r.end_s) == (pytest.approx(1.5, abs=0.25), pytest.approx(5.4, abs=0.25))


def test_unseen_for_0_4_s_costs_nothing():
    assert [r.valid for r in judge(poses(*rep(), drop=lambda t: 2.2 < t < 2.6))] == [True]


@pytest.mark.parametrize("fps", [12, 30, 60])
def test_frame_rate_changes_nothing(fps):
    assert [r.reason for r in judge(poses(*rep(), *rep(SHALLOW), fps=fps))] == [None, "shallow"]


DOWN = {"hands_down": 1.7}  # times 100 degrees forward from straight up
NOT = [
    ("sitting upright", [(8, UPRIGHT, {})], "nothing happens"),
    ("looking up with the hands down", [(1, UPRIGHT, DOWN), (1.5, ARCH, DOWN), (1.5, UPRIGHT, DOWN)], "no hands"),
    ("leaning back with the hands down", [(1, UPRIGHT, DOWN), (1.5, LEAN, DOWN), (1.5, UPRIGHT, DOWN)], "no hands"),
    ("the hands come down for a rest", [(1, UPRIGHT, {}), (3, UPRIGHT, DOWN), (1, UPRIGHT, {})], "no way back"),
    ("nodding", [(0.8, (0.0, -5.0), {}), (0.8, UPRIGHT, {})] * 3, "the trunk stays"),
]


@pytest.mark.parametrize(("what", "legs", "why"), NOT, ids=[row[0] for row in NOT])
def test_must_not_count(what, legs, why):
    assert judge(poses(*legs)) == (), why


TIPPED = seated(20, -10, yaw=0.0)
OFF = seated(20, -10, hand_off=1.0, yaw=0.0)
FLATTER = math.degrees(math.atan(math.tan(math.radians(20)) * math.sin(math.radians(15)) / 0.34))
PAPER = [
    *((TRUNK, TIPPED, yaw, 20.0) for yaw in (90, 25, -25, -90)),
    (TRUNK, TIPPED, 15, FLATTER), (TRUNK, TIPPED, -15, FLATTER),
    (TRUNK, TIPPED, 11, None), (signals.ARCH, TIPPED, 90, 10.0), (HINGE, TIPPED, 90, 50.0),
    (HANDS, TIPPED, 90, 10.0), (HANDS, OFF, -90, math.hypot(10, 15)),
    (ELBOW, TIPPED, 90, 28.0), (ELBOW, TIPPED, -90, 28.0),
    (ELBOW, OFF, -90, 28.0), (ELBOW, OFF, 90, 28 * math.cos(math.radians(100))),  # the right one, near from there
]  # fmt: skip


@pytest.mark.parametrize(("signal", "figure", "yaw", "value"), PAPER)
def test_signals_on_paper(signal, figure, yaw, value):
    assert signal.of(body(figure, yaw)) == (None if value is None else pytest.approx(value, abs=0.01))


def test_what_left_the_picture_is_not_seen():
    for joint in (J.LEFT_HIP, J.RIGHT_SHOULDER, J.LEFT_EAR):
        assert signals.ARCH.of(body(TIPPED, 90, gone=[joint])) is None
        assert HINGE.of(body(TIPPED, 90, gone=[joint])) is None
    for joint in (J.LEFT_WRIST, J.RIGHT_WRIST):
        assert HANDS.of(body(TIPPED, 90, gone=[joint])) is None
    assert ELBOW.of(body(TIPPED, 90, gone=[J.RIGHT_ELBOW])) is None
    assert ELBOW.of(body(TIPPED, 90, gone=[J.LEFT_ELBOW])) == pytest.approx(28.0)
