"""Sentences about a set."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from recorded import fault, rep

from trainer.exercise import Strictness, View
from trainer.exercises import find
from trainer.limits import AtLeast, AtMost, Within
from trainer.report.traces import limits_of
from trainer.report.words import (
    beyond_model,
    coverage_of,
    fault_sentence,
    good_thing,
    limit_text,
    measured,
    next_thing,
    reason_of,
)

SLIDES = find("arm-slides")


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (3.14, "s", "3.1 s"), (54.0, "%", "54 %"), (12.4, "deg", "12°"), (7.25, "cm", "7.2 cm"), (14.0, "cm", "14 cm"),
        (math.nan, "cm", "not known"), (12.0, "s", "12.0 s"),
    ],
)  # fmt: skip
def test_numbers_are_read_with_their_unit(value: float, unit: str, told: str):
    assert measured(value, unit) == told


def test_limits_are_read_with_their_sign():
    told = [limit_text(limit) for limit in (AtMost(12, "deg"), AtLeast(4.7, "s"), Within(9, "deg"))]
    assert told == ["≤ 12°", "≥ 4.7 s", "± 9.0°"]


def test_a_counted_repetition_has_no_reason():
    assert reason_of(rep(0), SLIDES, {}) == ""


def test_a_fault_of_an_unknown_code_is_told_by_its_name():
    assert fault_sentence(fault("odd-thing", 1.0, 2.0, "cm"), SLIDES, {}) == "odd thing: was 2.0 cm"


def test_limits_are_those_of_the_set():
    strict = limits_of(find("isometric-neck"), Strictness.STRICT, 4.0)
    assert strict["short-hold"] == AtLeast(3.7, "s")
    normal = limits_of(find("isometric-neck"), Strictness.NORMAL, 10.0)["head-moves"]
    assert strict["head-moves"].limit == pytest.approx(0.8 * normal.limit)


SHALLOW = fault("shallow", 1.0, 40.0, "%")
ALL = tuple(c.code for c in SLIDES.checks)
FAST = fault("too-fast", 1.0, 1.0, "s", "warn")


@pytest.mark.parametrize(
    ("reps", "good"),
    [
        ((), "You took the time for it."),
        ((rep(0), rep(1), rep(2, FAST)), "All 3 repetitions counted."),
        ((rep(0, SHALLOW), rep(1, SHALLOW), rep(2), rep(3)), "You fixed it on the way: shallow."),
        ((rep(0, unseen=ALL), rep(1, SHALLOW, unseen=ALL)), "1 of 2 repetitions counted."),
    ],
)  # fmt: skip
def test_the_good_thing(reps: tuple, good: str):
    assert good_thing(SLIDES, reps) == good


@pytest.mark.parametrize(
    ("reps", "spans", "told"),
    [
        ((rep(0, SHALLOW), rep(1, SHALLOW), rep(2, FAST)), (), "shallow cost 2 repetitions."),
        ((rep(0), rep(1, FAST)), (), "too fast, 1 time."),
        ((rep(0),), (fault("slump", 1.0, 20.0, "deg", "warn"),), "Slump, 1 time."),
        ((rep(0, unseen=("shallow",)),), (), f"Let the camera see more: {SLIDES.view_hint}."),
        ((rep(0),), (), "Keep it like this."),
        ((), (), "Do the first repetition."),
    ],
)  # fmt: skip
def test_the_next_thing(reps: tuple, spans: tuple, told: str):
    assert next_thing(SLIDES, reps, spans).endswith(told)


def test_a_larger_model_is_not_asked_of_the_camera():
    reps = (rep(0, unseen=("elbow-off-wall", "shallow")),)
    beyond = beyond_model(SLIDES, ("elbow-off-wall", "uneven", "asymmetric"), View.OBLIQUE)
    assert beyond == {"elbow-off-wall", "asymmetric"}, "there is no check “uneven”"
    assert next_thing(SLIDES, reps, (), beyond=beyond).startswith("Let the camera see more"), "shallow was not seen"
    assert next_thing(SLIDES, reps, (), beyond={*beyond, "shallow"}) == "Keep it like this."
    from_the_front = beyond_model(find("thoracic-extension"), ("hands-off", "lumbar-lean"), View.FRONT)
    assert from_the_front == set(), "no model shows it from here"
    assert beyond_model(SLIDES, ("asymmetric",), None) == set()


def test_coverage_counts_what_was_judged_and_says_from_where_it_would_show():
    reach = find("arm-reach")
    reach = replace(reach, checks=tuple(replace(c, views=frozenset({View.SIDE})) for c in reach.checks))
    reps = [rep(0), rep(1, unseen=("elbow-bent",)), rep(2)]
    found = {c.code: c for c in coverage_of(reach, reps, ("arm-low",), View.FRONT)}
    assert (found["elbow-bent"].judged, found["elbow-bent"].total) == (2, 3)
    assert (found["arm-low"].share, found["arm-low"].why) == (0.0, "shows only from the side")
    assert found["short-hold"].share == 1.0


def test_coverage_tells_when_the_model_was_too_small():
    (found,) = [
        c for c in coverage_of(find("butterfly"), [], ("elbows-apart",), View.FRONT) if c.code == "elbows-apart"
    ]
    assert found.why == "takes a larger model"


def test_coverage_of_an_unknown_exercise_lists_what_was_not_seen():
    assert [c.code for c in coverage_of(None, [rep(0, unseen=("x",))], ("y",), None)] == ["y", "x"]
