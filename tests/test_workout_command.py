"""trainer alone: what there is to do today, and what it says when there is nothing or something is missing."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from conftest import Command, without_display, write_video

from trainer.commands import workout
from trainer.doses import Equipment
from trainer.exercises import find
from trainer.saying import Phrase, phrase
from trainer.status import Result
from trainer.workout import plan_file
from trainer.workout.diary import Diary
from trainer.workout.log import SetDone, Why
from trainer.workout.moment import End, SetOver
from trainer.workout.plan import Plan
from trainer.workout.steps import Step, Workout

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
STEP = Step(find("butterfly"), reps=10, hold_s=5.0)


def begun(folder: Path, day: str = MONDAY, done: int = 1, of: int = 3, *, finished: bool = False) -> int:
    """A workout of that day with so many sets done."""
    with Diary.open(folder) as diary:
        number = diary.begin(day, f"{day}T08:00:00+01:00", [STEP] * of)
        for step in range(done):
            diary.set_done(number, SetDone(step, "butterfly", reps=10, valid=9, seconds=100.0))
        if finished:
            diary.finish(number)
    return number


def over(number: int, end: End = End.DONE) -> SetOver:
    return SetOver(9.0 * number, number, STEP, Result(None, (), (), ()), 10, 60.0, end)


def all_of(workout: Workout, end: End = End.DONE) -> list[SetOver]:
    """Every set of it over."""
    return [over(number, end) for number in range(1, len(workout.steps) + 1)]


def test_without_a_plan_the_usual_one_is_done_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    today = workout.chosen(tmp_path, MONDAY, now=False)
    assert today is not None
    assert (today.taken_up, today.start, today.first) == (None, 0, True)
    assert today.closing(all_of(today.workout)) == ()
    said = capsys.readouterr().out
    assert "No plan yet, so this is the usual one: At most 20 minutes on mon, wed, fri" in said
    assert f"Today: {len(today.workout.steps)} sets, about " in said


def test_the_own_plan_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    plan_file.save(tmp_path, Plan(days=(1,), without=("isometric-neck",), equipment=(Equipment.MAT,)))
    today = workout.chosen(tmp_path, TUESDAY, now=False)
    assert today is not None
    found = {step.exercise.id for step in today.workout.steps}
    assert "arm-reach" in found
    assert found <= {"arm-reach", "bear-roll", "butterfly"}
    assert "No plan yet" not in capsys.readouterr().out


def test_a_workout_broken_off_today_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    number = begun(tmp_path)
    today = workout.chosen(tmp_path, MONDAY, now=False)
    assert today is not None
    assert (today.taken_up, today.start, len(today.workout.steps), today.first) == (number, 1, 3, False)
    assert "Today's workout goes on with set 2 of 3." in capsys.readouterr().out


def test_one_broken_off_yesterday_does_not(tmp_path: Path):
    begun(tmp_path, "2026-11-22")
    today = workout.chosen(tmp_path, MONDAY, now=False)
    assert today is not None
    assert (today.taken_up, today.start, today.first) == (None, 0, False)


@pytest.mark.parametrize(
    ("day", "rest", "said"),
    [
        (TUESDAY, None, "Today is a rest day: the plan has mon, wed, fri. Train all the same: trainer --now"),
        (MONDAY, Why.REST, "Today is a rest day, and your streak stays. Train all the same: trainer --now"),
    ],
)
def test_a_rest_day_says_so_and_offers_to_train(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, rest: Why | None, said: str
):
    if rest is not None:
        with Diary.open(tmp_path) as diary:
            diary.rest_day(day, rest)
    assert workout.chosen(tmp_path, day, now=False) is None
    assert said in capsys.readouterr().out
    assert workout.chosen(tmp_path, day, now=True) is not None


def test_what_is_done_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    begun(tmp_path, done=3, finished=True)
    assert workout.chosen(tmp_path, MONDAY, now=False) is None
    assert "Today's workout is done. Another one: trainer --now" in capsys.readouterr().out
    assert workout.chosen(tmp_path, MONDAY, now=True) is not None


def test_strong_pain_is_no_day_for_training(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    number = begun(tmp_path, finished=True)
    with Diary.open(tmp_path) as diary:
        diary.pain(number, "before", 8)
    assert workout.chosen(tmp_path, MONDAY, now=False) is None
    assert "Pain was strong today: rest, and your streak stays. See a clinician" in capsys.readouterr().out


def test_a_streak_is_told_from_the_second_day_on(tmp_path: Path):
    plan_file.save(tmp_path, Plan())
    with Diary.open(tmp_path) as diary:
        diary.planned("2026-11-16", (0, 2, 4))
    closing = []
    for day in ("2026-11-16", "2026-11-18", "2026-11-20"):
        begun(tmp_path, day, done=3, finished=True)
        following = {"2026-11-16": "2026-11-18", "2026-11-18": "2026-11-20"}.get(day, MONDAY)
        today = workout.chosen(tmp_path, following, now=False)
        assert today is not None
        closing.append(today.closing(all_of(today.workout)))
    assert closing == [(phrase("done.streak", days=days),) for days in (2, 3, 4)]


D, S, L = End.DONE, End.SKIPPED, End.LEFT
TWO = (phrase("done.streak", days=2),)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((), ()),  # pain was too strong to begin
        ((S, S, S), ()),
        ((D, S, S), ()),  # with the one of this morning two of five
        ((D, D, S), TWO),
        ((L, D, L, D), TWO),  # one was done again
        ((D, L, D, D), TWO),
    ],
)
def test_a_streak_is_told_when_half_was_done(tmp_path: Path, ends: tuple[End, ...], said: tuple[Phrase, ...]):
    plan_file.save(tmp_path, Plan())
    with Diary.open(tmp_path) as diary:
        diary.planned("2026-11-16", (0, 2, 4))
    begun(tmp_path, "2026-11-20", done=3, finished=True)
    begun(tmp_path, of=5)
    with Diary.open(tmp_path) as diary:
        diary.set_done(diary.log().workouts[-1].id, SetDone(1, "butterfly", reps=10, skipped=True))
    today = workout.chosen(tmp_path, MONDAY, now=False)
    assert today is not None
    assert today.start == 2
    numbers = [3 + sum(end is not L for end in ends[:n]) for n in range(len(ends))]
    assert today.closing([over(number, end) for number, end in zip(numbers, ends, strict=True)]) == said


@pytest.mark.parametrize(("done", "said"), [(True, TWO), (False, ())])
def test_another_workout_on_a_day_adds_nothing(tmp_path: Path, done: bool, said: tuple[Phrase, ...]):
    plan_file.save(tmp_path, Plan())
    with Diary.open(tmp_path) as diary:
        diary.planned("2026-11-16", (0, 2, 4))
    for day in ("2026-11-20", MONDAY):
        begun(tmp_path, day, done=3, finished=True)
    today = workout.chosen(tmp_path, MONDAY, now=True)
    assert today is not None
    assert today.closing(all_of(today.workout, D if done else S)) == said


def test_the_table_tells_each_set(capsys: pytest.CaptureFixture[str]):
    workout.tell([SetOver(9.0, 1, STEP, Result(None, (), (), ()), 8, 60.0, End.SKIPPED)], "the disk is full")
    said = capsys.readouterr().out
    assert "│ 1   │ Butterfly │ –    │ 8       │ 10    │ 0        │ skipped │" in said
    assert "Not all of it is in the diary: the disk is full" in said


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A person of their own, on a machine without a display."""
    without = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR")}
    return {**without, "TRAINER_DATA": str(tmp_path / "data"), "TRAINER_CONFIG": str(tmp_path / "config.toml")}


