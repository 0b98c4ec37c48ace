"""Bear roll: circles of known size, direction and time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from figures import PX_PER_M, Figure, J, arm, body, moved, standing, turned
from figures_rhythm import Motion, judged, mirror, outside, poses, shoulders, thinned, trembling, without

from trainer.exercise import Signal
from trainer.exercises.bear_roll import AHEAD, EXERCISE, FEET, HANGING, HEAD, LEFT, NEARER, RIGHT, TRUNK, TURN
from trainer.pose import Pose
from trainer.status import Result

Circle = tuple[float, float, str]  # radius in cm, seconds, direction
FRONT, OBLIQUE = 0.0, -42.0


def rolling(
    *runs: Sequence[Circle], rest_s: float = 1.6, left: float = 1.0, right: float = 1.0
) -> tuple[Motion, float]:
    """Runs of circles with rests around them: up, forward, down, back is forward. The motion and how long it takes."""
    plan: list[tuple[float, float, float, int]] = []
    t = rest_s
    for run in runs:
        for radius, seconds, direction in run:
            plan.append((t, seconds, radius, 1 if direction == "forward" else -1))
            t += seconds
        t += rest_s

    def at(moment: float) -> Figure:
        for start, seconds, radius, sign in plan:
            if start <= moment < start + seconds:
                angle = 2 * math.pi * (moment - start) / seconds
                return shoulders(radius * (1 - math.cos(angle)), -sign * radius * math.sin(angle), left, right)
        return standing()

    return at, t


def shrinking(direction: str, count: int = 3, seconds: float = 2.0, first: float = 4.0) -> list[Circle]:
    return [(first - 0.6 * i, seconds, direction) for i in range(count)]


def found(motion: tuple[Motion, float], yaw_deg: float = OBLIQUE, fps: float = 30) -> Result:
    at, until_s = motion
    return judged(EXERCISE, poses(at, until_s, yaw_deg, fps))


def told(result: Result) -> list[tuple[str | None, bool, tuple[str, ...]]]:
    return [(rep.side, rep.valid, tuple(f.code for f in rep.faults)) for rep in result.reps]


@pytest.mark.parametrize(("yaw_deg", "fps"), [(FRONT, 30), (OBLIQUE, 12), (-OBLIQUE, 30)])
def test_forward_circles_and_then_backward_ones(yaw_deg: float, fps: float):
    result = found(rolling(shrinking("forward"), shrinking("backward")), yaw_deg, fps)
    assert told(result) == [("forward", True, ())] * 3 + [("backward", True, ())] * 3
    assert result.spans == ()


def misread(p: Pose, deg: float) -> Pose:
    """The same with a trunk that the model takes for turned by so much more; the picture stays."""
    cos, sin = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    return replace(p, world=[(x * cos + z * sin, y, z * cos - x * sin) for x, y, z in p.world])


@pytest.mark.parametrize("yaw_deg", [OBLIQUE, -OBLIQUE])
@pytest.mark.parametrize("short_deg", [10.0, 25.0])
def test_a_yaw_that_is_read_short_and_swings_along_leaves_the_direction(yaw_deg: float, short_deg: float):
    """As the smaller models read it, dim pictures above all: 21° to 27° where 45° are right, and to and fro."""
    at, until_s = rolling(shrinking("forward"), shrinking("backward"))
    for phase in range(4):
        seen = [
            misread(p, math.copysign(short_deg + 6 * math.sin(math.pi * (p.t + phase / 2)), yaw_deg))
            for p in poses(at, until_s, yaw_deg)
        ]
        assert told(judged(EXERCISE, seen)) == [("forward", True, ())] * 3 + [("backward", True, ())] * 3


def near(p: Pose, depth: float = 1.0) -> Pose:
    """The same as a camera sees it from the front: shoulders and elbows look wider apart as they come nearer.

    By a twentieth and a fifth of the way, the least that was measured. depth: how much of the way the model's own
    depth tells; the full model was seen to take three quarters of it for its opposite.
    """
    calm, image, world = standing(), list(p.image), list(p.world)
    for shoulder, elbow, out in ((J.LEFT_SHOULDER, J.LEFT_ELBOW, 1), (J.RIGHT_SHOULDER, J.RIGHT_ELBOW, -1)):
        x, y, z = p.world[shoulder]
        way = calm[shoulder][2] - z
        world[shoulder] = (x, y, calm[shoulder][2] - depth * way)
        for joint, gain in ((shoulder, 0.027), (elbow, 0.095)):
            x, y, z = p.image[joint]
            image[joint] = (x + out * gain * way * PX_PER_M, y, z)
    return replace(p, image=image, world=world)


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_from_the_front_widths_tell_the_direction_where_depth_says_the_opposite(direction: str):
    at, until_s = rolling(shrinking(direction))
    result = judged(EXERCISE, [near(p, depth=-0.74) for p in poses(at, until_s, FRONT)])
    assert [rep.side for rep in result.reps] == [direction] * 3


def test_each_circle_takes_its_two_seconds():
    reps = found(rolling(shrinking("forward"))).reps
    for i, rep in enumerate(reps):
        assert rep.start_s == pytest.approx(1.6 + 2 * i, abs=0.25)
        assert rep.peak_s == pytest.approx(2.6 + 2 * i, abs=0.1)
        assert rep.end_s == pytest.approx(3.6 + 2 * i, abs=0.25)


@pytest.mark.parametrize(
    ("motion", "expected"),
    [
        pytest.param(
            rolling(shrinking("forward", seconds=0.9)), [("forward", True, ("too-fast",))] * 3, id="too-fast"
        ),
        pytest.param(rolling(shrinking("forward"), left=0.15), [("forward", True, ("one-sided",))] * 3, id="one-sided"),
        pytest.param(
            rolling(shrinking("backward"), shrinking("forward"), shrinking("backward", 2)),
            [("backward", True, ("wrong-order",))] * 3 + [("forward", True, ())] * 3 + [("backward", True, ())] * 2,
            id="wrong-order: only until the first forward circle",
        ),
        pytest.param(
            rolling([(4.0, 0.75, "forward")], shrinking("forward", 2)),
            [("forward", True, ("too-fast",)), ("forward", True, ()), ("forward", True, ())],
            id="the first circle is the faulty one",
        ),
    ],
)  # fmt: skip
def test_faults_are_told_and_the_circle_counts(motion: tuple[Motion, float], expected: list[object]):
    assert told(found(motion)) == expected


@pytest.mark.parametrize(
    ("radii", "expected"),
    [
        ((4.0, 4.0, 4.0), ["no-shrink"]),
        ((3.0, 3.5, 4.0), ["no-shrink"]),
        ((4.0, 3.2, 2.4), []),
        ((4.0, 4.0), []),  # two circles are no run yet
    ],
)
def test_a_run_must_become_smaller(radii: tuple[float, ...], expected: list[str]):
    result = found(rolling([(radius, 2.0, "forward") for radius in radii]))
    assert [span.code for span in result.spans] == expected
    for span in result.spans:
        assert (span.start_s, span.end_s) == pytest.approx((1.6, 1.6 + 2 * len(radii)), abs=0.4)


def swaying(t: float) -> Figure:
    return moved(standing(), tuple(J), (0.05 * math.sin(math.pi * t), 0.0, 0.0))


def squatting(t: float) -> Figure:
    return moved(standing(), tuple(j for j in J if j < J.LEFT_KNEE), (0.0, 0.15 * (1 - math.cos(math.pi * t)), 0.0))


def breathing(t: float) -> Figure:
    return shoulders(0.25 * (1 - math.cos(math.pi * t / 2)), 0.0)


def nodding(t: float) -> Figure:
    return moved(standing(), tuple(j for j in J if j < J.LEFT_SHOULDER), (0.0, 0.02 * (1 - math.cos(math.pi * t)), 0.0))


def circling_arms(t: float) -> Figure:
    figure = shoulders(2 * (1 - math.cos(math.pi * t)), 0.0)
    for side, out in (("left", 1.0), ("right", -1.0)):
        figure = arm(figure, side, (out, 0.3 * math.sin(math.pi * t), 0.0), (out, 0.3 * math.sin(math.pi * t), 0.0))
    return figure


def shrugging(t: float) -> Figure:
    return shoulders(2 * (1 - math.cos(math.pi * max(t - 1.6, 0.0))), 0.0)


def turned_away(t: float) -> Figure:
    return turned(shoulders(2 * (1 - math.cos(math.pi * t)), -2 * math.sin(math.pi * t)), 150.0)


def creeping(t: float) -> Figure:
    return shoulders(0.6 * (1 - math.cos(math.pi * t / 2.2)), -0.6 * math.sin(math.pi * t / 2.2))


def raising_once(t: float) -> Figure:
    return shoulders(4.0 if t > 2 else 0.0, 0.0)


@pytest.mark.parametrize(
    "motion",
    [
        pytest.param(lambda t: standing(), id="standing"),
        pytest.param(swaying, id="head and shoulders sway together"),
        pytest.param(squatting, id="the head goes down with the shoulders"),
        pytest.param(breathing, id="half a centimetre is breath"),
        pytest.param(nodding, id="the head moves, not the shoulders"),
        pytest.param(circling_arms, id="the arms do not hang"),
        pytest.param(shrugging, id="up and down only: a shrug"),
        pytest.param(turned_away, id="seen from behind"),
        pytest.param(creeping, id="so little in so long is a change of posture"),
        pytest.param(raising_once, id="up and not down again"),
    ],
)
@pytest.mark.parametrize("yaw_deg", [FRONT, OBLIQUE])
def test_what_must_not_count(motion: Motion, yaw_deg: float):
    assert found((motion, 8.0), yaw_deg).reps == ()


def test_the_mirrored_person_rolls_the_same_way():
    at, until_s = rolling(shrinking("forward"), shrinking("backward"), right=0.7)
    assert told(found((mirror(at), until_s), -OBLIQUE)) == told(found((at, until_s), OBLIQUE))


def test_a_short_dropout_costs_no_circle():
    at, until_s = rolling(shrinking("forward"))
    seen = without(poses(at, until_s, OBLIQUE), 4.5, 4.9)
    assert [rep.side for rep in judged(EXERCISE, seen).reps] == ["forward"] * 3


def test_unseen_shoulders_give_no_circle_and_no_fault():
    at, until_s = rolling(shrinking("forward"))
    result = judged(EXERCISE, outside(poses(at, until_s, OBLIQUE), (J.LEFT_SHOULDER,)))
    assert (result.reps, result.spans) == ((), ())


def test_small_circles_alone_do_not_show_which_shoulder_does_less():
    result = found(rolling([(1.0, 2.0, "forward")], left=0.2))
    assert [(told(result)[0][0], rep.unseen) for rep in result.reps] == [("forward", ("one-sided",))]


@pytest.mark.parametrize(("seconds", "yaw_deg"), [(0.7, OBLIQUE), (1.05, FRONT), (3.5, OBLIQUE)])
def test_quick_and_slow_people_roll_as_many(seconds: float, yaw_deg: float):
    result = found(rolling(shrinking("forward", seconds=seconds), shrinking("backward", seconds=seconds)), yaw_deg)
    too_fast = ("too-fast",) if seconds < 1 else ()
    assert told(result) == [("forward", True, too_fast)] * 3 + [("backward", True, too_fast)] * 3


@pytest.mark.parametrize("yaw_deg", [FRONT, OBLIQUE])
@pytest.mark.parametrize(
    ("cm", "lost", "seed"), [(0.5, 0.0, 1), (1.0, 0.0, 2), (1.0, 0.2, 3), (0.5, 0.5, 4), (0.0, 0.5, 5)]
)
def test_trembling_joints_and_lost_frames_change_nothing(cm: float, lost: float, seed: int, yaw_deg: float):
    at, until_s = rolling(shrinking("forward"), shrinking("backward"))
    clear = [near(p) if yaw_deg == FRONT else p for p in poses(at, until_s, yaw_deg)]
    seen = thinned(trembling(clear, cm, seed), lost, seed)
    assert told(judged(EXERCISE, seen)) == [("forward", True, ())] * 3 + [("backward", True, ())] * 3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_centimetres_of_trembling_hide_no_large_circle_from_the_side_on(seed: int):
    """What holds at that much: circles of 5 cm and more, seen at 45°; face on, a direction can get lost in it."""
    at, until_s = rolling(shrinking("forward"), shrinking("backward"))
    result = judged(EXERCISE, trembling(poses(at, until_s, OBLIQUE), 2.0, seed))
    assert [rep.side for rep in result.reps] == ["forward"] * 3 + ["backward"] * 3


@pytest.mark.parametrize("cm", [0.5, 1.0, 2.0])
def test_trembling_alone_is_no_circle(cm: float):
    assert judged(EXERCISE, trembling(poses(lambda t: standing(), 10.0, FRONT), cm)).reps == ()


def test_a_run_that_turns_without_a_rest_is_two_runs():
    result = found(rolling(shrinking("forward") + shrinking("backward")))
    assert [rep.side for rep in result.reps] == ["forward"] * 3 + ["backward"] * 3
    assert result.spans == ()


CHEST = (J.LEFT_SHOULDER, J.RIGHT_SHOULDER)
PAPER = [
    (NEARER, standing(), 0.0, 72.0), (NEARER, shoulders(0, 5), 0.0, 72.8),  # 8 % of both shoulders' 5 cm
    (AHEAD, standing(), 42.0, 0.0), (AHEAD, standing(), -42.0, 0.0),
    (AHEAD, shoulders(0, 5), 42.0, 10 * math.sin(math.radians(42))),
    (AHEAD, shoulders(0, 5), -42.0, 10 * math.sin(math.radians(42))),
    (AHEAD, shoulders(0, 5), 15.0, 10 * math.sin(math.radians(15))),
    (HANGING, standing(), 0.0, 28.0), (HANGING, arm(standing(), "left", (0, 1, 0), (0, 0, -1)), 0.0, 15.0),
    (HANGING, arm(standing(), "right", (-1, 0, 0), (0, 1, 0)), 0.0, 0.0),
    (LEFT, standing(), 0.0, -20.6), (RIGHT, standing(), 0.0, -20.6),  # the head's five points are 70.6 cm up
    (LEFT, shoulders(3, 0, right=0.5), 0.0, -17.6), (RIGHT, shoulders(3, 0, right=0.5), 0.0, -19.1),
    (TRUNK, moved(standing(), CHEST, (0.1, 0.0, 0.0)), 0.0, math.degrees(math.atan(0.2))),
    (TRUNK, moved(standing(), CHEST[:1], (-0.1, 0.0, 0.0)), 0.0, math.degrees(math.atan(0.1))),
    (FEET, standing(), 0.0, 22.0), (HEAD, moved(standing(), (J.NOSE,), (0.0, -0.03, 0.0)), 0.0, 3.0),
    (TURN, standing(), -30.0, 30.0),
]  # fmt: skip


@pytest.mark.parametrize(("signal", "figure", "yaw", "value"), PAPER)
def test_signals_on_paper(signal: Signal, figure: Figure, yaw: float, value: float):
    assert signal.of(body(figure, yaw)) == pytest.approx(value, abs=0.01)


def test_what_left_the_picture_is_not_seen():
    for joint in (*CHEST, J.LEFT_ELBOW, J.RIGHT_ELBOW):
        assert NEARER.of(body(standing(), gone=[joint])) is None
    for joint in CHEST:
        assert AHEAD.of(body(standing(), gone=[joint])) is None
    assert AHEAD.of(body(shoulders(0, 5), 90.0, gone=[J.LEFT_ELBOW])) == pytest.approx(10.0)
    assert LEFT.of(body(standing(), gone=[J.NOSE])) is None
    assert LEFT.of(body(standing(), gone=[J.LEFT_SHOULDER])) is None
    assert HANGING.of(body(standing(), gone=[J.LEFT_ELBOW, J.RIGHT_WRIST])) == pytest.approx(28.0)
    assert HANGING.of(body(standing(), gone=[J.LEFT_ELBOW, J.RIGHT_ELBOW])) is None
