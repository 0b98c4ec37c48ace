"""The circle counter on heights that are known on paper."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from trainer.counting.circles import CircleCounter
from trainer.counting.runs import Run, lag, shrink, ways
from trainer.counting.smoothing import Moment, Smoother
from trainer.exercise import Aside, AtLeast, Circles, Movement, Posture, Signal


def read(name: str) -> Signal:
    return Signal(name, "cm", lambda body: getattr(body, name))


RULE = Circles(
    height={"left": read("left"), "right": read("right")}, forward=read("forward"), still=read("still"),
    least=1.0, full=4.0, slowest_s=6.0, keep=(Posture(read("hands"), AtLeast(10, "cm"), "let your arms hang"),),
)  # fmt: skip


def at(height: float, forward: float = 0.0, **other: float) -> Any:
    rest = {"left": height, "right": height, "forward": forward, "still": 0.0, "hands": 30.0}
    return SimpleNamespace(**{**rest, **other})


def circle(t: float, start: float, radius: float, seconds: float, sign: int = 1) -> Any:
    """Up, forward, down, back for sign 1."""
    angle = 2 * math.pi * (t - start) / seconds
    return at(radius * (1 - math.cos(angle)), -sign * radius * math.sin(angle))


def run(body_at: Any, until_s: float, fps: float = 30) -> tuple[list[Movement], CircleCounter]:
    counter = CircleCounter(RULE)
    told: list[Movement] = []
    for i in range(round(until_s * fps)):
        told += counter.step(i / fps, body_at(i / fps))
    return [*told, *counter.finish()], counter


def two(t: float) -> Any:
    """Rest, one circle from 1 s to 3 s, a second from 3 s to 5 s, rest."""
    if 1 <= t < 3:
        return circle(t, 1, 2.0, 2.0)
    return circle(t, 3, 1.5, 2.0) if 3 <= t < 5 else at(0.0)


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_size_and_times_do_not_depend_on_the_frame_rate(fps: float):
    told, _ = run(two, 7.0, fps)
    assert [round(m.travel) for m in told] == [4, 3]
    assert [m.side for m in told] == ["forward", "forward"]
    assert [m.peak_s for m in told] == pytest.approx([2.0, 4.0], abs=0.15)
    assert [m.end_s for m in told] == pytest.approx([3.0, 5.0], abs=0.25)
    assert told[1].start_s == told[0].end_s


def test_the_last_circle_is_told_when_the_set_ends_in_it():
    told, _ = run(two, 5.0)
    assert len(told) == 2


def test_phases_and_share():
    counter = CircleCounter(RULE)
    seen = []
    for i in range(210):
        counter.step(i / 30, two(i / 30))
        seen.append((counter.phase, counter.share))
    assert seen[15] == ("rest", 0.0)
    phase, share = seen[60]
    assert phase == "moving"
    assert share == pytest.approx(1.0, abs=0.1)
    assert seen[-1][0] == "rest"


def test_unseen_for_long_is_lost_and_for_short_is_not():
    told, counter = run(lambda t: None if 3.6 < t < 3.9 else two(t), 7.0)
    assert len(told) == 2
    counter.step(7.6, None)
    assert counter.phase == "lost"
    assert counter.share is None


@pytest.mark.parametrize(("gone_s", "counted"), [(4.45, 1), (4.75, 2), (5.2, 2)])
def test_who_leaves_after_half_of_the_way_down_has_done_the_circle(gone_s: float, counted: int):
    """Half of the second one's way down is done at 4.5 s."""
    counter, told = CircleCounter(RULE), []
    for i in range(180):
        told += counter.step(i / 30, two(i / 30) if i / 30 < gone_s else None)
    assert (len(told), counter.phase) == (counted, "lost")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param({"hands": 0.0}, id="arms do not hang"),
        pytest.param({"right": None}, id="one shoulder unseen"),
    ],
)
def test_what_is_no_circle(spoil: dict[str, Any]):
    told, _ = run(lambda t: SimpleNamespace(**{**vars(two(t)), **spoil}), 7.0)
    assert told == []


