"""Two trainers in one person's folder: the second one says so, and what both keep stays good."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SAMPLES, Command

from trainer.recording import RecordingError, store
from trainer.recording.holding import NAME, held
from trainer.recording.reader import Recording

HOLDER = """
import sys, time
from pathlib import Path
from trainer.recording.holding import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other() -> Callable[[Path], subprocess.Popen[str]]:
    """Starts another process that holds a folder until its standard input is closed."""

    def start(folder: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    return start


def test_the_second_one_is_told_and_comes_in_when_the_first_has_gone(
    tmp_path: Path, other: Callable[[Path], subprocess.Popen[str]]
):
    with other(tmp_path) as first:
        with pytest.raises(RecordingError) as told, held(tmp_path):
            pass
        assert str(told.value) == (
            f"another trainer is at work in {tmp_path}: end it first, or choose another person with --profile"
        )
        assert first.stdin is not None
        first.stdin.close()
        first.wait(10)
    with held(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert list(tmp_path.iterdir()) == []


def test_a_trainer_that_was_killed_holds_nothing(tmp_path: Path, other: Callable[[Path], subprocess.Popen[str]]):
    with other(tmp_path) as first:
        first.kill()
        first.wait(10)
        assert (tmp_path / NAME).exists()
    with held(tmp_path):
        pass
    assert not (tmp_path / NAME).exists()


def test_other_people_train_at_the_same_time(tmp_path: Path):
    with held(tmp_path / "one"), held(tmp_path / "one" / "profiles" / "two"):
        assert (tmp_path / "one" / NAME).exists()


def test_where_nothing_can_be_written_nothing_is_held(tmp_path: Path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with held(tmp_path / "file"), held(tmp_path / "file" / "below"):
        pass
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    (tmp_path / NAME).write_text("no database, though it is longer than the header of one" * 9, encoding="utf-8")
    with held(tmp_path):
        pass


def test_an_error_while_training_lets_go(tmp_path: Path):
    with pytest.raises(ZeroDivisionError), held(tmp_path):
        raise ZeroDivisionError
    with held(tmp_path):
        pass


def test_two_runs(trainer: Command, tmp_path: Path):
    """The first one goes on as if nothing had been, and its session is whole."""
    data = tmp_path / "data"
    command = ["run", "-e", "butterfly", "--video", str(SAMPLES / "butterfly.mp4"), "--no-window", "--model", "lite"]
    with subprocess.Popen(
        [sys.executable, "-m", "trainer", *command, "--data", str(data)],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as first:  # fmt: skip
        end = time.monotonic() + 30
        while not (data / NAME).exists():
            assert time.monotonic() < end
            time.sleep(0.02)
        second = trainer(*command, "--data", data)
        assert (second.returncode, second.stdout) == (1, "")
        assert second.stderr.startswith("trainer: another trainer is at work in ")
        assert first.poll() is None
        if sys.platform != "win32":
            first.send_signal(signal.SIGINT)  # enough
        printed, _ = first.communicate(timeout=120)
    assert first.returncode == 0
    assert "Recorded in" in printed
    (only,) = store.sessions(data)
    with Recording(only.folder) as recording:
        assert not recording.interrupted
    assert not (data / NAME).exists()
