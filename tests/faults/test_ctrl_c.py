"""Ctrl-C at any moment of a run: an ordinary end, a session that is whole, and nobody left behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import SAMPLES

from trainer.recording import store
from trainer.recording.reader import Recording
from trainer.sources import VideoFile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send a Ctrl-C to one process")

AT_ONCE = 3
START = "from trainer.__main__ import start; print('up', flush=True); start()"
"""Before this the moment is the interpreter's own."""
ENDED, ASKED_TO, INSISTED = 0, 130, -signal.SIGINT
"""The loop came to its end; Ctrl-C came before there was a loop; it came again while the interpreter was closing."""


class Pressed:
    """A run that was interrupted: seconds from its start, and again so many later."""

    def __init__(self, folder: Path, first_s: float, again_s: float | None = None) -> None:
        self.folder, self.twice = folder, again_s is not None
        folder.mkdir()
        command = [sys.executable, "-c", START, "run", "-e", "butterfly", "--video", str(SAMPLES / "butterfly.mp4")]
        self.process = subprocess.Popen(
            [*command, "--no-window", "--model", "lite", "--data", str(folder / "data")],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "up\n"
        time.sleep(first_s)
        self.process.send_signal(signal.SIGINT)
        if again_s is not None:
            time.sleep(again_s)
            self.process.send_signal(signal.SIGINT)
        self.printed, self.told = self.process.communicate(timeout=60)

    def check(self) -> bool:
        """All that must be so; whether there is a session."""
        ordinary = (ENDED, ASKED_TO, INSISTED) if self.twice else (ENDED, ASKED_TO)
        assert self.process.returncode in ordinary, self.told
        assert "Traceback" not in self.told
        assert "rror" not in self.told
        with pytest.raises(ProcessLookupError):
            os.killpg(self.process.pid, 0)  # nobody of its group is left
        sessions = store.sessions(self.folder / "data")
        for one in sessions:
            assert one.problem is None
            with Recording(one.folder) as recording:
                assert not recording.interrupted
                poses, dropped = list(recording.poses()), recording.header.video_dropped
                assert all(done.end_s is not None for done in recording.sets)
            with VideoFile(one.folder / "video.mp4") as video:
                assert sum(1 for _ in video) + dropped == len(poses)  # a slow disk costs pictures, and they are counted
        assert not (self.folder / "data" / "in-use.sqlite").exists()
        return bool(sessions)


def press_at(folder: Path, moments: Sequence[tuple[float, float | None]]) -> list[bool]:
    """Runs that were interrupted at these moments; of each whether it had begun to judge."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = list(pool.map(lambda i: Pressed(folder / str(i), *moments[i]), range(len(moments))))
    return [run.check() for run in runs]


def test_ctrl_c_at_six_moments(tmp_path: Path):
    press_at(tmp_path, [(0.05, None), (0.9, None), (1.7, None), (3.0, None), (4.5, None), (4.0, 0.02)])


@pytest.mark.slow
def test_ctrl_c_at_fifty_moments(tmp_path: Path):
    chance = random.Random(6)
    moments = [
        (chance.uniform(0.2, 8.0), chance.choice((None, None, None, chance.uniform(0.0, 0.5)))) for _ in range(50)
    ]
    begun = press_at(tmp_path, moments)
    assert 10 < sum(begun) < 50
