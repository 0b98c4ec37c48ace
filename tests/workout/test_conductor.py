"""A workout from its first pose to its last: each stage, what ends it, what is said and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from course_figures import PLAIN, Judge, Play, S, stages, step
from person import LEFT_UP, RIGHT_UP, pointing
from status_figures import EXERCISE, StandInExercise, rep, status

from trainer.doses import Dose
from trainer.pose import Pose
from trainer.saying import Phrase, phrase
from trainer.status import Result, Status
from trainer.workout.course import Wishes
from trainer.workout.moment import Action, End, SetOver
from trainer.workout.steps import Step


def test_the_whole_course():
    play = Play([step(), step(reps=2)], Wishes(notice=True))
    play.see(3)
    play.until(S.PAIN_BEFORE, RIGHT_UP)
    for number, stage in ((3, S.POSITIONING), (6, S.REST), (7, S.PAIN_AFTER), (4, S.DONE)):
        if stage not in (S.POSITIONING, S.DONE):
            play.until(S.EFFORT)
        play.see(1)
        play.until(stage, pointing(number))
    play.see(31)
    assert stages(play.moments) == [
        S.NOTICE, S.PAIN_BEFORE, S.POSITIONING, S.EXERCISING, S.EFFORT, S.REST, S.POSITIONING, S.EXERCISING, S.EFFORT,
        S.PAIN_AFTER, S.DONE,
    ]  # fmt: skip
    assert play.answers == [("pain before", 1, 3), ("effort", 1, 6), ("effort", 2, 7), ("pain after", 3, 4)]
    assert play.sets == [(1, 3, "done"), (2, 2, "done")]
    assert play.conductor.over
    assert play.conductor.finish() == ()
    done = play.moments[-1]
    assert done.stage is S.DONE
    assert phrase("done.exercise", exercise=Phrase("Butterfly"), valid=5, asked=5) in done.lines


def test_the_notice_waits_for_the_right_hand():
    play = Play([step()], Wishes(notice=True))
    play.see(60)
    play.see(3, LEFT_UP)
    assert stages(play.moments) == [S.NOTICE]
    assert [key for _, key in play.said()] == [
        "notice.doctor", "notice.stop", "notice.pressure", "notice.device", "notice.go-on",
    ]  # fmt: skip
    play.see(1)
    assert play.until(S.PAIN_BEFORE, RIGHT_UP, 3) == pytest.approx(65.5)


def test_without_questions_there_are_none():
    play = Play([step(), step()], PLAIN)
    play.until(S.DONE)
    assert stages(play.moments) == [S.POSITIONING, S.EXERCISING, S.REST, S.POSITIONING, S.EXERCISING, S.DONE]
    assert play.answers == []


def test_the_closing_lines_are_worked_out_from_the_sets():
    def counted(sets: Sequence[SetOver]) -> tuple[Phrase, ...]:
        return (phrase("done.streak", days=sum(one.end is End.DONE for one in sets)),)

    play = Play([step(), step(), step()], replace(PLAIN, closing=counted))
    play.until(S.EXERCISING)
    play.conductor.ask(Action.SKIP)
    play.until(S.DONE)
    assert play.sets == [(1, 0, "skipped"), (2, 3, "done"), (3, 3, "done")]
    assert phrase("done.streak", days=2) in play.moments[-1].lines


def test_a_set_is_over_with_the_last_repetition_asked_for():
    play = Play([step(reps=3)], PLAIN)
    play.until(S.DONE)
    (over,) = [fact for fact in play.facts if isinstance(fact, SetOver)]
    assert (over.t, over.valid, over.end) == (3.0, 3, End.DONE)
    (with_it,) = [moment for moment in play.moments if moment.facts]
    assert (with_it.t, with_it.stage) == (3.0, S.EXERCISING), "its last pose is the one that ends it"


def test_only_the_asked_side_counts():
    sided = [replace(rep(0), side=side) for side in ("right", "left", "right", "left")]
    play = Play([step(reps=2, side="left")], PLAIN, lambda: Judge(list(sided)))
    play.until(S.DONE)
    assert play.sets == [(1, 2, "done")]
    (over,) = [fact for fact in play.facts if isinstance(fact, SetOver)]
    assert over.t == 4.0
    assert [key for _, key in play.said()].count("workout.other-side") == 1, "two, of which one had its turn"
    counts = [moment.status.valid for moment in play.moments if moment.status is not None]
    assert [counts[10], counts[20], counts[30], counts[40]] == [0, 1, 1, 2]


def test_the_other_side_is_not_asked_for_again_within_seven_seconds():
    play = Play([step(reps=30, side="left")], PLAIN, lambda: Judge([replace(rep(0), side="right")] * 30))
    play.see(22)
    times = [t for t, key in play.said() if key == "workout.other-side"]
    assert len(times) == 3, "though each second brings one more"
    assert all(later - sooner >= 7.0 for sooner, later in pairwise(times))


def test_sides_that_belong_together_share_the_repetitions():
    both = StandInExercise(programme=Dose(4, 4, 3, 1, sides_together=True), sides=("forward", "backward"))
    sided = [replace(rep(0), side=side) for side in ("forward",) * 4 + ("backward",) * 2]
    play = Play([step(reps=4, exercise=both)], PLAIN, lambda: Judge(list(sided)))  # type: ignore[arg-type]
    play.until(S.DONE)
    (over,) = [fact for fact in play.facts if isinstance(fact, SetOver)]
    assert (over.t, over.valid) == (6.0, 6), "four forward are two of the four, and two backward the others"
    assert [t for t, key in play.said() if key == "workout.other-way"] == [2.3], "at 2.0, once the headline is over"


def test_after_twice_as_many_attempts_it_is_enough_and_the_easier_task_is_told():
    play = Play([step(reps=2), step()], PLAIN, lambda: Judge([rep(0, "hands-off") for _ in range(9)]))
    play.until(S.REST)
    assert play.sets == [(1, 0, "done")]
    assert play.facts[0].t == 4.0
    assert play.moments[-1].lines == (phrase("workout.enough"), Phrase("Fingertips are enough"))


def test_minutes_are_over_when_the_clock_of_the_movement_says_so():
    class HalfTheTime(Judge):
        def step(self, pose: Pose) -> Status:
            return replace(super().step(pose), clock_s=pose.t / 2)

    play = Play([Step(EXERCISE, minutes=0.5)], PLAIN, judge=HalfTheTime)
    play.until(S.DONE)
    assert [fact.t for fact in play.facts] == [60.0]


@pytest.mark.parametrize(
    ("action", "sets"),
    [
        (Action.SKIP, [(1, 1, "skipped"), (2, 3, "done")]),
        (Action.SHORTEN, [(1, 1, "done"), (2, 3, "done")]),
        (Action.REPEAT, [(1, 1, "left"), (1, 3, "done"), (2, 3, "done")]),
    ],
)
def test_a_set_can_be_left(action: Action, sets: list[tuple[int, int, str]]):
    play = Play([step(), step()], PLAIN)
    play.see(1.5)
    play.conductor.ask(action)
    play.until(S.DONE)
    assert play.sets == sets


def test_what_was_asked_for_by_key_takes_effect_before_the_next_pose():
    play = Play([step(), step()], PLAIN)
    play.see(1.5)
    play.conductor.ask(Action.SKIP)
    (moment,) = play.see(0.1)
    assert [fact.t for fact in moment.facts] == [1.4]
    assert (moment.t, moment.stage, moment.number) == (1.5, S.REST, 2)


def test_strong_pain_before_ends_the_workout_kindly():
    play = Play([step()])
    play.see(1)
    play.conductor.answer(7)
    play.see(2)
    assert stages(play.moments) == [S.PAIN_BEFORE, S.DONE]
    assert play.moments[-1].lines[:2] == (phrase("care.rest"), phrase("care.clinician"))
    assert play.answers == [("pain before", 1, 7)]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [(2, 4, "care.shorter"), (2, 3, None), (3, 7, "care.clinician"), (None, 5, None)],
)
def test_rising_pain_is_told_at_the_end(before: int | None, after: int, line: str | None):
    play = Play([step(reps=1)])
    play.see(1)
    if before is None:
        play.conductor.ask(Action.SKIP)
    else:
        play.conductor.answer(before)
    play.until(S.EFFORT)
    play.conductor.ask(Action.SKIP)
    play.until(S.PAIN_AFTER)
    play.conductor.answer(after)
    play.until(S.DONE)
    keys = [one.key for one in play.moments[-1].lines if one.key.startswith("care.")]
    assert keys == ([] if line is None else [line])


def test_a_workout_taken_up_again_begins_with_its_next_set_and_asks_nothing_twice():
    play = Play([step(), step(), step()], Wishes(start=2))
    play.see(0.1)
    assert (play.moments[0].stage, play.moments[0].number, play.moments[0].of) == (S.POSITIONING, 3, 3)


def test_breaking_off_keeps_the_set_as_it_is():
    play = Play([step(reps=5), step()], PLAIN)
    play.see(2.5)
    (over,) = play.conductor.finish()
    assert isinstance(over, SetOver)
    assert (over.t, over.valid, over.end, over.number) == (2.4, 2, End.LEFT, 1)
    assert play.conductor.over
    assert play.conductor.finish() == ()


def test_quitting_ends_it_at_once():
    play = Play([step(reps=5)], PLAIN)
    play.see(1.5)
    play.conductor.ask(Action.QUIT)
    (moment,) = play.see(0.1)
    assert play.conductor.over
    assert [fact.t for fact in moment.facts] == [1.4]


def test_endless_goes_on_after_the_target_and_hears_nothing_that_would_end_it():
    play = Play([step(reps=2)], Wishes(questions=False, endless=True))
    for action in (Action.SKIP, Action.SHORTEN):
        play.see(3)
        play.conductor.ask(action)
    play.see(150, None)
    assert stages(play.moments) == [S.POSITIONING, S.EXERCISING, S.LOST]
    play.t += 3600
    play.see(1)
    assert play.moments[-1].stage is S.EXERCISING
    assert play.set_ups[0].asked_again == 1
    play.conductor.ask(Action.REPEAT)
    play.see(1)
    assert play.sets == [(1, 6, "left")]


def test_who_does_nothing_is_asked_into_position_again():
    class Idle(Judge):
        def step(self, pose: Pose) -> Status:
            return status(pose.t, phase="rest")

    play = Play([step()], PLAIN, judge=Idle)
    play.see(70)
    assert play.set_ups[0].asked_again == 2
    positions = [moment.t for moment in play.moments if moment.stage is S.POSITIONING]
    assert positions == pytest.approx([0.0, 30.1, 60.3], abs=0.11)


def test_one_thing_is_said_at_a_time():
    """What is said at once by several parts comes one after the other, 2.5 words a second."""
    play = Play([step(rest_s=30), step()], PLAIN)
    play.until(S.DONE)
    times = [t for t, _ in play.said()]
    assert times == sorted(times)
    assert all(later - sooner >= 0.6 for sooner, later in pairwise(times))
    assert [key for _, key in play.said()][:2] == ["back", "workout.times"]


def test_a_moment_tells_its_place():
    play = Play([step(reps=1), step(reps=2), step(reps=3)], PLAIN)
    play.until(S.DONE)
    first, last = play.moments[0], play.moments[-1]
    assert (first.number, first.of, first.following) == (1, 3, step(reps=2))
    assert (last.number, last.of, last.following) == (3, 3, None)
    assert first.title == phrase("setup.back")
    assert last.last == Result(None, (play.facts[-1].result.reps), (), ())  # type: ignore[union-attr]
