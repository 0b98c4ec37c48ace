"""What the person is told before an exercise can start."""

from __future__ import annotations

import pytest
from figures import Joint, moved, nobody, pose, standing, turned

from trainer.body import Yardstick
from trainer.exercise import View
from trainer.exercises import find
from trainer.framing import framing_hint, posture_hint, view_hint
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
    assert said(view_hint(BUTTERFLY, body.view)) == expected


def test_a_side_view_is_asked_for_where_it_is_wanted():
    assert said(view_hint(find("arm-reach"), View.FRONT)) == "turn your side to the camera"
