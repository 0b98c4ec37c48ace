"""Curves of a set whose movement is known on paper."""

from __future__ import annotations

import pytest
from figures import arm, moved, nobody, pose, standing
from recorded import REPS, fault, rep, slides

from trainer.exercise import Strictness
from trainer.exercises import exercises, find
from trainer.pose import Joint
from trainer.report import traces
from trainer.report.traces import trace_of


def trace(exercise: str, poses=None, reps=REPS, spans=(), hold_s=None):
    return trace_of(find(exercise), slides() if poses is None else poses, reps, spans, hold_s, Strictness.NORMAL)


def test_ranges_are_those_of_the_movement():
    """Elbows that hang 28 cm under... are lifted the same way each time: all ranges are alike, and none is nothing."""
    ranges = [r for r in trace("arm-slides").ranges if r is not None]
    assert len(ranges) >= 4
    assert max(ranges) - min(ranges) < 1.0
    assert min(ranges) > 5.0


def test_somebody_who_walks_through_is_in_no_range():
    """At the top of a slide, for 0.4 s: elbows 60 + 28 cm over the hips in place of 50 + 25.6.

    An upper arm of 28 cm that points (0.4, 0.9) up lifts the elbow by 28 * 0.9 / hypot(0.4, 0.9) = 25.6 cm.
    """
    other = standing()
    for side in ("left", "right"):
        other = arm(other, side, (0.0, -1.0, 0.0), (0.0, -1.0, 0.0))
    other = moved(other, list(Joint), (0.9, 0.0, 0.0))
    other = moved(other, [joint for joint in Joint if "HIP" not in joint.name], (0.0, -0.1, 0.0))
    poses = [pose(p.t, other) if 1.8 <= p.t < 2.2 else p for p in slides(8.0)]
    ranges = trace("arm-slides", poses, reps=(rep(0), rep(1))).ranges
    assert ranges == (pytest.approx(25.6, abs=0.5), pytest.approx(25.6, abs=0.5))


def test_a_stretch_without_a_person_is_lost():
    """Gone at 9.0 s, back at 10.0 s in the middle of a slide, and at rest again from about 11 s on."""
    ((start, end),) = trace("arm-slides").lost
    assert 9.4 <= start <= 9.6
    assert 10.9 <= end <= 11.5


def test_a_hold_is_shown_in_seconds_against_what_was_asked():
    shown = trace("butterfly", hold_s=3.0)
    assert (shown.name, shown.unit, [line.value for line in shown.limits]) == ("held in good form", "s", [3.0])


def test_a_rhythm_is_shown_as_cadence_and_has_no_ranges():
    shown = trace("aerobic", reps=())
    assert (shown.name, shown.unit, shown.ranges, shown.limits) == ("review.cadence", "review.a-minute", (), ())


def test_where_time_is_the_point_there_are_no_ranges():
    assert trace("isometric-neck").ranges == ()


def test_the_noise_is_eight_degrees_or_what_they_make():
    assert (trace("thoracic-extension").noise, trace("thoracic-extension").range_unit) == (8.0, "deg")
    assert (trace("arm-slides").noise, trace("bear-roll").noise) == (4.0, 2.0)


def test_long_sets_are_thinned_and_keep_their_times(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(traces, "POINTS", 100)
    shown = trace("arm-slides", reps=())
    assert 70 <= len(shown.times) <= 101
    assert shown.times[0] == 0.0
    assert shown.times[-1] == pytest.approx(20.0, abs=0.3)


def test_the_worst_moment_is_when_the_signal_is_furthest():
    """A head that is lowest at 2.0 s of a fault from 1.0 to 3.0 s: shrugged shoulders are highest against it then."""
    worst = fault("shrug", 1.0, 3.0, "cm", "warn", end_s=3.0)
    poses = []
    for i in range(61):
        t = i / 15
        up = 0.05 * max(0.0, 1 - abs(t - 2.0))
        figure = {j: (x, y - (up if "SHOULDER" in j.name else 0.0), z) for j, (x, y, z) in standing().items()}
        poses.append(pose(t, figure))
    shown = trace("isometric-neck", poses, reps=(rep(0, worst),))
    assert shown.worst_s[worst] == pytest.approx(2.0, abs=0.07)


def test_a_fault_that_no_signal_shows_is_at_its_repetition_s_peak():
    slow = fault("too-fast", 0.0, 1.0, "s", "warn", end_s=4.0)
    assert trace("arm-slides", reps=(rep(0, slow),)).worst_s[slow] == 2.0


@pytest.mark.parametrize("exercise", list(exercises()))
def test_every_exercise_has_a_curve_even_of_nobody(exercise: str):
    shown = trace(exercise, [nobody(i / 15) for i in range(30)])
    assert len(shown.times) == 30
    assert set(shown.values) == {None}
