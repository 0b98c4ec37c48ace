"""The commands review, history and export as a user types them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from conftest import Command
from recorded import record
from typer.testing import CliRunner

from trainer import cli
from trainer.commands import review


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    record(data / "2026-11-23_18-05-12", video=False)
    return data


def test_review_writes_the_page_of_the_last_session(trainer: Command, kept: Path):
    done = trainer("review", "--no-open", "--data", kept)
    assert (done.returncode, done.stderr) == (0, "")
    page = kept / "2026-11-23_18-05-12" / "review.html"
    assert done.stdout == f"Wrote {page}\n"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_review_opens_the_page_in_the_browser(kept: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr(review.webbrowser, "open", lambda address: opened.append(address) or True)
    done = CliRunner().invoke(cli.app, ["review", "2026-11-23", "--data", str(kept)])
    assert done.exit_code == 0
    page = kept / "2026-11-23_18-05-12" / "review.html"
    assert opened == [str(page) if sys.platform == "win32" else page.as_uri()]


@pytest.mark.parametrize(
    ("system", "starts", "ends"), [("linux", "file://", "/J%C3%B6rg%20B/page.html"), ("win32", "", "Jörg B/page.html")]
)
def test_a_page_is_opened_in_any_folder(
    system: str, starts: str, ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []
    monkeypatch.setattr(review.webbrowser, "open", lambda address: opened.append(address) or True)
    review.open_page(tmp_path / "Jörg B" / "page.html", system)
    address = opened[0].replace("\\", "/")
    assert address.startswith(starts or tmp_path.as_posix())
    assert address.endswith(ends)


def test_history_tells_and_writes(trainer: Command, kept: Path):
    told = trainer("history", "--data", kept)
    assert (told.returncode, told.stderr) == (0, "")
    assert "│ Wall arm slides │ 1 " in told.stdout
    assert "the goal is 60 minutes a week" in told.stdout
    own = trainer("history", "--goal-minutes", "90", "--data", kept)
    assert "the goal is 90 minutes a week" in own.stdout
    assert "goal: 90" in own.stdout
    done = trainer("history", "--html", "--no-open", "--data", kept)
    assert done.stdout == f"Wrote {kept / 'history.html'}\n"


@pytest.mark.parametrize(
    ("kind", "files"),
    [("csv", ("-reps.csv", "-frames.csv")), ("json", (".json",)), ("trc", (".trc",))],
)
def test_export_writes_where_it_is_told(
    trainer: Command, kept: Path, tmp_path: Path, kind: str, files: tuple[str, ...]
):
    (tmp_path / "out").mkdir()
    done = trainer("export", "2026-11-23", "--to", kind, "--out", "out", "--data", kept)
    assert done.returncode == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(f"2026-11-23_18-05-12{end}" for end in files)


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("review",), 1, "no sessions in"),
        (("review", "2020"), 1, "no session '2020'"),
        (("export", "2020"), 1, "no session '2020'"),
        (("export", "2020", "--out", "nowhere"), 2, "no folder nowhere to write in"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    trainer: Command, tmp_path: Path, arguments: tuple[str, ...], code: int, expected: str
):
    done = trainer(*arguments, "--data", tmp_path / "none")
    (line,) = done.stderr.splitlines()
    assert line.startswith("trainer: ")
    assert expected in line
    assert done.returncode == code


def test_history_of_nothing_is_no_error(trainer: Command, tmp_path: Path):
    done = trainer("history", "--data", tmp_path)
    assert done.returncode == 0
    assert "yet: trainer run records one" in done.stdout


def test_a_damaged_session_is_told_in_one_line(trainer: Command, kept: Path, tmp_path: Path):
    shutil.copytree(kept / "2026-11-23_18-05-12", tmp_path / "d" / "2026-11-23_18-05-12")
    base = tmp_path / "d" / "2026-11-23_18-05-12" / "session.sqlite"
    base.write_bytes(base.read_bytes()[:5000])
    done = trainer("review", "--no-open", "--data", tmp_path / "d")
    (line,) = done.stderr.splitlines()
    assert line.startswith("trainer: session 2026-11-23_18-05-12 is damaged")
