"""trainer erase: all that is kept of a person is gone, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command

from trainer import calibrations, folders
from trainer.calibration import Calibration
from trainer.commands import CommandError
from trainer.commands.erase import erase
from trainer.folders import cache_folder, config_file, data_folder
from trainer.recording import RecordingError, holding, store
from trainer.settings.file import create
from trainer.workout import plan_file
from trainer.workout.diary import Diary
from trainer.workout.plan import Plan


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own."""
    for name, place in (("data", "share"), ("config", "config"), ("cache", "cache")):
        path = tmp_path / "home" / place / "upperback-trainer"
        monkeypatch.setattr(folders, f"user_{name}_path", lambda *_, _path=path, **__: _path)
    monkeypatch.delenv("TRAINER_DATA", raising=False)
    monkeypatch.delenv("TRAINER_CONFIG", raising=False)
    return tmp_path / "home"


def session(folder: Path, name: str = "2026-11-23_18-05-12", size: int = 1_000_000) -> Path:
    """A session with all that it may hold."""
    path = folder / name
    path.mkdir(parents=True)
    for file in ("session.sqlite", "session.sqlite-wal", "session.sqlite-shm", "review.html", ".review.html.new"):
        (path / file).touch()
    (path / "video.mp4").write_bytes(bytes(size))
    return path


EVERYTHING = 11
"""Files and folders of a person."""


def person(folder: Path) -> Path:
    """Everything that is kept of one person: three sessions of 1.0 MB, eight files."""
    session(folder)
    session(folder, "2026-11-24_18-05-12_2", size=0)
    (folder / "2026-11-25_18-05-12").mkdir()  # ended before it began
    plan_file.save(folder, Plan())
    (folder / "plan.toml.123").touch()
    Diary.open(folder).close()
    for name in ("diary-damaged-2026-11-23_18-05-12.sqlite", "diary.sqlite-journal", "history.html"):
        (folder / name).touch()
    calibrations.save(folder, "arm-slides", Calibration({"front/travel": 30.0}))
    (folder / "calibration.damaged.toml").touch()
    return folder


def never(question: str) -> bool:
    raise AssertionError(f"nothing should be asked: {question}")


def test_everything_of_a_person_is_gone_and_told(capsys: pytest.CaptureFixture[str], home: Path):
    folder = person(data_folder())
    other = person(data_folder(profile="anna"))
    create(config_file())
    asked: list[str] = []
    (folder / "profiles" / "session.sqlite").touch()  # does not make a session of everyone else
    assert erase(folder, False, lambda question: not asked.append(question))  # type: ignore[func-returns-value]
    assert asked == ["Erase all of this for good?"]
    assert [path.name for path in folder.iterdir()] == ["profiles"]
    assert len(list(other.iterdir())) == EVERYTHING
    assert config_file().exists()
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.splitlines() == [
        f"{folder}: 3 sessions, diary, plan, measures, history page, 1.0 MB",
        "Erased: 3 sessions, diary, plan, measures, history page, 1.0 MB.",
        "What you saved elsewhere (--save-video, --json, --plot, export, remind) stays.",
    ]


def test_nothing_is_gone_when_the_user_says_no(home: Path):
    folder = person(data_folder())
    before = sorted(folder.rglob("*"))
    assert erase(folder, False, lambda _: False)
    assert sorted(folder.rglob("*")) == before


def test_a_profile_goes_with_its_name(home: Path):
    folder = person(data_folder(profile="anna"))
    assert erase(folder, False, lambda _: True)
    assert not (data_folder() / "profiles").exists()


def test_what_file_managers_leave_keeps_no_name(home: Path):
    folder = person(data_folder(profile="anna"))
    session = next(path for path in folder.iterdir() if path.is_dir())
    for place in (folder, session, folder.parent):
        (place / ".DS_Store").touch()
    assert erase(folder, False, lambda _: True)
    assert not (data_folder() / "profiles").exists()


def test_a_folder_with_nothing_of_ours_keeps_what_a_file_manager_left(tmp_path: Path):
    (tmp_path / "Thumbs.db").touch()
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(CommandError, match="no folder of the trainer"):
        erase(tmp_path, False, never)
    assert len(list(tmp_path.iterdir())) == 2


def test_everyone_is_gone_with_settings_and_cache(home: Path):
    for profile in ("", "anna", "zoë"):
        person(data_folder(profile=profile))
    person(data_folder() / "profiles" / "mo\u0308")  # as some disks spell mö
    create(config_file())
    (cache_folder() / "poses").mkdir(parents=True)
    (cache_folder() / "poses" / "a.npz").touch()
    assert erase(data_folder(), True, lambda _: True)
    assert [str(path.relative_to(home)) for path in sorted(home.rglob("*"))] == ["cache", "config", "share"]


def test_copies_of_a_killed_program_go_with_anyone_s_data(home: Path):
    person(data_folder())
    for name in ("open-abc", "other"):
        (cache_folder() / name).mkdir(parents=True)
    assert erase(data_folder(), False, lambda _: True)
    assert [path.name for path in cache_folder().iterdir()] == ["other"]


def test_where_nothing_is_nothing_is_asked(capsys: pytest.CaptureFixture[str], home: Path):
    assert erase(data_folder(), True, never)
    assert capsys.readouterr().out == f"Nothing is kept in {data_folder()}: there is nothing to erase.\n"


