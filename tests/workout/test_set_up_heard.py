"""What is heard of the way into position, between all else that a workout says."""

from __future__ import annotations

import pytest
from course_figures import PLAIN, Judge, S, Silent, step
from figures import pose, standing

from trainer.coach import Coach, after_set
from trainer.exercise import View
from trainer.exercises import find
from trainer.pose import Pose
from trainer.saying import Phrase, Saying
from trainer.scene import Scene
from trainer.setup import SetUpState
from trainer.status import Status
from trainer.workout.conductor import Conductor
from trainer.workout.judging import parts
from trainer.workout.moment import Moment
from trainer.workout.parts import Parts
from trainer.workout.steps import Step, Workout


def seen(conductor: Conductor, seconds: float) -> list[Moment]:
    """So many seconds of somebody who stands before the camera."""
    return [conductor.step(pose(i / 10, standing())) for i in range(round(10 * seconds))]


def heard(moments: list[Moment]) -> list[tuple[float, str]]:
    return [(round(s.t, 1), s.phrase.key) for moment in moments for s in moment.said if s.phrase is not None]


def test_the_first_hint_is_heard_after_the_name_of_the_set():
    one = Step(find("arm-reach"), "left", reps=10)
    said = heard(seen(Conductor(Workout((one,)), parts(), PLAIN), 15))
    # "Arm reach on hands and knees, left: 10 times" are 44 letters, 0.4 + 44 / 15 = 3.3 s
    assert said == [(0.0, "workout.times"), (3.4, "setup.left-side"), (12.4, "setup.left-side")]


@pytest.mark.parametrize(("view", "expected"), [(View.OBLIQUE, "setup.half"), (None, "setup.side")])
def test_the_planned_view_is_asked_for(view: View | None, expected: str):
    one = Step(find("thoracic-extension"), reps=10, view=view)
    title = seen(Conductor(Workout((one,)), parts(), PLAIN), 1)[-1].title
    assert title is not None
    assert title.key == expected


class Led:
    """Asks for something at 0.1 s, and has what it asked for later."""

    def __init__(self, later_s: float, stage: S) -> None:
        self.later_s, self.stage = later_s, stage

    def step(self, status: Status, pose: Pose, scene: Scene | None) -> SetUpState:
        said = (Saying(pose.t, "setup", Phrase("turn"), urgency=1, fresh_s=5.0),) if pose.t == 0.1 else ()
        return SetUpState(S.POSITIONING if pose.t < self.later_s else self.stage, said=said)

    def again(self) -> None:
        pass


@pytest.mark.parametrize("stage", [S.READY, S.EXERCISING])
@pytest.mark.parametrize(("later_s", "expected"), [(0.5, []), (2.5, [(1.7, "turn")])])
def test_what_was_done_meanwhile_is_not_asked_for_any_more(stage: S, later_s: float, expected: list[tuple[float, str]]):
    made = Parts(lambda *_: Judge(), lambda _: Led(later_s, stage), lambda _: Coach(), lambda _: Silent(), after_set)
    said = heard(seen(Conductor(Workout((step(reps=99),)), made, PLAIN), 4))
    assert said == [(0.0, "workout.times"), *expected]  # "Butterfly: 99 times" are 19 letters, 0.4 + 19 / 15 = 1.7 s
