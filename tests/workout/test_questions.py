"""How a number is told: by the height of the right hand, still for a second and a half, or by key."""

from __future__ import annotations

import pytest
from figures import nobody

from trainer.stage import Stage
from trainer.workout.gestures import GestureState
from trainer.workout.look import Look
from trainer.workout.moment import Action, Ring
from trainer.workout.questions import Asking

FPS = 10
Heights = list[tuple[float, float | None]]
UNSEEN = -1.0  # the hand is somewhere else, and no one knows where


def hand(height: float | None) -> GestureState:
    pointed = None if height == UNSEEN else height
    return GestureState(pointed=pointed, down=height is None or UNSEEN < height < 2)


def asked(heights: Heights, asking: Asking | None = None) -> tuple[Asking, list[Look]]:
    """Each height for so many seconds, None for a hanging hand; the question, and its looks until it was over."""
    asking, looks = asking or Asking(Stage.EFFORT), []
    for seconds, height in heights:
        for _ in range(round(seconds * FPS)):
            t = len(looks) / FPS
            looks.append(asking.step(nobody(t), None, hand(height)))
            if looks[-1].over:
                return asking, looks
    return asking, looks


@pytest.mark.parametrize(
    ("situation", "heights", "value", "seconds"),
    [
        ("a still hand", [(1, None), (3, 6.0)], 6, 2.5),
        ("between two numbers", [(1, None), (3, 6.4)], 6, 2.5),
        ("ten", [(1, None), (3, 10.0)], 10, 2.5),
        ("a trembling hand", [(1, None), *[(0.1, 6.0), (0.1, 6.4)] * 10], 6, 2.5),
        ("a hand on its way", [(1, None), (0.5, 3.0), (0.5, 5.0), (0.5, 7.0), (3, 8.0)], 8, 4.0),
        ("down to zero after it was up", [(1, None), (0.5, 5.0), (3, 0.2)], 0, 3.0),
        ("in the lap", [(1, None), (9, 0.5)], None, None),
        ("up already", [(9, 7.0)], None, None),
        ("up already, then down and up", [(2, 7.0), (1, None), (3, 4.0)], 4, 4.5),
        ("up already, then out of sight and up", [(2, 7.0), (9, UNSEEN), (3, 4.0)], None, None),
        ("out of sight from the first", [(2, UNSEEN), (3, 8.0)], None, None),
        ("one wrong frame", [(1, 8.0), (0.1, None), (9, 8.0)], None, None),
        ("raised from the lap", [(1, 0.5), (3, 8.0)], 8, 2.5),
        ("out of sight on its way", [(1, None), (0.5, UNSEEN), (3, 8.0)], 8, 3.0),
        ("a dropout", [(1, None), (1, 6.0), (0.2, None), (1, 6.0)], 6, 2.5),
        ("let down", [(1, None), (1, 6.0), (1, None), (1, 6.0)], None, None),
    ],
)
def test_a_number_by_hand(situation: str, heights: Heights, value: int | None, seconds: float | None):
    asking, looks = asked(heights)
    assert asking.value == value, situation
    assert looks[-1].over is (value is not None)
    if seconds is not None:
        assert (len(looks) - 1) / FPS == seconds


def test_the_screen_shows_what_the_hand_points_at_and_for_how_long():
    _, looks = asked([(1, None), (1.4, 6.3)])
    questions = [look.question for look in looks]
    assert all(question is not None for question in questions)
    assert [(q.chosen, q.share) for q in questions[:10] if q] == [(None, 0.0)] * 10
    assert [q.chosen for q in questions[10:] if q] == [6] * 14
    assert [q.share for q in questions[10:] if q] == pytest.approx([i / 15 for i in range(14)])


def test_nobody_answers_for_twenty_seconds():
    asking, looks = asked([(60, None)])
    assert (asking.value, len(looks)) == (None, 201)
    asking, looks = asked([(10, None), (1, 5.0), (60, None)])
    assert (asking.value, len(looks)) == (None, 313), "the hand was up until 11.2, as a dropout may be no end"


def test_a_key_answers_at_once():
    asking = Asking(Stage.PAIN_BEFORE)
    asked([(1, None)], asking)
    asking.answer(0)
    assert asking.step(nobody(2.0), None, GestureState()).over
    assert asking.value == 0
    with pytest.raises(ValueError, match="expected a number from 0 to 10, got 11"):
        asking.answer(11)


def test_a_question_is_said_once_and_a_pause_gives_the_time_again():
    asking = Asking(Stage.EFFORT)
    _, looks = asked([(15, None)], asking)
    assert [s.phrase.key for look in looks for s in look.said if s.phrase] == ["question.effort", "question.how"]
    asking.resume(100.0)
    assert not asking.step(nobody(130.0), None, GestureState()).over
    assert not asking.step(nobody(149.9), None, GestureState()).over
    assert asking.step(nobody(150.0), None, GestureState()).over


def test_a_hand_that_is_about_to_skip_keeps_the_question():
    asking = Asking(Stage.EFFORT)
    for i in range(300):
        look = asking.step(nobody(i / FPS), None, GestureState(ring=Ring(Action.SKIP, 0.5)))
        assert not look.over
    assert [action for action in Action if asking.takes(action)] == [Action.SKIP]


def test_the_hand_that_goes_on_after_a_pause_answers_nothing_until_it_was_down():
    asking = Asking(Stage.EFFORT)
    asked([(1, None), (0.5, 10.0)], asking)
    asking.resume(100.0)
    for i in range(30):
        asking.step(nobody(110 + i / FPS), None, hand(10.0))
    assert asking.value is None
    for i in range(40):
        asking.step(nobody(113 + i / FPS), None, hand(None if i < 10 else 6.0))
    assert asking.value == 6
