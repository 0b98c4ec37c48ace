"""Sequence tables for the counter of ways out and back: whole time series in, movements out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from figures import smooth

from trainer.counting import History, Lowest
from trainer.counting.travel import TravelCounter
from trainer.exercise import AtLeast, Posture, Signal, Travel

WAY = Signal("way", "cm", lambda b: b.way)
READY = Posture(Signal("ready", "", lambda b: b.ready), AtLeast(0.5, ""), "get ready")
KEPT = Posture(Signal("kept", "", lambda b: b.kept), AtLeast(0.5, ""), "stay so")


def series(*legs, fps=30):
    """Times and ways from (seconds, way at the end) legs, each a minimum-jerk reach; None stays unseen."""
    t, at, moments = 0.0, 0.0, []
    for seconds, way in legs:
        for i in range(round(seconds * fps)):
            share = smooth((i + 1) / round(seconds * fps))
            moments.append((t + (i + 1) / fps, None if way is None else at + (way - at) * share))
        t += round(seconds * fps) / fps
        at = at if way is None else way
    return moments


def count(moments, rule=None, ready=lambda t, w: w is not None and w < 5, kept=lambda t: True):
    counter = TravelCounter(rule or Travel({None: WAY}, least=20, full=40, start=(READY,), keep=(KEPT,)))
    found = []
    for t, way in moments:
        body = SimpleNamespace(way=way, ready=float(ready(t, way)), kept=float(kept(t)), px_per_m=300.0)
        found += counter.step(t, body)
    return found


REP = ((1.5, 40), (1.5, 0))
TABLE = [
    ("nothing moves", [(5, 0)], 0),
    ("one repetition after a second of rest", [(1, 0), *REP, (1, 0)], 1),
    ("three with short rests", [(1, 0), *REP, (0.4, 0), *REP, (0.4, 0), *REP, (1, 0)], 3),
    ("three without any rest between", [(1, 0), *REP, *REP, *REP, (1, 0)], 3),
    ("too small to be an attempt", [(1, 0), (1, 15), (1, 0), (1, 0)], 0),
    ("already out at the start: that one does not count", [(2, 40), (0.2, 40), (1.5, 0), (1, 0), *REP, (1, 0)], 1),
    ("never comes back", [(1, 0), (1.5, 40), (6, 40)], 0),
    ("unseen for 0.4 s on the way", [(1, 0), (1, 30), (0.4, None), (1.5, 0), (1, 0)], 1),
    ("unseen for 0.8 s on the way: lost", [(1, 0), (1, 30), (0.8, None), (1.5, 0), (1, 0)], 0),
    ("a short dip at the top", [(1, 0), (1.5, 40), (0.3, 30), (0.3, 40), (1.5, 0), (1, 0)], 1),
    ("very slow", [(1, 0), (6, 40), (6, 0), (1, 0)], 1),
    ("fast", [(1, 0), (0.4, 40), (0.4, 0), (1, 0)], 1),
]


@pytest.mark.parametrize("fps", [10, 30, 60])
@pytest.mark.parametrize(("what", "legs", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_table(what, legs, expected, fps):
    if what.startswith("already out"):
        legs = legs[1:]  # the series begins at rest by itself; here it has to begin outside
        moments = [(t, 40.0 if t <= 0.2 else w) for t, w in series(*legs, fps=fps)]
    else:
        moments = series(*legs, fps=fps)
    assert len(count(moments)) == expected


@pytest.mark.parametrize("fps", [12, 30])
def test_times_of_a_hold_are_those_of_the_reach(fps):
    """1 s rest, 1.2 s out, 5 s held, 1.2 s back: 1.0 / 2.2 / 7.2 / 8.4 s."""
    (m,) = count(series((1, 0), (1.2, 40), (5, 40), (1.2, 0), (1, 0), fps=fps))
    assert m.start_s == pytest.approx(1.0, abs=0.1)
    assert m.hold_start_s == pytest.approx(2.2, abs=0.1)
    assert m.hold_end_s == pytest.approx(7.2, abs=0.1)
    assert m.end_s == pytest.approx(8.4, abs=0.1)
    assert m.hold_s == pytest.approx(5.0, abs=0.15)
    assert (m.rest, m.peak, m.travel, m.own) == pytest.approx((0, 40, 40, 40), abs=0.01)


def test_own_best_grows_and_never_falls_under_what_an_adult_travels():
    small, large, small_again = count(
        series((1, 0), (1, 25), (1, 0), (1, 0), (1, 60), (1, 0), (1, 0), (1, 25), (1, 0), (1, 0))
    )
    assert (small.own, large.own, small_again.own) == pytest.approx((40, 60, 60), abs=0.2)
    assert small_again.travel / small_again.own == pytest.approx(25 / 60, abs=0.01)


def test_without_the_start_posture_nothing_begins():
    assert count(series((1, 0), *REP, (1, 0)), ready=lambda t, w: False) == []


def test_a_start_posture_of_a_blink_is_not_enough():
    assert count(series((1, 0), *REP, (1, 0)), ready=lambda t, w: 0.8 < t < 0.9) == []


def test_what_must_be_kept_and_is_lost_for_long_makes_it_another_movement():
    moments = series((1, 0), *REP, (1, 0))
    assert count(moments, kept=lambda t: not 2.0 < t < 2.7) == []
    assert len(count(moments, kept=lambda t: not 2.0 < t < 2.3)) == 1


def test_the_side_is_that_of_the_signal_that_travels():
    rule = Travel({"left": WAY, "right": Signal("still", "cm", lambda b: 0.0)}, least=20, full=40, start=(READY,))
    (m,) = count(series((1, 0), *REP, (1, 0)), rule)
    assert m.side == "left"


def test_the_side_is_voted_while_held():
    rule = Travel({None: WAY}, least=20, full=40, start=(READY,), side=lambda b: "left" if b.way > 39.9 else "right")
    (m,) = count(series((1, 0), (1, 40), (4, 40), (1, 0), (1, 0)), rule)
    assert m.side == "left"


def test_shorter_than_the_least_hold_is_something_else():
    rule = Travel({None: WAY}, least=20, full=40, start=(READY,), least_hold_s=2)
    assert count(series((1, 0), (1, 40), (1, 40), (1, 0), (1, 0)), rule) == []
    assert len(count(series((1, 0), (1, 40), (3, 40), (1, 0), (1, 0)), rule)) == 1


def test_history_forgets_what_is_old_and_nothing_else():
    past = History()
    for i in range(200):
        past.add(i / 10, float(i))
    past.forget(15.0)
    assert list(past.between(14.0, 15.1)) == [(15.0, 150.0), (15.1, 151.0)]


def test_the_lowest_since_a_moment():
    lows = Lowest()
    for t, value in ((0.0, 3.0), (1.0, 1.0), (2.0, 2.0), (3.0, 4.0)):
        lows.add(t, value)
    assert [lows.since(t) for t in (0.0, 1.0, 1.1, 2.0, 2.1, 3.0)] == [1.0, 1.0, 2.0, 2.0, 4.0, 4.0]
    lows.add(4.0, 0.0)
    assert lows.since(3.0) == 0.0


def test_a_gap_at_the_start_is_no_time_out_of_the_start_posture():
    """Unseen for 0.4 s while the movement begins: the person was ready before, and is on the way after."""
    moments = [(t, None if 0.9 < t < 1.3 else way) for t, way in series((1, 0), *REP, (1, 0))]
    assert len(count([(t, w) for t, w in moments if w is not None])) == 1


def sides_of_hold(asked, share_front):
    """A hold that looks like the front for this share of its time and like the left for the rest."""
    rule = Travel({None: WAY}, least=20, full=40, start=(READY,), side=lambda b: b.looks)
    counter, found = TravelCounter(rule, asked), []
    for t, way in series((1, 0), (1, 40), (4, 40), (1, 0), (1, 0)):
        looks = "front" if (t - 2) / 4 < share_front else "left"
        found += counter.step(t, SimpleNamespace(way=way, ready=float(way < 5), kept=1.0, looks=looks, px_per_m=300.0))
    return [m.side for m in found]


@pytest.mark.parametrize(
    ("asked", "share_front", "expected"),
    [(None, 0.4, "left"), ("front", 0.45, "front"), ("front", 0.1, "left"), ("right", 0.4, "left")],
)
def test_the_asked_side_is_believed_when_it_looks_like_it_for_long_enough(asked, share_front, expected):
    assert sides_of_hold(asked, share_front) == [expected]
