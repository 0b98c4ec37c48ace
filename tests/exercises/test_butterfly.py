"""Butterfly on figures: elbows swing from 92 cm apart to what the row asks for, hands on the shoulders."""

from __future__ import annotations

import math

import pytest
from figures import J, arm, body, mirrored, nobody, pose, smooth, standing

from trainer.exercises import find
from trainer.exercises.butterfly import (
    CLOSING,
    DROPPED,
    GAP,
    HANDS_HIGH,
    HANDS_UP,
    LEFT_AWAY,
    ON_SHOULDER,
    RIGHT_AWAY,
)
from trainer.session import Session

OPEN = 46.0  # cm from the middle of the chest to each elbow: shoulder 18 + upper arm 28


def closed(half_gap_cm: float, drop_deg: float = 0.0, hand_off_cm: float = 0.0, low: bool = False):
    """Figure with each elbow so far from the middle; the forearms run back to the shoulders."""
    figure = standing()
    for side, sign in (("left", 1), ("right", -1)):
        out = (half_gap_cm - 18) / 28
        down = math.sin(math.radians(drop_deg))
        upper = (sign * out, down, -math.sqrt(max(1 - out * out - down * down, 0.0)))
        lift = (0.0, 0.9, -0.1) if low else (-upper[0], -upper[1] - 0.15, -upper[2])
        figure = arm(figure, side, upper, lift)
        if side == "right" and hand_off_cm:
            wrist = next(j for j in figure if j.name == "RIGHT_WRIST")
            x, y, z = figure[wrist]
            figure[wrist] = (x - hand_off_cm / 100, y - hand_off_cm / 100, z)
    return figure


def rep(hold=6.0, half_gap=11.0, ramp=1.2, **fault):
    """(seconds, half gap at the end, faults while there) of one repetition."""
    return [(ramp, half_gap, {}), (hold, half_gap, fault), (ramp, OPEN, {}), (1.0, OPEN, {})]


def poses(*legs, fps=30, flip=False, drop=lambda t: False):
    t, at, made = 0.0, OPEN, []
    for seconds, target, fault in [(1.5, OPEN, {}), *legs]:
        for i in range(round(seconds * fps)):
            now, gap = t + i / fps, _swing(at, target, smooth(i / fps / seconds))
            figure = closed(gap, **fault)
            made.append(nobody(now) if drop(now) else pose(now, mirrored(figure) if flip else figure))
        t, at = t + seconds, target
    return made


def _swing(start, end, share):
    """The upper arm turns evenly about the shoulder; the gap follows its sine."""
    a, b = (math.asin((half - 18) / 28) for half in (start, end))
    return 18 + 28 * math.sin(a + (b - a) * share)


def judge(made):
    session = Session(find("butterfly"))
    for p in made:
        session.step(p)
    return session.finish().reps


ROWS = [
    ("held for six seconds", rep(), [(True, None)]),
    ("three of them", rep() + rep() + rep(), [(True, None)] * 3),
    ("held for three seconds", rep(hold=3), [(False, "short-hold")]),
    ("closer at first, then 10 cm wider", rep() + rep(half_gap=16), [(True, None), (False, "elbows-apart")]),
    ("the first wide, no best to compare with", rep(half_gap=16), [(True, None)]),
    ("a hand 12 cm off", rep(hand_off_cm=12), [(False, "hands-off")]),
    ("elbows 35° low: told, counts", rep(drop_deg=35), [(True, None)]),
]


