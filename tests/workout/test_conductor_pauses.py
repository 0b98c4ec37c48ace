"""A workout that stops and goes on: by a hand, by a jump in time, with nobody there."""

from __future__ import annotations

import pytest
from course_figures import PLAIN, Play, S, stages, step
from person import RIGHT_UP

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
