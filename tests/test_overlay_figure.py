"""The animated figure: that it shows the movement that is asked for, from where it is asked for."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from conftest import ROOT, SEVEN

from trainer.doses import Equipment
from trainer.exercise import View
from trainer.exercises import exercises
from trainer.overlay.capsules import draw_figure
from trainer.overlay.drawing import Box
from trainer.overlay.figure import figure, wanted_view
from trainer.overlay.movements import INDEX, JOINTS, Movement, Points, in_turn, movement_of
from trainer.overlay.props import props
from trainer.overlay.stamps import Stamps

DRAWN = [one for one in exercises().values() if movement_of(one.id, one.sides, None) is not None]
"""What has no figure is shown in words; which those are, nobody has to say here."""
ALL = [(exercise, side) for exercise in DRAWN for side in (*exercise.sides, None)]
NAMES = [f"{exercise.id}-{side}" for exercise, side in ALL]
BONES = [("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle")]
ROOM = (220, 200)


def movement(name: str, side: str | None = None) -> Movement:
    found = movement_of(name, exercises()[name].sides, side)
    assert found is not None
    return found


def path(name: str, joint: str, side: str | None = None) -> Points:
    """Where a joint goes, (N, 3) in metres."""
    return movement(name, side).joints[:, INDEX[joint]]


def apart(name: str, a: str, b: str, side: str | None = None) -> Points:
    """How far two joints are from each other, (N,) in metres."""
    return np.linalg.norm(path(name, a, side) - path(name, b, side), axis=1)


@pytest.mark.parametrize(("exercise", "side"), ALL, ids=NAMES)
def test_each_exercise_has_a_movement_that_loops(exercise, side) -> None:
    shown = movement(exercise.id, side)
    assert shown.t[0] == 0.0
    assert (np.diff(shown.t) > 0).all()
    assert shown.joints.shape == (len(shown.t), len(JOINTS), 3)
    assert np.array_equal(shown.joints[0], shown.joints[-1])
    assert shown.at(7 * shown.seconds) == pytest.approx(shown.at(0.0), abs=1e-6)


@pytest.mark.parametrize(("exercise", "side"), ALL, ids=NAMES)
def test_it_is_a_body_that_moves(exercise, side) -> None:
    shown = movement(exercise.id, side)
    for (a, b), part in itertools.product(BONES, ("left", "right")):
        lengths = np.linalg.norm(shown.joints[:, INDEX[f"{part}_{a}"]] - shown.joints[:, INDEX[f"{part}_{b}"]], axis=1)
        assert 0.2 < lengths.mean() < 0.5, (a, b)
        assert np.ptp(lengths) < 0.05, (a, b)
    assert shown.joints[..., 1].min() > -0.05, "the floor is at 0"
    assert (shown.joints[:, INDEX["left_hip"], 0] > shown.joints[:, INDEX["right_hip"], 0]).all(), "x is to the left"


def test_the_arm_of_the_side_reaches_forward() -> None:
    for side, other in (("left", "right"), ("right", "left")):
        reaching, resting = path("arm-reach", f"{side}_wrist", side), path("arm-reach", f"{other}_wrist", side)
        assert np.ptp(reaching[:, 1]) > 0.4
        assert np.ptp(resting[:, 1]) < 0.02
        top = reaching[:, 1].argmax()
        assert reaching[top, 2] > path("arm-reach", "nose", side)[top, 2], "further forward than the head"


@pytest.mark.parametrize(
    ("side", "near", "away"),
    [
        ("left", ["left_index"], ["right_index"]),
        ("right", ["right_index"], ["left_index"]),
        ("back", ["left_index", "right_index"], []),
    ],
)
def test_the_hands_press_on_the_side_that_is_asked_for(side: str, near: list[str], away: list[str]) -> None:
    for hand in near:
        assert min(apart("isometric-neck", hand, "nose", side)) < 0.28
    for hand in away:
        assert min(apart("isometric-neck", hand, "nose", side)) > 0.5
    if side == "back":
        assert all(held(side, hand)[2] < held(side, "left_ear")[2] for hand in near)


def held(side: str, joint: str) -> Points:
    """Where a joint is in the middle of the press."""
    press = movement("isometric-neck", side)
    return press.at(press.seconds / 2)[INDEX[joint]]


def test_one_palm_comes_to_the_forehead() -> None:
    hand = min("left_index", "right_index", key=lambda hand: min(apart("isometric-neck", hand, "nose", "front")))
    assert held("front", hand)[2] > held("front", "left_ear")[2] + 0.05
    assert held("front", hand)[1] > held("front", "nose")[1]


def test_the_other_movements_do_what_their_steps_say() -> None:
    elbows = apart("butterfly", "left_elbow", "right_elbow")
    assert elbows[0] > 0.6
    assert elbows.min() < 0.25
    assert np.ptp(path("arm-slides", "left_wrist")[:, 1]) > 0.2
    assert np.ptp(path("thoracic-extension", "nose")[:, 2]) > 0.2, "the head goes back"
    for foot in ("left_ankle", "right_ankle"):
        up, along = np.ptp(path("aerobic", foot)[:, 1]), np.ptp(path("aerobic", foot)[:, 2])
        assert up == pytest.approx(along, rel=0.4), "a pedal goes round"


def test_who_has_a_treadmill_walks() -> None:
    aerobic = exercises()["aerobic"]
    assert aerobic.programme is not None
    walking = replace(aerobic, programme=replace(aerobic.programme, equipment=(Equipment.TREADMILL,)))
    made = figure(walking, None, View.SIDE, False, ROOM)
    assert made is not None
    shown = made.movement
    assert shown is movement_of("aerobic", (), "treadmill")
    for foot in ("left_ankle", "right_ankle"):
        up, along = np.ptp(shown.joints[:, INDEX[foot]], axis=0)[1:]
        assert along > 3 * up, "a stride is long and flat"
    lead = shown.joints[:, INDEX["left_ankle"], 2] - shown.joints[:, INDEX["right_ankle"], 2]
    assert lead.max() > 0.4, "each foot has its turn in front"
    assert lead.min() < -0.4
    assert 0.9 < shown.seconds < 1.5, "two steps of walking"
    assert np.array_equal(shown.joints[0], shown.joints[-1])
    assert [len(shape.points) for shape in made.around] == [2, 2, 2, 4], "two posts, the rail, and the belt"
    belt = made.around[-1].points
    feet = shown.joints[:, [INDEX["left_foot_index"], INDEX["right_foot_index"]]]
    assert -0.05 < belt[0, 1] < feet[..., 1].min(), "under the feet"
    assert belt[:, 2].min() < feet[..., 2].min() < feet[..., 2].max() < belt[:, 2].max()


def test_who_has_both_machines_sits_on_the_bike() -> None:
    made = figure(exercises()["aerobic"], None, View.SIDE, False, ROOM)
    assert made is not None
    assert made.movement is movement_of("aerobic", (), None)


@pytest.mark.parametrize(("side", "sign"), [("forward", -1), ("backward", 1)])
def test_the_shoulders_roll_the_right_way_round(side: str, sign: int) -> None:
    for shoulder in ("left_shoulder", "right_shoulder"):
        _, y, z = path("bear-roll", shoulder, side).T
        area = float((z[:-1] * y[1:] - z[1:] * y[:-1]).sum()) / 2  # up, forward, down and back is clockwise: negative
        assert sign * area > 0.002, "square metres: a circle of 5 cm across has 0.002"


def steps(*values: float) -> Points:
    return np.array(values, float)[:, None, None] * np.ones((1, len(JOINTS), 3))


def test_a_movement_goes_evenly_from_pose_to_pose() -> None:
    loop = Movement(np.array([0.0, 1.0, 3.0]), steps(0, 10, 0))
    assert [loop.at(t)[0, 0] for t in (0.0, 0.5, 1.0, 2.0, 3.0, 3.5, 31.0)] == [0, 5, 10, 5, 0, 5, 10]


def test_sides_come_in_turn_each_for_about_six_seconds() -> None:
    quick, slow = Movement(np.array([0.0, 1.0, 3.0]), steps(0, 10, 0)), Movement(np.array([0.0, 5.0]), steps(40, 40))
    both = in_turn([quick, slow])
    assert both.seconds == pytest.approx(3 + 3 + 0.6 + 5 + 0.6)
    found = [round(float(both.at(t)[0, 0]), 6) for t in (1.0, 3.0, 4.0, 6.0, 6.3, 6.6, 11.6, 11.9, 12.2)]
    assert found == [10, 0, 10, 0, 20, 40, 40, 20, 0]


def test_what_has_no_figure_has_none() -> None:
    assert {one.id for one in DRAWN} >= SEVEN
    assert movement_of("squat", (), None) is None
    assert movement_of("squat", ("left", "right"), None) is None


@pytest.mark.parametrize(("exercise", "side"), ALL, ids=NAMES)
@pytest.mark.parametrize("mirrored", [False, True])
def test_every_joint_stays_in_the_box(exercise, side, mirrored: bool) -> None:
    for view in exercise.views:
        made = figure(exercise, side, view, mirrored, ROOM)
        assert made is not None
        assert made.size[0] <= ROOM[0]
        assert made.size[1] <= ROOM[1]
        assert ROOM[0] in made.size or ROOM[1] in made.size, "as large as there is room for"
        # Of an upper body the hands that hang are cut off by the lower edge.
        shown = JOINTS if len(made.limbs) == 12 else list(JOINTS[: INDEX["left_wrist"]])
        seen = made.project(made.movement.joints[:, [INDEX[name] for name in shown]])[..., :2]
        assert seen.min() >= 0
        assert (seen < made.size).all()


def column(name: str, side: str | None, view: View, joint: str, mirrored: bool = False) -> float:
    made = figure(exercises()[name], side, view, mirrored, ROOM)
    assert made is not None
    return float(made.project(made.movement.at(0.0))[INDEX[joint], 0])


def test_left_is_where_the_camera_sees_it() -> None:
    left, right = (column("butterfly", None, View.FRONT, f"{side}_shoulder") for side in ("left", "right"))
    assert left > right + 20
    mirror = [column("butterfly", None, View.FRONT, f"{side}_shoulder", mirrored=True) for side in ("left", "right")]
    assert mirror[0] < mirror[1] - 20


@pytest.mark.parametrize(("side", "mirrored", "looks"), [("left", False, -1), ("right", False, 1), ("left", True, 1)])
def test_from_the_side_the_arm_that_works_is_the_near_one(side: str, mirrored: bool, looks: int) -> None:
    nose, hip = (column("arm-reach", side, View.SIDE, joint, mirrored) for joint in ("nose", "left_hip"))
    assert looks * (nose - hip) > 40
    made = figure(exercises()["arm-reach"], side, View.SIDE, mirrored, ROOM)
    assert made is not None
    other = "right" if side == "left" else "left"
    near, far = (made.project(made.movement.at(0.0))[INDEX[f"{each}_elbow"], 2] for each in (side, other))
    assert near > far


def test_the_view_is_the_one_asked_for_or_the_one_that_shows_most() -> None:
    slides, roll = exercises()["arm-slides"], exercises()["bear-roll"]
    assert wanted_view(slides, View.FRONT) is View.FRONT
    assert wanted_view(slides, None) is View.SIDE
    assert wanted_view(roll, None) is View.OBLIQUE


def test_it_is_drawn_into_its_box_alone_and_moves() -> None:
    made = figure(exercises()["arm-reach"], "left", View.SIDE, False, ROOM)
    assert made is not None
    pictures = []
    for t in (0.0, 1.0, 0.0, made.movement.seconds):
        image = np.full((300, 300, 3), 128, np.uint8)
        draw_figure(image, Stamps(), Box(30, 40, *made.size), made, t)
        pictures.append(image)
        outside = image.copy()
        outside[40 : 40 + made.size[1], 30 : 30 + made.size[0]] = 128
        assert (outside == 128).all()
    assert not np.array_equal(pictures[0], pictures[1])
    assert np.array_equal(pictures[0], pictures[2])
    assert np.array_equal(pictures[0], pictures[3])


@pytest.mark.parametrize(
    ("name", "count", "filled"),
    [("arm-slides", 1, 1), ("arm-reach", 1, 1), ("thoracic-extension", 6, 1), ("aerobic", 6, 0)],
)
def test_what_it_is_done_on_stands_there(name: str, count: int, filled: int) -> None:
    dose = exercises()[name].programme
    assert dose is not None
    shapes = props(dose.equipment, movement(name).joints)
    assert (len(shapes), sum(shape.filled for shape in shapes)) == (count, filled)


def test_the_chair_carries_and_the_wall_is_behind() -> None:
    seat = props((Equipment.CHAIR,), movement("thoracic-extension").joints)[-1].points
    hips = path("thoracic-extension", "left_hip").mean(axis=0)
    assert hips[1] - 0.2 < seat[:, 1].max() < hips[1]
    assert seat[:, 2].min() < hips[2] < seat[:, 2].max()
    wall = props((Equipment.WALL,), movement("arm-slides").joints)[0].points
    assert wall[:, 2].max() < movement("arm-slides").joints[:, INDEX["left_hip"], 2].min()
    assert props((), movement("butterfly").joints) == ()


def test_all_figures_together_are_small() -> None:
    assert (ROOT / "trainer" / "overlay" / "figures.npz").stat().st_size < 100_000
