"""What goes into a session comes out again, to the last bit."""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import av
import pytest
from session_figures import REPS, SIZE, SLUMP, header, noise_pose, picture, record, ride

from trainer.calibration import Calibration
from trainer.exercise import View
from trainer.pose import Pose
from trainer.recording import Event, RecordingError, SetSettings
from trainer.recording.opening import address_of
from trainer.recording.reader import Recording
from trainer.recording.schema import clean
from trainer.recording.writer import Recorder
from trainer.sources import VideoFile
from trainer.status import Fault, Result

MEASURED = Calibration({"oblique/travel": 27.123456789012345, "oblique/start elbows above the shoulders": -3.5})
POSES = (
    noise_pose(0.0),
    noise_pose(0.1, 1),
    Pose(0.30000000000000004, SIZE, people=0),
    replace(noise_pose(1 / 3, 3), size=(320, 200)),
    Pose(0.5, SIZE, people=3, sure=False),
    noise_pose(2.0, 5),
)


def test_poses_come_back_to_the_last_bit_and_in_the_same_types(tmp_path: Path):
    placed = [replace(pose, model="heavy" if pose.t < 1 else "lite") for pose in POSES]  # the header says heavy
    with Recording(record(tmp_path / "a", placed)) as recording:
        assert tuple(recording.poses()) == POSES
        assert tuple(recording.poses(0)) == POSES
        assert list(recording.poses(1)) == []
        assert recording.duration_s == 2.0
        assert [type(pose.image) for pose in recording.poses()][:3] == [list, list, tuple]
        assert repr(list(recording.poses())) == repr(placed)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/home/j#rg/a b/session.sqlite"), "file:///home/j%23rg/a%20b/session.sqlite"),
        (PureWindowsPath(r"C:\Users\Jörg\session.sqlite"), "file:///C:/Users/J%C3%B6rg/session.sqlite"),
        (PureWindowsPath(r"\\server\share\session.sqlite"), "file:////server/share/session.sqlite"),
    ],
)
def test_sqlite_is_given_an_address_without_a_host(path: PurePath, address: str):
    """https://sqlite.org/uri.html: an authority that is neither empty nor localhost is an error."""
    assert address_of(path) == address


def test_many_poses_come_back_in_order(tmp_path: Path):
    poses = ride(30.0)
    assert len(poses) == 900
    with Recording(record(tmp_path / "a", poses, video=False)) as recording:
        assert tuple(recording.poses()) == poses


def test_everything_else_comes_back_too(tmp_path: Path):
    with Recording(record(tmp_path / "a")) as recording:
        assert recording.header == header(finished=True)
        (done,) = recording.sets
        assert (done.index, done.start_s, done.end_s, done.view) == (0, 0.0, 59 / 30, None)
        assert done.settings == SetSettings("aerobic", "strict", 12, 5.5, "left")
        assert (done.reps, done.spans, done.unseen) == (REPS, (SLUMP,), ("shrug",))
        assert recording.events == (
            Event(1.0, "cue", "arm-low", "Lift your arm – higher"),
            Event(1.5, "mark", "", "bookmark"),
        )
        assert not recording.interrupted
        assert recording.bytes == sum(path.stat().st_size for path in (tmp_path / "a").iterdir())


def test_sets_keep_their_own_poses_and_a_pause_belongs_to_none(tmp_path: Path):
    poses = [noise_pose(i / 10) for i in range(6)]
    with Recorder(tmp_path, header(), video=False) as recorder:
        for pose in poses[:2]:
            if pose is poses[0]:
                recorder.begin_set(0.0, SetSettings("butterfly"))
            recorder.pose(pose)
        recorder.end_set(0.1, Result(View.SIDE, REPS[:1], (), ()))
        recorder.pose(poses[2])
        recorder.begin_set(0.3, SetSettings("bear-roll", calibration=MEASURED))
        for pose in poses[3:]:
            recorder.pose(pose)
        recorder.rep(REPS[0])
    with Recording(tmp_path) as recording:
        assert [list(recording.poses(i)) for i in (None, 0, 1)] == [poses, poses[:2], poses[3:]]
        first, second = recording.sets
        assert (first.view, first.end_s, second.end_s) == (View.SIDE, 0.1, None)
        assert (first.reps, second.reps) == (REPS[:1], REPS[:1])
        assert first.settings.calibration is None
        assert second.settings == SetSettings("bear-roll", "normal", None, None, None, MEASURED)


def test_the_result_takes_the_place_of_what_was_announced(tmp_path: Path):
    with Recorder(tmp_path, header(), video=False) as recorder:
        recorder.begin_set(0.0, SetSettings("butterfly"))
        recorder.pose(noise_pose(0.0))
        recorder.rep(REPS[1])
        recorder.end_set(1.0, Result(None, REPS, (), ()))
        recorder.rep(REPS[1])  # of no set
    with Recording(tmp_path) as recording:
        assert recording.sets[0].reps == REPS


