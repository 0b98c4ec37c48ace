"""trainer plan, week and remind as a user types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SEVEN, Command, command
from icalendar import Calendar

from trainer import dates
from trainer.commands import CommandError
from trainer.commands.plan import room_left, session_table
from trainer.commands.week import day_named
from trainer.doses import Equipment
from trainer.workout.choosing import anyway
from trainer.workout.diary import Diary, read
from trainer.workout.log import Log, SetDone, Why
from trainer.workout.plan import Plan
from trainer.workout.plan_file import load

SEVEN_ALONE = f"""
from trainer.__main__ import start
from trainer.exercises import exercises
for extra in exercises().keys() - {SEVEN}:
    del exercises()[extra]
start()
"""


@pytest.fixture
def trainer(tmp_path: Path) -> Command:
    """The command, with the seven exercises that its plans are worked out for."""
    return command("-c", SEVEN_ALONE, folder=tmp_path)


def lines(trainer: Command, *arguments: str | Path) -> list[str]:
    """What it prints, once it ended well."""
    done = trainer(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_plan_is_made_shown_and_put_into_a_calendar(trainer: Command, tmp_path: Path):
    folder = tmp_path / "data"
    first = lines(trainer, "plan", "--data", folder)
    assert first[0] == "This is the usual plan; options such as --minutes and --days make it yours."
    assert first[1] == "At most 20 minutes on mon, wed, fri, with chair, wall, mat."
    assert not folder.exists(), "showing writes nothing"

    made = lines(
        trainer, "plan", "--minutes", "15", "--days", "mon,tue,wed,thu,fri,sat,sun", "--at", "18:00",
        "--without", "butterfly", "--without", "arm-slides", "--equipment", "chair,mat", "--data", folder,
    )  # fmt: skip
    assert made[0] == f"Wrote {folder / 'plan.toml'}"
    assert made[1] == "At most 15 minutes on mon, tue, wed, thu, fri, sat, sun at 18:00, with chair, mat."
    today = next(line for line in made if dates.spoken(dates.today()) in line)
    cells = [cell.strip() for cell in today.strip("│").split("│")]
    assert cells == [dates.spoken(dates.today()), "Bear roll", "–", "10 ×", "the front"]
    # 75 for the circles, 405 for the neck, 195 with the turn to the arms, 75 for the extension: 12.5 min
    second = [cell.strip() for cell in made[made.index(today) + 1].strip("│").split("│")]
    assert second == ["12 min", "Isometric neck press", "front, left, right, back", "5 × 10 s", "the front"]
    assert sum("Isometric neck press" in line and "front, left, right, back" in line for line in made) == 7
    assert [line for line in made if line.startswith(("Aerobic", "Arm-slides", "Butterfly"))] == [
        "Aerobic needs a bike or treadmill: --equipment tells what you have.",
        "Arm-slides is left out, as you wished.",
        "Butterfly is left out, as you wished.",
    ]
    assert any("Ask a doctor first" in line for line in made)
    home = (Equipment.CHAIR, Equipment.MAT)
    assert load(folder) == Plan(15, (0, 1, 2, 3, 4, 5, 6), "18:00", ("arm-slides", "butterfly"), home)

    again = lines(trainer, "plan", "--data", folder)
    assert again == [line for line in made[1:] if not line.startswith(("Ask a doctor first", "Neck presses raise"))]
    assert read(folder).plans == ((dates.today(), (0, 1, 2, 3, 4, 5, 6)),)

    out = tmp_path / "mine.ics"
    told = lines(trainer, "remind", "--data", folder, "--out", out)
    assert told[0] == f"Wrote {out}"
    assert "at 18:00, with an alarm 10 minutes before" in told[1]
    (event,) = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == dates.at(dates.today(), "18:00")


def test_the_week_tells_what_was_done_and_what_comes(trainer: Command, tmp_path: Path):
    today = dates.today()
    lines(trainer, "plan", "--days", ",".join(dates.DAYS), "--at", "18", "--data", tmp_path)
    workout = anyway(Plan(), Log(), today)
    assert workout is not None
    with Diary.open(tmp_path) as diary:
        number = diary.begin(today, f"{today}T18:00:00", workout.steps)
        for n, step in enumerate(workout.steps):
            diary.set_done(number, SetDone(n, step.exercise.id, step.side, step.reps, valid=step.reps, seconds=75))
        diary.pain(number, "before", 1)
        diary.pain(number, "after", 8)
        diary.finish(number)
    shown = lines(trainer, "week", "--data", tmp_path)
    row = next(line for line in shown if dates.spoken(today) in line)
    # ten sets of 75 s: bear roll, four of the neck, butterfly, two of the arms, slides, extension
    assert [cell.strip() for cell in row.strip("│").split("│")] == [dates.spoken(today), "session", "✓ done", "12"]
    days_left = 6 - dates.weekday(today)
    told = "1 of 7 sessions kept. 12 minutes of the 60 that are your goal; the plan's sessions take 116."
    assert shown[-4] == f"{told} Streak: 1 planned day kept in a row."
    assert shown[-3].startswith(f"Next session: {dates.spoken(dates.later(today, 1))} at 18:00, ")
    assert shown[-2:] == [
        "Pain rose: the next workout is shorter and lighter.",
        "Pain is strong or rose twice in a row: see a clinician.",
    ]
    assert sum("planned" in line and "│" in line for line in shown) == days_left


@pytest.mark.parametrize(
    ("why", "said", "kept"), [((), "✓ rest day", Why.REST), (("--why", "pain"), "✓ pain: rested", Why.PAIN)]
)
def test_a_rest_day_is_noted(trainer: Command, tmp_path: Path, why: tuple[str, ...], said: str, kept: Why):
    today = dates.today()
    lines(trainer, "plan", "--days", ",".join(dates.DAYS), "--data", tmp_path)
    shown = lines(trainer, "week", "--rest", "today", *why, "--data", tmp_path)
    assert shown[0] == f"{dates.spoken(today)} is a rest day: it keeps your streak."
    assert said in next(line for line in shown if dates.spoken(today) in line and "│" in line)
    assert "Streak: 1 planned day kept in a row." in shown[-2]
    assert read(tmp_path).rests == {today: kept}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("plan --minutes 40", "no session of 40 minutes: expected 15 to 30; the nearest is 30"),
        (
            "plan --minutes 15 --equipment bike --without butterfly,bear-roll,isometric-neck",
            "nothing fits: aerobic takes 21 minutes, more than a session has; arm-reach needs a mat",
        ),
        ("week --rest today --why pian", "no reason 'pian': did you mean pain? Expected one of rest, pain"),
        ("remind", "the plan names no time of day: set one first, such as trainer plan --at 18:00"),
    ],
)
def test_what_cannot_be_is_one_line(trainer: Command, tmp_path: Path, arguments: str, said: str):
    folder = tmp_path / "data"
    done = trainer(*arguments.split(), "--data", folder)
    assert done.stdout == ""
    assert done.returncode in (1, 2)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"trainer: {said}")
    assert not folder.exists(), "nothing was changed"


def test_a_damaged_diary_ends_the_command_once(trainer: Command, tmp_path: Path):
    (tmp_path / "diary.sqlite").write_bytes(b"nothing of ours" * 99)
    done = trainer("week", "--data", tmp_path)
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert line.startswith("trainer: the diary was damaged (file is not a database): it is kept as ")
    assert lines(trainer, "week", "--data", tmp_path)[-2].startswith("0 of 3 sessions kept")


def test_a_calendar_that_cannot_be_written(trainer: Command, tmp_path: Path):
    lines(trainer, "plan", "--at", "18", "--data", tmp_path)
    done = trainer("remind", "--data", tmp_path, "--out", tmp_path / "missing" / "x.ics")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "can't be written: No such file or directory; choose another place with --out" in done.stderr


def test_time_that_is_left_over_is_explained():
    # All that needs no machine takes 990 s in the first weeks.
    first, alike = (("2026-11-23", anyway(Plan(minutes), Log(), "2026-11-23")) for minutes in (30, 21))
    assert first == alike
    said = "all of it takes 16 of the {} minutes: amounts begin low, and grow as sets go well"
    assert room_left(Plan(30), [first]) == [said.format(30)]
    assert room_left(Plan(22), [first]) == [said.format(22)]
    assert room_left(Plan(21), [first]) == [], "four and a half minutes are not worth a word"
    assert room_left(Plan(30, equipment=tuple(Equipment)), [first]) == [], "the bike has its turn another day"
    assert room_left(Plan(30), []) == []


def test_nothing_is_said_of_growing_where_nothing_grows():
    # Bear roll 75 s, butterfly 145, 30 to turn, slides 95, extension 75: 420 s.
    fixed = Plan(30, without=("arm-reach", "isometric-neck"))
    workout = anyway(fixed, Log(), "2026-11-23")
    assert workout is not None
    assert room_left(fixed, [("2026-11-23", workout)]) == ["all of it takes 7 of the 30 minutes"]


def test_a_session_of_one_exercise_tells_its_length_too():
    only = Plan(30, (0,), without=("bear-roll", "butterfly", "isometric-neck"), equipment=(Equipment.BIKE,))
    workout = anyway(only, Log(), "2026-11-23")
    assert workout is not None
    table = session_table([("2026-11-23", workout)])
    assert [list(column.cells) for column in table.columns] == [
        ["Mon 23 Nov\n20 min"], ["Stationary bike or treadmill"], ["–"], ["20 min"], ["45°"],
    ]  # fmt: skip


def test_the_goal_of_the_week_is_the_one_of_the_settings(trainer: Command, tmp_path: Path):
    (line,) = (one for one in lines(trainer, "week", "--goal-minutes", "90", "--data", tmp_path) if "goal" in one)
    assert line.startswith("0 of 3 sessions kept. 0 minutes of the 90 that are your goal; the plan's sessions take 50.")


def test_a_day_that_is_none():
    with pytest.raises(CommandError, match="no day 'tody': did you mean today\\? Expected one of yester"):
        day_named("tody", "2026-11-25")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-25"), ("Yesterday", "2026-11-24"), ("tomorrow", "2026-11-26"), ("mon", "2026-11-23"),
        ("sun", "2026-11-29"), ("2027-01-01", "2027-01-01"),
    ],
)  # fmt: skip
def test_days_by_name(text: str, day: str):
    assert day_named(text, "2026-11-25") == day
