"""Arm reach while the camera is nudged: the far side moves with all of the picture, and the chest has not turned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sample_truth import REPS, recorded
from test_arm_reach import judge, kneeling, pose, poses, rep

from trainer.exercises.arm_reach import EXERCISE
from trainer.pose import Joint as J
from trainer.pose import Pose
from trainer.session import Session


def shifted(made: Sequence[Pose], down_px: Callable[[float], float]) -> list[Pose]:
    return [replace(p, image=[(x, y + down_px(p.t), z) for x, y, z in p.image]) for p in made]


def verdicts(made: Sequence[Pose]) -> list[tuple[str | None, str | None, list[str]]]:
    session = Session(EXERCISE)
    for one in made:
        session.judge(one)
    return [(r.side, r.reason, [f.code for f in r.faults]) for r in session.finish().reps]


@pytest.mark.parametrize("name", ["arm-reach", "arm-reach-faults"])
@pytest.mark.parametrize("px", [3, 5, 8, -12])
@pytest.mark.parametrize("share", [0.25, 0.5], ids=["before the middle", "in the middle"])
def test_a_nudge_in_each_repetition_changes_no_verdict(name: str, px: float, share: float):
    made: list[Pose] = list(recorded(name))
    for i, row in enumerate(REPS[name]):
        at, way = row.start_s + share * (row.end_s - row.start_s), px if i % 2 else -px
        made = shifted(made, lambda t, at=at, way=way: way * (t >= at))
    expected = [(r.side, r.reason, [*([r.reason] if r.reason else []), *r.told]) for r in REPS[name]]
    assert verdicts(made) == expected


@pytest.mark.parametrize("px", [0, 8, -8, 12, -12])
@pytest.mark.parametrize(("rise", "codes"), [(0.0, []), (0.05, ["trunk-twist"]), (-0.05, ["trunk-twist"])])
def test_a_far_side_of_known_rise_is_told_all_the_same(rise, codes, px):
    """The hold lasts from 2.8 to 8.8 s; the picture is another one from 5.3 s on."""
    made = shifted(poses(*rep(far_rise=rise)), lambda t: px * (t > 5.3))
    (found,) = judge(made)
    assert (found.valid, [f.code for f in found.faults]) == (True, codes)


def test_the_figure_is_200_pixels_a_metre():
    """So the shifts above are 4 and 6 cm, more than the far side may rise by."""
    p = pose(0.0, kneeling())
    assert p.image[J.LEFT_KNEE][1] - p.image[J.LEFT_HIP][1] == pytest.approx(0.42 * 200)
