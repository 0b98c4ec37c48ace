"""A session's order, its camera positions and its length, computed by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trainer.exercise import View
from trainer.exercises import exercises
from trainer.workout.layout import arranged, positions, seconds
from trainer.workout.steps import Step

FRONT, OBLIQUE, SIDE = View.FRONT, View.OBLIQUE, View.SIDE
Row = tuple[str, str | None, int, float | None, float | None, float, View | None]


def laid_out(**amounts: int) -> tuple[Step, ...]:
    """The sets of these exercises, - written as _."""
    return arranged([(exercises()[name.replace("_", "-")], amount) for name, amount in amounts.items()])


def rows(steps: tuple[Step, ...]) -> list[Row]:
    return [(s.exercise.id, s.side, s.reps, s.hold_s, s.minutes, s.rest_s, s.view) for s in steps]


def test_a_session_of_a_quarter_of_an_hour():
    steps = laid_out(arm_reach=5, thoracic_extension=10, butterfly=10, isometric_neck=5, bear_roll=10)
    assert rows(steps) == [
        ("bear-roll", None, 10, None, None, 30.0, FRONT),
        ("isometric-neck", "front", 5, 10, None, 15.0, FRONT),
        ("isometric-neck", "left", 5, 10, None, 15.0, FRONT),
        ("isometric-neck", "right", 5, 10, None, 15.0, FRONT),
        ("isometric-neck", "back", 5, 10, None, 30.0, FRONT),
        ("butterfly", None, 10, 5, None, 30.0, FRONT),
        ("arm-reach", "left", 5, 5, None, 15.0, SIDE),
        ("arm-reach", "right", 5, 5, None, 30.0, SIDE),
        ("thoracic-extension", None, 10, None, None, 0.0, SIDE),
    ]
    # bear roll: 15 s of set-up, 10 circles of 3 s, 30 s of rest
    # neck: 15 + 3 x 5 s of set-up, 4 x 5 presses of 5 + 10 s, 3 x 15 + 30 s of rest
    # butterfly: 15 + 10 x (5 + 5) + 30; arm reach: 30 to turn, 15 + 5, 2 x 5 x (5 + 5), 15 + 30
    # thoracic extension: 15 + 10 x 6, and no rest after the last
    assert seconds(steps) == 75 + 405 + 145 + 195 + 75 == 895


def test_minutes_on_a_bike_are_one_set():
    steps = laid_out(aerobic=20)
    assert rows(steps) == [("aerobic", None, 0, None, 20.0, 0.0, OBLIQUE)]
    assert seconds(steps) == 15 + 20 * 60


def test_nothing_takes_no_time():
    assert seconds(()) == 0


@pytest.mark.parametrize(
    ("names", "views"),
    [
        # slides are seen from anywhere: never a reason to move the camera
        (("butterfly", "arm-slides"), {"butterfly": FRONT, "arm-slides": FRONT}),
        (("arm-reach", "arm-slides"), {"arm-reach": SIDE, "arm-slides": SIDE}),
        # alone they stand where both the wall and the other arm show
        (("arm-slides",), {"arm-slides": OBLIQUE}),
        # one view for both, though each has others
        (("bear-roll", "thoracic-extension"), {"bear-roll": OBLIQUE, "thoracic-extension": OBLIQUE}),
        # two views suffice for all; the slides stand where more of them is judged
        (
            ("isometric-neck", "bear-roll", "arm-slides", "arm-reach", "aerobic"),
            {"isometric-neck": FRONT, "bear-roll": FRONT, "arm-slides": SIDE, "arm-reach": SIDE, "aerobic": SIDE},
        ),
    ],
)
def test_the_camera_stands_in_as_few_places_as_do(names: tuple[str, ...], views: dict[str, View]):
    assert positions([exercises()[name] for name in names]) == views


def test_an_exercise_never_stands_where_it_is_not_recognised():
    sideways = replace(exercises()["butterfly"], id="sideways", views=frozenset({SIDE}))
    assert positions([exercises()["butterfly"], sideways]) == {"butterfly": FRONT, "sideways": SIDE}


def test_what_tires_comes_last_within_a_view():
    steps = laid_out(aerobic=20, arm_reach=5, thoracic_extension=10)
    assert [step.exercise.id for step in steps] == ["arm-reach", "arm-reach", "thoracic-extension", "aerobic"]


def test_every_exercise_of_the_programme_says_how_much():
    doses = {e.id: (e.programme.low, e.programme.high) for e in exercises().values() if e.programme is not None}
    assert doses == {
        "aerobic": (20, 30),
        "arm-reach": (5, 10),
        "arm-slides": (10, 10),
        "bear-roll": (10, 10),
        "butterfly": (10, 10),
        "isometric-neck": (5, 10),
        "thoracic-extension": (10, 10),
    }
