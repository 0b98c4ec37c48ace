"""A workout from its first pose to its last: each stage, what ends it, what is said and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from figures import Figure, nobody, pose
from person import LEFT_UP, RIGHT_UP, STAND, pointing
from status_figures import EXERCISE, StandInExercise, rep, status

from trainer.coach import Coach, Cue, after_set
from trainer.doses import Dose
from trainer.exercise import Exercise
from trainer.pose import Joint, Pose
from trainer.saying import Phrase, Saying, phrase
from trainer.scene import Scene
from trainer.setup import SetUpState
from trainer.stage import Stage
from trainer.status import Rep, Result, Status
from trainer.workout.conductor import AWAY, PAUSED, Conductor
from trainer.workout.course import Wishes
from trainer.workout.moment import Action, Answer, End, Moment, SetOver
from trainer.workout.parts import Parts
from trainer.workout.steps import Step, Workout

FPS = 10
S = Stage


@dataclass
class Judge:
    """Counts a repetition with each second of somebody: what is in line for it, valid ones after that."""

    line: list[Rep] = field(default_factory=list)
    reps: list[Rep] = field(default_factory=list)
    poses: int = 0

    def step(self, pose: Pose) -> Status:
        new: tuple[Rep, ...] = ()
        self.poses += pose.found
        if pose.found and self.poses % FPS == 1 and self.poses > 1:
            given = self.line.pop(0) if self.line else rep(pose.t)
            new = (replace(given, index=len(self.reps)),)
            self.reps += new
        valid = sum(one.valid for one in self.reps)
        return status(pose.t, new_reps=new, valid=valid, attempts=len(self.reps) - valid)

    def finish(self) -> Result:
        return Result(None, tuple(self.reps), (), ())


class Ready:
    """In position from the second pose on; lost as long as nobody is there."""

    def __init__(self) -> None:
        self.times, self.asked_again = 0, 0

    def step(self, status: Status, pose: Pose, scene: Scene | None) -> SetUpState:
        self.times += 1
        if self.times == 1:
            return SetUpState(S.POSITIONING, phrase("setup.back"), said=(Saying(pose.t, "setup", Phrase("back")),))
        return SetUpState(S.EXERCISING if pose.found else S.LOST, None if pose.found else phrase("setup.no-one"))

    def again(self) -> None:
        self.times = 0
        self.asked_again += 1


class Silent:
    def step(self, status: Status, cue: Cue | None) -> tuple[Saying, ...]:
        return ()


@dataclass
class Play:
    """A conductor with stand-ins for the parts of its sets, and the moments it gave."""

    steps: Sequence[Step]
    wishes: Wishes = field(default_factory=Wishes)
    judge: Callable[[], Judge] = Judge
    t: float = 0.0
    moments: list[Moment] = field(default_factory=list)
    set_ups: list[Ready] = field(default_factory=list)

    def __post_init__(self) -> None:
        def set_up(step: Step) -> Ready:
            self.set_ups.append(Ready())
            return self.set_ups[-1]

        parts = Parts(lambda *_: self.judge(), set_up, lambda _: Coach(), lambda _: Silent(), after_set)
        self.conductor = Conductor(Workout(tuple(self.steps)), parts, self.wishes)

    def see(self, seconds: float, figure: Figure | None = STAND) -> list[Moment]:
        """So many seconds of the figure, None for nobody."""
        new = []
        for _ in range(round(seconds * FPS)):
            seen = nobody(self.t) if figure is None else pose(self.t, figure)
            new.append(self.conductor.step(seen))
            self.t = round(self.t + 1 / FPS, 6)
        self.moments += new
        return new

    def until(self, stage: Stage, figure: Figure | None = STAND, most_s: float = 200) -> float:
        """See the figure until the stage is there; the time at which it was."""
        begin = self.t
        while self.see(1 / FPS, figure)[0].stage is not stage:
            assert self.t - begin < most_s, (stage, self.moments[-1].stage)
        return self.moments[-1].t

    @property
    def facts(self) -> list[SetOver | Answer]:
        return [fact for moment in self.moments for fact in moment.facts]

    @property
    def sets(self) -> list[tuple[int, int, str]]:
        """Number, valid repetitions and end of each set that is over."""
        return [(fact.number, fact.valid, str(fact.end)) for fact in self.facts if isinstance(fact, SetOver)]

    @property
    def answers(self) -> list[tuple[str, int, int | None]]:
        return [(str(fact.stage), fact.number, fact.value) for fact in self.facts if isinstance(fact, Answer)]

    def said(self) -> list[tuple[float, str]]:
        """When what was said, as keys of the catalogue."""
        return [(s.t, s.phrase.key) for moment in self.moments for s in moment.said if s.phrase is not None]


def step(reps: int = 3, rest_s: float = 10.0, side: str | None = None, exercise: Exercise = EXERCISE) -> Step:
    return Step(exercise, side, reps=reps, rest_s=rest_s)


def stages(moments: Iterable[Moment]) -> list[Stage]:
    """The stages in their order, each once as long as it lasts."""
    found: list[Stage] = []
    for moment in moments:
        if not found or found[-1] is not moment.stage:
            found.append(moment.stage)
    return found


PLAIN = Wishes(questions=False)


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


def test_a_question_takes_from_the_rest_but_never_all_of_it():
    play = Play([step(rest_s=10), step()])
    play.see(21)  # nobody tells about pain
    end = play.until(S.EFFORT)
    rest = play.until(S.REST)  # nor about the effort
    assert play.answers == [("pain before", 1, None), ("effort", 1, None)]
    assert rest - end == pytest.approx(20.0, abs=0.2)
    assert play.moments[-1].left_s == 5.0


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
