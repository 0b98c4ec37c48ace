"""The replay's window for real: keys really pressed, the bar really clicked, and the screen really looked at."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from replay_figures import SETTINGS, SIZE, butterflies, record, time_of
from test_window import Run, display  # noqa: F401

from trainer.overlay.drawing import GREEN
from trainer.replay.scrub import Bar
from trainer.window import first_size

POSES = butterflies((6.0, 3.0, 6.0))
END_S = POSES[-1].t
BAR = Bar.below(*SIZE, 0.0, END_S, keys=True)
SCALE = first_size(SIZE[0], SIZE[1] + BAR.height)[0] / SIZE[0]


class Watched(Run):
    """trainer replay in a process of its own, on an X server of its own."""

    def __init__(self, folder: Path, server: str, *arguments: str) -> None:
        self.log, self.screen = folder / "log", folder / "Xvfb_screen0"
        self.log.touch()
        self.environment = {**os.environ, "DISPLAY": server}
        command = [sys.executable, "-m", "trainer", "replay", *arguments]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)

    def window(self) -> str:
        return self.xdotool("search", "--sync", "--name", "Upper back trainer: replay").split()[0]

    def place(self, x: int, y: int) -> np.ndarray:
        """The screen at a column and row of the replay's picture: without a window manager the window is at 0, 0."""
        return self.picture()[round((y + 0.5) * SCALE), round((x + 0.5) * SCALE)].astype(int)

    def t(self) -> float:
        """The time that the camera's picture tells, by how light it is at its right edge."""
        red, green, blue = self.place(SIZE[0] - 4, SIZE[1] // 3)
        return time_of(green) if max(red, green, blue) - min(red, green, blue) < 6 else -1.0

    def until_t(self, low: float, high: float) -> None:
        self.until(lambda: low <= self.t() <= high, 15)  # the machine may be busy

    def click(self, t: float) -> None:
        x, y = round((BAR.x(t) + 0.5) * SCALE), round((BAR.box.y + BAR.box.h / 2) * SCALE)
        self.xdotool("mousemove", "--sync", "--window", self.window(), str(x), str(y), "click", "1")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session with pictures: held well, too short, well."""
    data = tmp_path_factory.mktemp("data")
    record(data / "2026-11-23_18-05-12", [(SETTINGS, POSES)])
    return data


@pytest.fixture
def watched(tmp_path: Path, display: str, data: Path) -> Iterator[Callable[..., Watched]]:  # noqa: F811
    """Starts a replay, and ends it whatever happens."""
    runs: list[Watched] = []

    def start(*arguments: str) -> Watched:
        runs.append(Watched(tmp_path, display, "--data", str(data), *arguments))
        runs[-1].window()
        runs[-1].until(lambda: runs[-1].t() > 0, 30)
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
            run.process.communicate()


# Seconds: a rest of 1.5, then 9.4 and 6.4 for a repetition with its rest. The second one is too short, its fault begins
# with it.
FIRST, SECOND, THIRD = 1.5, 10.9, 17.3
NEAR_S = 0.8  # what the grey of the picture tells is right to half a second


def test_it_plays_pauses_and_seeks_by_key_and_by_click(watched: Callable[..., Watched]) -> None:
    run = watched("--speed", "0.5")
    before = run.t()
    run.until(lambda: run.t() > before + 0.5)
    run.press("space")
    time.sleep(0.3)
    still = run.t()
    time.sleep(0.5)
    assert run.t() == still, "it pauses"
    for t in (20.0, END_S - 1, 5.0):
        run.click(t)
        run.until_t(t - NEAR_S, t + NEAR_S)
    for key, t in zip("nnppfnb", (SECOND, THIRD, SECOND, FIRST, SECOND, THIRD, SECOND), strict=True):
        run.press(key)
        run.until_t(t - NEAR_S, t + NEAR_S)
    run.press("q")
    assert run.end() == (0, ""), "it ends at once, and no library complained"


def test_it_steps_by_frames_and_goes_on_faster(watched: Callable[..., Watched]) -> None:
    run = watched("--from", "5")
    run.press("space")
    run.click(10.0)
    run.until_t(9.2, 10.8)
    for _ in range(20):
        run.press("period")
    run.until_t(10.6, 12.2)  # 20 / 15 s on
    for _ in range(40):
        run.press("comma")
    run.until_t(7.9, 9.5)
    for key in ("bracketright", "bracketright", "bracketright", "space"):
        run.press(key)
    began = time.monotonic()
    run.until_t(END_S - 0.8, END_S + 0.8)
    assert time.monotonic() - began < (END_S - 9.5) / 2, "eight times as fast, on a busy machine at least twice"
    run.press("Escape")
    assert run.end() == (0, "")


def test_repetitions_are_on_the_bar(watched: Callable[..., Watched]) -> None:
    run = watched()
    run.press("space")
    y = BAR.box.y + BAR.box.h // 2
    run.until(lambda: tuple(run.place(BAR.x(5.0), y)) == GREEN and tuple(run.place(BAR.x(20.0), y)) == GREEN)
    assert tuple(run.place(BAR.x(13.0), y)) != GREEN, "an attempt is none"
    run.process.terminate()
