"""The circle counter on heights that are known on paper."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from trainer.counting.circles import CircleCounter
from trainer.counting.runs import shrink
from trainer.exercise import AtLeast, Circles, Movement, Posture, Signal


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
    ("ways", "share"), [((4.0, 3.0, 2.0), 0.5), ((4.0, 4.0, 4.0), 1.0), ((2.0, 3.0, 4.0), 2.0), ((4.0, 2.0, 4.0), 1.0)]
)
def test_shrink_is_the_last_share_of_the_first_on_a_line(ways: tuple[float, ...], share: float):
    assert shrink(ways) == pytest.approx(share)


def test_memory_stays_bounded():
    counter = CircleCounter(RULE)
    for i in range(30 * 600):
        counter.step(i / 30, circle(i / 30, 0, 2.0, 2.0))
    assert len(counter._ways.past) < 600
