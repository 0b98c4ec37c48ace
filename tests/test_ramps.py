"""Edges of a way out and back whose ramps are straight lines: up from 1 to 2 s, down from 5 to 6 s, 10 high."""

from __future__ import annotations

import pytest

from trainer.counting.ramps import edges, longest_gap

STRAIGHT = (0.5 / 0.6, 0.5 / 0.6)  # LOW to HIGH takes 0.6 of a straight ramp; before and after its middle lie 0.5


def value(t: float) -> float:
    return 10 * min(max(t - 1, 0.0), max(6 - t, 0.0), 1.0)


def seen(*lost: tuple[float, float], until_s: float = 7.0) -> list[tuple[float, float]]:
    """Twenty moments a second, but for those lost strictly between two times."""
    times = [i / 20 for i in range(round(20 * until_s) + 1)]
    return [(t, value(t)) for t in times if not any(a < t < b for a, b in lost)]


def test_a_straight_ramp_begins_and_ends_where_it_was_drawn():
    assert edges(seen(), 0.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 6.0))


def test_few_frames_a_second_do_not_blur_a_ramp():
    assert edges(seen()[::4], 0.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 6.0))


def test_a_ramp_that_lost_frames_is_as_long_as_the_other_one():
    """From 4.9 s, still full, to 5.35 s, at 65 %: 80 % seems passed at 5.157 s, and the ramp to last 0.64 of 1.07 s."""
    assert edges(seen((4.9, 5.35)), 0.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 6.0))


def test_lost_frames_on_both_ramps_leave_each_as_it_is_seen():
    lost = seen((1.65, 2.1), (4.9, 5.35))
    start, first, last, end = edges(lost, 0.0, 10.0, STRAIGHT)
    ramp = 5.8 - (4.9 + 0.2 / 0.35 * 0.45)
    assert (first - start, end - last) == pytest.approx((2 * ramp * STRAIGHT[0], 2 * ramp * STRAIGHT[0]))


@pytest.mark.parametrize("until_s", [6.5, 9.0])
def test_what_came_back_unseen_is_not_drawn_out_by_the_rest_after_it(until_s: float):
    """Unseen from 5.1 to 5.85 s, at 15 %; home from 5.9 s on, just under 10 %: twice 0.05 s is all that is known."""
    back = edges(seen((5.1, 5.85), until_s=until_s), 0.0, 10.0, STRAIGHT)[2:]
    assert back == pytest.approx((5.85 - 0.1 * STRAIGHT[1], 5.85 + 0.1 * STRAIGHT[0]))


def test_the_longest_gap():
    assert longest_gap(seen((2.0, 2.5), (3.0, 3.25))) == pytest.approx(0.5)
    assert longest_gap([]) == 0.0


def test_a_rest_and_a_first_moment_on_the_way_change_nothing():
    """Seen each half second from the start of the ramp on, and 40 higher."""
    lifted = [(t, v + 40) for t, v in seen()[20::10]]
    assert edges(lifted, 40.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 6.0))


def quick(t: float) -> float:
    """Up within a second, and down within half of one."""
    return 10 * min(max(t - 1, 0.0), max(2 * (5.5 - t), 0.0), 1.0)


def test_a_ramp_that_lost_frames_takes_the_length_of_a_shorter_one_and_a_whole_one_keeps_its_own():
    """Frames of the way up lost from 1.05 to 1.45 s, on it: straight all the same; its middle at 1.5 s stays."""
    moments = [(i / 20, quick(i / 20)) for i in range(141) if not 1.05 < i / 20 < 1.45]
    assert edges(moments, 0.0, 10.0, STRAIGHT) == pytest.approx((1.25, 1.75, 5.0, 5.5))
    backward = [(7 - t, v) for t, v in moments[::-1]]
    assert edges(backward, 0.0, 10.0, STRAIGHT) == pytest.approx((1.5, 2.0, 5.25, 5.75))
    whole = [(i / 20, quick(i / 20)) for i in range(141)]
    assert edges(whole, 0.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 5.5))


def test_a_short_ramp_that_lost_frames_does_not_become_longer():
    """The quick way down lost frames from 5.15 to 5.4 s, straight on it; the way up takes twice as long."""
    moments = [(i / 20, quick(i / 20)) for i in range(141) if not 5.15 < i / 20 < 5.4]
    assert edges(moments, 0.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 5.5))


@pytest.mark.parametrize("until", [1.6, 1.7])
def test_a_top_that_was_never_seen_lies_where_the_ramp_would_end(until: float):
    """From a fifth to half of the way takes 0.3 s, and the other half as long."""
    hidden = [m for m in seen() if not until < m[0] < 7 - until]
    assert edges(hidden, 0.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 6.0))
    assert edges([m for m in hidden if m[0] < 3], 0.0, 10.0, STRAIGHT)[:2] == pytest.approx((1.0, 2.0))


def test_who_was_at_rest_before_a_gap_began_in_it():
    """Seen at 5 % of the way and then for 0.55 s not: straight on that way, so nothing of the ramp was missed."""
    assert edges(seen((1.05, 1.6)), 0.0, 10.0, STRAIGHT) == pytest.approx((1.0, 2.0, 5.0, 6.0))


def test_who_was_under_way_before_a_long_gap_had_half_of_it_done_there():
    """Seen to 40 % at 1.4 s and then for 0.6 s not: twice the 0.2 s since a fifth of the way are known of the ramp."""
    start, first, _, _ = edges(seen((1.4, 2.0)), 0.0, 10.0, STRAIGHT)
    assert (start, first) == pytest.approx((1.4 - 0.4 * STRAIGHT[0], 1.4 + 0.4 * STRAIGHT[1]))


def test_a_hidden_ramp_is_as_long_as_it_was_seen_and_not_as_the_quick_one_back():
    """Down within 0.3 s: 0.18 s from four fifths to a fifth; of the hidden one 0.4 s are known."""
    moments = [(i / 20, 10 * min(max(i / 20 - 1, 0.0), max((5.3 - i / 20) / 0.3, 0.0), 1.0)) for i in range(141)]
    start, first, last, end = edges([m for m in moments if not 1.4 < m[0] < 2.0], 0.0, 10.0, STRAIGHT)
    assert (start, first) == pytest.approx((1.4 - 0.4 * STRAIGHT[0], 1.4 + 0.4 * STRAIGHT[1]))
    assert (last, end) == pytest.approx((5.0, 5.3))
