"""A workout that stops and goes on: by a hand, by a jump in time, with nobody there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from course_figures import PLAIN, Judge, Play, S, stages, step
from person import RIGHT_UP
from status_figures import rep

from trainer.pose import Pose
from trainer.status import Status
from trainer.workout.conductor import AWAY, PAUSED
from trainer.workout.moment import Action, SetOver


def test_hands_are_not_heard_during_the_exercise_itself():
    play = Play([step(reps=8)], PLAIN)
    play.see(5, RIGHT_UP)
    assert stages(play.moments) == [S.POSITIONING, S.EXERCISING]
    assert {moment.ring for moment in play.moments[2:]} == {None}


def test_the_right_hand_pauses_a_rest_and_goes_on_with_what_was_left():
    play = Play([step(rest_s=20), step()], PLAIN)
    play.until(S.REST)
    play.until(S.PAUSED, RIGHT_UP)
    left = play.moments[-2].left_s
    assert left is not None
    play.see(100)
    assert play.moments[-1].title == PAUSED
    assert play.moments[-1].status is None
    play.until(S.REST, RIGHT_UP)
    assert play.moments[-1].left_s == pytest.approx(left - 0.1)
    assert play.moments[-1].ring is None, "the ring is not on its way any more"


def test_a_pause_in_a_set_keeps_its_count_and_asks_for_the_position_again():
    play = Play([step(reps=5)], PLAIN)
    play.see(2.5)
    play.conductor.ask(Action.GO)
    play.see(20)
    assert stages(play.moments) == [S.POSITIONING, S.EXERCISING, S.PAUSED]
    play.conductor.ask(Action.GO)
    play.see(0.2)
    assert play.set_ups[0].asked_again == 1
    assert stages(play.moments)[3:] == [S.POSITIONING, S.EXERCISING]
    assert play.moments[-1].status is not None
    assert play.moments[-1].status.valid == 2
    (over,) = [fact for fact in (*play.facts, *play.conductor.finish()) if isinstance(fact, SetOver)]
    assert over.seconds == pytest.approx(2.6, abs=0.11), "a pause takes no time"


def test_a_jump_in_time_pauses():
    play = Play([step(reps=5)], PLAIN)
    play.see(2.5)
    play.t += 3600
    play.see(1)
    assert stages(play.moments) == [S.POSITIONING, S.EXERCISING, S.PAUSED]
    assert play.moments[-1].status is None
    play.conductor.ask(Action.GO)
    play.see(0.2)
    assert play.moments[-1].stage is S.EXERCISING


def test_a_gap_of_five_seconds_is_no_jump():
    play = Play([step(reps=9)], PLAIN)
    play.see(2.5)
    play.t += 4.9
    play.see(1)
    assert stages(play.moments) == [S.POSITIONING, S.EXERCISING]


def test_nobody_for_two_minutes_pauses():
    play = Play([step(reps=9)], PLAIN)
    play.see(2.5)
    gone = play.t
    at = play.until(S.PAUSED, None)
    assert at - gone == pytest.approx(119.9, abs=0.11)
    assert play.moments[-1].title == AWAY
    play.see(5)
    assert play.moments[-1].stage is S.PAUSED
    play.until(S.POSITIONING, RIGHT_UP)
    (over,) = play.conductor.finish()
    assert isinstance(over, SetOver)
    assert over.seconds == pytest.approx(2.5, abs=0.21), "two minutes of nobody are no training"


def seconds(play: Play) -> list[float]:
    """Of all sets, those that are over and the one that is on."""
    return [fact.seconds for fact in (*play.facts, *play.conductor.finish()) if isinstance(fact, SetOver)]


@pytest.mark.parametrize("times", [1, 3])
def test_who_goes_on_by_key_out_of_sight_has_two_minutes_again(times: int):
    play = Play([step(reps=9)], PLAIN)
    play.see(2.5)
    play.until(S.PAUSED, None)
    for _ in range(times):
        play.see(300, None)
        play.conductor.ask(Action.GO)
        begin = play.t
        assert play.until(S.PAUSED, None) - begin == pytest.approx(119.9, abs=0.11)
        assert play.moments[-1].title == AWAY
    # 2.4 s until the last time in sight, and a tenth of a second for each time it went on.
    assert seconds(play) == [pytest.approx(2.4, abs=0.1 * times + 0.11)]


def test_a_pause_by_key_is_no_absence():
    play = Play([step(reps=9)], PLAIN)
    play.see(2.5)
    play.conductor.ask(Action.GO)
    play.see(600, None)
    play.conductor.ask(Action.GO)
    assert stages(play.see(119, None)) == [S.POSITIONING, S.LOST]
    assert seconds(play) == [pytest.approx(2.4 + 119, abs=0.11)]


def test_a_set_that_is_skipped_out_of_sight_takes_no_time_from_the_next():
    play = Play([step(reps=9), step(reps=9)], PLAIN)
    play.see(2.5)
    play.see(60, None)
    play.conductor.ask(Action.SKIP)
    play.until(S.REST, None)
    assert play.until(S.PAUSED, None) == pytest.approx(182.4, abs=0.11), "two minutes after the key"
    first, second = seconds(play)
    assert first == pytest.approx(62.4, abs=0.11)
    assert 0 <= second <= 0.21


class Late(Judge):
    """What ends while the person goes out of the picture is counted a second later, as by the real one."""

    def step(self, pose: Pose) -> Status:
        now = super().step(pose)
        if pose.t != 3.5:
            return now
        self.reps.append(replace(rep(2.5), index=len(self.reps)))
        return replace(now, new_reps=(self.reps[-1],), valid=len(self.reps))


def test_no_set_takes_less_than_no_time():
    """The first set ends when nobody is to be seen any more; all of that absence is found to be none of the work."""
    play = Play([step(reps=3), step(reps=9)], PLAIN, Late)
    play.see(2.5)
    assert play.until(S.REST, None) == pytest.approx(3.6)
    play.until(S.PAUSED, None)
    first, second = seconds(play)
    assert (first, second) == (pytest.approx(3.5, abs=0.01), 0.0)
