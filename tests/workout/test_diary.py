"""The diary: what is written is read again, and survives a killed process, two at once, and a damaged file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from trainer.exercise import View
from trainer.exercises import exercises
from trainer.workout import WorkoutError, diary_file
from trainer.workout.diary import Diary, read
from trainer.workout.log import Entry, Log, SetDone, Why
from trainer.workout.steps import Step

DAY = "2026-11-23"
STARTED = "2026-11-23T18:00:00+01:00"
STEPS = (
    Step(exercises()["isometric-neck"], "front", 5, 10, None, 15.0, View.FRONT),
    Step(exercises()["aerobic"], None, 0, None, 20.0, 30.0, View.SIDE),
    Step(exercises()["arm-slides"], None, 10),
)
NECK = SetDone(0, "isometric-neck", "front", 5, 10.0, None, 5, 1, 52.5, 95.25, 4)
RIDE = SetDone(1, "aerobic", None, 0, None, 20.0, 1400, 0, 0.0, 1260.0, None, True)
LEFT = SetDone(1, "aerobic", minutes=20.0, valid=300, seconds=240.0, left=True)
CHILD = Path(__file__).with_name("diary_child.py")


def test_a_workout_is_read_as_it_was_written(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        workout = diary.begin(DAY, STARTED, STEPS)
        diary.pain(workout, "before", 2)
        diary.set_done(workout, NECK)
        diary.set_done(workout, RIDE)
        diary.effort(workout, 1, 6)
        diary.set_done(workout, LEFT)
        diary.pain(workout, "after", 0)
        diary.finish(workout)
    ride = SetDone(1, "aerobic", None, 0, None, 20.0, 1400, 0, 0.0, 1260.0, 6, True)
    assert read(tmp_path) == Log((Entry(1, DAY, STARTED, 3, True, 2, 0, (NECK, ride, LEFT)),))
    assert {type(flag) for done in read(tmp_path).workouts[0].sets for flag in (done.skipped, done.left)} == {bool}


def test_no_diary_is_an_empty_one_and_reading_makes_none(tmp_path: Path):
    assert read(tmp_path) == Log()
    assert list(tmp_path.iterdir()) == []


def test_workouts_come_in_the_order_of_their_days(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        for day in ("2026-11-25", "2026-11-23", "2026-11-25"):
            diary.begin(day, STARTED, STEPS)
        assert [(entry.day, entry.id) for entry in diary.log().workouts] == [
            ("2026-11-23", 2), ("2026-11-25", 1), ("2026-11-25", 3),
        ]  # fmt: skip


def test_rest_days_are_kept_and_may_change_their_reason(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        diary.rest_day(DAY)
        diary.rest_day("2026-11-24", Why.PAIN)
        diary.rest_day(DAY, Why.PAIN)
        assert diary.log().rests == {DAY: Why.PAIN, "2026-11-24": Why.PAIN}


def test_planned_days_are_noted_when_they_change(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        diary.planned("2026-11-02", (0, 2, 4))
        diary.planned("2026-11-09", (4, 2, 0))
        diary.planned("2026-11-16", (1, 3))
        diary.planned("2026-11-16", (1, 5))
        diary.planned("2026-11-18", (0, 2, 4))
        assert diary.log().plans == (
            ("2026-11-02", (0, 2, 4)), ("2026-11-16", (1, 5)), ("2026-11-18", (0, 2, 4)),
        )  # fmt: skip


def test_a_workout_that_was_broken_off_goes_on_at_its_next_step(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        assert diary.unfinished(DAY) is None
        workout = diary.begin(DAY, STARTED, STEPS)
        diary.set_done(workout, NECK)
        diary.set_done(workout, NECK)  # repeated
    with Diary.open(tmp_path) as diary:
        found = diary.unfinished(DAY)
        assert found is not None
        assert (found.id, found.workout.steps, found.next) == (workout, STEPS, 1)
        assert diary.unfinished("2026-11-24") is None
        diary.finish(workout)
        assert diary.unfinished(DAY) is None


def test_a_set_that_was_left_in_the_middle_is_done_again(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        workout = diary.begin(DAY, STARTED, STEPS)
        diary.set_done(workout, NECK)
        diary.set_done(workout, LEFT)
        found = diary.unfinished(DAY)
        assert found is not None
        assert found.next == 1


def test_after_the_last_set_nothing_is_left_to_go_on_with(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        diary.set_done(diary.begin(DAY, STARTED, STEPS[2:]), SetDone(0, "arm-slides", reps=10, skipped=True))
        assert diary.unfinished(DAY) is None


def test_a_workout_of_an_exercise_that_is_gone_is_not_taken_up(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        diary.begin(DAY, STARTED, STEPS)
        with closing(sqlite3.connect(tmp_path / diary_file.NAME, isolation_level=None)) as other:
            other.execute("UPDATE workouts SET steps = replace(steps, 'aerobic', 'juggling')")
        assert diary.unfinished(DAY) is None
        assert diary.log().workouts[0].planned == 3


def test_the_effort_is_that_of_the_last_set_of_a_step(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        workout = diary.begin(DAY, STARTED, STEPS)
        diary.set_done(workout, NECK)
        diary.set_done(workout, NECK)
        diary.effort(workout, 0, 9)
        assert [done.effort for done in diary.log().workouts[0].sets] == [4, 9]


@pytest.mark.parametrize("value", [-1, 11])
def test_pain_and_effort_go_from_0_to_10(tmp_path: Path, value: int):
    with Diary.open(tmp_path) as diary:
        workout = diary.begin(DAY, STARTED, STEPS)
        for wrong in (
            lambda: diary.pain(workout, "before", value),
            lambda: diary.effort(workout, 0, value),
            lambda: diary.set_done(workout, SetDone(0, "butterfly", effort=value)),
        ):
            with pytest.raises(ValueError, match=f"expected a number from 0 to 10, got {value}"):
                wrong()
        assert diary.log().workouts[0].sets == ()


def test_none_and_the_worst_are_told_too(tmp_path: Path):
    with Diary.open(tmp_path) as diary:
        workout = diary.begin(DAY, STARTED, STEPS)
        diary.pain(workout, "before", 10)
        diary.pain(workout, "after", 0)
        entry = diary.log().workouts[0]
    assert (entry.pain_before, entry.pain_after) == (10, 0)


@pytest.mark.parametrize("day", ["today", "2026-13-01", "20261123", "0001-01-01"])
def test_a_day_is_a_date(tmp_path: Path, day: str):
    with Diary.open(tmp_path) as diary, pytest.raises(ValueError, match="expected a date such as 2026-11-23"):
        diary.begin(day, STARTED, STEPS)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_only_its_owner_may_read_it(tmp_path: Path):
    folder = tmp_path / "person"
    before = os.umask(0)
    try:
        with Diary.open(folder):
            pass
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / diary_file.NAME).stat().st_mode & 0o777 == 0o600


def told(child: subprocess.Popen[str], lines: int) -> list[str]:
    assert child.stdout is not None
    return [child.stdout.readline().strip() for _ in range(lines)]


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill")
@pytest.mark.parametrize("sets", [0, 1, 12])
def test_a_killed_process_loses_no_set_that_was_done(tmp_path: Path, sets: int):
    command = [sys.executable, str(CHILD), str(tmp_path), "killed", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        lines = told(child, 1 + sets)
        child.kill()
        rest = child.stdout.read().split() if child.stdout else []
    kept = max((int(line) for line in [*lines, *rest] if line.isdigit()), default=-1) + 1
    found = read(tmp_path)
    assert [done.step for done in found.workouts[0].sets][:kept] == list(range(kept))
    assert len(found.workouts[0].sets) in (kept, kept + 1), "the one being written when it was killed may be there"
    assert not found.workouts[0].finished
    with Diary.open(tmp_path) as diary:
        again = diary.unfinished(DAY)
        assert again is not None
        assert again.next == len(found.workouts[0].sets)


def test_two_processes_write_at_once(tmp_path: Path):
    command = [sys.executable, str(CHILD), str(tmp_path)]
    children = [subprocess.Popen([*command, name, "25"], stdout=subprocess.DEVNULL) for name in ("a", "b")]
    assert [child.wait(60) for child in children] == [0, 0]
    found = read(tmp_path).workouts
    assert sorted(entry.started for entry in found) == ["a", "b"]
    assert [[done.valid for done in entry.sets] for entry in found] == [list(range(25))] * 2
    assert all(entry.finished for entry in found)


def opened_and_read(folder: Path) -> Log:
    with Diary.open(folder) as diary:
        return diary.log()


def test_two_that_find_no_diary_make_one(tmp_path: Path):
    found: list[Log] = []
    with closing(sqlite3.connect(tmp_path / diary_file.NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # the other one is just making it
        later = threading.Thread(target=lambda: found.append(opened_and_read(tmp_path)))
        later.start()
        later.join(0.3)
        for statement in diary_file.CREATE.values():
            other.execute(statement)
        other.execute(f"PRAGMA application_id = {diary_file.APPLICATION}")
        other.execute(f"PRAGMA user_version = {diary_file.FORMAT}")
        other.execute("COMMIT")
    later.join(10)
    assert found == [Log()]


def test_a_file_that_was_never_filled_is_a_new_diary(tmp_path: Path):
    (tmp_path / diary_file.NAME).touch()
    with Diary.open(tmp_path) as diary:
        assert diary.begin(DAY, STARTED, STEPS) == 1


def test_a_newer_diary_is_refused_and_left_alone(tmp_path: Path):
    path = written(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    with pytest.raises(
        WorkoutError, match=r"written by a newer trainer \(format 2, this one reads up to 1\): update it"
    ):
        Diary.open(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {path.name: before}


def test_another_programs_file_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / diary_file.NAME
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(WorkoutError, match="is no diary: it belongs to another program"):
        Diary.open(tmp_path)
    assert path.read_bytes() == before


def written(folder: Path) -> Path:
    with Diary.open(folder) as diary:
        for _ in range(8):
            workout = diary.begin(DAY, STARTED, STEPS)
            diary.set_done(workout, NECK)
    return folder / diary_file.NAME


def garbage(path: Path) -> None:
    path.write_bytes(b"my diary, by hand" * 100)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def scratched(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 + 8 : 4096 + 200] = os.urandom(192)
    path.write_bytes(whole)


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE rests")


@pytest.mark.parametrize("harm", [garbage, cut, scratched, without_a_table])
def test_a_damaged_diary_is_kept_aside_and_a_new_one_begins(tmp_path: Path, harm):
    path = written(tmp_path)
    harm(path)
    before = path.read_bytes()
    with pytest.raises(WorkoutError, match=r"the diary was damaged \(.+\): it is kept as .*diary-damaged-") as raised:
        Diary.open(tmp_path)
    assert "\n" not in str(raised.value)
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == before
    assert str(kept) in str(raised.value)
    with Diary.open(tmp_path) as diary:
        assert diary.log() == Log()


def test_a_value_that_cannot_be_is_one_sentence(tmp_path: Path):
    path = written(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE workouts SET day = 'someday' WHERE id = 7")
    with Diary.open(tmp_path) as diary, pytest.raises(WorkoutError, match=r"holds a value that can't be: .*'someday'"):
        diary.log()


def test_a_diary_that_another_one_holds_is_waited_for_and_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = written(tmp_path)
    monkeypatch.setattr(diary_file, "PATIENCE_S", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Diary.open(tmp_path) as diary:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkoutError, match="can't be used: database is locked"):
            diary.finish(1)
        other.execute("ROLLBACK")
        diary.finish(1)
        assert diary.log().workouts[0].finished
    assert [file.name for file in tmp_path.iterdir()] == [diary_file.NAME]


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below" / "it"):
        with pytest.raises(WorkoutError) as told:
            Diary.open(folder)
        why = "it is a file, and no folder; choose another place with --data"
        assert str(told.value) == f"no diary can be kept in {tmp_path / 'file'}: {why}"


@pytest.mark.parametrize(
    ("entry", "trained", "over"),
    [
        (Entry(1, DAY, "", 3), False, False),
        (Entry(1, DAY, "", 3, sets=(NECK,)), False, False),  # one of three
        (Entry(1, DAY, "", 3, sets=(NECK, NECK)), False, False),  # the same one twice
        (Entry(1, DAY, "", 2, sets=(NECK,)), True, False),
        (Entry(1, DAY, "", 2, sets=(NECK, RIDE)), True, True),
        (Entry(1, DAY, "", 1, finished=True), False, True),
        (Entry(1, DAY, "", 2, sets=(NECK, LEFT)), True, False),  # in the middle of the last
        (Entry(1, DAY, "", 2, sets=(LEFT,)), False, False),
        (Entry(1, DAY, "", 2, sets=(NECK, LEFT, RIDE)), True, True),  # left to do it again
        (Entry(1, DAY, "", 2, sets=(RIDE,)), False, True),  # skipped, and it was the last
    ],
)
def test_when_a_workout_counts_and_when_it_is_over(entry: Entry, trained: bool, over: bool):
    assert (entry.trained, entry.over) == (trained, over)


def test_minutes_and_exercises_of_a_workout():
    entry = Entry(1, DAY, "", 3, sets=(NECK, RIDE))
    assert entry.minutes == pytest.approx((95.25 + 1260) / 60)
    assert entry.exercises == {"isometric-neck"}, "the ride was skipped"
