"""Bike and treadmill: turns and steps of known number, and postures of known lean."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from figures import Figure, J, body, moved, standing
from figures_rhythm import (
    Motion,
    judged,
    leaning,
    mirror,
    outside,
    pedalling,
    poses,
    thinned,
    trembling,
    walking,
    without,
)

from trainer.exercise import Signal
from trainer.exercises.aerobic import AHEAD, EXERCISE, FOOT, KNEE, LEAN, THIGHS
from trainer.session import Session
from trainer.status import Result

SIDE, OBLIQUE = -88.0, -48.0
REST_S = 2.0


def riding(turns: float, a_second: float = 1.0, pause: tuple[float, float] | None = None) -> Motion:
    """Rest, that many pedal turns, rest; pause: after how many turns, for how many seconds."""

    def at(t: float) -> Figure:
        done = (t - REST_S) * a_second
        if pause is not None and done > pause[0]:
            done = max(pause[0], done - pause[1] * a_second)
        return pedalling(min(max(done, 0.0), turns))

    return at


def striding(strides: float, a_second: float = 1.0) -> Motion:
    """Rest, that many strides of two steps each, rest."""
    return lambda t: walking(min(max((t - REST_S) * a_second, 0.0), strides))


def slumping(motion: Motion, degrees: float, start_s: float, end_s: float) -> Motion:
    """The motion with a bent trunk for a while, half a second for the way there and back."""

    def at(t: float) -> Figure:
        share = min(max((t - start_s) / 0.5, 0.0), max((end_s - t) / 0.5, 0.0), 1.0)
        return leaning(motion(t), degrees * share)

    return at


def found(motion: Motion, until_s: float, yaw_deg: float = SIDE, fps: float = 30) -> Result:
    return judged(EXERCISE, poses(motion, until_s, yaw_deg, fps))


@pytest.mark.parametrize("yaw_deg", [SIDE, OBLIQUE, -OBLIQUE, 30.0, -20.0])
@pytest.mark.parametrize(
    ("motion", "beats"),
    [
        pytest.param(riding(8.3), 8, id="pedal turns, a third of one left over"),
        pytest.param(riding(8.0), 8, id="the last one stops at its very end"),
        pytest.param(riding(8.3, 1.5), 8, id="the same at 90 a minute"),
        pytest.param(striding(6.4), 12, id="steps: the leg leaving its rest makes none, the last one ends at 6.25"),
    ],
)
def test_every_beat_is_counted(motion: Motion, beats: int, yaw_deg: float):
    result = found(motion, 12.0, yaw_deg)
    assert len(result.reps) == beats
    assert all(rep.valid and rep.faults == () and rep.peak_s == rep.end_s for rep in result.reps)
    assert result.spans == ()


def test_pedal_turns_end_where_they_began():
    ends = [rep.end_s for rep in found(riding(6.3), 10.0).reps]
    assert ends == pytest.approx([3.0, 4.0, 5.0, 6.0, 7.0, 8.0], abs=0.1)


@pytest.mark.parametrize("fps", [12, 15, 60])
def test_the_frame_rate_changes_nothing(fps: float):
    assert len(found(riding(8.3), 12.0, fps=fps).reps) == 8


def test_a_pause_is_a_span_and_the_turn_goes_on_after_it():
    result = found(riding(8.3, pause=(4.3, 4.0)), 16.0)
    assert len(result.reps) == 8
    (pause,) = result.spans
    assert pause.code == "paused"
    assert (pause.start_s, pause.end_s) == pytest.approx((6.3, 10.3), abs=0.5)


def test_a_slow_turn_is_no_pause():
    assert found(riding(6.3, 0.6), 14.0).spans == ()


@pytest.mark.parametrize(("degrees", "codes"), [(30.0, ["slump"]), (22.0, ["slump"]), (8.0, [])])
@pytest.mark.parametrize("yaw_deg", [SIDE, OBLIQUE])
def test_a_slump_is_a_span(degrees: float, codes: list[str], yaw_deg: float):
    result = found(slumping(riding(14.3), degrees, 8.0, 13.0), 18.0, yaw_deg)
    assert [span.code for span in result.spans] == codes
    for span in result.spans:
        assert (span.start_s, span.end_s) == pytest.approx((8.0, 13.0), abs=0.8)
    assert len(result.reps) == 14


def test_a_lean_from_the_start_on_is_the_own_posture():
    assert found(lambda t: leaning(riding(8.3)(t), 30.0), 12.0).spans == ()


def test_from_the_front_a_slump_is_not_seen():
    assert "slump" in found(lambda t: standing(), 2.0, 0.0).unseen


def squatting(t: float) -> Figure:
    return moved(standing(), tuple(j for j in J if j < J.LEFT_KNEE), (0.0, 0.15 * (1 - math.cos(math.pi * t)), 0.0))


def shifting(t: float) -> Figure:
    return moved(standing(), (J.LEFT_ANKLE, J.LEFT_HEEL), (0.0, 0.0, 0.03 * math.sin(2 * math.pi * t)))


def stepping_up(t: float) -> Figure:
    return pedalling(min(max(t - REST_S, 0.0), 1.0))


@pytest.mark.parametrize(
    "motion",
    [
        pytest.param(lambda t: standing(), id="standing"),
        pytest.param(lambda t: pedalling(0.0), id="sitting still"),
        pytest.param(squatting, id="the feet stay where they are"),
        pytest.param(shifting, id="six centimetres are no step"),
        pytest.param(stepping_up, id="one turn is no rhythm"),
    ],
)
def test_what_must_not_count(motion: Motion):
    result = found(motion, 8.0)
    assert (result.reps, result.spans) == ((), ())


@pytest.mark.parametrize("motion", [riding(6.3), striding(6.4)])
def test_the_mirrored_person_does_as_much(motion: Motion):
    assert len(found(mirror(motion), 11.0, -SIDE).reps) == len(found(motion, 11.0, SIDE).reps)


@pytest.mark.parametrize(("step_m", "steps"), [(0.14, 0), (0.24, 12)])
def test_a_short_step_is_one_and_shifting_the_feet_is_none(step_m: float, steps: int):
    """From one foot so far ahead to the other: a swing of twice that, of which 35 cm are asked for."""

    def feet(t: float) -> Figure:
        ahead = step_m / 2 * math.sin(2 * math.pi * min(max(t - REST_S, 0.0), 6.4))
        left = moved(standing(), (J.LEFT_ANKLE, J.LEFT_HEEL, J.LEFT_FOOT_INDEX), (0.0, 0.0, -ahead))
        return moved(left, (J.RIGHT_ANKLE, J.RIGHT_HEEL, J.RIGHT_FOOT_INDEX), (0.0, 0.0, ahead))

    assert len(found(feet, 11.0).reps) == steps


def test_a_short_dropout_costs_no_turn():
    seen = without(poses(riding(8.3), 12.0, SIDE), 6.1, 6.35)
    assert len(judged(EXERCISE, seen).reps) == 8


def test_without_feet_in_the_picture_the_knee_is_counted():
    feet = tuple(j for j in J if j >= J.LEFT_ANKLE)
    assert len(judged(EXERCISE, outside(poses(riding(8.3), 12.0, SIDE), feet)).reps) == 8


@pytest.mark.parametrize(("yaw_deg", "steps"), [(OBLIQUE, 12), (-20.0, 0)])
def test_depth_of_feet_that_the_model_hardly_sees_tells_nothing(yaw_deg: float, steps: int):
    """Face on it is depth that tells which foot is ahead; turned away the picture does."""
    seen = poses(striding(6.4), 12.0, yaw_deg)
    guessed = [replace(p, visibility=[0.3] * len(J)) for p in seen]
    assert len(judged(EXERCISE, guessed).reps) == steps


def test_the_status_shows_time_in_motion_and_cadence():
    session = Session(EXERCISE)
    statuses = [session.step(one) for one in poses(riding(8.3, pause=(4.3, 4.0)), 15.0, SIDE)]
    assert statuses[30].cadence is None
    assert statuses[30 * 6].cadence == pytest.approx(60, abs=3)
    assert statuses[30 * 10].cadence == 0
    assert (statuses[0].hero.text, statuses[30 * 10].hero.text) == ("0:00", statuses[30 * 9].hero.text)
    assert statuses[-1].hero.text in ("0:07", "0:08")


@pytest.mark.parametrize(("motion", "beats"), [(riding(8.3), 8), (riding(8.0), 8), (striding(6.4), 12)])
@pytest.mark.parametrize(("cm", "lost", "seed"), [(0.5, 0.0, 1), (2.0, 0.0, 2), (1.0, 0.3, 3), (0.0, 0.5, 4)])
def test_trembling_joints_and_lost_frames_cost_no_beat(motion: Motion, beats: int, cm: float, lost: float, seed: int):
    seen = thinned(trembling(poses(motion, 12.0, OBLIQUE), cm, seed), lost, seed)
    assert len(judged(EXERCISE, seen).reps) == beats


def test_a_pause_is_told_though_the_joints_tremble():
    seen = trembling(poses(riding(8.3, pause=(4.3, 4.0)), 16.0, SIDE), 1.0)
    assert [span.code for span in judged(EXERCISE, seen).spans] == ["paused"]


STEP = moved(standing(), (J.LEFT_ANKLE,), (0.0, 0.0, -0.20))
RAISED = moved(standing(), (J.RIGHT_ANKLE, J.RIGHT_KNEE), (0.0, -0.05, 0.0))
LEFT_SEAT = moved(standing(), (J.LEFT_KNEE,), (0.0, -0.21, -0.21))  # 21 cm down, 21 forward; the right one 42 down
SEATED = moved(LEFT_SEAT, (J.RIGHT_KNEE,), (0.0, -0.21, -0.21))
CHIN = moved(standing(), (J.LEFT_EAR, J.RIGHT_EAR), (0.0, 0.0, -0.20))
CHIN_DEG = (45 + math.degrees(math.atan2(20, 70))) / 2  # from the shoulders 20 forward, 20 up; from the hips 20, 70
PAPER = [
    *((AHEAD, STEP, yaw, 20.0) for yaw in (90, 40, 20, -20, -40, -90)),
    (AHEAD, STEP, 14, None), (AHEAD, STEP, -14, None),
    (FOOT, RAISED, 90, 5.0), (FOOT, RAISED, -90, 0.0), (FOOT, RAISED, 10, 5.0),
    (KNEE, RAISED, 90, 7.0), (KNEE, RAISED, -90, 0.0), (KNEE, RAISED, 35, 7.0), (KNEE, RAISED, 25, None),
    (THIGHS, standing(), 90, 0.0), (THIGHS, SEATED, 90, 45.0), (THIGHS, SEATED, -40, 45.0),
    (THIGHS, LEFT_SEAT, 90, math.degrees(math.atan2(21, 63))), (THIGHS, SEATED, 10, None),
    (LEAN, leaning(standing(), 20), 90, 20.0), (LEAN, leaning(standing(), 20), -90, 20.0),
    (LEAN, CHIN, 90, CHIN_DEG), (LEAN, CHIN, -45, CHIN_DEG), (LEAN, CHIN, 10, None),
]  # fmt: skip


@pytest.mark.parametrize(("signal", "figure", "yaw", "value"), PAPER)
def test_signals_on_paper(signal: Signal, figure: Figure, yaw: float, value: float | None):
    assert signal.of(body(figure, yaw)) == (None if value is None else pytest.approx(value, abs=0.01))


def test_depth_alone_needs_feet_that_the_model_sees():
    for foot in (J.LEFT_ANKLE, J.RIGHT_ANKLE):
        assert AHEAD.of(body(STEP, 25, hidden=[foot])) is None
        assert AHEAD.of(body(STEP, 35, hidden=[foot])) == pytest.approx(20.0)
        assert AHEAD.of(body(STEP, 35, gone=[foot])) is None
    assert FOOT.of(body(RAISED, 90, hidden=[J.RIGHT_ANKLE])) is None
    assert FOOT.of(body(RAISED, 90, hidden=[J.LEFT_ANKLE])) == pytest.approx(5.0)
