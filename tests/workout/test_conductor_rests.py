"""Rests and questions between the sets of a workout: what they take, who ends them, what is said."""

from __future__ import annotations

import pytest
from course_figures import PLAIN, Play, S, stages, step
from person import LEFT_UP, RIGHT_UP, STAND

from trainer.pose import Joint
from trainer.saying import Phrase, phrase
from trainer.workout.moment import Action


def test_the_rest_counts_down_from_the_end_of_the_set_and_speaks_its_last_seconds():
    play = Play([step(rest_s=10), step(reps=5)], PLAIN)
    play.until(S.REST)
    play.until(S.POSITIONING)
    resting = [moment for moment in play.moments if moment.stage is S.REST]
    assert (resting[0].t, resting[0].left_s, resting[0].whole_s) == pytest.approx((3.1, 9.9, 9.9))
    assert resting[-1].left_s == 0.0
    assert {(moment.number, moment.step.reps) for moment in resting} == {(2, 5)}, "the step is the one that comes"
    assert [(t, key) for t, key in play.said() if key in "123"] == [(10.0, "3"), (11.0, "2"), (12.0, "1")]
    assert resting[0].title == phrase("rest.next", set=phrase("workout.times", set=Phrase("Butterfly"), times=5))


def test_a_hand_that_points_at_ten_does_not_pause_the_rest():
    """It is at 10 half a second before it is high enough to go on or pause."""
    play = Play([step(rest_s=60), step()])
    play.see(1)
    play.conductor.answer(0)
    play.until(S.EFFORT)
    play.see(1)
    nearly = {**STAND, Joint.RIGHT_ELBOW: (-0.3, -0.7, 0.0), Joint.RIGHT_WRIST: (-0.25, -0.86, 0.0)}
    play.see(0.5, nearly)
    play.see(5, RIGHT_UP)
    assert play.answers == [("pain before", 1, 0), ("effort", 1, 10)]
    assert play.moments[-1].stage is S.REST
    play.see(1)
    play.until(S.PAUSED, RIGHT_UP, 3)


def test_in_a_question_the_right_hand_neither_pauses_nor_shows_a_ring():
    play = Play([step()])
    play.see(5, RIGHT_UP)
    assert stages(play.moments) == [S.PAIN_BEFORE]
    assert {moment.ring for moment in play.moments} == {None}
    play.see(1)
    play.until(S.POSITIONING, LEFT_UP, 3)
    assert play.answers == [("pain before", 1, None)]


def test_who_has_answered_once_is_not_told_how_again():
    play = Play([step(), step()])
    heard = []
    for stage, answer in ((S.PAIN_BEFORE, None), (S.EFFORT, 4), (S.EFFORT, 5)):
        begin = play.until(stage)
        play.see(12.0 if answer else 21.0)  # nobody answers for twenty seconds
        heard.append(sum(key == "question.how" for t, key in play.said() if t >= begin))
        if answer is not None:
            play.conductor.answer(answer)
            play.see(1)
    assert heard == [1, 1, 0]
    assert [value for *_, value in play.answers] == [None, 4, 5]


def test_a_question_takes_from_the_rest_but_never_all_of_it():
    play = Play([step(rest_s=10), step()])
    play.see(21)  # nobody tells about pain
    end = play.until(S.EFFORT)
    rest = play.until(S.REST)  # nor about the effort
    assert play.answers == [("pain before", 1, None), ("effort", 1, None)]
    assert rest - end == pytest.approx(20.0, abs=0.2)
    assert play.moments[-1].left_s == 5.0


def test_a_rest_is_skipped_by_the_left_hand():
    play = Play([step(rest_s=60), step()], PLAIN)
    begin = play.until(S.REST)
    assert play.until(S.POSITIONING, LEFT_UP) - begin == pytest.approx(1.6, abs=0.11)


def test_in_a_rest_the_set_before_can_be_done_again():
    play = Play([step(), step()], PLAIN)
    play.until(S.REST)
    play.conductor.ask(Action.REPEAT)
    play.until(S.DONE)
    assert play.sets == [(1, 3, "done"), (1, 3, "done"), (2, 3, "done")]
