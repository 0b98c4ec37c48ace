"""The calendar file, read back by the library as another program's calendar would."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from trainer import dates
from trainer.workout import WorkoutError
from trainer.workout.plan import Plan
from trainer.workout.reminders import calendar

FOLDER = Path("/home/somebody/person")
PLAN = Plan(25, (0, 2, 4), "18:30")


def only_event(written: bytes):
    whole = Calendar.from_ical(written)
    assert (whole["version"], whole["prodid"]) == ("2.0", "-//upperback-trainer//plan//EN")
    (event,) = whole.walk("VEVENT")
    return event


def test_the_event_and_its_alarm():
    event = only_event(calendar(PLAN, FOLDER, "2026-11-24"))
    assert event.decoded("dtstart") == datetime(2026, 11, 25, 18, 30), "the clock on the wall, no zone"
    assert event.decoded("dtstart").tzinfo is None
    assert event.decoded("duration") == timedelta(minutes=25)
    assert event["rrule"] == {"FREQ": ["WEEKLY"], "BYDAY": ["MO", "WE", "FR"]}
    assert event["summary"] == "Upper-back training"
    assert event.decoded("dtstamp").utcoffset() == timedelta(0)
    (alarm,) = event.walk("VALARM")
    assert (alarm["action"], alarm.decoded("trigger")) == ("DISPLAY", timedelta(minutes=-10))
    assert alarm["description"] == "Upper-back training"


def test_when_it_comes():
    event = only_event(calendar(PLAN, FOLDER, "2026-11-24"))
    times = list(rrulestr(event["rrule"].to_ical().decode(), dtstart=event.decoded("dtstart"))[:4])
    assert [f"{time:%a %d %H:%M}" for time in times] == ["Wed 25 18:30", "Fri 27 18:30", "Mon 30 18:30", "Wed 02 18:30"]


@pytest.mark.parametrize(
    ("days", "first"),
    [((1,), "2026-11-24"), ((0,), "2026-11-30"), ((6,), "2026-11-29"), ((0, 1, 2, 3, 4, 5, 6), "2026-11-24")],
)
def test_it_begins_on_the_first_planned_day_from_today_on(days: tuple[int, ...], first: str):
    event = only_event(calendar(Plan(days=days, at="06:00"), FOLDER, "2026-11-24"))
    assert event.decoded("dtstart") == dates.at(first, "06:00")


def test_a_new_file_takes_the_place_of_the_old_one_and_of_nobody_elses():
    before, after = (only_event(calendar(Plan(20, (day,), "07:00"), FOLDER, "2026-11-24")) for day in (1, 3))
    other = only_event(calendar(PLAN, FOLDER.with_name("other"), "2026-11-24"))
    assert before["uid"] == after["uid"] != other["uid"]
    assert "somebody" not in before["uid"]


def test_a_plan_without_a_time_says_what_to_do():
    with pytest.raises(WorkoutError, match="names no time of day: set one first, such as trainer plan --at 18:00"):
        calendar(Plan(), FOLDER, "2026-11-24")


def test_lines_end_as_the_format_asks():
    written = calendar(PLAN, FOLDER, "2026-11-24")
    assert written.count(b"\n") == written.count(b"\r\n") > 10
