"""What the review page says, read from its text."""

from __future__ import annotations

import base64
import gzip
import html
import json
import random
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from recorded import REPS, SLIDE, fault, film, header, record, rep, slides

from trainer.recording import RecordingError, SetSettings
from trainer.recording.reader import Recording
from trainer.report.figure import JOINTS, Figures
from trainer.report.page import part, plotly_packed, without_addresses
from trainer.report.review import review_of, write_review

REMOTE = re.compile(r"(https?|wss?|ftp)://|[\"'`(]//[a-z0-9-]+\.[a-z]", re.I)


def text_of(folder: Path) -> str:
    with Recording(folder) as recording:
        return review_of(recording)


def data_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


@pytest.fixture(scope="module")
def page() -> str:
    return text_of(film())


def test_it_is_small_and_names_no_other_machine(page: str):
    assert len(page.encode()) <= 6_000_000
    assert REMOTE.search(page) is None
    library = gzip.decompress(base64.b64decode(plotly_packed())).decode()
    assert REMOTE.search(library) is None
    assert library.startswith("/**\n* plotly.js (basic")


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ('a="https://cdn.plot.ly/un/"', 'a="about:blank#//cdn.plot.ly/un/"'),
        ("a='//evil.example/x'", "a='about:blank#//evil.example/x'"),
        ('xmlns="http://www.w3.org/2000/svg"', r'xmlns="http:\/\/www.w3.org/2000/svg"'),
        ("a=1//2", "a=1//2"),
    ],
)
def test_addresses_are_taken_out_of_a_script(script: str, left: str):
    assert without_addresses(script) == left


def test_every_fault_is_on_the_clock(page: str):
    (only,) = data_of(page)["sets"]
    assert [(f["name"], f["t"], f["severity"]) for f in only["faults"]] == [
        ("elbow off wall", 5.0, "break"),
        ("too fast", 8.0, "warn"),
        ("shallow", 12.5, "break"),
        ("elbow off wall", 13.5, "break"),
    ]


def test_bars_are_valid_attempt_and_not_seen(page: str):
    (only,) = data_of(page)["sets"]
    told = [(b["kind"], b["label"]) for b in only["bars"] if b["kind"] != "unseen"]
    assert told == [("valid", "1"), ("attempt", "2"), ("valid", "3"), ("attempt", "4"), ("valid", "5")]
    assert [9.0 < b["t"] < b["end"] < 12.0 for b in only["bars"] if b["kind"] == "unseen"] == [True]


def test_each_attempt_has_its_reason_in_words(page: str):
    reasons = [html.unescape(r) for r in re.findall(r'<p class="reason">(.*?)</p>', page)]
    assert len(reasons) == 2
    assert re.fullmatch(r"the elbows stay on the wall: was 13 cm, limit ≤ \d\.\d cm", reasons[0])
    assert re.fullmatch(r".*: was 40 %, limit ≥ \d\d %", reasons[1])


def test_one_good_thing_and_one_next_thing(page: str):
    assert re.findall(r'class="next">.*?</span>(.*?)</p>', page) == [
        "Elbows back to the wall: elbow off wall cost 1 repetition."
    ]
    assert len(re.findall(r'class="good">', page)) == 1


def test_coverage_tells_what_could_not_be_seen(page: str):
    shares = dict(re.findall(r"<b>(\d+) %</b> ([^<(]*)", page))
    named = {what.strip(): int(share) for share, what in re.findall(r"<b>(\d+) %</b> ([^<(]*)", page)}
    assert len(shares) >= 1
    assert named["the back stays on the wall"] == 60  # of five repetitions, two were not judged
    assert named["the wrists stay on the wall"] == 0  # never shown


def test_there_is_a_still_of_the_worst_of_each_kind(page: str):
    assert len(re.findall(r'<image href="data:image/jpeg;base64,', page)) == 3
    first = re.search(r"<b>elbow off wall</b> × 2 .*?<br>(.*?)</figcaption>", page)
    assert first is not None
    assert "was 13 cm" in first[1]


