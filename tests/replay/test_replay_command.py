"""trainer replay as a user runs it without a display: what it says, and the movie it writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import av
import numpy as np
import pytest
from conftest import Command, without_display
from replay_figures import SETTINGS, butterflies, picture, record

HOLDS = (3.0,)
NO_DISPLAY = "no display to open a window on: add --save-video FILE to look at the replay later"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session with pictures, and an older one without."""
    data = tmp_path_factory.mktemp("data")
    poses = butterflies(HOLDS)
    record(data / "2026-11-23_18-05-12", [(SETTINGS, poses)])
    record(data / "2026-11-22_18-05-12", [(SETTINGS, poses)], video=False)
    return data


def pictures_of(path: Path) -> list[tuple[float, np.ndarray]]:
    with av.open(str(path)) as container:
        return [(float(f.time or 0), f.to_ndarray(format="rgb24")) for f in container.decode(video=0)]


def test_the_last_session_is_written_with_its_pictures(trainer: Command, data: Path, tmp_path: Path) -> None:
    done = trainer("replay", "--data", data, "--save-video", "out.mp4", "--from", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == "Wrote out.mp4"
    poses = [pose for pose in butterflies(HOLDS) if pose.t >= 2 - 1 / 15]
    found = pictures_of(tmp_path / "out.mp4")
    assert len(found) == pytest.approx(len(poses), abs=1)
    for t, image in found[:: len(found) // 5]:
        edge = image[40, -5].astype(int)
        assert abs(edge - picture(2 + t, 0).image[0, 0]).max() <= 6, "the picture of that time"


def test_a_session_without_pictures_is_a_figure(trainer: Command, data: Path, tmp_path: Path) -> None:
    done = trainer("replay", "2026-11-22", "--data", data, "--save-video", "out.mp4", "--speed", "4", "--from", "7")
    assert (done.returncode, done.stderr) == (0, "")
    found = pictures_of(tmp_path / "out.mp4")
    assert found[-1][0] == pytest.approx((butterflies(HOLDS)[-1].t - 7) / 4, abs=0.05)
    assert found[0][1].shape[1] == 960


def test_a_broken_video_is_told_and_replayed_as_a_figure(trainer: Command, data: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(data / "2026-11-23_18-05-12", tmp_path / "broken"))
    (folder / "video.mp4").write_bytes(b"no video")
    done = trainer("replay", folder, "--save-video", "out.mp4", "--from", "8")
    assert done.returncode == 0
    assert done.stderr == "trainer: video.mp4 is not a video that can be read; the replay shows a figure\n"
    assert pictures_of(tmp_path / "out.mp4")[0][1].shape[1] == 960


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], NO_DISPLAY, marks=without_display),
        pytest.param(["--window"], NO_DISPLAY, marks=without_display),
        (["--no-window"], "nothing to do: without a window a replay needs --save-video FILE"),
        (["nosuch", "--save-video", "a.mp4"], "no session 'nosuch' in {data}: trainer sessions lists those there are"),
        (["--save-video", "no/such/a.mp4"], "no folder no/such to write a.mp4 in: make it first"),
        (["--save-video", "{data}/2026-11-23_18-05-12/video.mp4"], "is the video itself: choose another file to write"),
    ],
)
def test_what_can_t_be_done_is_one_sentence(arguments: list[str], said: str, trainer: Command, data: Path) -> None:
    done = trainer("replay", "--data", data, *(argument.format(data=data) for argument in arguments))
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert said.format(data=data) in done.stderr


@pytest.mark.parametrize("speed", ["0.1", "9", "nan", "fast"])
def test_a_speed_out_of_range_is_refused(speed: str, trainer: Command, data: Path) -> None:
    done = trainer("replay", "--data", data, "--speed", speed, "--save-video", "a.mp4")
    assert done.returncode == 2
    assert "--speed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("start", ["nan", "-1"])
def test_a_start_that_is_none_is_refused(start: str, trainer: Command, data: Path, tmp_path: Path) -> None:
    done = trainer("replay", "--data", data, "--from", start, "--save-video", "a.mp4")
    assert done.returncode == 2
    assert "--from" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.mp4").exists()


def test_a_session_without_a_pose_has_nothing_to_replay(trainer: Command, tmp_path: Path) -> None:
    record(tmp_path / "data" / "empty", [], video=False)
    done = trainer("replay", "--data", tmp_path / "data", "--save-video", "a.mp4")
    assert (done.returncode, done.stderr) == (1, "trainer: session empty holds no pose: there is nothing to replay\n")
