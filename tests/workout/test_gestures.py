"""What raised hands ask for: sequences of figures at 10 frames a second, and what comes of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from figures import Figure, arm, nobody, pose, turned
from person import LEFT_UP, RIGHT_UP, STAND, UP, pointing
from sample_truth import NAMES, recorded

from trainer.pose import Joint
from trainer.stage import Stage
from trainer.workout.gestures import Gestures, GestureState
from trainer.workout.moment import Action
from trainer.workout.questions import Asking

SEATED = STAND | {
    Joint.LEFT_KNEE: (0.15, 0.05, -0.4), Joint.RIGHT_KNEE: (-0.15, 0.05, -0.4),
    Joint.LEFT_ANKLE: (0.15, 0.45, -0.4), Joint.RIGHT_ANKLE: (-0.15, 0.45, -0.4),
}  # fmt: skip
BOTH_UP = arm(RIGHT_UP, "left", UP, UP)
ACROSS = (0.6, -1.0, 0.0)
# Elbow out at shoulder height, palm on the forehead: the wrist 4 cm above the nose, as in a neck press.
ON_FOREHEAD = STAND | {Joint.RIGHT_ELBOW: (-0.38, -0.5, -0.15), Joint.RIGHT_WRIST: (-0.1, -0.73, -0.15)}
# As in the thoracic extension: hands behind the head 4 cm under the nose, elbows out and 15 cm higher than they are.
BEHIND_HEAD = STAND | {
    Joint.RIGHT_ELBOW: (-0.35, -0.8, 0.05), Joint.RIGHT_WRIST: (-0.1, -0.65, 0.1),
    Joint.LEFT_ELBOW: (0.35, -0.8, 0.05), Joint.LEFT_WRIST: (0.1, -0.65, 0.1),
}  # fmt: skip
# The same with level forearms, elbows a little lower than the wrists.
BESIDE_HEAD = BEHIND_HEAD | {Joint.RIGHT_ELBOW: (-0.35, -0.6, 0.05), Joint.LEFT_ELBOW: (0.35, -0.6, 0.05)}
LAP = SEATED | {Joint.RIGHT_WRIST: (-0.1, -0.05, -0.3), Joint.RIGHT_ELBOW: (-0.2, -0.2, 0.0)}
Part = tuple[float, Figure | None]


def played(*parts: Part, fps: int = 10) -> list[GestureState]:
    """Each figure for so many seconds; None is nobody."""
    gestures, states = Gestures(), []
    for seconds, seen in parts:
        for _ in range(round(seconds * fps)):
            t = len(states) / fps
            states.append(
                gestures.step(nobody(t) if seen is None else pose(t, seen) if isinstance(seen, dict) else seen)
            )
    return states


def asked(states: Iterable[GestureState]) -> list[tuple[int, str]]:
    """Number of the frame and what was asked for with it."""
    return [(i, str(state.action)) for i, state in enumerate(states) if state.action is not None]


@pytest.mark.parametrize(
    ("situation", "parts", "expected"),
    [
        ("the right hand goes on", [(1, STAND), (3, RIGHT_UP)], [(25, "go")]),
        ("the left hand skips", [(1, STAND), (3, LEFT_UP)], [(25, "skip")]),
        ("seated", [(1, SEATED), (3, arm(SEATED, "right", UP, UP))], [(25, "go")]),
        ("turned by 40 degrees", [(1, turned(STAND, 40)), (3, turned(LEFT_UP, 40))], [(25, "skip")]),
        ("an arm bent over the head", [(1, STAND), (3, arm(STAND, "left", UP, ACROSS))], [(25, "skip")]),
        ("too short", [(1, STAND), (1.4, RIGHT_UP), (2, STAND)], []),
        ("both hands", [(1, STAND), (3, BOTH_UP)], []),
        ("the other hand comes up", [(1, STAND), (1, RIGHT_UP), (3, BOTH_UP)], []),
        ("the other hand for a moment", [(1, STAND), (1, RIGHT_UP), (0.1, BOTH_UP), (2, RIGHT_UP)], [(36, "go")]),
        ("one of both comes down", [(1, BOTH_UP), (2, RIGHT_UP)], [(25, "go")]),
        ("up for ever", [(1, STAND), (20, RIGHT_UP)], [(25, "go")]),
        ("up twice", [(1, STAND), (2, RIGHT_UP), (1, STAND), (2, LEFT_UP)], [(25, "go"), (55, "skip")]),
        ("hardly down between", [(1, STAND), (2, RIGHT_UP), (0.2, STAND), (3, RIGHT_UP)], [(25, "go")]),
        ("out of sight between", [(1, STAND), (2, RIGHT_UP), (2, None), (3, RIGHT_UP)], [(25, "go")]),
        ("a dropout", [(1, STAND), (0.8, RIGHT_UP), (0.2, None), (2, RIGHT_UP)], [(25, "go")]),
        ("a wobble", [(1, STAND), (0.8, RIGHT_UP), (0.2, STAND), (2, RIGHT_UP)], [(25, "go")]),
        ("down for longer", [(1, STAND), (0.8, RIGHT_UP), (0.4, STAND), (2, RIGHT_UP)], [(37, "go")]),
        ("from hand to hand", [(1, STAND), (1, RIGHT_UP), (2, LEFT_UP)], [(35, "skip")]),
        ("a palm on the forehead", [(1, STAND), (9, ON_FOREHEAD)], []),
        ("nobody", [(5, None)], []),
    ],
)  # fmt: skip
def test_a_hand_above_the_head(situation: str, parts: list[Part], expected: list[tuple[int, str]]):
    assert asked(played(*parts)) == expected, situation


def on_hands_and_knees(figure: Figure) -> Figure:
    """The figure tipped forward until its trunk is level: head to the picture's right, hands on the floor."""
    return {joint: (-y, x - 0.1, z) for joint, (x, y, z) in figure.items()}


