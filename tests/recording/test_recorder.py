"""The recorder against slow and full disks: the caller never waits, and what was written stays good."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from session_figures import SIZE, header, noise_pose, picture, record

from trainer.movie import MovieError, MovieWriter
from trainer.recording import Event, SetSettings, store, writer
from trainer.recording.database import Database
from trainer.recording.reader import Recording
from trainer.recording.writer import MOST_WAITING, Recorder
from trainer.sources import Frame, VideoFile
from trainer.words import Words


class SlowMovie:
    """A disk that does not answer before it is allowed to."""

    may_write = threading.Event()

    def __init__(self, *_: object) -> None:
        self.may_write.clear()

    def write(self, rgb: np.ndarray, t: float) -> None:
        assert self.may_write.wait(20)

    def close(self) -> None:
        pass


def test_pictures_give_way_to_a_slow_disk_and_are_counted_and_poses_never(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writer, "MovieWriter", SlowMovie)
    poses = [noise_pose(i / 10, i) for i in range(100)]
    with Recorder(tmp_path, header()) as recorder:
        recorder.begin_set(0.0, SetSettings("aerobic"))
        for i, pose in enumerate(poses):
            recorder.pose(pose)
            recorder.frame(picture(pose.t, i), pose)
            recorder.event(Event(pose.t, "mark", "", str(i)))
        assert recorder.dropped == 100 - MOST_WAITING
        SlowMovie.may_write.set()
    with Recording(tmp_path) as recording:
        assert recording.header.video_dropped == 100 - MOST_WAITING
        assert list(recording.poses(0)) == poses
        assert [event.text for event in recording.events] == [str(i) for i in range(100)]


def test_what_is_not_live_waits_for_a_slow_disk(tmp_path: Path):
    record(tmp_path / "a", tuple(noise_pose(i / 30) for i in range(5 * MOST_WAITING)))
    with VideoFile(tmp_path / "a" / "video.mp4") as video:
        assert len(list(video)) == 5 * MOST_WAITING
    with Recording(tmp_path / "a") as recording:
        assert recording.header.video_dropped == 0


def test_pictures_that_can_t_be_written_cost_only_the_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(self: MovieWriter, rgb: np.ndarray, t: float) -> None:
        if t >= 1.0:
            raise MovieError("x can't be written") from OSError(28, "No space left on device")
        written(self, rgb, t)

    written = MovieWriter.write
    monkeypatch.setattr(MovieWriter, "write", full)
    poses = [noise_pose(i / 10) for i in range(20)]
    with Recorder(tmp_path, header(), patient=True) as recorder:
        for i, pose in enumerate(poses):
            recorder.pose(pose)
            recorder.frame(picture(pose.t, i), pose)
    assert (
        Words().say(recorder.problem or "") == "the disk is full: no more pictures are recorded, the exercise goes on"
    )
    with Recording(tmp_path) as recording:
        assert list(recording.poses()) == poses
        assert not recording.interrupted
    with VideoFile(tmp_path / "video.mp4") as video:
        assert [round(frame.t, 3) for frame in video] == [i / 10 for i in range(10)]


def test_a_database_that_can_t_be_written_ends_the_recording_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(self: Database, event: Event) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Database, "event", fail)
    with Recorder(tmp_path, header(), patient=True) as recorder:
        recorder.pose(noise_pose(0.0))
        recorder.frame(picture(0.0), None)
        recorder.pose(noise_pose(1.0))
        recorder.event(Event(1.0, "mark", "", ""))
        for i in range(11, 200):
            recorder.pose(noise_pose(i / 10))
            recorder.frame(picture(i / 10), None)
    assert Words().say(recorder.problem or "") == "disk I/O error: recording stopped, the exercise goes on"
    with Recording(tmp_path) as recording:
        assert [pose.t for pose in recording.poses()] == [0.0]
        assert recording.interrupted


FULL = """
import resource, signal, sys
from pathlib import Path
from session_figures import header, noise_pose, picture
from trainer.recording import SetSettings
from trainer.recording.writer import Recorder
from trainer.words import Words
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
with Recorder(folder, header(), patient=True) as recorder:
    recorder.begin_set(0.0, SetSettings("aerobic"))
    for i in range(900):
        pose = noise_pose(i / 30)
        recorder.pose(pose)
        recorder.frame(picture(pose.t, i), pose)
print(Words().say(recorder.problem or "None"))
"""


def fill(folder: Path, limit: int) -> str:
    """Record thirty seconds where there is no room for them, files being at most limit bytes; the problem told."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "tests", ROOT / "tests/recording", ROOT))),
    }
    command = [sys.executable, "-c", FULL, str(folder), str(limit)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def whole(folder: Path) -> None:
    """The session has its first seconds, exactly."""
    with Recording(folder) as recording:
        poses = list(recording.poses(0))
        assert recording.interrupted
    assert poses == [noise_pose(i / 30) for i in range(len(poses))]
    assert len(poses) > 60
    with VideoFile(folder / "video.mp4") as video:
        assert len(list(video)) > 30
    (one,) = store.sessions(folder.parent)
    assert one.problem is None


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a file's size are a Unix thing")
def test_what_was_written_before_the_disk_was_full_stays_good(tmp_path: Path):
    folder = tmp_path / "2026-11-23_18-05-12"
    folder.mkdir()
    assert "recording stopped, the exercise goes on" in fill(folder, 400_000)
    whole(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make a small disk")
def test_a_disk_that_is_really_full(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("no right to mount a small disk")
    try:
        folder = disk / "2026-11-23_18-05-12"
        folder.mkdir()
        problem = fill(folder, 0)
        assert problem.startswith("the disk is full: ")
        assert problem.endswith("the exercise goes on")
        whole(folder)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_place_that_can_t_be_written_to_is_a_problem_and_no_error(tmp_path: Path):
    (tmp_path / "session.sqlite").write_text("already here", encoding="utf-8")
    with Recorder(tmp_path, header()) as recorder:
        recorder.begin_set(0.0, SetSettings("aerobic"))
        recorder.pose(noise_pose(0.0))
        recorder.frame(Frame(0.0, np.zeros((*SIZE[::-1], 3), np.uint8), 0), None)
    assert Words().say(recorder.problem or "") == "File exists: recording stopped, the exercise goes on"
    assert [path.name for path in tmp_path.iterdir()] == ["session.sqlite"]
    recorder.close()


def test_an_error_while_training_leaves_the_session_whole_and_marked_as_cut_off(tmp_path: Path):
    def train() -> None:
        with Recorder(tmp_path, header(), patient=True) as recorder:
            recorder.pose(noise_pose(0.0))
            recorder.frame(picture(0.0), None)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["session.sqlite", "video.mp4"]
    with Recording(tmp_path) as recording:
        assert recording.interrupted
        assert len(list(recording.poses())) == 1
    with VideoFile(tmp_path / "video.mp4") as video:
        assert len(list(video)) == 1
    assert not [thread for thread in threading.enumerate() if thread.name == "recording"]


def test_what_comes_after_the_end_is_left_out(tmp_path: Path):
    recorder = Recorder(tmp_path, header())
    recorder.close()
    recorder.pose(noise_pose(0.0))
    recorder.frame(picture(0.0), None)
    recorder.close()
    with Recording(tmp_path) as recording:
        assert list(recording.poses()) == []