def test_without_pictures_the_stills_are_drawn(tmp_path: Path):
    page = text_of(record(tmp_path / "figure", video=False))
    assert "<image" not in page
    assert "<video" not in page
    assert len(re.findall(r'<svg viewBox="0 0 640 480"', page)) == 3


def test_the_user_s_own_marks_are_kept(page: str):
    assert data_of(page)["notes"] == [{"t": 6.0, "text": "felt good"}]


def test_a_set_of_an_unknown_exercise_is_shown_as_it_was_told(tmp_path: Path):
    page = text_of(record(tmp_path / "odd", settings=replace(SLIDE, exercise="headstand")))
    assert "does not know the exercise" in page
    assert data_of(page)["sets"][0]["t"] == []


def test_names_are_escaped(tmp_path: Path):
    evil = "</script><b onclick=alert(1)>&"
    odd = rep(0, fault(evil, 1.0, 2.0, evil))
    page = text_of(record(tmp_path / "evil", reps=(odd,), settings=SetSettings(evil), about=header(source=evil)))
    assert evil not in page
    assert html.escape(evil) in page


def test_a_session_without_sets_and_one_that_was_cut_off_have_a_page_too(tmp_path: Path):
    from trainer.recording.writer import Recorder

    (tmp_path / "empty").mkdir()
    with Recorder(tmp_path / "empty", header()):
        pass
    assert "No exercise was begun" in text_of(tmp_path / "empty")
    (tmp_path / "cut").mkdir()
    with Recorder(tmp_path / "cut", header(), video=False) as recorder:
        recorder.begin_set(0.0, SLIDE)
        for pose in slides(6.0):
            recorder.pose(pose)
        recorder.rep(REPS[0])
    (only,) = data_of(text_of(tmp_path / "cut"))["sets"]
    assert only["end"] == pytest.approx(6.0)


def test_thousands_of_beats_are_told_by_the_minute(tmp_path: Path):
    beats = tuple(replace(rep(0), index=i, start_s=i / 2, peak_s=i / 2 + 0.2, end_s=i / 2 + 0.5) for i in range(40))
    page = text_of(record(tmp_path / "bike", video=False, reps=beats, settings=SetSettings("aerobic")))
    assert [b["label"] for b in data_of(page)["sets"][0]["bars"] if b["kind"] == "valid"] == ["40"]
    assert page.count("<tr><td>") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and rights of POSIX")
def test_the_page_takes_the_place_of_a_link_and_is_private(tmp_path: Path):
    folder, other = record(tmp_path / "s", video=False), tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    (folder / "review.html").symlink_to(other)
    with Recording(folder) as recording:
        path = write_review(recording)
    assert other.read_text(encoding="utf-8") == "mine"
    assert not path.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600


def test_figures_come_out_of_the_page_as_they_went_in():
    figures, poses = Figures(20.0), list(slides(2.0))
    for pose in poses:
        figures.add(pose)
    packed = figures.as_dict()
    steps = np.frombuffer(gzip.decompress(base64.b64decode(packed["points"])), "<i2").reshape(2 * len(JOINTS), -1)
    points = np.cumsum(steps, axis=1, dtype=np.int16) / packed["scale"]
    given = np.array([[p.image[j][:2] for j in JOINTS] for p in poses]).reshape(len(poses), -1).T
    assert packed["count"] == len(poses)
    assert np.abs(points - given).max() < 0.05


def test_long_sessions_get_fewer_figures_a_second():
    figures = Figures(7200.0)
    for pose in slides(60.0):
        figures.add(pose)
    assert 95 <= figures.as_dict()["count"] <= 105  # one each 0.6 s


def test_the_parts_of_the_page_are_ours():
    assert "class Stage" in part("stage.js")


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_session_has_a_page_or_one_clear_error(tmp_path: Path, seed: int):
    chance = random.Random(seed)
    shutil.copytree(film(), tmp_path / "s")
    for name in ("session.sqlite", "video.mp4"):
        path = tmp_path / "s" / name
        content = bytearray(path.read_bytes())
        for _ in range(chance.choice((1, 5, 50))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
    before = sorted(tmp_path.rglob("*"))
    with suppress(RecordingError):
        text_of(tmp_path / "s")
    assert sorted(tmp_path.rglob("*")) == before