def test_what_is_not_a_number_and_what_no_terminal_should_see_is_kept_harmless(tmp_path: Path):
    nowhere = Fault("slump", "warn", 0.0, 1.0, float("nan"), "deg")
    with Recorder(tmp_path, header(source="a\x1b[2J\nb"), video=False) as recorder:
        recorder.begin_set(0.0, SetSettings("butterfly"))
        recorder.event(Event(0.0, "cue", "", "x" * 1000 + "\udcff"))
        recorder.end_set(0.0, Result(None, (), (nowhere,), ()))
    with Recording(tmp_path) as recording:
        assert recording.header.source == "a [2J b"
        assert recording.events[0].text == "x" * 400
        assert recording.sets[0].spans[0].worst != recording.sets[0].spans[0].worst
    assert clean("é\ud800\t–") == "é  –"


def test_the_pictures_have_the_poses_clock(tmp_path: Path):
    poses = tuple(noise_pose(t) for t in (1.7, 1.75, 1.9, 2.5))
    record(tmp_path / "a", poses)
    with VideoFile(tmp_path / "a" / "video.mp4") as video:
        assert [round(frame.t, 3) for frame in video] == [0.0, 1.7, 1.75, 1.9, 2.5]
        assert video.size == SIZE
    with av.open(str(tmp_path / "a" / "video.mp4")) as container:
        assert container.streams.video[0].codec_context.name == "h264"


def test_of_sixty_pictures_a_second_every_other_one_is_kept(tmp_path: Path):
    record(tmp_path / "a", tuple(noise_pose(i / 60) for i in range(60)))
    with VideoFile(tmp_path / "a" / "video.mp4") as video:
        assert [round(frame.t * 60) for frame in video] == list(range(0, 60, 2))
    with Recording(tmp_path / "a") as recording:
        assert len(list(recording.poses())) == 60


def test_a_session_without_pictures_has_no_video(tmp_path: Path):
    record(tmp_path / "a", video=False)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["session.sqlite"]
    with Recording(tmp_path / "a") as recording:
        assert recording.video is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_no_other_user_may_read_it(tmp_path: Path):
    mask = os.umask(0)
    try:
        record(tmp_path / "a")
    finally:
        os.umask(mask)
    assert {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "a").iterdir()} == {
        "session.sqlite": 0o600,
        "video.mp4": 0o600,
    }


def test_any_tool_opens_the_database(tmp_path: Path):
    record(tmp_path / "a", POSES)
    connection = sqlite3.connect(tmp_path / "a" / "session.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT t_s, length(landmarks) FROM poses LIMIT 1").fetchall() == [(0.0, 924)]
    assert connection.execute("PRAGMA journal_mode").fetchall() == [("delete",)], "one file, nothing beside it"
    connection.close()


def test_reading_changes_nothing(tmp_path: Path):
    folder = record(tmp_path / "a")
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    with Recording(folder) as recording:
        list(recording.poses())
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()} == before


def test_a_session_that_is_going_on_can_be_read_as_far_as_it_goes(tmp_path: Path):
    poses = [noise_pose(i / 10) for i in range(50)]
    with Recorder(tmp_path, header(), video=False) as recorder:
        recorder.begin_set(0.0, SetSettings("butterfly"))
        for pose in poses:
            recorder.pose(pose)
        while recorder._tasks:
            pass
        with Recording(tmp_path) as recording:
            seen = list(recording.poses(0))
            assert recording.interrupted
            assert recording.sets[0].end_s is None
    assert seen == poses[: len(seen)]
    assert seen[-1].t > poses[-1].t - 1.0


def test_a_missing_session_is_told(tmp_path: Path):
    with pytest.raises(RecordingError, match=r"no session folder .*nowhere"):
        Recording(tmp_path / "nowhere")
    with pytest.raises(RecordingError, match=r"no session in .*: expected a file session.sqlite"):
        Recording(tmp_path)


def test_a_recording_of_a_newer_trainer_is_refused_with_a_sentence(tmp_path: Path):
    folder = record(tmp_path / "a")
    connection = sqlite3.connect(folder / "session.sqlite")
    connection.execute("PRAGMA user_version = 2")
    connection.execute("ALTER TABLE poses ADD COLUMN depth BLOB")
    connection.close()
    with pytest.raises(RecordingError) as caught:
        Recording(folder)
    assert str(caught.value) == "a was recorded by a newer trainer (format 2, this one reads up to 1): update it"


def test_a_use_after_closing_is_a_bug_and_no_damage(tmp_path: Path):
    recording = Recording(record(tmp_path / "a"))
    recording.close()
    recording.close()
    with pytest.raises(sqlite3.ProgrammingError):
        next(recording.poses())


def test_pictures_of_another_size_are_scaled_to_the_first(tmp_path: Path):
    with Recorder(tmp_path, header(size=(80, 60)), patient=True) as recorder:
        recorder.frame(picture(0.0), None)
    with VideoFile(tmp_path / "video.mp4") as video:
        assert video.size == (80, 60)
