"""Neck press on figures: hands come to the head, stay, and leave; 10 cm and 15° are put in, so they must come out."""

from __future__ import annotations

import math

import pytest
from figures import body, mirrored, moved, nobody, pose, smooth, standing

from trainer.body import Yardstick
from trainer.exercises import find
from trainer.exercises.isometric_neck import NEAREST, NOD, OFF, OFF_SEEN, RAISED, SHOULDERS, TILT, TURN
from trainer.pose import Joint as J
from trainer.session import Session

# Hand and elbow of the arm that presses, metres, for the person's left; the middle of the ears is at (0, -0.70).
PLACES = {
    "forehead": ((0.00, -0.80, -0.12), (0.20, -0.63, -0.20)),
    "beside": ((0.09, -0.73, -0.02), (0.31, -0.63, -0.05)),
    "behind": ((0.06, -0.70, 0.12), (0.35, -0.62, 0.05)),
    "chin": ((0.00, -0.58, -0.12), (0.15, -0.45, -0.20)),
    "away": ((0.38, -0.75, -0.05), (0.35, -0.50, -0.05)),
    "off": ((0.19, -0.73, -0.02), (0.36, -0.63, -0.05)),
    "up off": ((0.00, -0.90, -0.16), (0.20, -0.65, -0.20)),
}
HEAD = [joint for joint in J if joint <= J.MOUTH_RIGHT]
PIVOT = (0.0, -0.60, 0.02)
LEFT, RIGHT = ("left",), ("right",)
BOTH = LEFT + RIGHT


def between(start, end, share):
    return tuple(a + share * (b - a) for a, b in zip(start, end, strict=True))


def raised(figure, side, place, share):
    """The figure with one hand so far on its way to a place."""
    sign = 1 if side == "left" else -1
    hand, elbow = ((sign * x, y, z) for x, y, z in PLACES[place])
    name = side.upper()
    ends = {J[f"{name}_ELBOW"]: elbow, J[f"{name}_WRIST"]: between(hand, elbow, 0.3)}
    ends |= {J[f"{name}_{finger}"]: hand for finger in ("INDEX", "PINKY", "THUMB")}
    return figure | {joint: between(figure[joint], end, share) for joint, end in ends.items()}


def headed(figure, axis, deg):
    """The figure with the head, and a hand that lies on it, turned about the neck."""
    c, s = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    arms = [j for j in J if J.LEFT_WRIST <= j <= J.RIGHT_THUMB and figure[j][1] < -0.5]
    for joint in HEAD + arms:
        x, y, z = (a - p for a, p in zip(figure[joint], PIVOT, strict=True))
        x, y, z = {
            "nod": (x, y * c + z * s, z * c - y * s),
            "turn": (x * c - z * s, y, z * c + x * s),
            "tilt": (x * c - y * s, y * c + x * s, z),
        }[axis]
        figure = figure | {joint: (x + PIVOT[0], y + PIVOT[1], z + PIVOT[2])}
    return figure


def shrugged(figure, cm):
    return moved(figure, (J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_ELBOW, J.RIGHT_ELBOW), (0.0, -cm / 100, 0.0))


def press(place, hands=RIGHT, hold=10.5, ramp=1.0, fault=None, wobble=0.0):
    """One press: function of the seconds since it began, and how long it takes with a rest after it."""

    def at(t):
        figure = standing()
        share = min(smooth(t / ramp), smooth((2 * ramp + hold - t) / ramp))
        bad = fault is not None and ramp + 3 <= t <= ramp + hold - 3
        for hand in hands:
            figure = raised(figure, hand, fault[1] if bad and fault[0] == "place" else place, share)
            if wobble:
                figure = moved(figure, (J.RIGHT_INDEX, J.RIGHT_PINKY), (0.0, wobble * math.sin(20 * t) * share, 0.0))
        if bad and fault[0] == "shrug":
            figure = shrugged(figure, fault[1])
        elif bad and fault[0] != "place":
            figure = headed(figure, *fault)
        return figure

    return at, 2 * ramp + hold + 1.5


def idle(seconds):
    return (lambda _: standing()), seconds


def poses(*parts, fps=12, flip=False, drop=lambda _: False):
    made, start = [], 0.0
    for at, seconds in [idle(1.5), *parts]:
        for i in range(round(seconds * fps)):
            t, figure = start + i / fps, at(i / fps)
            made.append(nobody(t) if drop(t) else pose(t, mirrored(figure) if flip else figure))
        start += seconds
    return made


