"""All sessions together."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from recorded import SLIDE, fault, header, rep

from trainer import dates
from trainer.exercise import View
from trainer.exercises import find
from trainer.recording import SetSettings
from trainer.recording.writer import Recorder
from trainer.report.following import range_unit_of
from trainer.report.history import Day, Progress, fault_text, history_of
from trainer.report.history_page import history_page
from trainer.status import Rep, Result

SHALLOW = fault("shallow", 1.0, 40.0, "%")


def session(data: Path, name: str, reps: Sequence[Rep], minutes: float = 20.0, settings: SetSettings = SLIDE) -> None:
    """A session of one set, of that many minutes, on the day that its name tells, at ten o'clock."""
    (data / name).mkdir(parents=True)
    about = replace(header(), started=f"{name[:10]}T10:00:00+00:00")
    with Recorder(data / name, about, video=False) as recorder:
        recorder.begin_set(0.0, settings)
        recorder.end_set(60 * minutes, Result(View.FRONT, tuple(reps), (), ()))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    session(tmp_path, "2024-11-11_10-00-00", (rep(0, SHALLOW), rep(1, SHALLOW), rep(2)))
    session(tmp_path, "2024-11-13_10-00-00", (rep(0, SHALLOW), rep(1), rep(2)))
    session(tmp_path, "2024-11-15_10-00-00", (rep(0), rep(1)))
    session(tmp_path, "2024-11-26_10-00-00", (rep(0), rep(1, SHALLOW), rep(2), rep(3), rep(4)), minutes=25.0)
    return tmp_path


def test_each_exercise_over_time(data: Path):
    (slides,) = history_of(data).progress
    assert (slides.id, slides.name) == ("arm-slides", "Wall arm slides")
    assert [(day.valid, day.attempts) for day in slides.days] == [(1, 2), (2, 1), (2, 0), (4, 1)]
    assert slides.valid == 9
    assert fault_text(slides) == "shallow, rarer"  # 3 of 6 repetitions, then 1 of 7


def test_minutes_a_week_and_weeks_without_any(data: Path):
    weeks = history_of(data).weeks
    assert weeks[:3] == (("2024-11-11", 60.0), ("2024-11-18", 0.0), ("2024-11-25", 25.0))


def test_only_the_last_days(data: Path):
    assert history_of(data, days=0).sessions == 0
    assert history_of(data, days=1e9).sessions == 4
    session(data, f"{dates.now():%Y-%m-%d}_00-00-01", (rep(0),))
    assert history_of(data, days=2).sessions == 1


def test_a_broken_session_is_counted_and_hurts_nothing(data: Path):
    (data / "2024-11-20_10-00-00").mkdir()
    (data / "2024-11-20_10-00-00" / "session.sqlite").write_bytes(b"no database")
    found = history_of(data)
    assert (found.sessions, found.broken) == (4, 1)


def test_a_session_from_the_year_500_is_told_and_hurts_nothing(tmp_path: Path):
    """Its first of January is a Friday."""
    session(tmp_path, "0500-01-01_10-00-00", (rep(0), rep(1)))
    found = history_of(tmp_path)
    assert found.progress[0].days[0].started.startswith("0500-01-0")
    assert found.weeks[:2] == (("0499-12-28", 20.0), ("0500-01-04", 0.0))


def test_holds_add_up_their_good_seconds(tmp_path: Path):
    session(tmp_path, "2024-11-11_10-00-00", (rep(0), rep(1)), settings=SetSettings("butterfly"))
    (butterfly,) = history_of(tmp_path).progress
    assert (butterfly.holds, butterfly.good_s) == (True, 2.0)


def test_ranges_come_from_the_repetitions(tmp_path: Path):
    for day, reach in ((11, 40.0), (13, 42.0), (15, 50.0), (17, 52.0)):
        session(tmp_path, f"2024-11-{day}_10-00-00", [replace(rep(i), travel=reach) for i in range(3)])
    (slides,) = history_of(tmp_path).progress
    assert [one.range for one in slides.days] == [40.0, 42.0, 50.0, 52.0]
    assert (slides.change, slides.unit) == (10.0, "cm")


def progress(*ranges: float, faults: Sequence[int] = ()) -> Progress:
    """Sessions of ten repetitions with these ranges, and so many times shallow."""
    times = faults or [0] * len(ranges)
    days = [
        Day("2024-11-11 10:00", "2024-11-11", 10, 0, ranges=[r], faults=Counter(shallow=n) if n else Counter())
        for r, n in zip(ranges, times, strict=True)
    ]
    return Progress("x", "X", tuple(days), "deg", 8.0)


def test_the_change_of_the_range_is_of_the_later_half_against_the_earlier():
    assert progress(40, 42, 50, 52).change == pytest.approx(10.0)
    assert progress(40, 42, 50).change is None


@pytest.mark.parametrize(
    ("faults", "way"),
    [
        ((4, 4, 1, 1), "rarer"), ((1, 1, 4, 4), "more often"), ((2, 2, 2, 2), "as often"),
        ((0, 0, 0, 0), None), ((4, 1, 0), None),
    ],
)  # fmt: skip
def test_whether_a_fault_gets_rarer(faults: tuple[int, ...], way: str | None):
    assert progress(*[40.0] * len(faults), faults=faults).way == way


def test_ranges_have_the_noise_of_their_unit():
    named = ("thoracic-extension", "arm-slides", "bear-roll", "isometric-neck", "aerobic")
    noise = [range_unit_of(find(exercise)) for exercise in named]
    assert noise == [("deg", 8.0), ("cm", 4.0), ("cm", 2.0), ("", 0.0), ("", 0.0)]


def test_the_page_tells_the_same(data: Path):
    page = history_page(history_of(data))
    assert "commonest fault: shallow, rarer" in page
    assert "<b>9</b> counted" in page
    assert "//" not in page.split('id="data">')[1].split("</script>")[0]


def test_five_hundred_sessions_take_two_seconds_of_the_processor(tmp_path: Path):
    session(tmp_path, "2025-01-01_10-00-00", [rep(i, *(SHALLOW,) * (i % 3 == 0)) for i in range(10)])
    first = tmp_path / "2025-01-01_10-00-00"
    for number in range(2, 501):
        folder = tmp_path / f"2025-01-01_10-00-00_{number}"
        folder.mkdir()
        shutil.copy(first / "session.sqlite", folder)
        if number % 50 == 0:
            with sqlite3.connect(folder / "session.sqlite") as base:
                base.execute("UPDATE session SET started = ?", (f"2025-{number // 50:02d}-05T10:00:00+00:00",))
            base.close()
    before = time.process_time()
    found = history_of(tmp_path)
    after = time.process_time()
    assert (found.sessions, found.progress[0].valid) == (500, 3000)
    assert after - before <= 2.0
