"""The live loop: driven by hand, and once for real, in a window on an X server of its own with keys really pressed."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import numpy as np
import pytest
from status_figures import rep, standing, status

from trainer.app import Loop, Outcome, Pace, Speed, train
from trainer.overlay import Overlay
from trainer.pose import Pose
from trainer.sources import Frame, SourceError
from trainer.status import Result, Status
from trainer.window import first_size, has_display

SIZE = (320, 240)
TESTS = Path(__file__).parent


def frame(t: float, index: int = 0) -> Frame:
    """A picture whose left half is green."""
    image = np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
    image[:, : SIZE[0] // 2] = (0, 200, 0)
    return Frame(t, image, index)


class Reel:
    """A file of ten frames a second, and whether it was closed."""

    size = SIZE

    def __init__(self, frames: int = 10) -> None:
        self.frames, self.closed = frames, False

    def __enter__(self) -> Reel:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.closed = True

    def __iter__(self) -> Iterator[Frame]:
        return (frame(i / 10, i) for i in range(self.frames))


class Webcam(Reel):
    """A camera that is pulled out after three frames, and comes back."""

    message: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def read(self, timeout: float = 0.5) -> Frame | None:
        assert timeout > 0
        self.asked += 1
        gone = 3 < self.asked <= 5
        self.message = "camera 0 is gone: plug it in again" if gone else None
        return None if gone else frame(self.asked / 10, self.asked)


class Estimator(Reel):
    def estimate(self, frame: Frame) -> Pose:
        return standing(frame.size, frame.t)


class Session:
    """Counts its poses as repetitions."""

    made: list[Session]

    def __init__(self) -> None:
        self.poses: list[Pose] = []

    def step(self, pose: Pose) -> Status:
        self.poses.append(pose)
        return status(pose.t, valid=len(self.poses))

    def finish(self) -> Result:
        return Result(None, tuple(rep(pose.t, index=i) for i, pose in enumerate(self.poses)), (), ())


class Screen(Reel):
    """A window whose user presses these keys, one after each picture, and closes it after so many."""

    def __init__(self, keys: str = "", closes_after: int = 1000) -> None:
        super().__init__()
        self.keys, self.closes_after = list(keys), closes_after
        self.shown: list[np.ndarray] = []
        self.waits: list[int] = []

    def show(self, rgb: np.ndarray) -> None:
        self.shown.append(rgb)

    def key(self, wait_ms: int) -> str | None:
        self.waits.append(wait_ms)
        key = self.keys.pop(0) if self.keys else "."
        return None if key == "." else key

    @property
    def closed(self) -> bool:
        return len(self.shown) >= self.closes_after


def play(screen: Screen | None, source: Any = None, **options: Any) -> tuple[Outcome, list[Session], Any]:
    """Run the loop over a reel; the outcome, the sessions that were made, and the source."""
    sessions: list[Session] = []

    def new_session() -> Session:
        sessions.append(Session())
        return sessions[-1]

    source = Reel() if source is None else source
    window = None if screen is None else lambda: screen
    return train(lambda: source, Estimator, new_session, open_window=window, **options), sessions, source


def greenish(rgb: np.ndarray) -> str:
    """Which side of the picture is green, seen half way up at the edges."""
    left, right = rgb[120, 2], rgb[120, -3]
    return "left" if left[1] > 150 > left[0] else "right" if right[1] > 150 > right[0] else "none"


def test_every_frame_is_judged_and_shown_and_everything_is_closed() -> None:
    screen = Screen()
    outcome, _, source = play(screen)
    assert (outcome.frames, outcome.seconds, len(outcome.result.reps)) == (10, 0.9, 10)
    assert len(screen.shown) == 10
    assert source.closed


def test_without_a_window_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Overlay, "draw", None)
    assert play(None)[0].frames == 10


@pytest.mark.parametrize(
    ("keys", "frames"),
    [("..q", 3), ("q", 1), ("x?", 10), (" ... ...", 10), ("  ", 10), (". q", 2)],
    ids=["q", "q at once", "other keys", "a pause and its end", "a short pause", "q during the pause"],
)
def test_keys_end_and_pause(keys: str, frames: int) -> None:
    outcome, _, source = play(Screen(keys))
    assert outcome.frames == frames
    assert source.closed


def test_nothing_is_judged_in_a_pause_and_the_screen_says_so() -> None:
    screen = Screen("." + " " + "." * 4 + " ")
    play(screen)
    still = screen.shown[2:6]
    assert len(screen.shown) == 10 + 5, "five pictures of the pause"
    assert all(np.array_equal(still[0], other) for other in still)
    assert not np.array_equal(still[0], screen.shown[1])


def test_r_starts_the_set_anew() -> None:
    outcome, sessions, _ = play(Screen("...r"))
    assert [len(s.poses) for s in sessions] == [4, 6]
    assert len(outcome.result.reps) == 6, "the result is that of the last set"
    assert outcome.frames == 10


def test_m_mirrors_the_picture_and_never_what_is_judged() -> None:
    screen = Screen("..m..m")
    _, sessions, _ = play(screen, mirrored=True)
    assert [greenish(rgb) for rgb in screen.shown] == ["right"] * 3 + ["left"] * 3 + ["right"] * 4
    assert {pose.image for pose in map(lambda p: p, sessions[0].poses) if isinstance(pose.image, tuple)} == set()
    assert all(list(p.image) == list(standing(SIZE).image) for p in sessions[0].poses)


def test_closing_the_window_ends_it() -> None:
    assert play(Screen(closes_after=4))[0].frames == 4


def test_a_camera_that_is_pulled_out_is_told_and_waited_for() -> None:
    screen = Screen("." * 9 + "q")
    outcome, _, source = play(screen, Webcam())
    assert (source.asked, outcome.frames, len(screen.shown)) == (10, 8, 10)
    assert not np.array_equal(screen.shown[3], screen.shown[2]), "the message is shown on the last picture"
    assert np.array_equal(screen.shown[3], screen.shown[4])


def test_ctrl_c_ends_it_with_what_was_found() -> None:
    class Interrupted(Reel):
        def __iter__(self) -> Iterator[Frame]:
            yield from [frame(0.0), frame(0.1)]
            raise KeyboardInterrupt

    outcome, _, source = play(None, Interrupted())
    assert outcome.frames == 2
    assert source.closed


def test_everything_is_closed_when_something_breaks() -> None:
    class Broken(Reel):
        def __iter__(self) -> Iterator[Frame]:
            yield frame(0.0)
            raise SourceError("the camera has caught fire")

    source, screen = Broken(), Screen()
    with pytest.raises(SourceError, match="fire"):
        play(screen, source)
    assert source.closed
    assert Reel.__exit__ is Screen.__exit__
    assert screen.__dict__["closed_by_loop"] if "closed_by_loop" in screen.__dict__ else True


def test_the_saved_video_is_neither_mirrored_nor_littered_with_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    play(Screen(), mirrored=True, save_video=path)
    with av.open(str(path)) as container:
        pictures = list(container.decode(video=0))
    assert [round(p.time, 3) for p in pictures] == [i / 10 for i in range(10)]
    assert greenish(pictures[5].to_ndarray(format="rgb24")) == "left"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_file_is_played_at_its_own_pace() -> None:
    clock = Clock()
    pace = Pace(clock)
    waits = []
    for t, passes in ((0.0, 0.02), (0.1, 0.03), (0.2, 0.3), (0.3, 0.02), (0.4, 0.0)):
        waits.append(pace.wait_s(t))
        clock.now += waits[-1] + passes
    # 0.2 took 0.3 s in place of 0.1: what follows is late by 0.2 s and is not rushed.
    assert waits == pytest.approx([0.0, 0.08, 0.07, 0.0, 0.08])


def test_a_pause_takes_no_time_from_the_pace() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.wait_s(0.0)
    clock.now += 60
    pace.rest()
    assert pace.wait_s(0.1) == 0.0
    assert pace.wait_s(0.2) == pytest.approx(0.1)


def test_the_window_waits_for_the_next_frame_s_time() -> None:
    screen = Screen()
    play(screen, paced=True, now=Clock())
    assert screen.waits == [100 * i for i in range(10)], "a clock that stands still"
    screen = Screen()
    play(screen, now=Clock())
    assert set(screen.waits) == {0}


def test_speed_is_frames_a_second() -> None:
    clock = Clock()
    speed = Speed(clock)
    speed.tick()
    assert speed.fps is None
    for _ in range(100):
        clock.now += 1 / 25
        speed.tick()
    assert speed.fps == pytest.approx(25)
    for _ in range(60):
        clock.now += 1 / 10
        speed.tick()
    assert speed.fps == pytest.approx(10, rel=0.05)


def test_the_parts_are_those_of_the_real_loop() -> None:
    assert Loop(Estimator(), Session, None, Overlay(), None, Clock()).outcome() == Outcome(Result(None, (), (), ()), 0, 0.0)


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


# ---- in a real window -----------------------------------------------------------------------------------------------

CHILD = """
import sys, time
sys.path.insert(0, {tests!r})
from test_app import *
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

outcome = train(Endless, Estimator, Noted, {options})
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
        self.until(lambda: self.frames() > 3, 30)

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
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.process.kill()
            run.process.communicate()


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
