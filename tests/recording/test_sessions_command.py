"""trainer sessions, and recording, as a user types them."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from conftest import SAMPLES, Command, pictures_of, write_video
from session_figures import record
from typer.testing import CliRunner

from trainer import cli
from trainer.movie import RECORDING, MovieWriter
from trainer.recording import store
from trainer.recording.holding import held
from trainer.recording.reader import Recording
from trainer.sources import VideoFile

OLD, NEW = "2026-01-02_09-00-00", "2026-11-23_18-05-12"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two sessions, one of them spoiled."""
    record(tmp_path / "data" / OLD)
    record(tmp_path / "data" / NEW, video=False)
    (tmp_path / "data" / OLD / "session.sqlite").write_bytes(b"SQLite format 3\0 and then nothing")
    return tmp_path / "data"


def asked(data: Path, *arguments: str, typed: str = "") -> tuple[int, str]:
    """Exit code and everything printed."""
    done = CliRunner().invoke(cli.app, ["sessions", "--data", str(data), *arguments], input=typed)
    return done.exit_code, done.output


def test_sessions_are_listed_with_their_sizes(data: Path):
    code, printed = asked(data)
    assert code == 0
    assert re.search(rf"{NEW} │ aerobic +│ 1 / 1 +│ 0\.0 +│ 0\.1 MB +│", printed)
    assert re.search(rf"{OLD} │ – .*is damaged", printed)
    assert re.search(r"^2 sessions, 0\.\d MB in ", printed, re.M)


def test_no_sessions_yet(tmp_path: Path):
    assert asked(tmp_path / "a") == (0, f"No sessions in {tmp_path / 'a'} yet: trainer run records one.\n")
    assert not (tmp_path / "a").exists()


def test_deleting_asks_first(data: Path):
    code, printed = asked(data, "--delete", OLD, typed="n\n")
    assert (code, len(store.folders(data))) == (0, 2)
    assert f"Delete 1 session (0.0 MB) for good: {OLD}? [y/N]" in re.sub(r"\(\d\.\d MB\)", "(0.0 MB)", printed)
    code, printed = asked(data, "--delete", OLD)
    assert (code, len(store.folders(data))) == (1, 2), "nobody there to answer"
    code, printed = asked(data, "--delete", OLD, typed="y\n")
    assert code == 0
    assert "Deleted 1 session" in printed
    assert [folder.name for folder in store.folders(data)] == [NEW]


@pytest.mark.parametrize("name", ["2026", "..", "nothing", "", "."])
def test_only_a_whole_name_is_deleted(data: Path, name: str):
    code, printed = asked(data, "--yes", "--delete", name)
    assert code == 2
    assert "no session" in printed
    assert len(store.folders(data)) == 2


def test_several_are_deleted_at_once_or_none(data: Path):
    assert asked(data, "--yes", "--delete", OLD, "--delete", "x")[0] == 2
    assert len(store.folders(data)) == 2
    assert asked(data, "--yes", "--delete", OLD, "--delete", NEW, "--delete", OLD)[0] == 0
    assert store.folders(data) == []


def test_old_ones_are_deleted_by_their_age(data: Path):
    (data / OLD).rename(data / "2001-01-01_00-00-00")
    (data / NEW).rename(data / "2999-01-01_00-00-00")
    assert "older than 100000 days" in asked(data, "--keep-days", "100000")[1]
    assert asked(data, "--keep-days", "30", "--yes")[0] == 0
    assert [folder.name for folder in store.folders(data)] == ["2999-01-01_00-00-00"]
    assert asked(data, "--keep-days", "-1")[0] == 2


def test_more_days_than_there_were_years_of_four_digits_delete_nothing(data: Path):
    """400 000 days are 1095 years: before the year 1000, whose name sorts first when it has its zero."""
    code, printed = asked(data, "--keep-days", "400000", "--yes")
    assert (code, len(store.folders(data))) == (0, 2)
    assert "No session in " in printed


def test_nothing_is_deleted_while_a_trainer_is_at_work_there(data: Path):
    """One of the sessions may be the one that it records."""
    (data / OLD).rename(data / "2001-01-01_00-00-00")
    told = f"another trainer is at work in {data}: end it first, or choose another person with --profile"
    with held(data):
        for chosen in (("--delete", NEW), ("--keep-days", "30")):
            assert asked(data, "--yes", *chosen) == (1, f"trainer: {told}\n")
            assert len(store.folders(data)) == 2
    assert asked(data, "--yes", "--delete", NEW)[0] == 0
    assert [path.name for path in data.iterdir()] == ["2001-01-01_00-00-00"]


