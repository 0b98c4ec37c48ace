"""The whole command where something around it is missing, full, closed or odd: it trains all the same, or says why."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Command

from trainer.recording import store
from trainer.recording.reader import Recording

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
ROOT_ONLY = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root can mount a small disk"
)
SLOW = pytest.mark.slow
RUN = ("run", "-e", "arm-slides", "--no-window", "--model", "lite")


def environment(**changes: str | None) -> dict[str, str]:
    """This one's without a display, and with these changes; None takes a variable away."""
    unset = {name for name, value in changes.items() if value is None}
    gone = {"DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR", "PYTHONIOENCODING"} | unset
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return kept | {name: value for name, value in changes.items() if value is not None}


def whole(data: Path) -> None:
    """There is one session, and nothing is wrong with it."""
    (one,) = store.sessions(data)
    assert one.problem is None
    with Recording(one.folder) as recording:
        assert not recording.interrupted
        assert recording.sets[0].reps


@posix
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"LC_ALL": "nonsense", "LANG": "nonsense"}, id="nonsense", marks=SLOW),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="C without UTF-8"),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, id="ASCII", marks=SLOW),
    ],
)
def test_a_wrong_locale_changes_nothing_but_letters(trainer: Command, empty_room: Path, changes: dict[str, str]):
    for arguments in (("exercises", "thoracic-extension"), ("plan",)):
        done = trainer(*arguments, env=environment(**changes), errors="replace")
        assert (done.returncode, done.stderr) == (0, "")
    around = environment(**changes)
    done = trainer(*RUN, "--video", empty_room, "--no-record", "--language", "de", env=around, errors="replace")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Wall arm slides" in done.stdout


@pytest.mark.parametrize(
    "name", ["Übungen für Ñandú 上背 🏋", pytest.param("x" * 120 + "/" + "y" * 90, id="long", marks=SLOW)]
)
def test_paths_with_any_letters_and_of_any_length(trainer: Command, short_clip: Path, tmp_path: Path, name: str):
    folder = tmp_path / name
    folder.mkdir(parents=True)
    video = folder / f"{folder.name[:80]}.mp4"
    video.write_bytes(short_clip.read_bytes())
    done = trainer(*RUN, "--video", video, "--data", folder / "data", "--save-video", folder / "out ü.mp4")
    assert done.returncode == 0, done.stderr
    whole(folder / "data")
    assert (folder / "out ü.mp4").stat().st_size > 1000
    (one,) = store.sessions(folder / "data")
    done = trainer("export", one.name, "--to", "csv", "--data", folder / "data")
    assert (done.returncode, done.stderr) == (0, "")


@posix
@pytest.mark.parametrize(
    "home", [None, *(pytest.param(home, marks=SLOW) for home in ("", "/proc/nobody")), "/dev/null/home"]
)
def test_without_a_home_it_trains_and_says_that_nothing_is_kept(
    trainer: Command, short_clip: Path, tmp_path: Path, home: str | None
):
    nowhere = {"XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None, "TRAINER_DATA": None}
    around = environment(**nowhere, HOME=home, TRAINER_CONFIG=None)
    if home in (None, ""):
        around["TRAINER_DATA"] = str(tmp_path / "data")  # the password file tells another home, which is not ours
    done = trainer(*RUN, "--video", short_clip, "--skeleton-only", env=around)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Wall arm slides" in done.stdout
    if home in (None, ""):
        whole(tmp_path / "data")
    else:
        assert f"no session can be kept in {home}" in done.stderr


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 kB that is already half full."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(place)], capture_output=True).returncode:
        pytest.skip("no right to mount a small disk")
    (place / "ballast").write_bytes(b"x" * 300_000)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@ROOT_ONLY
def test_a_full_disk_costs_the_recording_and_nothing_else(trainer: Command, short_clip: Path, disk: Path):
    done = trainer(*RUN, "--video", short_clip, "--data", disk / "data")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "disk is full" in done.stderr
    assert "Wall arm slides" in done.stdout
    (one,) = store.sessions(disk / "data")
    assert one.problem is None, "what was written before stays good"


@ROOT_ONLY
def test_a_data_folder_that_may_only_be_read(trainer: Command, short_clip: Path, disk: Path):
    (disk / "data").mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    done = trainer(*RUN, "--video", short_clip, "--data", disk / "data")
    assert done.returncode == 0, done.stderr
    assert "no session can be kept in" in done.stderr
    assert "Wall arm slides" in done.stdout
    for arguments in (("sessions",), ("plan",), ("week",), ("calibration",)):
        done = trainer(*arguments, "--data", disk / "data")
        assert "Traceback" not in done.stderr, arguments
    done = trainer("--video", short_clip, "--no-window", "--now", "--model", "lite", "--data", disk / "data")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.startswith("trainer: the diary ")


@posix
@pytest.mark.parametrize("voice", ["missing", "hanging", pytest.param("failing", marks=SLOW)])
def test_a_voice_that_does_not_work_never_stops_a_run(short_clip: Path, tmp_path: Path, voice: str):
    """Through the real command, with no sound device either."""
    programs = tmp_path / "bin"
    programs.mkdir()
    if voice != "missing":
        program = programs / "espeak-ng"
        act = "exec /bin/sleep 600" if voice == "hanging" else "exit 3"
        program.write_text(f"#!/bin/sh\n{act}\n", encoding="utf-8")
        program.chmod(0o755)
    code = (
        "import sys; from trainer.commands import live; from trainer.voice import Voice\n"
        "live.Voice = lambda *a, **k: Voice(*a, **{**k, 'muted': False})\n"  # a file without a window is mute
        "from trainer.__main__ import start; start()"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, *RUN, "--video", str(short_clip), "--no-record"],
        cwd=tmp_path, env=environment(PATH=str(programs)), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "INFO" not in done.stderr, "two threads had the error output quiet, and both gave it back"
    if voice == "missing":
        assert "trainer: no voice: install espeak-ng" in done.stderr
    assert time.monotonic() - started < 60
