"""What several tests share: the command run as a user runs it, and small videos."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path

import av
import numpy as np
import pytest

from trainer.exercises import exercises

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_videos"
SEVEN = {"aerobic", "arm-reach", "arm-slides", "bear-roll", "butterfly", "isometric-neck", "thoracic-extension"}

Command = Callable[..., subprocess.CompletedProcess[str]]
without_display = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a display")


@pytest.fixture(scope="session", autouse=True)
def own_sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test records into the user's own data folder, or goes by the user's settings; all that is printed is UTF-8."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONIOENCODING", "utf-8")
        patch.setenv("TRAINER_DATA", str(tmp_path_factory.mktemp("sessions")))
        patch.setenv("TRAINER_CONFIG", str(tmp_path_factory.mktemp("settings") / "config.toml"))
        yield


@pytest.fixture
def trainer(tmp_path: Path) -> Command:
    """The command in a folder of its own, without a display: trainer("analyze", …) -> finished process."""
    return command("-m", "trainer", folder=tmp_path)


def command(*program: str, folder: Path) -> Command:
    """A Python program that is run in a folder, without a display."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "FORCE_COLOR")}

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *program, *map(str, arguments)],
            **{"cwd": folder, "env": environment, **options},  # type: ignore[call-overload]
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=300,
        )

    return run


def write_video(path: Path, pictures: Iterator[np.ndarray], fps: int = 30) -> Path:
    """An H.264 file of RGB pictures that all have the same size."""
    first = next(pictures)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps, options={"preset": "ultrafast", "crf": "18"})
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = "yuv420p"
        for picture in chain([first], pictures):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def pictures_of(path: Path) -> Iterator[np.ndarray]:
    """Every picture of a video, RGB."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="rgb24")


@pytest.fixture(scope="session")
def short_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 6.2 s of the arm slides sample, 186 frames: one whole slide, wrists and elbows on the wall."""
    path = tmp_path_factory.mktemp("clips") / "short.mp4"
    return write_video(path, islice(pictures_of(SAMPLES / "arm-slides.mp4"), 186))


@pytest.fixture(scope="session")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One second of a grey wall, 30 frames."""
    path = tmp_path_factory.mktemp("clips") / "empty.mp4"
    return write_video(path, (np.full((240, 320, 3), 90, np.uint8) for _ in range(30)))


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of an X display of its own, 1280 x 1024; skips where Xvfb is missing."""
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb (Debian: apt install xvfb)")
    # The server chooses a free number and writes it to this pipe when it is ready.
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        number = pipe.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(autouse=True)
def plans_on_paper(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans are worked out by hand for seven exercises: their tests know no others, however many there are."""
    if request.path.parent.name == "workout":
        for extra in exercises().keys() - SEVEN:
            monkeypatch.delitem(exercises(), extra)
