"""The plan and its file: every value that is taken, and one line for each that is not."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from conftest import SEVEN
from hypothesis import given
from hypothesis import strategies as st

from trainer.doses import Equipment
from trainer.exercises import find
from trainer.workout import WorkoutError
from trainer.workout.plan import Plan, changed, equipped, lacking, programme
from trainer.workout.plan_file import NAME, load, save, text
from trainer.workout.steps import Step, Workout

IDS = sorted(SEVEN)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("minutes", "15", 15),
        ("minutes", 30, 30),
        ("days", "fri,mon", (0, 4)),
        ("days", "Wednesday, SUN", (2, 6)),
        ("days", ["tue", "tues", "thu"], (1, 3)),
        ("at", "18:00", "18:00"),
        ("at", "7.5", "07:05"),
        ("at", "9", "09:00"),
        ("at", "23:59", "23:59"),
        ("at", "06:30:00", "06:30"),  # as TOML writes a time
        ("at", "none", None),
        ("at", "", None),
        ("without", ["butterfly", "aerobic", "butterfly"], ("aerobic", "butterfly")),
        ("without", "none", ()),
        ("equipment", "mat,chair", (Equipment.CHAIR, Equipment.MAT)),
        ("equipment", "none", ()),
        ("equipment", [], ()),
    ],
)
def test_values_that_are_taken(key: str, value: object, kept: object):
    assert getattr(changed(Plan(), {key: value}), key) == kept


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("minutes", "40", "no session of 40 minutes: expected 15 to 30; the nearest is 30"),
        ("minutes", -1, "no session of -1 minutes: expected 15 to 30; the nearest is 15"),
        ("minutes", "20.5", "no minutes '20.5': expected a whole number from 15 to 30, such as 20"),
        ("minutes", True, "no minutes 'True': expected a whole number from 15 to 30, such as 20"),
        ("days", "", "no days: expected at least one of mon, tue, wed, thu, fri, sat, sun"),
        ("days", "mon,wedd", "no day 'wedd': did you mean wed? Expected one of mon, tue, wed, thu, fri, sat, sun"),
        ("days", "m", "no day 'm': did you mean mon? Expected one of mon, tue, wed, thu, fri, sat, sun"),
        ("at", "25:10", "no time '25:10': expected hours and minutes; the nearest is 23:10"),
        ("at", "18:75", "no time '18:75': expected hours and minutes; the nearest is 18:59"),
        ("at", "evening", "no time 'evening': expected hours and minutes; the nearest is 18:00"),
        (
            "without",
            "buterfly",
            f"no exercise 'buterfly': did you mean butterfly? Expected one of {', '.join(IDS)}, none",
        ),
        (
            "equipment",
            "treadmil",
            "no equipment 'treadmil': did you mean treadmill? Expected one of chair, wall, mat, bike, treadmill, none",
        ),
        ("equipment", "none,chair", "none stands alone: expected it without chair"),
        (
            "minuts",
            20,
            "no setting 'minuts': did you mean minutes? Expected one of minutes, days, at, without, equipment",
        ),
        ("without", IDS, "nothing is left to train: expected at least one exercise; leave out fewer with --without"),
    ],
)
def test_values_that_are_not(key: str, value: object, said: str):
    with pytest.raises(WorkoutError) as raised:
        changed(Plan(), {key: value})
    assert str(raised.value) == said


def test_what_is_not_given_stays():
    before = Plan(25, (1,), "07:00", ("butterfly",), ())
    assert changed(before, {"minutes": "30"}) == Plan(30, (1,), "07:00", ("butterfly",), ())


@pytest.mark.parametrize(
    ("equipment", "left"),
    [
        ((), ["bear-roll", "butterfly", "isometric-neck"]),
        (("chair",), ["bear-roll", "butterfly", "isometric-neck", "thoracic-extension"]),
        (("wall",), ["arm-slides", "bear-roll", "butterfly", "isometric-neck"]),
        (("mat",), ["arm-reach", "bear-roll", "butterfly", "isometric-neck"]),
        (("bike",), ["aerobic", "bear-roll", "butterfly", "isometric-neck"]),
        (("treadmill",), ["aerobic", "bear-roll", "butterfly", "isometric-neck"]),
    ],
)
def test_what_can_be_done_with_what_there_is(equipment: tuple[str, ...], left: list[str]):
    plan = Plan(equipment=tuple(Equipment(name) for name in equipment))
    assert [exercise.id for exercise in plan.exercises] == left
    assert all((exercise.id in left) is not bool(lacking(plan, exercise)) for exercise in programme())


@pytest.mark.parametrize(
    ("have", "on"),
    [
        ((Equipment.TREADMILL, Equipment.MAT), (Equipment.TREADMILL,)),
        ((Equipment.BIKE,), (Equipment.BIKE,)),
        ((Equipment.BIKE, Equipment.TREADMILL), (Equipment.BIKE, Equipment.TREADMILL)),
        ((), (Equipment.BIKE, Equipment.TREADMILL)),
    ],
)
def test_an_exercise_is_done_on_the_machine_that_there_is(have: tuple[Equipment, ...], on: tuple[Equipment, ...]):
    asked = Workout((Step(find("aerobic"), minutes=20.0), Step(find("arm-reach"), "left", reps=5)))
    riding, reaching = equipped(Plan(equipment=have), asked).steps
    assert riding.exercise.programme is not None
    assert riding.exercise.programme.equipment == on
    assert (riding.exercise.id, riding.minutes) == ("aerobic", 20.0)
    assert reaching == asked.steps[1], "of a mat there is no other"


plans = st.builds(
    Plan,
    minutes=st.integers(15, 30),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    at=st.none() | st.times().map(lambda time: f"{time:%H:%M}"),
    without=st.sets(st.sampled_from(IDS[:-1])).map(lambda ids: tuple(sorted(ids))),
    equipment=st.sets(st.sampled_from(list(Equipment))).map(lambda e: tuple(one for one in Equipment if one in e)),
)


@given(plans)
def test_what_is_written_is_read_again(plan: Plan):
    if plan.exercises:
        assert changed(Plan(), tomllib.loads(text(plan))) == plan


def test_the_file(tmp_path: Path):
    folder = tmp_path / "person"
    assert load(folder) is None
    plan = Plan(15, (0, 4), "18:00", ("aerobic",), (Equipment.CHAIR,))
    path = save(folder, plan)
    assert path == folder / NAME
    assert load(folder) == plan
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        "minutes = 15",
        'days = ["mon", "fri"]',
        'at = "18:00"',
        'without = ["aerobic"]',
        'equipment = ["chair"]',
    ]
    assert sum(line.startswith("#") for line in lines) == 6
    assert list(folder.iterdir()) == [path]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])  # the second is how Windows' editors may save it
def test_a_part_of_the_file_is_enough(tmp_path: Path, encoding: str):
    (tmp_path / NAME).write_text("minutes = 30\n", encoding=encoding)
    assert load(tmp_path) == Plan(minutes=30)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"minutes = ", "Invalid value"),
        (b"\xff", "codec can't decode"),
        (b"minutes = 50", "no session of 50 minutes: expected 15 to 30; the nearest is 30"),
        (b"[week]\ndays = 3", "no setting 'week': did you mean"),
    ],
)
def test_a_file_that_is_no_plan_is_one_line_with_its_name(tmp_path: Path, written: bytes, said: str):
    (tmp_path / NAME).write_bytes(written)
    with pytest.raises(WorkoutError) as raised:
        load(tmp_path)
    assert str(raised.value).startswith(f"{tmp_path / NAME}: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_place_where_no_plan_can_be(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(WorkoutError, match="can't be written"):
        save(tmp_path / "file", Plan())
    (tmp_path / NAME).mkdir()
    with pytest.raises(WorkoutError, match="can't be read"):
        load(tmp_path)