@pytest.mark.parametrize(
    ("options", "line"),
    [
        pytest.param(
            ("--now",),
            "trainer: no display to open a window on: add --no-window, and --save-video FILE to look at it later",
            marks=without_display,
        ),
        (("--now", "--no-window", "--camera", "97"), "trainer: no camera 97: try --camera 0, or trainer doctor"),
        (("--camera", "97", "week"), "trainer: --camera stands before week: expected it behind that command"),
        (("--language", "fr", "--now", "--no-window"), "trainer: no language 'fr': expected auto or one of en, de, es"),
    ],
)
def test_what_is_missing_is_told_in_one_line(
    trainer: Command, home: dict[str, str], options: tuple[str, ...], line: str
):
    done = trainer(*options, env=home)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].partition(";")[0] == line


def test_a_video_takes_the_camera_s_place_and_what_was_not_begun_is_there_next_time(
    trainer: Command, home: dict[str, str], tmp_path: Path
):
    """Nobody accepts the notice, so that the workout never begins: the diary stays empty, the session has its stage."""
    wall = write_video(tmp_path / "wall.mp4", (np.full((240, 320, 3), 90, np.uint8) for _ in range(15)))
    for _ in range(2):
        done = trainer("--now", "--video", wall, "--no-window", "--model", "lite", env=home)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert "Today: " in done.stdout
        assert "Recorded in " in done.stdout
    with Diary.open(Path(home["TRAINER_DATA"])) as diary:
        assert diary.log().workouts == ()