@pytest.mark.parametrize("chosen", [(), ("--delete", NEW), ("--keep-days", "30")])
def test_a_file_is_no_folder_of_sessions(tmp_path: Path, chosen: tuple[str, ...]):
    (tmp_path / "file").touch()
    assert asked(tmp_path / "file", *chosen) == (2, f"trainer: expected a folder, got a file: {tmp_path / 'file'}\n")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first second of the butterfly sample."""
    path = tmp_path_factory.mktemp("clips") / "second.mp4"
    return write_video(path, islice(pictures_of(SAMPLES / "butterfly.mp4"), 30))


def test_analyze_records_when_asked_and_says_where(trainer: Command, second: Path, tmp_path: Path):
    arguments = ("analyze", second, "-e", "butterfly", "--model", "lite", "--data", tmp_path / "data")
    done = trainer(*arguments, "--record")
    assert (done.returncode, done.stderr) == (0, "")
    (folder,) = store.folders(tmp_path / "data")
    assert done.stdout.endswith(
        f"Recorded in {folder}. Look at it: trainer review {folder.name}, or trainer replay {folder.name}\n"
    )
    with Recording(folder) as recording, VideoFile(folder / "video.mp4") as video:
        assert recording.header.source == "second.mp4"
        times = [pose.t for pose in recording.poses(0)]
        assert len(times) == 30
        assert [round(frame.t, 4) for frame in video] == [round(t, 4) for t in times], "not a picture is missing"


def test_json_on_standard_output_stays_alone_there(trainer: Command, second: Path, tmp_path: Path):
    options = ("--json", "-", "--record", "--skeleton-only", "--data", tmp_path / "data")
    done = trainer("analyze", second, "-e", "butterfly", "--model", "lite", *options)
    assert done.stdout.startswith("{\n")
    assert done.stdout.endswith("}\n")
    assert done.stderr.startswith("Recorded in ")
    (folder,) = store.folders(tmp_path / "data")
    assert [path.name for path in folder.iterdir()] == ["session.sqlite"]


def test_a_place_where_nothing_can_be_kept_ends_an_analysis_and_not_a_run(
    trainer: Command, second: Path, tmp_path: Path
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    options = ("-e", "butterfly", "--model", "lite", "--data", "file")
    done = trainer("analyze", second, "--record", *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("trainer: no session can be kept in file")
    done = trainer("run", "--video", second, "--no-window", *options)
    assert done.returncode == 0
    assert "Butterfly, seen from" in done.stdout
    assert "trainer: no session can be kept in file" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_ctrl_c_closes_the_session_in_order(tmp_path: Path):
    """The frame at hand is finished first, then all is written."""
    long = str(SAMPLES / "butterfly.mp4")
    command = [sys.executable, "-m", "trainer", "run", "-e", "butterfly", "--video", long, "--no-window"]
    with subprocess.Popen(
        [*command, "--model", "lite", "--data", str(tmp_path / "data")], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=tmp_path,
    ) as process:  # fmt: skip
        for _ in waiting():
            if any((tmp_path / "data").glob("*/video.mp4")):
                break
        process.send_signal(signal.SIGINT)
        printed, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, "Judging without a window: Ctrl-C ends it.\n")
    assert "Recorded in " in printed
    with Recording(store.find(tmp_path / "data")) as recording:
        assert not recording.interrupted
        assert recording.sets[0].end_s == list(recording.poses())[-1].t


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_ctrl_c_leaves_an_analysis_marked_as_cut_off_and_readable(tmp_path: Path):
    """Its set has no end, and the session says so, as rejudge does; what was judged until then is there."""
    command = [sys.executable, "-m", "trainer", "analyze", str(SAMPLES / "butterfly.mp4"), "-e", "butterfly"]
    with subprocess.Popen(
        [*command, "--model", "lite", "--record", "--data", str(tmp_path / "data")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
    ) as process:  # fmt: skip
        for _ in waiting():
            if any((tmp_path / "data").glob("*/video.mp4")):
                break
        process.send_signal(signal.SIGINT)
        printed, told = process.communicate(timeout=60)
    assert (process.returncode, printed, "Traceback" in told) == (130, "", False)
    (folder,) = store.folders(tmp_path / "data")
    assert sorted(path.name for path in folder.iterdir()) == ["session.sqlite", "video.mp4"]
    with Recording(folder) as recording, VideoFile(folder / "video.mp4") as video:
        assert recording.interrupted
        assert [done.end_s for done in recording.sets] == [None]
        poses = list(recording.poses(0))
        assert len(poses) > 0
        assert 0 <= len(poses) - len(list(video)) <= 1


def waiting() -> Iterator[None]:
    """A minute of looks."""
    for _ in range(1200):
        yield
        time.sleep(0.05)


def test_a_minute_of_pictures_takes_a_megabyte_and_a_half_at_most(tmp_path: Path):
    with (
        VideoFile(SAMPLES / "arm-slides.mp4") as video,
        MovieWriter(tmp_path / "a.mp4", video.size, RECORDING) as movie,
    ):
        assert video.size == (640, 480)
        for frame in islice(video, 450):
            movie.write(frame.image, frame.t)
    assert frame.t > 14.9
    assert (tmp_path / "a.mp4").stat().st_size / frame.t * 60 <= 1.5e6
