"""What a checker makes of its watches: of several signals, of views, of clocks and of what lasts over time."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from test_checking import between, check, exercise, run
from test_counting import series

from trainer.checking import Checker, scaled
from trainer.counting.travel import TravelCounter
from trainer.exercise import AtLeast, Signal, Strictness, View

NOD = Signal("nod", "deg", lambda b: b.nod)
REP = ((1, 0), (1, 40), (6, 40), (1, 0), (1, 0))


def judged(toy, tilt, nod=lambda t: 0.0, legs=REP, view=View.FRONT):
    """Reps of a set with two signals, and its checker and counter."""
    counter, checker, reps = TravelCounter(toy.counting), Checker(toy, Strictness.NORMAL, 5), []
    for t, way in series(*legs):
        body = SimpleNamespace(
            way=way, ready=float(way < 5), kept=1.0, px_per_m=300.0, tilt=tilt(t), nod=nod(t), view=view, detail=2
        )
        ended = counter.step(t, body)
        checker.step(t, body, counter)
        reps += [checker.verdict(len(reps), m) for m in ended]
    return reps, checker, counter


def test_of_several_signals_the_worst_counts_from_the_first_to_the_last():
    both = exercise(check(also=(NOD,)))
    for tilt, nod in ((between(3, 4, 12), between(4.5, 6, 17)), (between(4.5, 6, 17), between(3, 4, 12))):
        ((rep,), _, _) = judged(both, tilt, nod)
        assert [f.worst for f in rep.faults] == [17]
        assert (rep.faults[0].start_s, rep.faults[0].end_s) == pytest.approx((3.0, 6.0), abs=0.05)


@pytest.mark.parametrize(("tilt", "faults", "unseen"), [(0.0, [], ("tilts",)), (12.0, ["tilts"], ())])
def test_of_several_signals_one_that_is_not_seen_hides_what_is_right_and_no_fault(tilt, faults, unseen):
    ((rep,), _, _) = judged(exercise(check(also=(NOD,))), lambda t: tilt, lambda t: None)
    assert ([f.code for f in rep.faults], rep.unseen) == (faults, unseen)


def test_what_a_view_never_shows_is_told_before_anything_is_seen():
    side = check(code="leans", views=frozenset({View.SIDE}))
    toy = replace(exercise(check(), side, check(code="leans", views=frozenset({View.OBLIQUE}))), never_seen=("slips",))
    checker = Checker(toy, Strictness.NORMAL, None)
    assert checker.blind(View.FRONT) == ("leans", "slips")
    assert checker.blind(View.SIDE) == checker.blind(View.OBLIQUE) == ("slips",)
    assert checker.blind(None) == ()


def test_own_values_are_kept_where_a_check_compares_with_them_from_this_view():
    """One faultless repetition at 20°; what is not compared with the own value is none."""
    own = check(against="own", typical=True, views=frozenset({View.FRONT}))
    _, checker, _ = judged(exercise(own, check(code="nods", value=NOD)), lambda t: 20.0)
    assert (checker.bests(View.FRONT), checker.bests(View.SIDE)) == ({"tilt": 20.0}, {})
    assert Checker(exercise(own), Strictness.NORMAL, 5).bests(View.FRONT) == {}
    again = Checker(exercise(own), Strictness.NORMAL, 5)
    again.expect({"tilt": 20.0, "other": 1.0})
    counter, reps = TravelCounter(exercise(own).counting), []
    for t, way in series(*REP):
        body = SimpleNamespace(
            way=way, ready=float(way < 5), kept=1.0, px_per_m=300.0, tilt=32.0, view=View.FRONT, detail=2
        )
        ended = counter.step(t, body)
        again.step(t, body, counter)
        reps += [again.verdict(0, m) for m in ended]
    assert [f.worst for f in reps[0].faults] == [12.0]  # 32 against the 20 of another day


def test_size_is_a_share_of_the_own_best():
    reps, _, _ = judged(exercise(check()), lambda t: 0.0, legs=(*REP, (1, 30), (6, 30), (1, 0), (1, 0)))
    assert [rep.size for rep in reps] == pytest.approx([1.0, 0.75], abs=0.01)


@pytest.mark.parametrize(("severity", "good_s"), [("break", 1.6), ("warn", 3.5)])
def test_a_breaking_fault_stops_the_clock_and_a_warning_does_not(severity, good_s):
    """In position from about 2 s on; a fault from 3.2 s on is known to last at 3.6 s. Until then all of it is good."""
    _, live = run([check(severity=severity)], between(3.2, 7, 12))
    good = {round(t, 1): seconds for t, _, seconds in live}
    assert good[2.4] == pytest.approx(0.4, abs=0.3)
    assert good[5.5] == pytest.approx(good_s, abs=0.3)


def test_a_span_is_watched_while_the_set_s_movement_goes_on():
    """50° at rest are the own ones; 20° more in the movement, from 1 to 9 s, are told, and at rest after it not."""
    span = check(code="slumps", during="span", lasting_s=1.0)
    _, checker, counter = judged(exercise(span), between(3, 30, 70, rest=50), legs=(*REP, (5, 0)))
    (fault,) = checker.spans(counter)
    assert fault.code == "slumps"
    assert (fault.start_s, fault.end_s) == pytest.approx((2.9, 9.0), abs=0.2)
    _, checker, counter = judged(exercise(span), between(9.5, 30, 70, rest=50), legs=(*REP, (5, 0)))
    assert checker.spans(counter) == ()


def test_strictness_asks_for_more_of_a_share_below_one():
    assert scaled(AtLeast(0.4, "of the other"), Strictness.STRICT) == AtLeast(0.5, "of the other")
    assert scaled(AtLeast(0.0, "deg"), Strictness.STRICT) == AtLeast(0.0, "deg")
