"""The window for real: on an X server of its own, with keys really pressed and the screen really looked at."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from trainer import window
from trainer.window import first_size, has_display, key_name

TESTS = Path(__file__).parent

CHILD = """
import sys, time
sys.path.insert(0, {tests!r})
from live_figures import *
from trainer.app import train
log = open({log!r}, "w", buffering=1)

class Endless(Reel):
    def __iter__(self):
        for i in range(600):
            time.sleep(0.02)
            print("frame", file=log)
            yield frame(i / 30, i)

class Noted(Session):
    def __init__(self):
        super().__init__()
        print("set", file=log)

outcome = train(Endless, Estimator, endless(Noted), {options})
print("end", outcome.frames, file=log)
"""


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """An X server of its own whose screen is kept in a file."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb and xdotool are not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1000x760x24", "-fbdir", str(tmp_path), "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        name = f":{answer.readline().strip()}"
    try:
        yield name
    finally:
        server.terminate()
        server.wait(10)


class Run:
    """A trainer with a stand-in source in a process of its own."""

    def __init__(self, folder: Path, display: str | None, options: str = "") -> None:
        self.log, self.screen = folder / "log", folder / "Xvfb_screen0"
        self.log.touch()
        self.environment = {**os.environ, "DISPLAY": display or ""}
        code = CHILD.format(tests=str(TESTS), log=str(self.log), options=options)
        command = [sys.executable, "-c", code]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def frames(self) -> int:
        return self.lines().count("frame")

    def until(self, true: Callable[[], bool], seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, self.lines()[-5:]
            assert self.process.poll() is None or true(), self.process.communicate()
            time.sleep(0.02)

    def window(self) -> str:
        done = self.xdotool("search", "--sync", "--name", "Upper back trainer")
        return done.split()[0]

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, check=True, capture_output=True, text=True, timeout=20
        )
        return done.stdout

    def press(self, key: str) -> None:
        self.xdotool("windowfocus", "--sync", self.window(), "key", key)

    def picture(self) -> np.ndarray:
        """The screen, RGB, from the server's own file (XWD: big-endian header, then rows of BGRX)."""
        raw = self.screen.read_bytes()
        header = np.frombuffer(raw, ">u4", 25)
        width, height, row, colours = (int(header[i]) for i in (4, 5, 12, 19))
        start = int(header[0]) + 12 * colours
        rows = np.frombuffer(raw, np.uint8, row * height, start).reshape(height, row // 4, 4)
        return rows[:, :width, 2::-1]

    def green_side(self) -> str:
        found = np.argwhere((abs(self.picture().astype(int) - (0, 200, 0)) < 12).all(axis=2))
        if len(found) < 1000:
            return "none"
        return "left" if found[:, 1].mean() < 480 else "right"

    def end(self) -> tuple[int, str]:
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """Starts a Run, and ends it whatever happens."""
    runs: list[Run] = []

    def start(*arguments: Any) -> Run:
        runs.append(Run(tmp_path, *arguments))
        runs[-1].until(lambda: runs[-1].frames() > 3, 30)
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
            run.process.communicate()


@pytest.mark.parametrize("first", ["trainer.movie", "trainer.sources", "trainer.sources.video", "trainer.recording"])
def test_a_window_opens_whatever_was_imported_before_it(display: str, first: str) -> None:
    """With PyAV loaded before OpenCV, its window hangs forever in the wrong libxcb."""
    code = f"import {first}, sys; from trainer.window import Window; Window('first').close(); sys.exit(7)"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "DISPLAY": display}, timeout=30, check=False)
    assert done.returncode == 7


def test_a_real_window_shows_the_person_and_obeys_its_keys(display: str, started: Callable[..., Run]) -> None:
    run = started(display)
    run.until(lambda: run.green_side() == "left")
    run.press("m")
    run.until(lambda: run.green_side() == "right")
    run.press("space")
    before = run.frames()
    time.sleep(0.5)
    assert run.frames() <= before + 2, "it pauses"
    run.press("space")
    run.until(lambda: run.frames() > before + 5)
    assert run.lines().count("set") == 1
    run.press("r")
    run.until(lambda: run.lines().count("set") == 2)
    run.press("q")
    assert run.end() == (0, ""), "it ends at once, and no library complained"
    assert run.lines()[-1] == f"end {run.frames()}"


