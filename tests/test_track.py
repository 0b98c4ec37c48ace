"""One signal out and back on straight lines: 0 until 1 s, 40 at 2 s, held until 5 s, 0 again at 6 s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from trainer.counting.track import Track
from trainer.exercise import Movement, Signal, Travel

STRAIGHT = (0.5 / 0.6, 0.5 / 0.6)  # a fifth to four fifths take 0.6 of a straight ramp; before and after lie 0.5 of it
WAY = Signal("way", "cm", lambda body: None)
RULE = Travel({None: WAY}, least=20, full=40, ramp=STRAIGHT)
FPS = 40
Points = Sequence[tuple[float, float]]


def trapeze(top: float, out_s: float = 1.0, held_s: float = 3.0) -> Points:
    """Rest until 1 s, out to top, held, back, rest for a second."""
    times = [0.0, 1.0, 1 + out_s, 1 + out_s + held_s, 1 + 2 * out_s + held_s, 2 + 2 * out_s + held_s]
    return list(zip(times, [0.0, 0.0, top, top, 0.0, 0.0], strict=True))


def at(points: Points, t: float) -> float:
    """The way at a time, on straight lines."""
    for (t0, v0), (t1, v1) in pairwise(points):
        if t0 <= t < t1:
            return v0 + (v1 - v0) * (t - t0) / (t1 - t0)
    return points[-1][1]


def follow(
    points: Points,
    rule: Travel = RULE,
    hidden: tuple[float, float] = (9e9, 9e9),
    until_s: float | None = None,
    look: Callable[[float, Track], None] = lambda t, track: None,
    track: Track | None = None,
    zero: float = 0.0,
) -> list[tuple[float, Movement]]:
    """The movements with the moments at which they were told; zero: the value at rest.

    The start posture is that of a way below 25.
    """
    track, told = track or Track(rule, None), []
    for i in range(round((until_s or points[-1][0]) * FPS)):
        t, way = i / FPS, at(points, i / FPS)
        movement = track.step(t, None if hidden[0] < t < hidden[1] else zero + way, way < 25, True)
        if movement is not None:
            told.append((t, movement))
        look(t, track)
    return told


def one(points: Points, rule: Travel = RULE, hidden: tuple[float, float] = (9e9, 9e9)) -> Movement:
    ((_, movement),) = follow(points, rule, hidden)
    return movement


def times(m: Movement) -> tuple[float, float, float, float]:
    return m.start_s, m.hold_start_s, m.hold_end_s, m.end_s


def seen_at(moment: float, points: Points, rule: Travel = RULE, hidden: tuple[float, float] = (9e9, 9e9)) -> Track:
    """The track as it is at this moment."""
    track = Track(rule, None)
    follow(points, rule, hidden, until_s=moment + 1 / FPS, track=track)
    return track


def test_a_way_on_straight_lines_is_measured_as_drawn():
    ((told, m),) = follow(trapeze(40))
    assert times(m) == pytest.approx((1, 2, 5, 6), abs=0.03)
    assert (m.rest, m.peak, m.travel, m.own) == pytest.approx((0, 40, 40, 40), abs=0.01)
    assert 2 <= m.peak_s <= 2.1  # the first moment of the plateau, seen in the mean of a stretch of 0.15 s
    assert 6.0 <= told <= 6.1  # not before it is over


@pytest.mark.parametrize("rest", [-90.0, 300.0])
def test_where_zero_lies_changes_nothing(rest: float):
    track, moved = Track(RULE, None), []
    for i in range(7 * FPS):
        way = at(trapeze(40), i / FPS)
        movement = track.step(i / FPS, rest + way, way < 25, True)
        moved += [] if movement is None else [movement]
        assert track.share is None or -0.05 <= track.share <= 1.05
    (m,) = moved
    assert times(m) == pytest.approx((1, 2, 5, 6), abs=0.03)
    assert (m.rest, m.peak, m.own) == pytest.approx((rest, rest + 40, 40))
    assert m.travel == pytest.approx(40)


def test_the_unit_changes_nothing():
    """The same in shares of 80 cm: ways below one are ways as well."""
    small = replace(RULE, least=0.25, full=0.5)
    track = Track(small, None)
    told = [track.step(i / FPS, at(trapeze(40), i / FPS) / 80, at(trapeze(40), i / FPS) < 25, True) for i in range(280)]
    (m,) = [movement for movement in told if movement is not None]
    assert times(m) == pytest.approx((1, 2, 5, 6), abs=0.03)
    assert m.own == pytest.approx(0.5)
    track.expect(None)
    assert track.step(8.0, 0.25, True, True) is None
    assert track.share == pytest.approx(0.5)


def test_an_own_range_of_another_day_is_the_yardstick_until_it_is_passed():
    for known, own in ((80.0, 80.0), (30.0, 40.0), (None, 40.0)):
        track = Track(RULE, None)
        track.expect(known)
        ((_, m),) = follow(trapeze(40), track=track)
        assert m.own == own


def sampled(points: Points) -> Points:
    """Eight seconds of it, frame by frame."""
    return [(k / FPS, at(points, k / FPS)) for k in range(8 * FPS)]


@pytest.mark.parametrize(
    ("nearer", "owns"),
    [(1.09, [60, 90, 90]), (1.11, [60, 90, 60]), (0.92, [60, 90, 90]), (0.90, [60, 90, 60])],
    ids=["by a tenth at most", "by more", "further by less", "further by more"],
)
def test_a_way_in_which_the_camera_came_nearer_is_no_own_best(nearer: float, owns: list[float]):
    """Ways of 60, 90 and 60; the second one ends at another size, and is compared with nothing but itself then."""
    track, found = Track(RULE, None), []
    for i, top in enumerate((60, 90, 60)):
        for t, way in sampled(trapeze(top)):
            size = 300.0 * (nearer if i == 2 or (i == 1 and t > 3) else 1.0)
            movement = track.step(8.0 * i + t, way, way < 25, True, size)
            found += [] if movement is None else [movement]
    assert [movement.own for movement in found] == pytest.approx(owns, abs=0.5)


def test_a_size_that_is_not_known_for_a_moment_is_the_last_one():
    track, found = Track(RULE, None), []
    for i, top in enumerate((90, 60)):
        for t, way in sampled(trapeze(top)):
            unseen = i == 0 and 3.0 < t < 3.2
            movement = track.step(8.0 * i + t, None if unseen else way, way < 25, True, None if unseen else 300.0)
            found += [] if movement is None else [movement]
    assert [movement.own for movement in found] == pytest.approx([90, 90], abs=0.5)


@pytest.mark.parametrize(("seconds", "rest"), [(1.1, 0.0), (1.9, 4.0)])
def test_rest_is_the_lowest_of_one_and_a_half_seconds(seconds: float, rest: float):
    sag = 1 + seconds
    points = [(0, 0), (1, 0), (1.02, 4), (sag, 4), (sag + 0.5, 44), (sag + 2, 44), (sag + 2.5, 0), (sag + 4, 0)]
    assert one(points).rest == pytest.approx(rest)


@pytest.mark.parametrize(("way", "phase"), [(4.5, "rest"), (5.5, "moving")])
def test_a_movement_has_begun_at_a_quarter_of_the_least_way(way: float, phase: str):
    track = seen_at(2.0, [(0, 0), (1, 0), (1.3, way), (3, way)])
    assert track.phase == phase
    assert (track.since_s < 2.0) == (phase == "moving")


def test_share_and_what_is_ahead():
    """Who moves is ahead of who rests, and further ahead the further out."""
    at_rest, half, out = (seen_at(t, trapeze(40)) for t in (0.9, 1.5, 3.0))
    assert [round(track.share or 0.0, 2) for track in (at_rest, half, out)] == [0.0, 0.5, 1.0]
    assert at_rest.lead < half.lead < out.lead
    back = seen_at(5.95, trapeze(40), replace(RULE, back_s=1.0))
    resting = seen_at(2.0, [(0, 0), (1, 0), (1.3, 4.5), (3, 4.5)])
    assert (back.phase, resting.phase) == ("moving", "rest")
    assert (back.share or 0.0) < (resting.share or 0.0)
    assert back.lead > resting.lead
    nobody = Track(RULE, None)
    assert (nobody.share, nobody.since_s, nobody.lead) == (None, float("inf"), 0.0)


@pytest.mark.parametrize(("unseen_s", "hidden_s", "phase", "hidden"), [
    (0.5, 0.45, "moving", False), (0.5, 0.55, "lost", False), (2.0, 1.9, "moving", True), (2.0, 2.1, "lost", True),
])  # fmt: skip
def test_a_movement_may_stay_unseen_for_as_long_as_its_rule_says(unseen_s, hidden_s, phase, hidden):
    track = seen_at(3 + hidden_s, trapeze(40), replace(RULE, unseen_s=unseen_s), hidden=(3, 9))
    assert (track.phase, track.hidden, track.share) == (phase, hidden, None)
    assert not seen_at(3, trapeze(40), replace(RULE, unseen_s=unseen_s)).hidden


@pytest.mark.parametrize(("hidden_s", "phase"), [(0.45, "rest"), (0.6, "lost")])
def test_rest_may_stay_unseen_for_half_a_second_whatever_a_movement_may(hidden_s: float, phase: str):
    track = seen_at(0.4 + hidden_s, trapeze(40), replace(RULE, unseen_s=9.0), hidden=(0.4, 9))
    assert track.phase == phase


def hidden_top(rule: Travel) -> Movement:
    """Seen up to 60 % of the way out and from 60 % of the way back on."""
    return one(trapeze(40), rule, hidden=(1.6, 5.4))


def test_a_far_end_that_was_hidden_is_taken_to_be_where_an_adult_gets():
    """Of each ramp the seen fifth to half is twice 0.3 s long, were the end at 40; the seen 24 would be 1.48 s."""
    assert times(hidden_top(replace(RULE, unseen_s=15))) == pytest.approx((1, 2, 5, 6), abs=0.03)
    low = one(trapeze(24), replace(RULE, unseen_s=15))
    assert times(low) == pytest.approx((1, 2, 5, 6), abs=0.03)  # all of it seen: it did end at 24


def test_a_limb_that_is_seen_at_home_again_was_not_back_until_it_stayed():
    """Hidden from 1.6 s on and home at 6.5 s: told 0.8 s later, as having come home when it was seen there."""
    ((told, m),) = follow([*trapeze(40), (9, 0)], replace(RULE, unseen_s=15, back_s=0.8), hidden=(1.6, 6.49))
    assert 7.3 <= told <= 7.4  # and the smoothing looks back by 0.075 s
    assert m.end_s == pytest.approx(6.5, abs=0.03)


@pytest.mark.parametrize("rest_s", [1.0, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.2, 3.4, 9.0])
def test_a_long_rest_before_it_does_not_blur_the_start(rest_s: float):
    """A quarter of the least way is nearly that of a small one: the start is told from what was before."""
    points = [(0.0, 0.0), *[(t - 1 + rest_s, way) for t, way in trapeze(42, out_s=4)[1:]]]
    assert one(points, replace(RULE, least=40)).start_s == pytest.approx(rest_s, abs=0.1)


@pytest.mark.parametrize(("top", "there"), [(26.0, False), (30.0, True)])
def test_a_hold_begins_at_the_share_of_the_own_best_that_is_far(top: float, there: bool):
    """0.7 of 40 is 28."""
    assert (seen_at(3.0, trapeze(top)).hold() is not None) == there


@pytest.mark.parametrize("zero", [0.0, -90.0])
def test_the_hold_that_goes_on_is_known_a_quarter_second_after_it_began(zero: float):
    seen: dict[float, tuple[float, float] | None] = {}

    def look(t: float, track: Track) -> None:
        seen[t] = track.hold()

    follow(trapeze(40, out_s=0.4), look=look, zero=zero)
    assert seen[1.0] is None
    assert seen[1.9] == pytest.approx((1.4, 1.9), abs=0.1)
    seen.clear()
    follow(trapeze(40), look=look, zero=zero)
    assert seen[4.5] == pytest.approx((2.0, 4.45), abs=0.08)
    assert seen[5.1] == pytest.approx((2.0, 5.05), abs=0.08)  # 90 to 97 % of the way: still there
    assert seen[5.7] == pytest.approx((2.0, 5.0), abs=0.3)  # at 30 to 45 % of it not any more
    assert seen[6.5] is None


def test_a_plateau_is_reached_though_the_hand_slipped_far_beyond_it_for_a_moment():
    """Seven tenths of the moments lie on 40 or below; 60 was reached for a moment only."""
    points = [(0, 0), (1, 0), (2, 40), (3, 40), (3.1, 60), (3.3, 60), (3.4, 40), (5, 40), (6, 0), (7, 0)]
    assert times(one(points))[:3] == pytest.approx((1, 2, 5), abs=0.03)


BOUNCE = replace(RULE, back_s=1.0)


@pytest.mark.parametrize("zero", [0.0, -90.0])
@pytest.mark.parametrize(("again", "first"), [(14.0, True), (18.0, False)])
def test_who_is_on_the_way_again_before_the_return_is_believed_was_not_back(again: float, first: bool, zero: float):
    """Home at 6 s but for 2 of 40, then up again, to 35 % of the way or to 45 %; 40 % is on the way again."""
    points = [(0, 0), (1, 0), (2, 40), (5, 40), (5.95, 2), (6.4, again), (6.6, again), (7.2, 0), (9, 0)]
    ((_, m),) = follow(points, BOUNCE, zero=zero)
    assert m.end_s == pytest.approx(6.0, abs=0.06) if first else 6.6 < m.end_s <= 7.2


@pytest.mark.parametrize(("seconds", "counted"), [(0.8, 0), (1.4, 1)])
def test_who_is_back_sooner_than_the_quickest_did_not_do_it(seconds: float, counted: int):
    points = trapeze(40, out_s=seconds * 0.4, held_s=seconds * 0.2)
    assert len(follow(points, replace(RULE, quickest_s=1.1))) == counted


@pytest.mark.parametrize("zero", [0.0, -90.0])
@pytest.mark.parametrize("closed_s", [5.9, 6.5])
def test_a_movement_that_is_nearly_back_when_the_set_ends_counts_up_to_its_last_moment(closed_s: float, zero: float):
    """At 5.9 s a tenth of the way is left: it would end at 6 s. At 6.5 s its return is not believed yet."""
    track = Track(BOUNCE, None)
    assert follow(trapeze(60), BOUNCE, until_s=closed_s, track=track, zero=zero) == []
    assert track.returned
    m = track.finish()
    assert m is not None
    assert times(m)[:3] == pytest.approx((1, 2, 5), abs=0.05)
    assert closed_s - 0.15 <= m.end_s <= closed_s if closed_s < 6 else m.end_s == pytest.approx(6.0, abs=0.05)
    assert m.own == pytest.approx(60)
    assert track.finish() is None
    assert track.phase == "lost"


@pytest.mark.parametrize(("top", "closed_s"), [(40, 0.9), (40, 3.0), (40, 5.3), (16, 5.9), (40, 9.0)])
def test_nothing_else_counts_when_the_set_ends(top: float, closed_s: float):
    """At rest, out, a third of the way back, after a way that is no attempt, and after one that was told."""
    track = Track(RULE, None)
    told = follow(trapeze(top), until_s=closed_s, track=track)
    assert len(told) == (closed_s > 6)
    assert not track.returned or top < 20 or closed_s > 6
    assert track.finish() is None


def test_what_was_done_before_the_start_posture_is_no_part_of_a_movement():
    """Down into the start posture at 1 s, and after 0.4 s, of which the smoothed way saw 0.325, out again."""
    points = [(0, 40), (0.5, 40), (1, 0), (1.5, 0), (2.5, 40), (5, 40), (6, 0), (7, 0)]
    track, moved = Track(RULE, None), []
    for i in range(7 * FPS):
        t = i / FPS
        movement = track.step(t, at(points, t), 1.3 <= t < 1.8, True)  # in the start posture for 0.3 s
        moved += [] if movement is None else [movement]
    (m,) = moved
    assert times(m) == pytest.approx((1.5, 2.5, 5, 6), abs=0.03)


@pytest.mark.parametrize(("top", "phase"), [(115, "moving"), (125, "lost")])
def test_further_than_three_times_the_own_range_nobody_is_on_the_way(top: float, phase: str) -> None:
    track = Track(RULE, None)
    follow(trapeze(top), until_s=4.0, track=track)
    assert track.phase == phase