def judge(made):
    session = Session(find("isometric-neck"))
    for p in made:
        session.step(p)
    return session.finish().reps


ROWS = [
    ("palm on the forehead", [press("forehead")], [("front", True, [])]),
    ("palm of the left hand on the forehead", [press("forehead", LEFT)], [("front", True, [])]),
    ("beside, the right hand", [press("beside")], [("right", True, [])]),
    ("beside, the left hand", [press("beside", LEFT)], [("left", True, [])]),
    ("both hands behind the head", [press("behind", BOTH)], [("back", True, [])]),
    ("one after the other", [press("forehead"), press("behind", BOTH)], [("front", True, []), ("back", True, [])]),
    ("let go after six seconds", [press("beside", hold=6)], [("right", False, ["short-hold"])]),
    ("the head gives way backward", [press("forehead", fault=("nod", 15))], [("front", False, ["head-moves"])]),
    ("the head gives way forward", [press("behind", BOTH, fault=("nod", -15))], [("back", False, ["head-moves"])]),
    ("the head turns", [press("beside", fault=("turn", -15))], [("right", False, ["head-moves"])]),
    ("the head tilts", [press("beside", fault=("tilt", 15))], [("right", False, ["head-moves"])]),
    ("the head nods by 5°", [press("forehead", fault=("nod", 5))], [("front", True, [])]),
    ("the palm 10 cm off, and back", [press("beside", fault=("place", "off"))], [("right", False, ["hand-off"])]),
    ("10 cm over the forehead", [press("forehead", fault=("place", "up off"))], [("front", False, ["hand-off"])]),
    ("shoulders 4 cm up: told, counts", [press("beside", fault=("shrug", 4))], [("right", True, ["shrug"])]),
    ("first a bad one, then a good one", [press("beside", hold=5), press("beside")],
     [("right", False, ["short-hold"]), ("right", True, [])]),
]  # fmt: skip


