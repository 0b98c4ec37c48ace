"""What is a circle of the shoulders and what is not, a little on each side of every limit."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from test_circles import RULE, at, circle, moment, read, turn

from trainer.counting.circles import CircleCounter
from trainer.counting.runs import Run, lag, shrink
from trainer.counting.smoothing import Moment, Smoother
from trainer.exercise import Circles, Movement

FPS = 30
ROLL_S = 2.0


def rolled(*radii: float, seconds: float = ROLL_S, begin_s: float = 1.0, sign: int = 1) -> Callable[[float], Any]:
    """Rest, circles of these radii without a pause, rest; a circle is twice its radius high."""

    def body(t: float) -> Any:
        number = math.floor((t - begin_s) / seconds)
        if not 0 <= number < len(radii):
            return at(0.0)
        return circle(t, begin_s + number * seconds, radii[number], seconds, sign)

    return body


def told(
    body: Callable[[float], Any], until_s: float, rule: Circles = RULE, fps: float = FPS
) -> tuple[list[tuple[float, Movement]], CircleCounter]:
    """The circles with the moments at which they were told, and the counter before the set is finished."""
    counter, found = CircleCounter(rule), []
    for i in range(round(until_s * fps)):
        found += [(i / fps, m) for m in counter.step(i / fps, body(i / fps))]
    return found, counter


def count(body: Callable[[float], Any], until_s: float = 5.0, rule: Circles = RULE, fps: float = FPS) -> int:
    found, counter = told(body, until_s, rule, fps)
    return len(found) + len(counter.finish())


def spoiled(**parts: Callable[[float, Any], Any]) -> Callable[[float], Any]:
    """One circle of 4 cm with some parts made by functions of time and the body."""
    plain = rolled(2.0)
    return lambda t: SimpleNamespace(**{**vars(plain(t)), **{k: make(t, plain(t)) for k, make in parts.items()}})


@pytest.mark.parametrize(("seconds", "counted"), [(0.2, 0), (0.9, 1), (5.0, 1), (7.0, 0)])
def test_a_circle_takes_between_half_a_second_and_six(seconds: float, counted: int):
    assert count(rolled(3.0, seconds=seconds), seconds + 4, fps=60) == counted


@pytest.mark.parametrize(("radius", "counted"), [(0.40, 0), (0.60, 1)])
def test_a_circle_is_at_least_as_high_as_its_rule_says(radius: float, counted: int):
    assert count(rolled(radius)) == counted


@pytest.mark.parametrize(("cm_s", "counted"), [(0.5, 0), (0.75, 1)])
def test_a_slower_rise_is_a_change_of_posture(cm_s: float, counted: int):
    """Up and down within half of five seconds by the height."""
    assert count(rolled(cm_s * 2.5 / 2, seconds=5.0), 9.0) == counted


@pytest.mark.parametrize(("share", "counted"), [(0.9, 1), (1.1, 0), (-0.5, 1), (-0.7, 0)])
@pytest.mark.parametrize(("zero", "still"), [(0.0, 0.0), (100.0, 50.0), (100.0, -50.0)])
def test_what_should_be_still_goes_along_by_a_share_at_most(share: float, counted: int, zero: float, still: float):
    """A body that rises as far as the shoulders lifts them; a head goes down by 0.6 of their way at most."""
    shift = {side: lambda t, b: b.left + zero for side in ("left", "right")}
    assert count(spoiled(**shift, still=lambda t, b: still + share * b.left)) == counted


@pytest.mark.parametrize(("apart", "counted"), [(12.0, 1), (18.0, 0)])
def test_feet_that_walk_are_no_rolling(apart: float, counted: int):
    rule = replace(RULE, planted=read("planted"))
    assert count(spoiled(planted=lambda t, b: 40 + (apart if t < 2 else 0.0)), rule=rule) == counted


def test_a_foot_that_jumps_for_a_moment_or_is_unseen_did_not_walk():
    rule = replace(RULE, planted=read("planted"))
    for jump in (100.0, -100.0):
        assert count(spoiled(planted=lambda t, b, jump=jump: jump if t % 0.5 < 0.03 else 0.0), rule=rule) == 1
    assert count(spoiled(planted=lambda t, b: None), rule=rule) == 1


@pytest.mark.parametrize(("frames", "counted"), [(1, 1), (3, 0)])
def test_the_arms_hang_for_all_but_a_twentieth_of_the_upper_half(frames: int, counted: int):
    """The upper half has 30 frames: of one circle in two seconds, 30 a second."""
    lost = [1.9 + i / FPS for i in range(frames)]
    assert count(spoiled(hands=lambda t, b: 0.0 if any(abs(t - x) < 1e-3 for x in lost) else 30.0)) == counted
    assert count(spoiled(hands=lambda t, b: 0.0 if t < 1.4 or t > 2.7 else 30.0)) == 1  # what they do below is free


@pytest.mark.parametrize(("cm", "counted"), [(0.5, 3), (0.8, 0)])
def test_the_upper_half_is_higher_than_the_lower_one_by_more_than_trembling(cm: float, counted: int):
    """Up and down by cm from frame to frame is a bend of twice that, and trembles by it.

    Of a circle 2 cm high the halves lie 2 / pi * 2 = 1.27 cm apart. Four times the trembling of 30 against 30 frames
    is 2.07 times cm: 1.03 or 1.65 cm.
    """
    plain = rolled(1.0, 1.0, 1.0)

    def body(t: float) -> Any:
        shake = cm * (1 if round(t * FPS) % 2 else -1)
        return SimpleNamespace(**{**vars(plain(t)), **{side: plain(t).left + shake for side in ("left", "right")}})

    assert count(body, 9.0) == counted


def test_where_zero_lies_changes_nothing():
    """Heights on a stool, and forward of any scale."""
    plain = rolled(2.0, 3.0)

    def lifted(t: float) -> Any:
        b = plain(t)
        return SimpleNamespace(left=b.left + 90, right=b.right + 90, forward=b.forward - 40, still=70.0, hands=30.0)

    low, high = ([m for _, m in told(body, 8.0)[0]] for body in (plain, lifted))
    assert [m.side for m in high] == ["forward", "forward"]
    for a, b in zip(low, high, strict=True):
        assert (b.start_s, b.end_s, b.rest, b.peak) == pytest.approx((a.start_s, a.end_s, a.rest + 90, a.peak + 90))
    assert (low[0].rest, low[0].peak) == pytest.approx((0, 4), abs=0.25)
    assert [m.own for m in low] == pytest.approx([4, 6], abs=0.3)  # the largest so far, and at least a large one
    assert told(lifted, 2.0)[1].share == pytest.approx(1.0, abs=0.1)


def test_what_matters_began_with_the_longest_rest_before_a_way_and_with_what_waits():
    """Nothing at rest; on the first way up from 1.0 s on, 1.2 s before it; then the circle that waits to be told."""
    plain = rolled(2.0, 2.0, 2.0)

    def weak(t: float) -> Any:
        return SimpleNamespace(**{**vars(plain(t)), "forward": 0.1 * plain(t).forward})

    assert told(weak, 0.9)[1].since_s == math.inf
    assert told(weak, 1.9)[1].since_s == pytest.approx(1.25 - 1.2, abs=0.2)
    found, counter = told(weak, 5.9)
    assert found == []
    assert counter.since_s == pytest.approx(1.0, abs=0.2)
    assert told(weak, 12.0)[1].since_s == math.inf


def faint(t: float) -> Any:
    """A circle of 4 cm that goes half a centimetre forward: that is evident, though not sure."""
    body = rolled(2.0)(t)
    return SimpleNamespace(**{**vars(body), "forward": 0.25 * body.forward})


def test_a_run_whose_direction_hardly_shows_is_told_when_the_set_ends_or_nobody_is_there():
    found, counter = told(faint, 3.8)
    assert (found, [m.side for m in counter.finish()]) == ([], ["forward"])
    found, counter = told(lambda t: faint(t) if t < 3.8 else None, 4.6)
    ((told_s, _),) = found
    assert 4.25 < told_s < 4.4  # half a second after the last moment
    assert (counter.phase, counter.finish()) == ("lost", [])


def test_a_run_whose_direction_hardly_shows_is_told_after_the_longest_rest():
    """1.2 s after its end it is over."""
    ((told_s, m),), _ = told(faint, 8.0)
    assert m.side == "forward"
    assert m.end_s == pytest.approx(3.0, abs=0.25)
    assert m.end_s + 1.2 < told_s < m.end_s + 1.4


@pytest.mark.parametrize(("pause_s", "spans"), [(0.0, 0), (0.9, 1)])
def test_a_rest_ends_a_run(pause_s: float, spans: int):
    """Three even circles, and after a rest of 0.9 s three small ones: only together do they shrink."""
    first, second = rolled(2.0, 2.0, 2.0), rolled(1.2, 0.9, 0.7, begin_s=7.0 + pause_s)
    _, counter = told(lambda t: first(t) if t < 7.0 else second(t), 20.0)
    found = [span for span in counter.spans if span.end_s < 8]
    assert [(span.code, span.worst > 0.95) for span in found] == [("no-shrink", True)] * spans


def test_circles_the_other_way_without_a_rest_are_another_run():
    forward, backward = rolled(3.0, 2.5, 2.0), rolled(3.0, 2.5, 2.0, begin_s=7.0, sign=-1)
    found, counter = told(lambda t: forward(t) if t < 7.0 else backward(t), 16.0)
    assert [m.side for _, m in found] == ["forward"] * 3 + ["backward"] * 3
    assert counter.spans == []


@pytest.mark.parametrize("phase", [0.0, 0.25, 0.6])
@pytest.mark.parametrize("frames", [8, 80])
def test_lag_does_not_depend_on_where_a_circle_is_cut_or_how_finely_it_is_seen(phase: float, frames: int):
    made = []
    for i in range(frames + 1):
        angle = 2 * math.pi * (i / frames + phase)
        made.append(
            moment(3 + i / frames, 90 - 2 * math.cos(angle), 90 - 2 * math.cos(angle), 40 - 3 * math.sin(angle))
        )
    # the first and the last moment have no neighbours; of eight that is seen
    assert lag(made) == pytest.approx(3.0, rel=0.35 if frames == 8 and phase else 0.02)


def test_lag_of_what_drifts_far_from_zero():
    seen = turn(2.0, 3.0, 1.5)
    far = [moment(m.t, m.left + 70, m.right + 70, -30 if m.forward is None else m.forward - 30) for m in seen]
    assert lag(far) == pytest.approx(3.0, rel=0.01)


def test_shrinking_of_circles_below_a_centimetre_and_of_none():
    assert shrink((0.8, 0.6, 0.4)) == pytest.approx(0.5)
    assert shrink((0.0, 0.0, 0.0)) == 1.0


def test_a_run_that_was_told_stays_evident_and_compares_shoulders_from_four_least_ways_on():
    run = Run(RULE)
    made = Movement(None, 0, 1, 2, 0, 4, 4, 1, 1)
    run.add([moment(0, 0, 0), moment(1, 4, 4)], made, 1.0)
    run.tell()
    run.add([moment(2, 0, 0), moment(3, 4, 4)], made, -0.95)
    assert run.evident
    coarse = Run(replace(RULE, least=2.0))
    for left, balance in ((7.0, None), (1.5, 1.0)):  # together 7 and 8.5 cm; four least ways are 8
        coarse.add([moment(0, 0, 0), moment(1, left, left)], made, 1.0)
        assert coarse.circles[-1].balance == balance


def test_a_mean_moment_is_the_mean_of_all_that_is_measured():
    smoother = Smoother()
    means = [
        smoother.step(Moment(t / 10, 1.0 * t, 2.0 * t, 10.0 * t, 3.0 * t, kept=t == 2, planted=t)) for t in range(3)
    ]
    assert means[-1] == Moment(pytest.approx(0.1), 1.0, 2.0, 10.0, 3.0, kept=True, planted=2)


def test_what_is_left_of_trembling_is_that_of_a_mean():
    """Up and down by 1 cm trembles by 2 cm, over which half a second is taken: 33 moments of 64 a second."""
    smoother = Smoother()
    assert smoother.residue == smoother.tremble == 0.5  # as long as it is not known
    for i in range(640):
        smoother.step(moment(i / 64, i % 2 * 2.0, i % 2 * 2.0))
    assert smoother.tremble == pytest.approx(2.0, rel=0.01)
    assert smoother.residue == pytest.approx(smoother.tremble / math.sqrt(33))


def test_a_mean_moment_never_goes_back_in_time():
    """Calm and four a second: each its own mean. One 0.03 s after a leap: half a second is taken, three of them."""
    smoother = Smoother()
    times = [smoother.step(moment(i / 4, 0.0, 0.0)).t for i in range(20)]
    assert times == [i / 4 for i in range(20)]
    assert smoother.step(moment(5.0, 40.0, 40.0)).t == 5.0
    late = smoother.step(moment(5.03, -40.0, -40.0))
    assert (late.t, late.left) == (5.0, 0.0)  # the mean of 4.75, 5 and 5.03 s would be earlier


def test_after_more_than_three_seconds_only_what_is_seen_then_is_known_of_the_trembling():
    """Up by 2 cm and down again at 3.1 and 3.2 s, bends of 2 and, with the moment four seconds later, of -2 cm."""
    smoother = Smoother()
    for t, height in (*((i / 10, 0.0) for i in range(31)), (3.1, 2.0), (3.2, 0.0), (7.2, 2.0)):
        smoother.step(moment(t, height, height))
    assert smoother.tremble == pytest.approx(2.0)


def test_frames_far_apart_are_smoothed_by_nothing():
    smoother = Smoother()
    for i in range(9):
        seen = moment(i * 0.4, 3.0 * i, 3.0 * i)
        mean = smoother.step(seen)
    assert (mean.t, mean.left) == pytest.approx((seen.t, seen.left))
    assert smoother.residue == pytest.approx(smoother.tremble / math.sqrt(3))  # the three that bends are told from
