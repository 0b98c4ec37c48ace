"""Days by name; 2026-11-23 is a Monday."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from trainer import dates


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2026-11-23", True), ("2028-02-29", True), ("2026-02-29", False), ("20261123", False), ("2026-W48-1", False),
        ("1969-12-31", False), ("today", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_a_day(text: str, is_one: bool):
    assert dates.is_day(text) is is_one


def test_days_of_a_week():
    week = ("2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05", "2026-12-06")
    assert {dates.week_of(day) for day in week} == {week}
    assert [dates.weekday(day) for day in week] == [0, 1, 2, 3, 4, 5, 6]


def test_later_and_earlier():
    assert (dates.later("2026-12-31", 1), dates.later("2028-03-01", -1)) == ("2027-01-01", "2028-02-29")


def test_as_people_say_it():
    assert [dates.spoken(day) for day in ("2026-11-23", "2027-03-07")] == ["Mon 23 Nov", "Sun 7 Mar"]


def test_a_time_of_a_day_has_no_zone():
    assert dates.at("2026-11-23", "18:00") == datetime(2026, 11, 23, 18, 0)
    assert dates.minutes(-10) == timedelta(minutes=-10)


def test_today_is_the_day_of_this_moment():
    before, today, after = date.today(), dates.today(), date.today()
    assert today in (f"{before}", f"{after}")


def test_years_of_fewer_digits_are_written_with_four():
    """From Monday 0001-01-01 to 0500-01-01 there are 499 years with 121 leap days: 182 256 days, 4 more than weeks."""
    assert dates.monday(datetime(500, 1, 1, 10)) == "0499-12-28"
    assert dates.monday(datetime(1, 1, 3)) == "0001-01-01"
    assert dates.monday(datetime(9999, 12, 31)) == "9999-12-27"
    assert dates.mondays("0499-12-28", "0500-01-04") == ["0499-12-28", "0500-01-04"]
    assert dates.folder_name(datetime(931, 5, 2, 3, 4, 5)) == "0931-05-02_03-04-05"