def test_a_real_window_takes_no_key_without_a_character_for_a_letter(display: str, started: Callable[..., Run]) -> None:
    run = started(display)
    for key in ("Left", "Up", "Right", "Down", "Home", "Shift_L"):  # their low bytes are those of Q, R, S, T, P and á
        run.press(key)
    before = run.frames()
    run.until(lambda: run.frames() > before + 5)
    run.press("m")
    run.until(lambda: run.green_side() == "right")
    assert run.lines().count("set") == 1, "none of them began a set anew"
    run.press("q")
    assert run.end() == (0, "")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (-1, None), (0x71, "q"), (0x51, "q"), (0x1B, "q"), (0x20, " "), (0x30, "0"), (0x2E, "."), (0xFC, "ü"),
        (0x100071, "q"), (0x110051, "q"), (0x10001B, "q"),  # GTK, with NumLock, and with Shift besides
        (0xFF51, "left"), (0xFF53, "right"), (0x10FF51, "left"), (0x250000, "left"), (0x270000, "right"),
        (0xF702, "left"), (0xF703, "right"),
        (0xFF52, None), (0xFF54, None), (0xFF50, None), (0xFFE1, None), (0xFFBE, None), (0x10FF52, None),
        (0x260000, None), (0x280000, None), (0x700000, None), (0xF700, None), (0xF701, None), (0x6CA, None), (0, None),
    ],
)  # fmt: skip
def test_what_a_key_is_called(code: int, name: str | None) -> None:
    assert key_name(code) == name


@pytest.mark.parametrize("how", ["Escape", "mouse"])
def test_a_real_window_can_be_closed(how: str, display: str, started: Callable[..., Run]) -> None:
    run = started(display)
    window = run.window()
    if how == "mouse":
        ask_to_close(display, int(window))
    else:
        run.press(how)
    assert run.end() == (0, "")
    assert run.lines()[-1].startswith("end ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send a Ctrl-C to one process")
def test_ctrl_c_ends_a_run_without_a_window_in_peace(started: Callable[..., Run]) -> None:
    run = started(None, "open_window=None")
    run.process.send_signal(signal.SIGINT)
    assert run.end() == (0, "")
    assert run.lines()[-1].startswith("end ")


def ask_to_close(display: str, window: int) -> None:
    """What a window manager does when the user clicks the cross: a WM_DELETE_WINDOW message."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = x11.XInternAtom.restype = ctypes.c_void_p

    class Message(ctypes.Structure):
        _fields_ = (
            ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
            ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
            ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 24),
        )  # fmt: skip

    server = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    protocols = x11.XInternAtom(server, b"WM_PROTOCOLS", 0)
    delete = x11.XInternAtom(server, b"WM_DELETE_WINDOW", 0)
    message = Message(33, 0, 1, server.value, window, protocols, 32, (ctypes.c_long * 5)(delete, 0))
    x11.XSendEvent(server, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
    x11.XCloseDisplay(server)


def test_on_macos_a_window_can_only_be_minimised(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, object]] = []
    monkeypatch.setattr(window.sys, "platform", "darwin")
    for name in ("namedWindow", "resizeWindow", "imshow", "getWindowProperty", "destroyAllWindows", "waitKey"):
        monkeypatch.setattr(cv2, name, lambda *given, name=name: asked.append((name, given[1:])) or 0.0)
    with window.Window("training") as shown:
        shown.show(np.zeros((480, 640, 3), np.uint8))
        shown.show(np.zeros((480, 640, 3), np.uint8))
        assert not shown.closed, "its property tells that it is not visible"
    names = [name for name, _ in asked]
    assert names == ["namedWindow", "imshow", "resizeWindow", "imshow", "destroyAllWindows", "waitKey"]
    assert asked[2][1] == (960, 720), "after the first picture, whose size macOS gives it"


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":4711"}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({"DISPLAY": "localhost:10.0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
    ids=["none", "empty", "no server there", "only Wayland", "forwarded", "macOS", "Windows"],
)
def test_where_a_window_can_be_opened(environment: dict[str, str], system: str, expected: bool) -> None:
    assert has_display(environment, system) is expected


@pytest.mark.parametrize(
    ("picture", "window"),
    [((640, 480), (960, 720)), ((1280, 720), (1280, 720)), ((1920, 1080), (1280, 720)), ((480, 640), (675, 900))],
)
def test_the_window_opens_large_and_in_shape(picture: tuple[int, int], window: tuple[int, int]) -> None:
    assert first_size(*picture) == window
