"""Ways up and down on straight lines: low until 1 s, 4 cm up at 2 s, down again at 3 s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

import pytest
from test_track import Points, at

from trainer.counting.smoothing import Moment
from trainer.counting.ways import Arch, Ways

FPS = 40
TRIANGLE = [(0.0, 0.0), (1.0, 0.0), (2.0, 4.0), (3.0, 0.0), (5.0, 0.0)]


def climb(
    points: Points, until_s: float | None = None, *, least: float = 1.0, residue: float = 0.0, fps: float = FPS,
    zero: float = 0.0, begin_s: float = 0.0,
) -> tuple[list[tuple[float, Arch]], Ways]:  # fmt: skip
    """The arches with the moments at which they were told; zero: the height of 0, begin_s: the time of 0."""
    ways, told = Ways(least, slowest_s=6.0), []
    for i in range(round((until_s or points[-1][0]) * fps) + 1):
        height, t = zero + at(points, i / fps), begin_s + i / fps
        arch = ways.step(Moment(t, height, height, 0.0, 0.0, kept=True, planted=None), residue)
        if arch is not None:
            told.append((t, arch))
    return told, ways


def resting(points: Points, until_s: float, least: float = 1.0, residue: float = 0.0) -> bool:
    return climb(points, until_s, least=least, residue=residue)[1].resting


def arches(points: Points, until_s: float | None = None) -> list[Arch]:
    told, ways = climb(points, until_s)
    last = ways.finish()
    return [*(arch for _, arch in told), *([] if last is None else [last])]


@pytest.mark.parametrize(("fps", "begin_s"), [(40, 0.0), (5, 0.0), (40, 100.0)])
@pytest.mark.parametrize("zero", [0.0, 150.0, -150.0])
@pytest.mark.parametrize("top", [4.0, 1.6])
def test_an_arch_on_paper(top: float, zero: float, fps: float, begin_s: float):
    """Half way at 1.5 and 2.5 s; down at 3 s, and a quarter of the two seconds later, half a second, it is a rest."""
    points = [(t, height * top / 4) for t, height in TRIANGLE]
    ((told_s, arch),), ways = climb(points, fps=fps, zero=zero, begin_s=begin_s)
    expected = Arch(begin_s + 1.5, begin_s + 2, begin_s + 2.5, begin_s + 3, zero + top, top)
    assert astuple(arch) == pytest.approx(astuple(expected))
    assert begin_s + 3.5 <= told_s < begin_s + 3.501 + 1 / fps
    assert ways.resting
    assert ways.low == pytest.approx(zero)


@pytest.mark.parametrize(("half_s", "rest_s"), [(0.4, 0.35), (1.0, 0.5), (2.0, 1.0), (4.0, 1.2)])
def test_a_rest_is_a_quarter_of_up_and_down_within_bounds(half_s: float, rest_s: float):
    arch = Arch(1.0, 1.2, 1.0 + half_s, 9.0, 4.0, 4.0)
    assert arch.half_s == pytest.approx(half_s)
    assert arch.rest_s == pytest.approx(rest_s)


def step_up(by: float) -> Points:
    return [(0, 0), (1, 0), (1.2, by), (3, by)]


@pytest.mark.parametrize(("by", "least", "residue", "stays"), [
    (0.40, 1.0, 0.0, True), (0.50, 1.0, 0.0, False),  # 0.45 of the least way
    (0.85, 2.0, 0.0, True), (0.95, 2.0, 0.0, False),
    (0.85, 1.0, 0.3, True), (0.95, 1.0, 0.3, False),  # three times what trembling leaves
])  # fmt: skip
def test_a_rise_that_is_too_small_or_may_be_trembling_is_no_way(by: float, least: float, residue: float, stays: bool):
    assert resting(step_up(by), 1.5, least, residue) == stays


@pytest.mark.parametrize(("seconds", "stays"), [(0.6, False), (1.2, True)])
def test_a_change_of_posture_is_the_new_rest_after_a_second(seconds: float, stays: bool):
    """Twice 0.4 cm up, each too small for a way; together they are one within a second."""
    again = 1.1 + seconds
    assert resting([(0, 0), (1, 0), (1.1, 0.4), (again, 0.4), (again + 0.1, 0.8), (9, 0.8)], again + 0.2) == stays


@pytest.mark.parametrize(("bottom", "counted"), [(1.6, 2), (2.4, 1)])
def test_who_is_back_by_half_of_the_way_has_come_back(bottom: float, counted: int):
    points = [(0, 0), (1, 0), (2, 4), (2.8, bottom), (3.6, 4), (4.6, 0), (7, 0)]
    found = arches(points)
    assert len(found) == counted
    assert found[0].top_s == pytest.approx(2.0)
    if counted == 2:
        assert [arch.way for arch in found] == pytest.approx([4 - 0.8] * 2)  # from 0 down to 1.6, and from there to 0


@pytest.mark.parametrize(("bottom", "counted"), [(1.6, 1), (2.4, 0)])
def test_who_rests_half_way_down_has_not_come_back(bottom: float, counted: int):
    told, ways = climb([(0, 0), (1, 0), (2, 4), (3, bottom), (7, bottom)], 6.0)
    assert (len(told), ways.resting) == (counted, counted == 1)


def test_a_dent_leaves_the_top_where_it_was():
    """Down by 1.5 of 4 and up by 1.2: the top stays the first one."""
    (arch,) = arches([(0, 0), (1, 0), (2, 4), (2.5, 2.5), (3, 3.7), (4, 0), (6, 0)])
    assert (arch.top, arch.top_s) == pytest.approx((4.0, 2.0))


def test_a_dent_is_not_the_way_down():
    """From 4 down to 2.4, up to 3.8, and by 2 cm a second down to 1.6: half way between 4 and 1.6 is 2.8, at 3.5 s."""
    (arch,) = arches([(0, 0), (1, 0), (2, 4), (2.5, 2.4), (3, 3.8), (4.1, 1.6), (7, 1.6)])
    assert (arch.up_s, arch.top_s, arch.down_s, arch.way) == pytest.approx((1.5, 2.0, 3.5, 4 - 0.8))


def test_a_set_that_ends_on_the_way_down_has_an_arch_up_to_its_last_moment():
    (arch,) = arches(TRIANGLE, 2.8)
    assert astuple(arch) == pytest.approx((1.5, 2.0, 2.4, 2.8, 4.0, 4 - 0.4))  # down to 0.8: half of that way is 2.4
    assert arches(TRIANGLE, 2.2) == []  # 0.8 down, less than a quarter of the way, is no way down yet
    assert arches(TRIANGLE, 1.8) == []
    assert len(arches(TRIANGLE, 2.3)) == 1
    assert arches(TRIANGLE, 0.9) == []


def test_an_arch_that_stays_half_way_down_ends_where_its_way_would_have():
    """Half up at 1.5 s, half of the way down from 4 to 2.4 at 2.2 s: as long again after that is 2.9 s."""
    (arch,) = arches([(0, 0), (1, 0), (2, 4), (2.4, 2.4), (5, 2.4)], 4.5)
    assert astuple(arch) == pytest.approx((1.5, 2.0, 2.2, 2.9, 4.0, 4 - 1.2))


def test_a_way_up_that_takes_too_long_is_given_up():
    still_up: Sequence[tuple[float, float]] = [(0, 0), (1, 0), (2, 4), (20, 4)]
    assert not resting(still_up, 7.9)
    assert resting(still_up, 8.1)  # 6 s after the top


def test_what_was_before_a_slow_way_is_kept_and_nothing_older():
    """At 100 frames a second: ten seconds of rest, three up and three down."""
    points = [(0, 0), (10, 0), (13, 4), (16, 0), (30, 0)]
    ((_, arch),), ways = climb(points, 20.0, fps=100)
    assert (arch.up_s, arch.down_s, arch.end_s) == pytest.approx((11.5, 14.5, 16.0))
    _, ways = climb(points, 15.9, fps=100)
    assert 6 < ways.past[0].t <= ways.begin_s - 1.2  # what is looked back for: the longest rest before the way
    _, ways = climb(points, 9.0, fps=100)
    assert 4.0 < ways.past[0].t <= 9.0 - 1.0 - 1.2
