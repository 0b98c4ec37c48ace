"""Neck press while the camera is nudged or the chair gives way: the picture moves, the head on its neck does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sample_truth import REPS, recorded
from test_isometric_neck import BOTH, HEAD, RIGHT, poses, press

from trainer.exercises import find
from trainer.pose import Joint as J
from trainer.pose import Pose
from trainer.session import Session

Verdicts = list[tuple[str | None, bool, list[str]]]
TRUNK = (J.LEFT_SHOULDER, J.RIGHT_SHOULDER, J.LEFT_HIP, J.RIGHT_HIP)


def shifted(made: Sequence[Pose], down_px: Callable[[float], float]) -> list[Pose]:
    """The same by a camera that has turned up: all of the picture so many pixels lower, by the time."""
    return [replace(p, image=[(x, y + down_px(p.t), z) for x, y, z in p.image]) for p in made]


def over(start_s: float, end_s: float, px: float) -> Callable[[float], float]:
    """Pixels by the time: none until start_s, all of them from end_s on."""
    return lambda t: px * min(max((t - start_s) / (end_s - start_s), 0.0), 1.0)


def verdicts(made: Sequence[Pose]) -> Verdicts:
    session = Session(find("isometric-neck"))
    for one in made:
        session.judge(one)
    return [(rep.side, rep.valid, [f.code for f in rep.faults]) for rep in session.finish().reps]


def labelled(name: str) -> Verdicts:
    return [(row.side, not row.reason, [*([row.reason] if row.reason else []), *row.told]) for row in REPS[name]]


@pytest.mark.parametrize("name", ["isometric-neck", "isometric-neck-faults"])
@pytest.mark.parametrize("px", [3, 5, 8, -12])
def test_a_nudge_in_each_hold_changes_no_verdict(name: str, px: float):
    """A metre is 260 to 330 pixels here: 1 to 4 cm, each time the other way."""
    made: list[Pose] = list(recorded(name))
    for i, row in enumerate(REPS[name]):
        middle = (row.start_s + row.end_s) / 2
        made = shifted(made, over(middle - 0.02, middle, px if i % 2 else -px))
    assert verdicts(made) == labelled(name)


@pytest.mark.parametrize("name", ["isometric-neck", "isometric-neck-faults"])
@pytest.mark.parametrize("px", [6, -6])
def test_a_picture_that_slides_along_each_hold_changes_no_verdict(name: str, px: float):
    made: list[Pose] = list(recorded(name))
    for i, row in enumerate(REPS[name]):
        made = shifted(made, over(row.start_s, row.end_s, px if i % 2 else -px))
    assert verdicts(made) == labelled(name)


@pytest.mark.parametrize("cm", [2, 4, -2, -4])
@pytest.mark.parametrize(("start_s", "seconds"), [(4.0, 0.02), (7.5, 0.02), (4.0, 8.0)])
@pytest.mark.parametrize(
    ("fault", "valid", "codes"),
    [(None, True, []), (("nod", 15), False, ["head-moves"]), (("nod", -15), False, ["head-moves"]),
     (("shrug", 4), True, ["shrug"])],
)  # fmt: skip
def test_moves_of_known_size_are_told_all_the_same(fault, valid, codes, cm, start_s, seconds):
    """The fault lasts from 5.5 to 10 s, the hold from 2.5 to 13 s; a centimetre is 2 pixels."""
    made = shifted(poses(press("beside", fault=fault)), over(start_s, start_s + seconds, 2 * cm))
    assert verdicts(made) == [("right", valid, codes)]


def test_what_sinks_into_the_chair_as_a_whole_has_not_moved_its_head():
    """Head, shoulders and hips 3 cm lower for the rest of the hold, the feet where they were."""
    made = poses(press("behind", BOTH))
    arms = [j for j in J if J.LEFT_ELBOW <= j <= J.RIGHT_THUMB]
    lower = {*HEAD, *TRUNK, *arms}
    sunk = [
        replace(p, image=[(x, y + 6 * (p.t > 6 and j in lower), z) for j, (x, y, z) in zip(J, p.image, strict=True)])
        for p in made
    ]
    assert verdicts(sunk) == [("back", True, [])]


def cut(made: Sequence[Pose]) -> list[Pose]:
    """A picture that ends 20 px above the hips."""
    return [replace(p, size=(640, 212)) for p in made]


@pytest.mark.parametrize(
    ("fault", "valid", "codes"),
    [(None, True, []), (("nod", 15), False, ["head-moves"]), (("shrug", 4), True, ["shrug"])],
)
@pytest.mark.parametrize("px", [0, 4, -8])
def test_with_hips_below_the_picture_face_and_shoulders_tell(fault, valid, codes, px):
    made = shifted(cut(poses(press("beside", RIGHT, fault=fault))), over(7.5, 7.52, px))
    assert verdicts(made) == [("right", valid, codes)]
