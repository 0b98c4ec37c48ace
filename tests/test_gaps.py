"""A machine that slept, or a pause: time in which nobody was seen is no time of a hold, and costs one movement only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_truth import REPS, recorded

from trainer.exercises import find
from trainer.pose import Pose
from trainer.session import Session
from trainer.status import Result

HOUR_S = 3600.0
LONGEST_S = {name: max(row.end_s - row.start_s for row in rows) + 1 for name, rows in REPS.items()}


def judged(name: str, poses: list[Pose]) -> Result:
    session = Session(find(name))
    for pose in poses:
        session.judge(pose)
    return session.finish()


def later(poses: list[Pose], from_s: float, by_s: float) -> list[Pose]:
    """The poses with all from from_s on so many seconds later."""
    return [replace(pose, t=pose.t + by_s) if pose.t >= from_s else pose for pose in poses]


@pytest.mark.parametrize("name", ["isometric-neck", "butterfly", "arm-reach", "arm-slides", "thoracic-extension"])
def test_an_hour_within_a_movement_is_no_part_of_it(name: str):
    row, poses = REPS[name][1], recorded(name)
    whole = judged(name, poses)
    result = judged(name, later(poses, (row.start_s + row.end_s) / 2, HOUR_S))
    assert max(rep.hold_s for rep in result.reps) < LONGEST_S[name]
    assert max(rep.end_s - rep.start_s for rep in result.reps) < LONGEST_S[name]
    others = [rep.reason for i, rep in enumerate(whole.reps) if i != 1]
    assert [rep.reason for rep in result.reps] == others, "the others are as they were"


def test_a_gap_between_two_movements_costs_nothing():
    poses = recorded("butterfly")
    between = (REPS["butterfly"][0].end_s + REPS["butterfly"][1].start_s) / 2
    assert len(judged("butterfly", later(poses, between, HOUR_S)).reps) == 3


@pytest.mark.parametrize("name", ["butterfly", "arm-reach", "arm-slides", "thoracic-extension", "bear-roll"])
def test_a_gap_right_after_a_movement_does_not_take_it_back(name: str):
    poses, whole = recorded(name), judged(name, recorded(name)).reps
    for rep in (whole[0], whole[-2]):
        paused = judged(name, later(poses, rep.end_s + 0.3, HOUR_S)).reps
        assert [one.reason for one in paused if one.end_s <= rep.end_s + 0.3] == [
            one.reason for one in whole[: rep.index + 1]
        ]


def test_pedalling_is_no_time_while_the_machine_sleeps():
    session = Session(find("aerobic"))
    for pose in later(recorded("aerobic"), 12.0, HOUR_S):
        status = session.step(pose)
    # 24 s of pedalling; the turn that was cut counts to its half at most.
    assert status.clock_s == pytest.approx(24.0, abs=1.5)
