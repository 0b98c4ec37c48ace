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