def test_on_hands_and_knees_a_hand_asks_for_nothing():
    down, out = (1.0, 0.0, 0.0), (-1.0, 0.0, 0.0)
    raised = on_hands_and_knees(arm(arm(STAND, "left", down, down), "right", out, out))
    assert raised[Joint.RIGHT_WRIST][1] < raised[Joint.NOSE][1] - 0.2, "it is higher than the head"
    assert raised[Joint.LEFT_WRIST][1] > raised[Joint.LEFT_SHOULDER][1] + 0.5, "and the other one on the floor"
    assert asked(played((1, on_hands_and_knees(STAND)), (3, raised))) == []


def test_who_can_t_be_told_from_others_asks_for_nothing():
    unsure = [replace(pose(i / 10, RIGHT_UP), sure=False) for i in range(30)]
    gestures = Gestures()
    assert [gestures.step(one) for one in unsure] == [GestureState()] * 30


def test_the_ring_fills_in_a_second_and_a_half():
    rings = [state.ring for state in played((1, STAND), (1.5, RIGHT_UP))]
    assert rings[9] is None
    assert all(ring is not None and ring.action is Action.GO for ring in rings[10:])
    assert [ring.share for ring in rings[10:] if ring] == pytest.approx([i / 15 for i in range(15)])


def test_a_gap_in_time_is_no_time_of_a_raised_hand():
    gestures = Gestures()
    early, late = [pose(i / 10, RIGHT_UP) for i in range(5)], [pose(100 + i / 10, RIGHT_UP) for i in range(16)]
    states = [gestures.step(one) for one in (*early, *late)]
    assert asked(states) == [(20, "go")]
    assert states[5].ring is not None
    assert states[5].ring.share == 0.0


def test_a_hand_that_hovers_at_the_limit_keeps_its_ring():
    """20 cm over the nose begins, 12 cm goes on: a hand that sinks to 15 cm asks still, one at 18 cm never does."""

    def over_nose(cm: float) -> Figure:
        return STAND | {Joint.RIGHT_ELBOW: (-0.3, -0.7, 0.0), Joint.RIGHT_WRIST: (-0.25, -0.69 - cm / 100, 0.0)}

    assert asked(played((1, STAND), (0.5, over_nose(22)), (2, over_nose(15)))) == [(25, "go")]
    assert asked(played((1, STAND), (3, over_nose(18)))) == []
    assert asked(played((1, STAND), (0.5, over_nose(22)), (3, over_nose(10)))) == []


@pytest.mark.parametrize("number", range(11))
def test_the_right_hand_points_at_a_number(number: int):
    (state,) = played((0.1, pointing(number)))
    assert state.pointed == pytest.approx(number, abs=0.01)


