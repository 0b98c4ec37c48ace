"""kill -9 at twenty moments: at most the last second is missing, and what is left is whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from session_figures import judged

from trainer.recording import store
from trainer.recording.reader import Recording
from trainer.sources import SourceError, VideoFile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill")

KILLS = 20
SPEED = 2.0
LOST_S = 1.0


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each kill: the session, and what was said until then."""
    target = tmp_path_factory.mktemp("killed")
    moments = random.Random(4)
    seconds = [f"{moments.uniform(0.0, 4.0):.3f}" for _ in range(KILLS)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT}"}
    child = Path(__file__).with_name("recording_child.py")
    subprocess.run([sys.executable, str(child), str(target), str(SPEED), *seconds], check=True, env=environment)
    return target


def said(folder: Path) -> tuple[list[tuple[float, str]], float]:
    """Repetitions as (time of the announcement, all about it), and the time of the last pose that was judged."""
    lines = (folder / "said").read_text(encoding="utf-8").splitlines()
    announced = [line.partition(" ") for line in lines if " " in line]
    return [(float(t), rep) for t, _, rep in announced], max(float(line) for line in lines if " " not in line)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_session_has_lost_its_last_second_at_most(killed: Path, number: int):
    folder = killed / str(number)
    announced, judged_s = said(folder)
    before = {path: path.read_bytes() for path in (folder / "session").iterdir()}
    with Recording(folder / "session") as recording:
        poses = list(recording.poses(0))
        reps = [repr(rep) for done in recording.sets for rep in done.reps]
        assert recording.interrupted
        assert all(done.end_s is None for done in recording.sets)
    last_s = poses[-1].t if poses else 0.0
    assert last_s >= judged_s - LOST_S
    expected = [rep for t, rep in announced if poses and t <= last_s]
    assert reps == expected, "what was announced, for the poses that are there"
    assert [repr(rep) for status in judged(iter(poses)) for rep in status.new_reps] == expected, "judged again"
    assert last_picture(folder / "session") >= last_s - LOST_S
    assert {path: path.read_bytes() for path in (folder / "session").iterdir()} == before


def last_picture(folder: Path) -> float:
    """Time of the last picture that can be decoded; 0 where the first moments were not over."""
    try:
        with VideoFile(folder / "video.mp4") as video:
            return max(frame.t for frame in video)
    except SourceError:
        return 0.0


def test_the_killed_sessions_are_listed_as_interrupted(killed: Path):
    for number in range(KILLS):
        (one,) = store.sessions(killed / str(number))
        assert (one.interrupted, one.problem) == (True, None)


def test_there_was_something_to_lose(killed: Path):
    announced = [len(said(killed / str(number))[0]) for number in range(KILLS)]
    assert sum(count > 0 for count in announced) >= KILLS // 2
    assert max(announced) >= 8
