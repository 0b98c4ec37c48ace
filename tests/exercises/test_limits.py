"""Each limit lies between what is right and what is wrong, as it was measured or as the body's measures have it.

Readings are those of labelled clips (the sources in the exercises' tables quote them) or of an adult of round measures:
upper arm 28 cm, shoulders 36 cm apart, hands hanging 73 cm under the ears.
"""

from __future__ import annotations

import pytest

from trainer.exercise import Check, Circles, Exercise, Travel, View
from trainer.exercises import exercises, find

EXERCISES = [pytest.param(e, id=e.id) for e in exercises().values()]
CHECKS = [pytest.param(c, id=f"{e.id}/{c.code}") for e in exercises().values() for c in e.checks]

READINGS: list[tuple[str, str, View, tuple[float, ...], tuple[float, ...]]] = [
    ("aerobic", "slump", View.SIDE, (0, 8), (15, 20)),
    ("arm-reach", "short-hold", View.SIDE, (4.75, 5), (4.65, 3)),  # five seconds but for 0.3
    ("arm-reach", "arm-low", View.SIDE, (-3, 5), (-20, -32)),
    ("arm-reach", "head-lift", View.SIDE, (0, 3), (8.6, 19)),
    ("arm-reach", "elbow-bent", View.SIDE, (0, 11), (34, 53)),
    ("arm-reach", "trunk-twist", View.SIDE, (-2, 2), (-4, 4)),
    ("arm-slides", "elbow-off-wall", View.SIDE, (0, 3.1), (4.9, 6)),
    ("arm-slides", "elbow-off-wall", View.FRONT, (0, 3.1), (9,)),
    ("arm-slides", "wrist-off-wall", View.SIDE, (0, 3.2), (10,)),
    ("arm-slides", "shallow", View.FRONT, (79, 100), (69, 47)),
    ("arm-slides", "asymmetric", View.FRONT, (-4.1, 4.1), (-5.5, 5.5)),
    ("arm-slides", "asymmetric", View.OBLIQUE, (-5.3, 5.3), (-7.2, 7.2)),  # 30 % of 24 cm
    ("arm-slides", "back-off-wall", View.SIDE, (0, 3.1), (7.9,)),
    ("arm-slides", "too-fast", View.SIDE, (2,), (1.95,)),
    ("bear-roll", "too-fast", View.FRONT, (1,), (0.95,)),
    ("bear-roll", "one-sided", View.FRONT, (0.55, 1), (0.28, 0)),
    ("bear-roll", "wrong-order", View.FRONT, (0,), (1,)),
    ("butterfly", "hands-off", View.FRONT, (0, 0.5), (2.6, 10)),
    ("butterfly", "elbows-dropped", View.FRONT, (0, 3), (8, 12)),
    ("isometric-neck", "head-moves", View.FRONT, (-4, 4), (-15, 15)),
    ("isometric-neck", "hand-off", View.FRONT, (0, 2), (9, 11)),
    ("isometric-neck", "shrug", View.FRONT, (0, 0.7), (2.1, 2.8)),
    ("thoracic-extension", "shallow", View.SIDE, (75, 100), (43, 33)),
    ("thoracic-extension", "hands-off", View.SIDE, (8, 27), (5, 1)),
    ("thoracic-extension", "lumbar-lean", View.SIDE, (5, 13), (24, 37)),
    ("thoracic-extension", "too-fast", View.SIDE, (2,), (1.95,)),
]


@pytest.mark.parametrize(("exercise_id", "code", "view", "right", "wrong"), READINGS)
def test_a_limit_lies_between_right_and_wrong(exercise_id, code, view, right, wrong):
    (check,) = (c for c in find(exercise_id).checks if c.code == code and view in c.views)
    assert all(check.limit.excess(value) <= 0 for value in right)
    assert all(check.limit.excess(value) > 0 for value in wrong)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_hold_is_asked_for_as_the_article_has_it_but_for_three_tenths_of_a_second(exercise: Exercise):
    for check in exercise.checks:
        if check.code == "short-hold":
            assert exercise.hold_s is not None
            assert exercise.hold_s - 0.3 <= check.limit.limit <= exercise.hold_s


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_clear_lies_inside_the_limit(check: Check):
    if check.clear is not None:
        assert type(check.clear) is type(check.limit)
        assert check.limit.excess(check.clear.limit) < 0


@pytest.mark.parametrize("check", CHECKS)
def test_a_fault_lasts_long_enough_to_be_one_and_is_told_while_it_can_be_mended(check: Check):
    assert 0.4 <= check.lasting_s <= 1.0


# start or keep; exercise; signal; what is right; what is wrong
POSTURES: list[tuple[str, str, str, float, float]] = [
    ("start", "arm-reach", "trunk from the horizontal", 25, 60),  # on all fours; kneeling upright
    ("start", "arm-reach", "higher arm above the horizontal", -84, -45),  # on the floor; half way up
    ("keep", "arm-reach", "trunk from the horizontal", 25, 60),
    ("keep", "arm-reach", "higher arm above the horizontal", 5, 90),  # reaching; to the ceiling
    ("keep", "arm-reach", "lower arm above the horizontal", -84, 0),  # on the floor; both arms up
    ("start", "arm-slides", "forearms upright", 90, 45),
    ("start", "arm-slides", "elbows above the shoulders", -2.4, -28),  # 5° below the shoulder; hanging
    ("start", "arm-slides", "elbows above the shoulders", 0, 24),  # at the shoulder; 60° over it
    ("keep", "arm-slides", "forearms upright", 60, 0),
    ("keep", "bear-roll", "elbows under the shoulders", 15, 0),  # hands on the thighs; arms out
    ("keep", "bear-roll", "turn away from the camera", 60, 90),  # as far as it is no side view
    ("keep", "bear-roll", "trunk from upright", 5, 20),
    ("start", "butterfly", "elbow gap", 92, 36),  # straight out; hanging
    ("start", "butterfly", "hand from its shoulder", 10, 36),  # on it; on the other one
    ("start", "butterfly", "elbows below the shoulders", 7, 19.8),  # 15° low; 45°
    ("keep", "butterfly", "hands over the elbows", 0, -12.5),  # level; forearms 30° down
    ("keep", "butterfly", "hands over the shoulders", -12.5, -25),  # the same; forearms that hang from raised elbows
    ("start", "isometric-neck", "nearest hand from the head", 40, 11),  # on the chest; pressing
    ("start", "thoracic-extension", "wrist from its ear", 15, 40),  # behind the head; on the chest
    ("keep", "thoracic-extension", "wrist from its ear", 40, 73),  # one that slips; hanging
    ("start", "thoracic-extension", "elbow over its shoulder along the trunk", 2, -28),
]


@pytest.mark.parametrize(("when", "exercise_id", "signal", "right", "wrong"), POSTURES)
def test_a_posture_is_told_from_another_one(when: str, exercise_id: str, signal: str, right: float, wrong: float):
    postures = getattr(find(exercise_id).counting, when)
    limits = [posture.limit for posture in postures if posture.signal.name == signal]
    assert limits
    assert max(limit.excess(right) for limit in limits) <= 0 < max(limit.excess(wrong) for limit in limits)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_way_that_counts_is_shorter_than_an_adult_s_and_so_is_the_one_that_is_far(exercise: Exercise):
    rule = exercise.counting
    if isinstance(rule, Travel | Circles):
        assert 0 < rule.least < rule.full
    if isinstance(rule, Travel):
        assert 0 < rule.far < 1
        assert rule.least_hold_s < (exercise.hold_s or 1)