@pytest.mark.parametrize("flip", [False, True], ids=["", "mirrored"])
@pytest.mark.parametrize(("what", "legs", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_counted_or_told_why_not(what, legs, expected, flip):
    assert [(r.valid, r.reason) for r in judge(poses(*legs, flip=flip))] == expected


def test_low_elbows_are_a_warning():
    (r,) = judge(poses(*rep(drop_deg=35)))
    assert [(f.code, f.severity) for f in r.faults] == [("elbows-dropped", "warn")]
    assert "hands-off" in r.unseen  # the forearm hides in front of the upper arm


def test_a_gap_without_a_best_is_not_seen():
    (r,) = judge(poses(*rep(half_gap=16)))
    assert "elbows-apart" in r.unseen


@pytest.mark.parametrize(("wide_s", "told"), [(0.9, False), (4.0, True)])
def test_elbows_that_still_close_are_not_told_while_they_do(wide_s, told):
    """A good repetition, then one whose elbows stay 10 cm wider for a while before they come as close."""
    session, codes = Session(find("butterfly")), set()
    for p in poses(*rep(), (1.2, 16, {}), (wide_s, 16, {}), (0.3, 11, {}), (5, 11, {}), (1.2, OPEN, {}), (1, OPEN, {})):
        codes |= {fault.check.code for fault in session.step(p).active}
    assert ("elbows-apart" in codes) is told


def test_times_of_the_hold():
    """1.5 s open, 1.2 s to the middle, 6 s held, 1.2 s back; the ramp is that of the pose model, not of true joints."""
    (r,) = judge(poses(*rep()))
    assert r.hold_s == pytest.approx(6.0, abs=0.6)
    assert r.end_s == pytest.approx(9.9, abs=0.3)


def test_unseen_for_0_4_s_costs_nothing():
    assert [r.valid for r in judge(poses(*rep(), drop=lambda t: 4.0 < t < 4.4))] == [True]


LOW = {"low": True}
NOT = [
    ("standing with open elbows", [(8, OPEN, {})], "nothing happens"),
    ("arms fall to the sides and come back", [(1, 20, LOW), (3, 20, LOW), (1, OPEN, {}), (1, OPEN, {})],
     "the hands are below the elbows"),
    ("half way and back", [(1, 36, {}), (2, 36, {}), (1, OPEN, {}), (1, OPEN, {})], "20 cm of 92 is no attempt"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "legs", "why"), NOT, ids=[row[0] for row in NOT])
def test_must_not_count(what, legs, why):
    assert judge(poses(*legs)) == (), why


def test_arms_hanging_never_count():
    session = Session(find("butterfly"))
    for i in range(300):
        session.step(pose(i / 30, standing()))
    assert session.finish().reps == ()


WIDE = arm(arm(standing(), "left", (1, 0, 0), (0, -1, 0)), "right", (-1, 0, 0), (-1, 0, 0))  # wrists 28, 25 and 53, 0
HAND_IN = WIDE | {J.LEFT_WRIST: (0.10, -0.54, 0.0)}  # 8 cm inward and 4 cm up from its shoulder
LOW_ELBOWS = {J.LEFT_ELBOW: (0.46, -0.43, 0.0), J.RIGHT_ELBOW: (-0.46, -0.428, 0.0)}  # 7 and 7.2 cm low
PAPER = [
    (GAP, closed(20), 40.0), (CLOSING, closed(20), -40.0), (CLOSING, closed(10), -30.0), (CLOSING, closed(46), -75.0),
    (GAP, standing(), 36.0), (DROPPED, standing(), 28.0), (ON_SHOULDER, standing(), 53.0),
    (HANDS_UP, standing(), -25.0), (HANDS_HIGH, standing(), -53.0),
    (LEFT_AWAY, standing(), None), (RIGHT_AWAY, standing(), None),
    (DROPPED, WIDE, 0.0), (DROPPED, arm(WIDE, "left", (0, 1, 0), (0, 1, 0)), 0.0),
    (ON_SHOULDER, WIDE, 53.0), (HANDS_UP, WIDE, 0.0), (HANDS_HIGH, WIDE, 0.0),
    (LEFT_AWAY, WIDE, math.hypot(28, 25)), (RIGHT_AWAY, WIDE, 53.0), (LEFT_AWAY, HAND_IN, 4.0),
    (RIGHT_AWAY, WIDE | LOW_ELBOWS | {J.LEFT_ELBOW: (0.46, -0.432, 0.0)}, 53.0),
    (RIGHT_AWAY, WIDE | LOW_ELBOWS | {J.LEFT_ELBOW: (0.46, -0.428, 0.0)}, None),
]  # fmt: skip


@pytest.mark.parametrize(("signal", "figure", "value"), PAPER)
def test_signals_on_paper(signal, figure, value):
    assert signal.of(body(figure)) == (None if value is None else pytest.approx(value, abs=0.01))


@pytest.mark.parametrize("gone", [J.LEFT_SHOULDER, J.LEFT_WRIST, J.LEFT_ELBOW])
def test_one_joint_out_of_the_picture_leaves_nothing_to_say_of_its_hand(gone):
    assert LEFT_AWAY.of(body(WIDE, gone=[gone])) is None
    assert ON_SHOULDER.of(body(WIDE, gone=[gone])) == (53.0 if gone is J.LEFT_ELBOW else None)
