"""What holds for every exercise, found by discovery: a new file is tested here without a new line."""

from __future__ import annotations

import math
from importlib import import_module
from itertools import pairwise
from statistics import median

import pytest
from figures import arm, body, standing
from sample_truth import REPS, exercise_of

from trainer.exercise import Check, Exercise, Signal, View
from trainer.exercises import exercises, find
from trainer.pose import Joint

EXERCISES = [pytest.param(e, id=e.id) for e in exercises().values()]
CHECKS = [pytest.param(c, id=f"{e.id}/{c.code}") for e in exercises().values() for c in e.checks]


def test_the_seven_of_the_programme_are_there():
    programme = {"isometric-neck", "arm-reach", "thoracic-extension", "arm-slides", "butterfly", "bear-roll", "aerobic"}
    assert programme <= set(exercises())


@pytest.mark.parametrize("exercise", EXERCISES)
def test_it_is_written_down_in_full(exercise: Exercise):
    for text in (exercise.id, exercise.name, exercise.dose, exercise.view_hint, exercise.hero_name, exercise.hero_unit):
        assert text.strip()
    assert exercise.steps
    for step in exercise.steps:
        assert step[0].isupper(), step
        assert step.endswith((".", "?")), step
    assert exercise.views
    assert exercise.needs
    assert exercise.must_not_count
    assert exercise.reps >= 0  # 0: no target, as for half an hour of pedal turns
    assert exercise.hold_s is None or exercise.hold_s > 0
    assert exercise.checks


@pytest.mark.parametrize("exercise", EXERCISES)
def test_its_id_and_codes_are_words_for_a_command_line(exercise: Exercise):
    for word in (exercise.id, *(check.code for check in exercise.checks), *exercise.sides):
        assert word == word.lower()
        assert word.replace("-", "").isalpha()


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_code_means_one_thing_in_a_view(exercise: Exercise, view: View):
    codes = [check.code for check in exercise.checks if view in check.views]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_code_breaks_in_every_view_or_in_none(exercise: Exercise):
    kinds = {(check.code, check.severity) for check in exercise.checks}
    assert len(kinds) == len({code for code, _ in kinds})


@pytest.mark.parametrize("exercise", EXERCISES)
def test_whatever_breaks_a_repetition_can_be_seen_from_a_view_that_suits_it(exercise: Exercise):
    for check in exercise.checks:
        assert check.views & exercise.views, check.code


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_says_its_rule_its_limit_and_where_that_comes_from(check: Check):
    assert check.what.strip()
    assert check.source.strip()
    assert str(check.limit)[0] in "≤≥±"
    assert check.limit.unit.strip()
    assert check.severity in ("break", "warn")
    assert check.views <= frozenset(View)
    assert check.views


@pytest.mark.parametrize("check", CHECKS)
def test_a_cue_is_at_most_six_words(check: Check):
    assert 1 <= len(check.cue.split()) <= 6


@pytest.mark.parametrize("yaw", [0.0, 40.0, -40.0, 85.0, -85.0])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_joint_that_left_the_picture_makes_a_signal_unseen_and_breaks_none(exercise: Exercise, yaw: float):
    module = import_module(f"trainer.exercises.{exercise.id.replace('-', '_')}")
    signals = [thing for thing in vars(module).values() if isinstance(thing, Signal)]
    assert signals
    figure = arm(arm(standing(), "left", (1, 0, -1), (0, -1, 0)), "right", (-1, 0, -1), (0, -1, 0))
    for joint in Joint:
        seen = body(figure, yaw, gone=[joint])
        for signal in signals:
            value = signal.of(seen)
            assert value is None or math.isfinite(value), (signal.name, joint.name)
    nothing = body(figure, yaw, gone=Joint)
    for signal in signals:
        value = signal.of(nothing)
        assert value is None or math.isfinite(value), signal.name


# As the health article asks: fewest and most repetitions (minutes of the bike or treadmill), seconds held.
DOSES = {
    "aerobic": (20, 30, None),
    "arm-reach": (5, 10, 5),
    "arm-slides": (10, 10, None),
    "bear-roll": (10, 10, None),
    "butterfly": (10, 10, 5),
    "isometric-neck": (5, 10, 10),
    "thoracic-extension": (10, 10, None),
}


@pytest.mark.parametrize("exercise_id", DOSES)
def test_a_dose_is_the_article_s(exercise_id: str):
    exercise = find(exercise_id)
    assert exercise.programme is not None
    assert (exercise.programme.low, exercise.programme.high, exercise.hold_s) == DOSES[exercise_id]
    low, high, _ = DOSES[exercise_id]
    assert exercise.reps == 0 if exercise.programme.unit == "minutes" else low <= exercise.reps <= high
    assert exercise.programme.sides_together == (exercise_id == "bear-roll")  # one way, and then the other way
    assert exercise.programme.strain in (1, 2, 3)


@pytest.mark.parametrize("exercise_id", [e for e in DOSES if e != "aerobic"])
def test_a_repetition_takes_as_long_as_in_the_samples_and_a_breath(exercise_id: str):
    """From one start to the next without the hold, the middle one of the labels; a breath is two seconds at most."""
    ways = [
        after.start_s - before.start_s - (before.hold_s or 0.0)
        for name in REPS
        if exercise_of(name) == exercise_id
        for before, after in pairwise(REPS[name])
    ]
    programme = find(exercise_id).programme
    assert programme is not None
    assert median(ways) <= programme.seconds_each <= median(ways) + 2