def test_a_head_that_goes_along_is_no_circle():
    told, _ = run(lambda t: SimpleNamespace(**{**vars(two(t)), "still": -two(t).left}), 7.0)
    assert told == []


def test_early_counts_backward_circles_until_the_first_forward_one():
    def body(t: float) -> Any:
        for start, sign in ((1.0, -1), (5.0, -1), (9.0, 1), (13.0, -1)):
            if start <= t < start + 2:
                return circle(t, start, 2.0, 2.0, sign)
        return at(0.0)

    told, _ = run(body, 17.0)
    assert [(m.side, m.early) for m in told] == [("backward", 1), ("backward", 2), ("forward", 0), ("backward", 0)]


@pytest.mark.parametrize(
    ("ways", "share"),
    [
        ((4.0, 3.0, 2.0), 0.5),
        ((4.0, 4.0, 4.0), 1.0),
        ((2.0, 3.0, 4.0), 2.0),
        ((4.0, 2.0, 4.0), 1.0),
        ((5.0, 4.0, 3.0, 2.0, 1.0), 0.2),
    ],
)
def test_shrink_is_the_last_share_of_the_first_on_a_line(ways: tuple[float, ...], share: float):
    assert shrink(ways) == pytest.approx(share)


def test_memory_stays_bounded():
    counter = CircleCounter(RULE)
    for i in range(30 * 600):
        counter.step(i / 30, circle(i / 30, 0, 2.0, 2.0))
    assert len(counter._ways.past) < 600


def moment(t: float, left: float, right: float, forward: float | None = 0.0) -> Moment:
    return Moment(t, left, right, 0.0, forward, kept=True, planted=None)


def turn(seconds: float, forward: float, drift: float = 0.0) -> list[Moment]:
    """One circle 4 cm high; its way forward swings by so much to each side, and drifts by so much a second."""
    made = []
    for i in range(81):
        angle, t = 2 * math.pi * i / 80, seconds * i / 80
        high = 2 * (1 - math.cos(angle))
        made.append(moment(7 + t, high, high, -forward * math.sin(angle) + drift * t))
    return made


@pytest.mark.parametrize(("seconds", "drift"), [(2.0, 0.0), (0.8, 0.0), (2.0, 1.5)])
@pytest.mark.parametrize("forward", [3.0, -3.0, 0.5])
def test_lag_is_how_far_a_circle_swings_forward_on_its_way_down(forward: float, seconds: float, drift: float):
    assert lag(turn(seconds, forward, drift)) == pytest.approx(forward, rel=0.01)


def test_of_who_is_turned_away_the_other_evidence_tells():
    """Each evidence says the opposite of the other; from 14 degrees on, over a whole circle, the second one tells."""
    rule = replace(RULE, aside=Aside(read("aside"), read("turned"), from_deg=14))

    def rolled(turned: Callable[[float], float | None]) -> list[str | None]:
        def body(t: float) -> Any:
            seen = two(t)
            return SimpleNamespace(**vars(seen), aside=90 - seen.forward, turned=turned(t))

        counter = CircleCounter(rule)
        found = [m for i in range(7 * 30) for m in counter.step(i / 30, body(i / 30))]
        return [m.side for m in (*found, *counter.finish())]

    assert rolled(lambda t: 13.0) == ["forward"] * 2
    assert rolled(lambda t: 15.0) == ["backward"] * 2
    assert rolled(lambda t: None) == ["forward"] * 2
    assert rolled(lambda t: 15 + 6 * math.sin(9 * t)) == ["backward"] * 2, "it swings about 15"


def test_lag_of_little_that_is_seen_is_nothing():
    assert lag(turn(2.0, 3.0)[:4]) == 0.0
    assert lag([moment(i / 10, i, i, None) for i in range(9)]) == 0.0
    assert lag([moment(i / 10, 0.0, 0.0) for i in range(5)]) == 0.0


