"""What a workout leaves in the diary and among the measures, written in a thread of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from status_figures import rep

from trainer import calibrations
from trainer.calibration import Calibration
from trainer.exercises import find
from trainer.stage import Stage
from trainer.status import Rep, Result
from trainer.words import Words
from trainer.workout import WorkoutError
from trainer.workout.bookkeeping import Bookkeeper, Measurer
from trainer.workout.diary import Diary
from trainer.workout.log import Entry, SetDone
from trainer.workout.moment import Answer, End, Fact, Moment, SetOver
from trainer.workout.steps import Step, Workout

DAY, STARTED = "2026-11-23", "2026-11-23T18:00:00+01:00"
STEPS = (Step(find("butterfly"), reps=3, hold_s=5.0), Step(find("isometric-neck"), "left", reps=2, hold_s=10.0))


def over(number: int, reps: list[Rep], valid: int, end: End = End.DONE, seconds: float = 40.0) -> SetOver:
    return SetOver(9.0, number, STEPS[number - 1], Result(None, tuple(reps), (), ()), valid, seconds, end)


def moment(stage: Stage, *facts: Fact) -> Moment:
    return Moment(0.0, stage, STEPS[0], 1, 2, facts=facts)


def bookkeeper(folder: Path, taken_up: int | None = None) -> Bookkeeper:
    return Bookkeeper(lambda: Diary.open(folder), DAY, STARTED, Workout(STEPS), taken_up)


def entry(folder: Path) -> Entry:
    with Diary.open(folder) as diary:
        (found,) = diary.log().workouts
    return found


def test_a_whole_workout(tmp_path: Path):
    good = replace(rep(3.0), good_s=5.5)
    with bookkeeper(tmp_path) as book:
        book.keep(moment(Stage.NOTICE))
        book.keep(moment(Stage.PAIN_BEFORE))
        book.keep(moment(Stage.POSITIONING, Answer(1.0, Stage.PAIN_BEFORE, 1, 2)))
        book.keep(moment(Stage.EXERCISING, over(1, [good, rep(5.0, "hands-off")], 1)))
        book.keep(moment(Stage.EFFORT, Answer(1.0, Stage.EFFORT, 1, 6)))
        book.keep(moment(Stage.REST, over(2, [], 0, End.SKIPPED, 12.5)))
        book.keep(moment(Stage.PAIN_AFTER, Answer(1.0, Stage.PAIN_AFTER, 3, None)))
        book.keep(moment(Stage.DONE))
        book.keep(moment(Stage.DONE))
    assert book.problem is None
    assert entry(tmp_path) == Entry(
        1, DAY, STARTED, 2, True, 2, None,
        (
            SetDone(0, "butterfly", None, 3, 5.0, None, 1, 1, 5.5, 40.0, 6),
            SetDone(1, "isometric-neck", "left", 2, 10.0, None, 0, 0, 0.0, 12.5, None, skipped=True),
        ),
    )  # fmt: skip


def test_before_the_notice_is_accepted_nothing_is_noted(tmp_path: Path):
    with bookkeeper(tmp_path) as book:
        book.keep(moment(Stage.NOTICE))
    with Diary.open(tmp_path) as diary:
        assert diary.log().workouts == ()


@pytest.mark.parametrize("reps", [[], [rep(2.0)]], ids=["nothing done", "something done"])
def test_a_workout_broken_off_goes_on_with_the_set_that_was_left(tmp_path: Path, reps: list[Rep]):
    with bookkeeper(tmp_path) as book:
        book.keep(moment(Stage.POSITIONING))
        book.end([over(1, reps, len(reps), End.LEFT)])
    with Diary.open(tmp_path) as diary:
        begun = diary.unfinished(DAY)
    assert begun is not None
    assert (begun.next, [done.left for done in entry(tmp_path).sets]) == (0, [True] * len(reps))
    with bookkeeper(tmp_path, begun.id) as again:
        again.keep(moment(Stage.POSITIONING, over(1, [], 0)))
    assert entry(tmp_path).next == 1, "it is the same workout"


def test_nobody_waits_for_the_disk_and_a_diary_that_fails_is_told_once(tmp_path: Path):
    may = Event()

    def slow() -> Diary:
        may.wait(10)
        raise WorkoutError("the diary is locked")

    book = Bookkeeper(slow, DAY, STARTED, Workout(STEPS))
    book.keep(moment(Stage.PAIN_BEFORE))
    book.keep(moment(Stage.EFFORT, Answer(1.0, Stage.EFFORT, 1, 6)))
    assert book.problem is None, "it is still trying"
    may.set()
    book.close()
    book.close()
    assert book.problem == "the diary is locked"


def test_what_was_measured_is_kept_for_the_next_time(tmp_path: Path):
    measured = Calibration({"front/travel": 48.0})
    with Measurer(tmp_path) as measurer:
        measurer.keep(moment(Stage.EXERCISING, replace(over(1, [], 0), measured=measured)))
        measurer.end([over(2, [], 0)])
    assert measurer.problem is None
    assert calibrations.load(tmp_path, "butterfly") == measured
    assert calibrations.load(tmp_path, "isometric-neck") is None


def test_measures_that_can_t_be_kept_are_told(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with Measurer(tmp_path / "file") as measurer:
        measurer.end([replace(over(1, [], 0), measured=Calibration({"front/travel": 48.0}))])
    assert measurer.problem is not None
    assert Words().say(measurer.problem).startswith("your measures can't be kept in")
