"""A posture over a stretch of time: 50° of lean are the person's own, and 10° more are too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from trainer.checking.spans import SpanWatch
from trainer.exercise import AtMost, Check, Measure, Signal, View, Within
from trainer.status import Fault

LEAN = Signal("lean", "deg", lambda body: body.lean)
SLUMP = Check(
    "slump", "as at the start", LEAN, AtMost(10, "deg"), "warn", "Sit tall", "test", during="span", lasting_s=1.0,
    views=frozenset({View.SIDE}),
)  # fmt: skip
FPS = 30
MOVING_S = 6.0  # who begins with a rest of so long
Lean = Callable[[float], float | None]


def watched(lean: Lean, until_s: float, check: Check = SLUMP, view: View = View.SIDE) -> SpanWatch:
    """The watch after so long; None where nobody is seen."""
    watch = SpanWatch(check, check.limit)
    for i in range(round(until_s * FPS)):
        t, value = i / FPS, lean(i / FPS)
        body: Any = None if value is None else SimpleNamespace(view=view, detail=2, lean=value)
        watch.step(t, body, t >= MOVING_S)
    return watch


def found(lean: Lean, until_s: float = 30.0, check: Check = SLUMP) -> list[Fault]:
    watch = watched(lean, until_s, check)
    watch.close()
    return watch.found


def more(by: float, *stretches: tuple[float, float]) -> Lean:
    """So much more than the own lean in these stretches of time."""
    return lambda t: 50 + (by if any(start <= t < end for start, end in stretches) else 0.0)


@pytest.mark.parametrize(("bent_s", "own"), [(2.0, 50.0), (1.0, 20.0)])
def test_the_own_posture_is_the_middle_one_of_three_seconds_before_the_movement(bent_s: float, own: float):
    """From 20° to 50° a while before the movement begins; two of three seconds are most of them."""
    watch = watched(lambda t: 50.0 if t >= MOVING_S - bent_s else 20.0, MOVING_S + 1)
    assert watch.own == own
    assert watched(lambda t: 50.0, MOVING_S - 0.1).own is None


def test_a_slump_on_paper():
    """20° more from 10 to 15 s, smoothed over 0.4 s.

    Past 10° after 0.4 * ln 2 = 0.28 s, which began the 0.4 s before; under 6° again 0.4 * ln(20 / 6) = 0.48 s later.
    """
    (slump,) = found(more(20.0, (10, 15)))
    assert (slump.code, slump.severity, slump.unit) == ("slump", "warn", "deg")
    assert (slump.start_s, slump.end_s) == pytest.approx((10.28 - 0.4, 15.48), abs=0.07)
    assert slump.worst == pytest.approx(20.0, abs=0.01)


@pytest.mark.parametrize(("by", "spans"), [(9.0, 0), (11.0, 1), (-20.0, 0)])
def test_more_than_the_limit_is_too_much(by: float, spans: int):
    assert len(found(more(by, (10, 15)))) == spans


def test_of_a_limit_in_both_directions_the_worst_is_the_furthest_out():
    (slump,) = found(
        lambda t: 50 - (15 if 10 <= t < 12 else 20 if 12 <= t < 14 else 0),
        check=replace(SLUMP, limit=Within(10, "deg")),
    )
    assert slump.worst == pytest.approx(-20.0, abs=0.2)


@pytest.mark.parametrize(("seconds", "spans"), [(0.35, 0), (1.0, 1)])
def test_what_is_over_at_once_is_no_posture(seconds: float, spans: int):
    assert len(found(more(20.0, (10, 10 + seconds)))) == spans


@pytest.mark.parametrize(("by", "end_s"), [(7.0, 18.1), (5.0, 14.1)])
def test_it_is_over_below_three_fifths_of_the_limit(by: float, end_s: float):
    """20° more from 10 to 13 s, then 7° or 5° until 18 s: 6° are three fifths of 10°, reached after 0.4 * ln 15."""
    (slump,) = found(lambda t: 50 + (20 if 10 <= t < 13 else by if 13 <= t < 18 else 0.0))
    assert slump.end_s == pytest.approx(end_s, abs=0.3)


@pytest.mark.parametrize(("pause_s", "spans"), [(1.5, 1), (2.3, 2)])
def test_a_better_moment_of_a_second_and_a_half_does_not_end_it(pause_s: float, spans: int):
    """Smoothed it is under 6° from 0.48 s after it began to 0.14 s after it ended."""
    assert len(found(more(20.0, (10, 13), (13 + pause_s, 20)))) == spans


def test_a_fault_that_lasts_is_told_once_it_has_lasted_a_second():
    """It is taken to begin at 9.88 s."""
    assert watched(more(20.0, (10, 15)), 10.8).active() is None
    fault = watched(more(20.0, (10, 15)), 11.0).active()
    assert fault is not None
    assert (fault.check, fault.since_s) == (SLUMP, pytest.approx(9.88, abs=0.05))
    assert watched(more(20.0, (10, 15)), 14.9).found == []
    over = watched(more(20.0, (10, 15)), 17.2)  # a second and a half after 15.48 s
    assert (over.active(), len(over.found)) == (None, 1)


def test_what_nobody_sees_or_another_view_shows_is_no_fault_and_ends_one():
    unseen = watched(lambda t: None if t >= 13 else more(20.0, (10, 99))(t), 14.7)
    assert [fault.end_s for fault in unseen.found] == [pytest.approx(13.0, abs=0.05)]
    assert watched(more(20.0, (10, 15)), 20.0, view=View.FRONT).found == []
    assert watched(more(20.0, (10, 15)), 20.0, view=View.FRONT).own is None


def test_a_rest_is_not_judged():
    watch = SpanWatch(SLUMP, SLUMP.limit)
    for i in range(20 * FPS):
        t = i / FPS
        body: Any = SimpleNamespace(view=View.SIDE, detail=2, lean=50.0 if t < 10 else 80.0)
        watch.step(t, body, MOVING_S <= t < 9.9)
    watch.close()
    assert (watch.own, watch.found) == (50.0, [])


def test_a_measure_is_nothing_that_a_moment_shows():
    check = Check("slump", "", Measure("time", "s", lambda m: 99.0), AtMost(10, "s"), "warn", "", "test", during="span")
    assert watched(more(20.0, (10, 15)), 20.0, check).own is None
