"""Streams of poses in which everything goes wrong: no exception, no count or clock that does not fit, and no scar."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sample_truth import BEATS, NAMES, REPS, exercise_of, recorded
from streams import KINDS, SPECIAL, Harm, check_conductor, check_session, drawn, endure, spoilt, stretch

from trainer.body import Yardstick
from trainer.coach import Coach
from trainer.exercises import exercises
from trainer.pose import Joint, Pose
from trainer.session import Session
from trainer.workout.judging import alone

BYTE = st.integers(0, 255)
HARMS = st.lists(st.builds(Harm, st.sampled_from(KINDS), BYTE, BYTE, BYTE), min_size=1, max_size=6)
QUICK = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@QUICK
@given(name=st.sampled_from(NAMES), start=BYTE, harms=HARMS, choice=BYTE)
@example(name="bear-roll", start=90, harms=[Harm("small", 104, 219, 22), Harm("no time", 46, 240, 0)], choice=0)
@example(name="aerobic", start=85, harms=[Harm("again", 201, 133, 0), Harm("step", 198, 140, 0)], choice=0)
def test_nothing_that_happens_to_a_stream_breaks_anything(name: str, start: int, harms: list[Harm], choice: int):
    endure(name, spoilt(stretch(name, start), harms), choice)


@pytest.mark.parametrize(
    "found",
    [
        "fbbea6c825635c6098daf2",  # a peak before the start of its own movement
        "b4c5d303671cde12d7e06d73efc7a3",
        "69e04bff245cdc00dfaa39e4a9f98fcfc7f9d923b4bf26",  # smoothed times that ran backward
        "d24aa557e8c94028c985c8fa11945189c68c3f",
        "0a0f7c856958914b668b9f80e456b6fbd73e6ac4689137",
    ],
)
def test_what_the_fuzzer_has_found_once_stays_mended(found: str):
    data = bytes.fromhex(found)
    name, _, choice = drawn(data)
    harms = [Harm(KINDS[data[i] % len(KINDS)], *data[i + 1 : i + 4]) for i in range(3, len(data) - 3, 4)]
    poses = spoilt(stretch(name, data[1] // 16 * 17, fps=10), harms)
    exercise = exercises()[exercise_of(name)]
    check_session(exercise, poses)
    check_conductor(exercise, poses, choice)


def valid(exercise: str, poses: list[Pose]) -> int:
    session = Session(exercises()[exercise])
    for pose in poses:
        session.judge(pose)
    return sum(rep.valid for rep in session.finish().reps)


def spoil_some(pose: Pose, index: int) -> Pose:
    """Every fifteenth pose is no pose at all, or one without a head."""
    if index % 15:
        return pose
    value = SPECIAL[index // 15 % 5]
    nowhere = [(value, value, value)] * len(Joint)
    if index // 15 % 2:
        return replace(pose, image=nowhere, world=nowhere)
    return replace(pose, image=[(math.nan, math.nan, 0.0), *pose.image[1:]])


@pytest.mark.parametrize("name", ["arm-slides", "butterfly", "bear-roll", "aerobic"])
def test_poses_of_nothing_in_between_leave_no_scar(name: str):
    """A direction or a size that is not a number would stay in every running mean for ever."""
    poses = recorded(name)
    count = BEATS[name] if name in BEATS else sum(row.reason is None for row in REPS[name])
    assert valid(name, poses) == count
    assert valid(name, [spoil_some(pose, i) for i, pose in enumerate(poses)]) == count


def test_a_joint_that_is_no_number_is_unseen_and_the_others_are_not():
    pose = recorded("butterfly")[30]
    image = list(pose.image)
    image[Joint.LEFT_ELBOW] = (math.nan, 1.0, 0.0)
    body = Yardstick().measure(replace(pose, image=image))
    assert body is not None
    assert body.at(Joint.LEFT_ELBOW) is None
    assert body.at(Joint.RIGHT_ELBOW) == pose.image[Joint.RIGHT_ELBOW]


def test_poses_that_come_late_twice_or_out_of_time_are_left_out():
    """Each true pose is followed by itself, by one of a second ago, and by one of no time; nothing changes by that."""
    poses = recorded("arm-slides")
    crowded = [replace(one, t=t) for one in poses for t in (one.t, one.t, one.t - 1.0, math.nan, math.inf)]
    plain, session = Session(exercises()["arm-slides"]), Session(exercises()["arm-slides"])
    for one in poses:
        plain.judge(one)
    for one in crowded:
        session.judge(one)
    assert session.finish() == plain.finish()
    late = session.step(replace(poses[0], t=-5.0))
    assert (late.t, late.new_reps) == (poses[-1].t, ())


def test_a_conductor_knows_no_time_but_forward():
    conductor, poses = alone(exercises()["butterfly"]), recorded("butterfly")
    said = [conductor.step(replace(poses[i], t=t)).t for i, t in enumerate((0.0, 0.1, 0.05, math.nan, 0.1, 0.2))]
    assert said == [0.0, 0.1, 0.1, 0.1, 0.1, 0.2]


@pytest.mark.parametrize("name", ["butterfly", "isometric-neck", "aerobic"])
def test_an_hour_asleep_in_the_middle_of_it_is_not_held(name: str):
    """The machine sleeps in the middle of a movement, and goes on an hour later in the very same posture."""
    exercise, poses = exercises()[exercise_of(name)], recorded(name)
    awake = Session(exercise)
    begins = next(rep for one in poses for rep in awake.judge(one))
    middle = (begins.start_s + begins.end_s) / 2
    session, coach, conductor = Session(exercise), Coach(), alone(exercise)
    for one in poses:
        pose = one if one.t < middle else replace(one, t=one.t + 3600)
        status = session.step(pose)
        coach.step(status)
        conductor.step(pose)
        assert status.hold_s < 20
        assert (status.clock_s or 0.0) < 60
    for result in (session.finish(), conductor.last):
        for rep in () if result is None else result.reps:
            assert rep.end_s - rep.start_s < 30
