"""The folder of all sessions: what is found, listed and removed, and what is left alone."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest
from session_figures import STARTED, record

from trainer import dates
from trainer.recording import RecordingError, store

OLD, NEW, NEWER, NEWEST = (
    "2026-01-02_09-00-00",
    "2026-11-23_18-05-12",
    "2026-11-23_18-05-12_2",
    "2026-11-23_18-05-12_10",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four sessions, of which one is empty, and two things that are none."""
    for name in (NEW, OLD, NEWEST):
        record(tmp_path / "data" / name, video=False)
    (tmp_path / "data" / NEWER).mkdir()
    (tmp_path / "data" / "notes").mkdir()
    (tmp_path / "data" / "2025-01-01_00-00-00").write_text("no folder", encoding="utf-8")
    return tmp_path / "data"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_a_new_folder_is_named_by_the_moment_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dates, "now", lambda: datetime.fromisoformat(STARTED))
    names = [store.new_folder(tmp_path / "a" / "b").name for _ in range(3)]
    assert names == ["2026-11-23_18-05-12", "2026-11-23_18-05-12_2", "2026-11-23_18-05-12_3"]
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a" / "b" / names[0]).stat().st_mode & 0o777 == 0o700


def test_a_place_where_no_folder_can_be_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RecordingError, match=r"no session can be kept in .*file.*; choose another place with --data"):
        store.new_folder(tmp_path / "file")


def test_sessions_are_listed_newest_first_and_broken_ones_as_such(data: Path):
    listed = store.sessions(data)
    assert [one.name for one in listed] == [NEWEST, NEWER, NEW, OLD]
    newest, broken = listed[0], listed[1]
    assert (newest.exercises, newest.valid, newest.attempts, newest.interrupted) == (("aerobic",), 1, 1, False)
    assert newest.duration_s == pytest.approx(59 / 30)
    assert newest.bytes == (data / NEWEST / "session.sqlite").stat().st_size
    assert (broken.bytes, broken.exercises) == (0, ())
    assert broken.problem is not None
    assert store.sessions(data / "nowhere") == []


def test_a_session_is_found_by_its_name_a_beginning_or_its_path(data: Path, tmp_path: Path):
    assert store.find(data) == data / NEWEST
    assert store.find(data, NEW) == data / NEW, "though others begin so"
    assert store.find(data, "2026-01") == data / OLD
    assert store.find(tmp_path / "nowhere", str(data / OLD)) == data / OLD
    for name in ("2026-11", "2027", "", "notes", ".."):
        with pytest.raises(RecordingError):
            store.find(data, name)
    with pytest.raises(RecordingError, match=r"no sessions in .*nowhere yet"):
        store.find(tmp_path / "nowhere")


def test_only_the_session_of_that_very_name_is_deleted(data: Path):
    (data / OLD / "review.html").write_text("made later", encoding="utf-8")
    for name in ("2026-01", "notes", "..", ".", str(data / OLD), f"{OLD}/", ""):
        with pytest.raises(RecordingError):
            store.delete(data, name)
    assert store.delete(data, OLD) == data / OLD
    assert sorted(path.name for path in data.iterdir()) == sorted([NEW, NEWER, NEWEST, "notes", "2025-01-01_00-00-00"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_link_is_no_session_and_what_it_leads_to_stays(data: Path, tmp_path: Path):
    elsewhere = record(tmp_path / "elsewhere", video=False)
    (data / "2026-02-02_00-00-00").symlink_to(elsewhere)
    (data / OLD / "link").symlink_to(elsewhere)
    with pytest.raises(RecordingError):
        store.delete(data, "2026-02-02_00-00-00")
    store.delete(data, OLD)
    assert (elsewhere / "session.sqlite").exists()


def test_old_sessions_are_told_by_their_names(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dates, "now", lambda: datetime.fromisoformat("2026-11-24T18:05:12+01:00"))
    for path in data.iterdir():
        os.utime(path, (0, 0))

    def names(days: float) -> list[str]:
        return [path.name for path in store.outdated(data, days)]

    assert names(400) == []
    assert names(30) == [OLD]
    assert names(1) == [OLD], "to the second a day is not more than a day"
    assert names(0.5) == [NEWEST, NEWER, NEW, OLD]
    assert names(1e12) == []


@pytest.mark.parametrize(
    ("text", "day"), [(STARTED, 23), ("2026-11-23", 23), ("", None), ("yesterday", None), ("0001-01-01T00:00:00", None)]
)
def test_dates_are_read_or_none(text: str, day: int | None):
    moment = dates.parsed(text)
    assert day is None or (moment is not None and moment.day == day)
    assert text == "0001-01-01T00:00:00" or (moment is None) == (day is None)