@pytest.mark.parametrize("flip", [False, True], ids=["", "mirrored"])
@pytest.mark.parametrize(("parts", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_counted_or_told_why_not(parts, expected, flip):
    swap = {"left": "right", "right": "left"} if flip else {}
    found = [(r.side, r.valid, [f.code for f in r.faults]) for r in judge(poses(*parts, flip=flip))]
    assert found == [(swap.get(side, side), valid, codes) for side, valid, codes in expected]


NOT = [
    ("standing", [idle(8)], "nothing happens"),
    ("scratching the head", [press("beside", hold=1.4, ramp=0.8, wobble=0.03)], "stays too shortly to be a press"),
    ("adjusting glasses", [press("forehead", hold=1.0)], "stays too shortly to be a press"),
    ("resting the chin", [press("chin", hold=12)], "the hand is under the face"),
    ("resting the chin on both hands", [press("chin", BOTH, hold=12)], "the hands are under the face"),
    ("waving beside the head", [press("away", hold=12, wobble=0.05)], "the hand is not at the head"),
    ("nodding, turning, tilting", [press("beside", (), fault=(axis, 25)) for axis in ("nod", "turn", "tilt")],
     "no hand is at the head"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "why"), [row[1:] for row in NOT], ids=[row[0] for row in NOT])
def test_must_not_count(parts, why):
    assert judge(poses(*parts)) == (), why


def test_who_begins_with_a_hand_at_the_head_must_rest_first():
    at, seconds = press("beside")
    pressing = (lambda t: at(t + 1.5)), seconds - 1.5
    made = poses(pressing)[18:]  # without the rest before it
    assert judge(made) == ()
    assert [r.valid for r in judge(poses(pressing, press("beside"))[18:])] == [True]


def test_times_of_the_hold():
    """1.5 s of rest, 1 s to the head, 10.5 s held, 1 s back."""
    (r,) = judge(poses(press("beside")))
    assert (r.start_s, r.hold_s, r.end_s) == (
        pytest.approx(1.5, abs=0.3), pytest.approx(10.5, abs=0.5), pytest.approx(14.0, abs=0.3),
    )  # fmt: skip


def test_unseen_for_0_4_s_costs_nothing():
    (r,) = judge(poses(press("behind", BOTH), drop=lambda t: 6.0 < t < 6.4))
    assert (r.side, r.valid) == ("back", True)


@pytest.mark.parametrize(("place", "hands"), [("forehead", RIGHT), ("behind", BOTH)])
def test_a_palm_leaving_forehead_or_back_of_the_head_is_not_seen_from_the_front(place, hands):
    (r,) = judge(poses(press(place, hands)))
    assert r.unseen == ("hand-off",)


def test_hands_that_rest_below_the_picture_are_not_at_the_head():
    """A picture that ends at the hips: 100 px under its middle."""
    made = [pose(p.t, dict(zip(J, p.world, strict=True)), size=(640, 201)) for p in poses(press("beside"))]
    assert [(r.side, r.valid) for r in judge(made)] == [("right", True)]


def test_signals_on_paper():
    """The face turns about an axis 10 cm under the ears: the nose lies 13 cm before and 9 cm above it."""
    rest, yardstick = standing(), Yardstick()

    def read(signal, figure):
        yardstick.measure(pose(0.0, rest))
        body = yardstick.measure(pose(0.01, figure))
        assert body is not None
        return signal.of(body)

    assert read(TURN, headed(rest, "turn", 0)) == pytest.approx(0, abs=0.1)
    assert read(TURN, headed(rest, "turn", 15)) == pytest.approx(14.0, abs=0.5)  # nose 11 sin 15° = 2.85 of 11.8 cm
    assert read(TILT, headed(rest, "tilt", 15)) == pytest.approx(15.0, abs=0.1)
    assert read(NOD, headed(rest, "nod", 15)) == pytest.approx(15.9, abs=1.5)  # face 11 sin 15° up, 0.4 cm down again
    assert read(SHOULDERS, shrugged(rest, 4)) == pytest.approx(4.0, abs=0.1)
    assert read(NEAREST, raised(rest, "right", "beside", 1)) == pytest.approx(math.hypot(9, 3), abs=0.1)


def knuckles(side, out_cm, up_cm, figure=None):
    """The figure with one hand so far outward and up from the middle of the ears."""
    at = ((1 if side == "left" else -1) * out_cm / 100, -0.70 - up_cm / 100, -0.1)
    return (figure or standing()) | {J[f"{side.upper()}_{finger}"]: at for finger in ("INDEX", "PINKY")}


@pytest.mark.parametrize("hand", ["left", "right"])
@pytest.mark.parametrize(
    ("out_cm", "up_cm", "one", "both"),
    [(19.9, 0, "side", "back"), (20.1, 0, None, None), (5, -6.9, "side", "back"), (5, -7.1, None, None),
     (5, 7.4, "side", "back"), (5, 7.6, "front", "back"), (-5, -2.4, "front", "back"), (-5, -2.6, "side", "back")],
)  # fmt: skip
def test_where_a_hand_must_be_to_press(hand, out_cm, up_cm, one, both):
    side, other = find("isometric-neck").counting.side, "left" if hand == "right" else "right"
    figure = knuckles(hand, out_cm, up_cm)
    assert side(body(figure)) == (hand if one == "side" else one)
    assert side(body(knuckles(other, out_cm, up_cm, figure))) == both


@pytest.mark.parametrize("hand", ["left", "right"])
def test_how_far_hands_are_on_paper(hand):
    other = "left" if hand == "right" else "right"
    beside, far = math.hypot(9, 3), math.hypot(19, 3)
    one = raised(standing(), hand, "beside", 1)
    assert OFF.of(body(one)) == pytest.approx(beside)
    assert OFF_SEEN.of(body(one)) == pytest.approx(beside)
    assert RAISED.of(body(one)) == pytest.approx(2 * 13 - beside)  # the elbow is 13 cm over its shoulder
    assert OFF.of(body(raised(one, other, "off", 1))) == pytest.approx(far)
    assert OFF.of(body(knuckles(other, 29.9, 0, one))) == pytest.approx(29.9)
    assert OFF.of(body(knuckles(other, 30.1, 0, one))) == pytest.approx(beside)
    forehead = raised(standing(), hand, "forehead", 1)
    assert (OFF_SEEN.of(body(forehead)), OFF_SEEN.of(body(forehead, 40))) == (None, pytest.approx(12.6, abs=0.1))


@pytest.mark.parametrize(("aside_cm", "degrees"), [(5.9, 30.0), (-5.9, -30.0), (15.0, 90.0), (-15.0, -90.0)])
def test_a_nose_further_aside_than_it_is_long_is_turned_by_a_right_angle(aside_cm: float, degrees: float):
    assert TURN.of(body(moved(standing(), [J.NOSE], (aside_cm / 100, 0.0, 0.0)))) == pytest.approx(degrees)