def circled(*travels: float, votes: float = 1.0, left: float = 4.0, right: float = 2.0) -> Run:
    """A run of circles, two seconds each, with the ways of the shoulders and the votes of each."""
    run = Run(RULE)
    for i, travel in enumerate(travels):
        at_s = 2.0 * i
        made = Movement(None, at_s, at_s + 1, at_s + 2, 0.0, travel, 4.0, at_s + 1, at_s + 1)
        run.add([moment(at_s, 1.0, 1.0), moment(at_s + 1, 1.0 + left, 1.0 + right)], made, votes)
    return run


def test_ways_and_balance_of_the_shoulders():
    assert ways([moment(0, 1.0, 3.0), moment(1, 5.0, 2.0), moment(2, 2.0, 2.5)]) == (4.0, 1.0)
    assert circled(4.0).circles[0].balance == 0.5
    assert circled(4.0, left=1.0).circles[0].balance is None  # 2 cm are too little to compare
    assert [c.balance for c in circled(4.0, 4.0, left=3.0, right=2.0).circles] == [None, pytest.approx(2 / 3)]


def test_a_run_is_sure_of_its_direction_by_the_votes_of_its_circles():
    assert [circled(4.0, votes=v).sure for v in (0.9, 1.0, -1.0)] == [False, True, True]
    assert [circled(4.0, votes=v).side for v in (0.1, -0.1)] == ["forward", "backward"]
    assert [circled(4.0, votes=v).evident for v in (0.19, 0.21, -0.21)] == [False, True, True]
    assert circled(40.0, votes=1.9).sure is False
    run = circled(4.0, votes=1.0)
    assert [run.turned_by(v) for v in (-2.0, -1.9, 2.0)] == [True, False, False]
    assert Run(RULE).side is None


def test_a_run_tells_each_circle_once_and_keeps_its_direction():
    run = circled(4.0, 3.0)
    assert run.waiting_s == 0.0
    assert [m.travel for m in run.tell()] == [4.0, 3.0]
    assert (run.tell(), run.waiting_s, run.end_s) == ([], math.inf, 4.0)
    run.add([moment(4, 0, 0), moment(5, 4, 4)], Movement(None, 4, 5, 6, 0, 2, 4, 5, 5), -9.0)
    assert (run.side, run.waiting_s, run.end_s) == ("forward", 4, 6)


@pytest.mark.parametrize(
    ("travels", "share"), [((4.0, 3.8, 3.6), 0.9), ((4.0, 3.6, 3.2), None), ((4.0, 4.0), None), ((3.0, 3.0, 3.0), 1.0)]
)
def test_circles_that_stay_large_are_told(travels: tuple[float, ...], share: float | None):
    told = [(f.code, f.start_s, f.end_s, f.worst) for f in circled(*travels).unshrunk()]
    assert told == ([] if share is None else [("no-shrink", 0.0, 6.0, pytest.approx(share))])
    assert circled(*travels, votes=0.1).unshrunk() == []  # up and down only


def test_a_mean_moment_is_that_of_a_fifth_of_a_second_and_of_half_a_second_where_it_trembles():
    calm, shaky = Smoother(), Smoother()
    for i in range(51):
        even = calm.step(moment(0.06 * i, 3.0 * i, 6.0 * i, 1.0 * i))
        rough = shaky.step(moment(0.06 * i, 4.0 * (i % 2), 4.0 * (i % 2)))
    # the last four moments, from 2.82 to 3 s, the third of which is the middle; and the last nine, four of them up
    assert (even.t, even.left, even.right, even.forward) == pytest.approx((2.91, 145.5, 291.0, 49.0))
    assert (rough.t, rough.left) == pytest.approx((2.76, 16 / 9))
    assert calm.tremble == pytest.approx(0.5 * math.sqrt(0.5 / 3.44))  # what it was taken for fades in 0.5 of 3.44 s
    assert shaky.tremble > 1.7