def test_what_is_not_ours_stays_and_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    folder = person(tmp_path / "mine")
    theirs = ["2026-11-26_18-05-12", "notes.txt", "plan.toml.bak", "diary.sqlite.old", "photos", "xhistory.html"]
    (folder / "2026-11-26_18-05-12").mkdir()  # named like a session, and none
    (folder / "2026-11-26_18-05-12" / "holiday.jpg").touch()
    (folder / "photos").mkdir()
    for name in theirs[1:4] + theirs[5:]:
        (folder / name).touch()
    assert erase(folder, False, lambda _: True)
    assert sorted(path.name for path in folder.iterdir()) == sorted(theirs)
    assert (folder / "2026-11-26_18-05-12" / "holiday.jpg").exists()
    told = f"Stays in {folder}, as the trainer did not make it: {', '.join(sorted(theirs)[:5])}, …"
    assert told in capsys.readouterr().out.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_no_link_is_followed(tmp_path: Path):
    outside = person(tmp_path / "outside")
    before = sorted(outside.rglob("*"))
    folder = person(tmp_path / "mine")
    inner = session(folder, "2026-12-01_10-00-00")
    (inner / "link").symlink_to(outside)
    (inner / "video.link").symlink_to(outside / "plan.toml")
    links = {"2026-12-02_10-00-00": "2026-11-23_18-05-12", "calibration.toml.new": "plan.toml", "profiles": "."}
    for name, target in links.items():
        (folder / name).symlink_to(outside / target)
    (tmp_path / "elsewhere").mkdir()
    assert erase(folder, True, lambda _: True)
    assert sorted(outside.rglob("*")) == before
    assert sorted(path.name for path in folder.iterdir()) == sorted(links)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_profile_that_is_a_link_stays(tmp_path: Path):
    outside = person(tmp_path / "outside")
    folder = person(tmp_path / "mine")
    (folder / "profiles").mkdir()
    (folder / "profiles" / "anna").symlink_to(outside)
    assert erase(folder, True, lambda _: True)
    assert len(list(outside.iterdir())) == EVERYTHING


@pytest.mark.parametrize("everyone", [False, True])
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, everyone: bool):
    folder = tmp_path / "documents"
    (folder / "photos").mkdir(parents=True)
    (folder / "letter.txt").touch()
    create(config_file())
    with pytest.raises(CommandError, match=r"is no folder of the trainer: .* nothing is erased"):
        erase(folder, everyone, never)
    with pytest.raises(CommandError, match="expected a folder, got a file"):
        erase(folder / "letter.txt", everyone, never)
    assert len(list(folder.rglob("*"))) == 2
    assert config_file().exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path):
    folder = person(tmp_path / "there")
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(CommandError, match=r"link leads to .*there: nothing is erased; name that folder with --data"):
        erase(tmp_path / "link", False, never)
    assert len(list(folder.iterdir())) == EVERYTHING


def test_settings_that_are_no_settings_file_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("passwd", "folder.toml"):
        path = tmp_path / name
        path.mkdir() if name.startswith("folder") else path.touch()
        monkeypatch.setenv("TRAINER_CONFIG", str(path))
        assert erase(tmp_path / "none", True, never)
        assert path.exists()


def test_nothing_is_gone_while_someone_trains(tmp_path: Path):
    folder, other = person(tmp_path), person(data_folder(tmp_path, "anna"))
    with holding.held(other):
        with pytest.raises(RecordingError, match=r"another trainer is at work in .*anna: end it first"):
            erase(folder, True, lambda _: True)
        assert len(list(folder.iterdir())) == EVERYTHING + 1
    (folder / holding.NAME).touch()  # left behind by a killed trainer
    assert erase(folder, True, lambda _: True)
    assert list(folder.iterdir()) == []


def test_what_cannot_be_removed_is_told_and_the_rest_goes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = person(tmp_path / "mine")
    remove = store.remove

    def stuck(path: Path) -> None:
        if path.name == "2026-11-23_18-05-12":
            raise store.RecordingError(f"{path} can't be removed: Permission denied")
        remove(path)

    monkeypatch.setattr(store, "remove", stuck)
    assert not erase(folder, False, lambda _: True)
    assert [path.name for path in folder.iterdir()] == ["2026-11-23_18-05-12"]
    shown = capsys.readouterr()
    assert shown.err == f"trainer: {folder / '2026-11-23_18-05-12'} can't be removed: Permission denied\n"
    assert "Erased: 2 sessions, diary" in shown.out
    assert "Stays in" not in shown.out


def test_the_command_asks_and_takes_only_yes_for_an_answer(trainer: Command, tmp_path: Path):
    folder = person(tmp_path / "mine")
    unanswered = trainer("erase", "--data", folder)  # its input is empty
    assert unanswered.returncode == 1
    assert "Erase all of this for good? [y/N]" in unanswered.stdout
    asked = [sys.executable, "-m", "trainer", "erase", "--data", str(folder)]
    refused = subprocess.run(asked, input="n\n", capture_output=True, text=True, check=False)
    assert (refused.returncode, len(list(folder.iterdir()))) == (0, EVERYTHING)
    done = subprocess.run(asked, input="y\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, list(folder.iterdir())) == (0, "", [])


def test_one_or_all(trainer: Command, tmp_path: Path):
    both = trainer("erase", "--all", "--profile", "anna", "--data", tmp_path)
    assert (both.returncode, both.stdout) == (2, "")
    assert both.stderr == "trainer: --all is everyone, --profile is one of them: expected one of the two\n"
    (tmp_path / "c.toml").write_text('profile = "anna"', encoding="utf-8")
    for profile in ("", "anna"):
        person(data_folder(tmp_path / "mine", profile))
    environment = {**os.environ, "TRAINER_CONFIG": str(tmp_path / "c.toml")}
    done = trainer("erase", "--yes", "--data", tmp_path / "mine", env=environment)
    assert done.stdout.startswith(f"{tmp_path / 'mine' / 'profiles' / 'anna'}: 3 sessions")
    assert len(list((tmp_path / "mine").iterdir())) == EVERYTHING
