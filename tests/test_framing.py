"""What the person is told before an exercise can start."""

from __future__ import annotations

import math

import pytest
from figures import Figure, Joint, moved, nobody, pose, standing, turned

from trainer.body import Yardstick
from trainer.exercise import Exercise, View
from trainer.exercises import exercises, find
from trainer.framing import framing_hint, posture_hint, roll, start_postures, view_hint
from trainer.pose import Pose
from trainer.saying import Phrase
from trainer.words import Words

BUTTERFLY = find("butterfly")


def said(hint: Phrase | None) -> str | None:
    return None if hint is None else Words().say(hint)


def hint(figure, **how):
    p = pose(0.0, figure, **how)
    return said(framing_hint(BUTTERFLY, p, Yardstick().measure(p)))


def test_nobody():
    assert said(framing_hint(BUTTERFLY, nobody(0.0), None)) == "step into the picture"


def test_all_that_is_needed_is_there():
    assert hint(standing()) is None


def test_too_near_asks_to_step_back_and_names_the_part():
    assert hint(standing(), px_per_m=900) == "step back: I can't see your shoulders"


def test_cut_at_one_side_asks_for_the_middle():
    aside = moved(standing(), list(Joint), (1.5, 0.0, 0.0))  # the picture ends 1.6 m from its middle
    assert hint(aside) == "move to the middle: I can't see your shoulders"


def test_two_people_who_could_both_be_meant():
    p = pose(0.0, standing())
    crowd = Pose(p.t, p.size, p.image, p.world, p.visibility, people=2, sure=False)
    assert said(framing_hint(BUTTERFLY, crowd, Yardstick().measure(crowd))).startswith("I can't tell who exercises")


def test_the_start_posture_is_asked_for():
    body = Yardstick().measure(pose(0.0, standing()))
    assert said(posture_hint(BUTTERFLY, body)) == "put your hands on your shoulders"


@pytest.mark.parametrize(("yaw", "expected"), [(0, None), (80, "face the camera")])
def test_the_view_is_asked_for(yaw, expected):
    body = Yardstick().measure(pose(0.0, turned(standing(), yaw)))
    assert said(view_hint(BUTTERFLY, body)) == expected


def test_a_side_view_is_asked_for_where_it_is_wanted():
    body = Yardstick().measure(pose(0.0, standing()))
    assert said(view_hint(find("arm-reach"), body)) == "turn your side to the camera"


@pytest.mark.parametrize(
    ("yaw", "view", "expected"),
    [
        (0, View.OBLIQUE, "turn half to the camera"),
        (0, View.SIDE, "turn your side to the camera"),
        (0, None, "turn your side to the camera"),
        (0, View.FRONT, "turn your side to the camera"),  # which does not suit
        (40, View.SIDE, None),  # suits as well
    ],
)
def test_the_view_that_was_planned_is_asked_for_first(yaw: float, view: View | None, expected: str | None):
    body = Yardstick().measure(pose(0.0, turned(standing(), yaw)))
    assert body is not None
    assert said(view_hint(find("thoracic-extension"), body, None, view)) == expected


# The hips are in the middle of 640 x 480 at 200 pixels a metre: shoulders in row 140, wrists in row 246, and the
# crown, 12 cm over the eyes, in row 72.
@pytest.mark.parametrize(
    ("down_m", "px_per_m", "expected"),
    [
        (-0.8, 200, "tilt the camera up: I can't see your shoulders"),  # 20 rows out, the crown 88, 394 rows of room
        (-1.1, 200, "step back: I can't see your shoulders"),  # the crown 148 rows out: more than a quarter
        (1.3, 200, "tilt the camera down: I can't see your hands"),  # 26 rows out, 332 rows of room over the crown
        (0.45, 560, "step back: I can't see your hands"),  # 29 rows out, 22 rows of room
        (0.0, 79, "come nearer: you are too small to see"),
        (0.0, 81, None),
    ],
)
def test_which_way_to_go(down_m: float, px_per_m: float, expected: str | None):
    assert hint(moved(standing(), list(Joint), (0.0, down_m, 0.0)), px_per_m=px_per_m) == expected


def test_who_reaches_out_on_both_sides_steps_back():
    wide = moved(standing(), [Joint.LEFT_WRIST], (1.5, 0.0, 0.0))
    wide = moved(wide, [Joint.RIGHT_WRIST], (-1.5, 0.0, 0.0))
    assert hint(wide) == "step back: I can't see your hands"


def rolled(figure: Figure, degrees: float) -> Figure:
    """The figure as a camera shows it that is turned: its head leans to the picture's right."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return {joint: (c * x - s * y, s * x + c * y, z) for joint, (x, y, z) in figure.items()}


UPPER = [joint for joint in Joint if joint < Joint.LEFT_HIP]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (standing(), 0.0),
        (rolled(standing(), 12), 12.0),
        (rolled(standing(), -20), -20.0),
        (rolled(turned(standing(), 40), 12), 12.0),
        (rolled(turned(standing(), 180), 12), 12.0),  # seen from behind
        (rolled(standing(), 6), 0.0),  # less than what tells it from a person's own unevenness
        (moved(standing(), UPPER, (0.15, 0.0, 0.0)), 0.0),  # who leans to one side keeps hips and shoulders level
        (rolled(standing(), 50), None),  # not upright
        (turned(standing(), 85), None),  # from the side there is no line of shoulders
    ],
)
def test_the_tilt_of_the_camera(figure: Figure, expected: float | None):
    body = Yardstick().measure(pose(0.0, figure))
    assert body is not None
    found = roll(body)
    assert found == (None if expected is None else pytest.approx(expected, abs=0.5))


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda e: e.id)
def test_start_postures_say_what_to_do(exercise: Exercise):
    assert all(posture.hint for posture in start_postures(exercise))
    assert bool(start_postures(exercise)) == (exercise.id != "aerobic")
