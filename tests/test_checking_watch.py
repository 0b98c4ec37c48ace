"""One signal under one check, a little on each side of each of its limits; the hold lasts from 2 to 8 s."""

from __future__ import annotations

import pytest
from test_checking import between, check, run

from trainer.checking.watching import steady
from trainer.exercise import AtLeast, AtMost, Within

LONG_REST = ((3, 0), (1, 40), (6, 40), (1, 0), (1, 0))


def live_of(checks, tilt, **so):
    """Moments at which a fault is shown."""
    return [t for t, codes, _ in run(checks, tilt, **so)[1] if codes]


@pytest.mark.parametrize(("limit", "right", "wrong"), [
    (AtMost(10, "deg"), 9.5, 10.5), (AtLeast(10, "deg"), 10.5, 9.5),
    (Within(10, "deg"), -9.5, -10.5), (Within(10, "deg"), 9.5, 10.5),
])  # fmt: skip
@pytest.mark.parametrize("typical", [False, True])
def test_half_a_degree_on_each_side_of_the_limit(limit, right, wrong, typical):
    rows = [check(limit=limit, typical=typical)]
    assert run(rows, lambda t: right)[0][0].valid
    assert live_of(rows, lambda t: right) == []
    (rep,), _ = run(rows, lambda t: wrong)
    assert (rep.valid, rep.faults[0].worst) == (False, wrong)
    assert live_of(rows, lambda t: wrong)[0] == pytest.approx(2.4, abs=0.25)  # in position from about 2 s on


def test_the_worst_of_several_stretches_counts_from_the_first_to_the_last():
    (rep,), _ = run([check()], lambda t: 12 if 3 < t < 4 else 17 if 5 < t < 6 else 14 if 6.5 < t < 7 else 0)
    (fault,) = rep.faults
    assert fault.worst == 17
    assert (fault.start_s, fault.end_s) == pytest.approx((3.0, 7.0), abs=0.05)


@pytest.mark.parametrize(("changed_s", "valid"), [(2.3, True), (2.7, False)])
def test_the_start_posture_is_the_middle_one_of_a_second_before(changed_s, valid):
    """From 0 to 50° a while before the movement begins at 3 s: it is the own one, or the change was one."""
    rows = [check(against="start")]
    (rep,), live = run(rows, lambda t: 50 if t > changed_s else 0, legs=LONG_REST)
    assert rep.valid == valid
    assert not valid or not any(codes for _, codes, _ in live)


def test_against_the_start_the_change_is_shown():
    rows = [check(against="start")]
    assert live_of(rows, lambda t: 50) == []
    assert live_of(rows, between(3, 5, 62, rest=50))[0] == pytest.approx(3.4, abs=0.05)
    typical = [check(against="start", typical=True)]
    assert live_of(typical, lambda t: 50) == []
    assert live_of(typical, between(1.9, 8, 62, rest=50))[0] == pytest.approx(2.4, abs=0.25)


@pytest.mark.parametrize(("changed_s", "valid"), [(2.2, True), (2.55, False)])
def test_the_hold_s_own_beginning_is_its_first_seven_tenths_of_a_second(changed_s, valid):
    """From 80 to 95°; most of 2 to 2.7 s is what the rest is compared with, and nothing is shown before it is known."""
    rows = [check(against="hold")]
    (rep,), _ = run(rows, lambda t: 95 if t > changed_s else 80)
    assert rep.valid == valid
    shown = live_of(rows, lambda t: 95 if t > changed_s else 80)
    assert shown == [] if valid else min(shown) == pytest.approx(2.7 + 0.4, abs=0.15)


def test_between_movements_nothing_is_shown():
    """Up from 1 to 2 s, and home at 9 s."""
    shown = live_of([check(during="movement")], lambda t: 12, legs=((1, 0), (1, 40), (6, 40), (1, 0), (3, 0)))
    assert 1.4 < min(shown) < 2.0
    assert 8.8 < max(shown) < 9.3


def test_on_the_way_back_nothing_is_said_of_the_position():
    """Under four fifths of the way from 8.35 s on, and a quarter of a second later that is the way back."""
    shown = live_of([check()], lambda t: 12)
    assert 8.3 < max(shown) < 8.75


@pytest.mark.parametrize(("dip_s", "stays"), [(0.1, True), (0.3, False)])
def test_a_fault_that_is_shown_stays_through_a_short_better_moment(dip_s, stays):
    shown = live_of([check()], lambda t: 12 if 3 < t < 6 and not 4 < t < 4 + dip_s else 0)
    gone = [t for t in (4.05, 4.2, 4.4, 4.6) if not any(abs(t - s) < 0.02 for s in shown)]
    assert gone == [] if stays else gone[-2:] == [4.4, 4.6]  # at 4.3 s it begins anew, and is told at 4.7 s


@pytest.mark.parametrize(("lost_s", "counts"), [(0.4, True), (0.6, False)])
def test_nothing_seen_between_two_bad_moments_is_no_better_moment(lost_s, counts):
    """Bad for 0.3 s before and after what is not seen: too short each, and together long enough."""
    (rep,), _ = run([check()], lambda t: None if 4 < t < 4 + lost_s else 12 if 3.7 < t < 4.3 + lost_s else 0)
    assert rep.valid != counts


@pytest.mark.parametrize(("until_s", "unseen"), [(5.2, False), (4.7, True)])
def test_what_was_seen_for_half_of_the_hold_was_seen(until_s, unseen):
    (rep,), _ = run([check()], lambda t: 0 if t < until_s else None)
    assert (rep.unseen == ("tilts",)) == unseen


def test_steady_is_the_middle_one_of_a_window():
    """Two moments to each side; of four the third."""
    line = [(i / 8, float(i)) for i in range(8)]
    assert [v for _, v in steady(line, 0.5)] == [1, 2, 2, 3, 4, 5, 6, 6]
    spike = [(i / 8, 9.0 if i in (3, 4) else 0.0) for i in range(8)]
    assert [v for _, v in steady(spike, 0.5)] == [0.0] * 8
    assert [t for t, _ in steady(line, 0.5)] == [i / 8 for i in range(8)]