@pytest.mark.parametrize(
    ("situation", "figure"),
    [
        ("hanging", STAND),
        ("the left hand", arm(STAND, "left", (1.0, 0.0, 0.0), UP)),
        ("both hands", arm(pointing(5), "left", (1.0, 0.0, 0.0), UP)),
        ("in the lap", LAP),
        ("on hands and knees", on_hands_and_knees(pointing(5))),
        ("behind the head", BEHIND_HEAD),
        ("beside the head", BESIDE_HEAD),
        # The left hand alone is behind the head, its elbow over it: wrist 65 cm over the hips, elbow 80, shoulder 50.
        (
            "the left one behind the head",
            pointing(5) | {j: BEHIND_HEAD[j] for j in (Joint.LEFT_ELBOW, Joint.LEFT_WRIST)},
        ),
    ],
)
def test_what_points_at_nothing(situation: str, figure: Figure):
    (state,) = played((0.1, figure))
    assert state.pointed is None, situation


@pytest.mark.parametrize(("from_ear_cm", "points"), [(18, False), (22, True)])
def test_a_hand_at_the_head_points_at_nothing(from_ear_cm: float, points: bool):
    """The ear is 7.5 cm beside the middle, 70 cm above the hips, the elbow at the height of the shoulder, far out."""
    x = -0.075 - from_ear_cm / 100
    (state,) = played((0.1, STAND | {Joint.RIGHT_ELBOW: (-0.45, -0.5, 0.0), Joint.RIGHT_WRIST: (x, -0.70, 0.0)}))
    assert (state.pointed is not None) == points


@pytest.mark.parametrize(
    ("situation", "figure", "down"),
    [
        ("hanging", STAND, True),
        ("in the lap", LAP, True),
        ("at the hip", pointing(0), True),
        # 14 cm under the elbow, and 21 cm of 84 over the hips: 2.5.
        ("on a thigh", SEATED | {Joint.RIGHT_ELBOW: (-0.25, -0.35, 0.0), Joint.RIGHT_WRIST: (-0.2, -0.21, -0.2)}, True),
        ("a little over the hip", pointing(1), True),
        ("pointing", pointing(3), False),
        ("on the forehead", ON_FOREHEAD, False),
        ("behind the head, though lower than the elbow", BEHIND_HEAD, False),
        ("beside the head", BESIDE_HEAD, False),
        ("above the head", RIGHT_UP, False),
        ("the left hand is up", LEFT_UP, True),
        ("on hands and knees", on_hands_and_knees(STAND), False),
        ("nobody", None, False),
    ],
)
def test_whether_the_right_hand_is_seen_down(situation: str, figure: Figure | None, down: bool):
    (state,) = played((0.1, figure))
    assert state.down is down, situation


@pytest.mark.parametrize("posture", [BEHIND_HEAD, ON_FOREHEAD], ids=["thoracic extension", "neck press"])
def test_who_goes_on_with_the_exercise_answers_nothing(posture: Figure):
    gestures, asking = Gestures(), Asking(Stage.PAIN_AFTER)
    for i in range(190):
        now = nobody(i / 10) if i == 50 else pose(i / 10, posture)
        asking.step(now, None, gestures.step(now))
    assert asking.value is None
    for i in range(190, 230):  # a second of hanging arms, and a hand that points for two
        now = pose(i / 10, STAND if i < 200 else pointing(3))
        asking.step(now, None, gestures.step(now))
    assert asking.value == 3


def test_where_the_hips_are_below_the_picture_its_edge_is_zero():
    near = pose(0.0, pointing(5), size=(640, 480), px_per_m=400)
    low = replace(near, image=[(x, y + 260, z) for x, y, z in near.image])
    # Hips at 500 px; the wrist 42 cm higher at 332, the end above the head 84 cm higher at 164. The picture ends at
    # 480, and the way 5 % before it at 456: (456 - 332) / (456 - 164) * 10.
    assert Gestures().step(low).pointed == pytest.approx(4.247, abs=0.001)


@pytest.mark.parametrize("name", NAMES)
def test_no_exercise_asks_for_anything(name: str):
    """Gestures are not even listened to in an exercise, and what is done there could hardly be taken for one."""
    gestures = Gestures()
    assert [state.action for state in map(gestures.step, recorded(name)) if state.action is not None] == []
