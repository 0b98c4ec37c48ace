"""Nothing leaves the machine, and nothing is written where it does not belong: every command, watched by the kernel."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from conftest import ROOT, pictures_of, write_video

OURS = "upperback-trainer"


def traces() -> bool:
    """Whether strace is here and may watch a process."""
    return (
        shutil.which("strace") is not None
        and subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    )


pytestmark = pytest.mark.skipif(not traces(), reason="needs strace and the right to use it")

# Connections, messages, and the sockets of the internet; sockets within the machine count too once they are connected:
# that is how a name look-up begins.
TALKS = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg|bind|listen|accept4?)\(|AF_INET|AF_NETLINK|AF_PACKET")
REACHES_OUT = re.compile(r"AF_INET|AF_NETLINK|AF_PACKET")
PLACE = re.compile(r'sun_path=@?"([^"]*)"')
CHANGES = (
    "open", "openat", "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir",
    "link", "linkat", "symlink", "symlinkat", "chmod", "fchmodat", "truncate", "mknod", "mknodat",
)  # fmt: skip
CALL = re.compile(r"^\d+ +(\w+)\((.*)")
PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
WRITES = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|TMPFILE)")
NOWHERE = ("/dev/null", "/dev/tty")
DISPLAY = ("/tmp/.X11-unix/",)
# The system's own: PortAudio asks each of the sound systems that there may be, and PulseAudio keeps its cookie.
SOUND_SOCKETS = ("/tmp/pulse-", "/var/run/pulse/", "/run/user/", "/dev/shm/jack")
SOUND_FILES = ("/dev/dsp", "/dev/snd/", "/dev/shm/jack", "/dev/shm/pulse", "/tmp/pulse-")


@dataclass(frozen=True)
class Trace:
    """What a command asked of the kernel: lines of strace, and where it ran."""

    lines: list[str]
    cwd: Path
    printed: str

    @property
    def talk(self) -> list[str]:
        """System calls that talk to anyone."""
        return [line for line in self.lines if TALKS.search(line)]

    @property
    def written(self) -> set[str]:
        """Absolute paths that it made, changed or took away, or tried to."""
        return {path for line in self.lines for path in written(line, self.cwd)}


def written(line: str, cwd: Path) -> Iterator[str]:
    """Paths that a system call changes; none for one that only reads."""
    call = CALL.match(line)
    if call is None or call[1] not in CHANGES or (call[1].startswith("open") and not WRITES.search(call[2])):
        return
    paths = [os.path.normpath(Path(folder or cwd) / path) for folder, path in PATH.findall(call[2])]
    yield from paths[-1:] if call[1].startswith("symlink") else paths


def watched(log: Path, cwd: Path, *arguments: str | Path, **environment: str) -> Trace:
    """A Python process and its children, watched."""
    command = ["strace", "-f", "-y", "-s", "999", "--seccomp-bpf", "-e", f"trace=%network,{','.join(CHANGES)}"]
    done = subprocess.run(
        [*command, "-o", str(log), sys.executable, *map(str, arguments)],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=cwd, timeout=300,
        # The interpreter's own store of compiled modules is no work of the trainer.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Trace(log.read_text(errors="replace").splitlines(), cwd, done.stdout)


class User:
    """Someone with a home folder of their own, in which the trainer is used, one command after the other."""

    def __init__(self, folder: Path, clip: Path) -> None:
        self.home, self.cwd, self.clip, self.logs = folder / "home", folder / "here", clip, folder
        self.home.mkdir()
        self.cwd.mkdir()
        self.traces: dict[str, Trace] = {}

    @property
    def places(self) -> list[Path]:
        """The data, configuration and cache folders."""
        return [self.home / folder / OURS for folder in (".local/share", ".config", ".cache")]

    def uses(self, name: str, *arguments: str | Path, **environment: str) -> Trace:
        """Run the trainer, watched; environment: added to one without display, of this home alone."""
        alone = {
            "HOME": str(self.home), "DISPLAY": "", "WAYLAND_DISPLAY": "", "TRAINER_DATA": "", "TRAINER_CONFIG": "",
            "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "LANG": "C.UTF-8",
        }  # fmt: skip
        trace = watched(self.logs / f"{name}.strace", self.cwd, "-m", "trainer", *arguments, **{**alone, **environment})
        self.traces[name] = trace
        return trace

    def strays(self, name: str, *allowed: str | Path) -> list[str]:
        """Paths that a command wrote, but for where it may write, the folders above, and what it should write."""
        places = [*self.places, *allowed]
        above = {str(parent) for place in self.places for parent in place.parents if parent != self.home}
        return sorted(
            path
            for path in self.traces[name].written - above - set(NOWHERE)
            if not path.startswith(tuple(map(str, places)))
        )


@pytest.fixture(scope="module")
def clip(short_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second and a half of somebody at the wall."""
    return write_video(tmp_path_factory.mktemp("clips") / "clip.mp4", islice(pictures_of(short_clip), 45))


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory, clip: Path) -> User:
    """Everything that goes without a window, once, in the order of a user's life with it."""
    user = User(tmp_path_factory.mktemp("user"), clip)
    user.uses("config", "config", "--init")
    user.uses("workout", "--video", clip, "--no-window", "--model", "lite", "--now", "--profile", "anna")
    user.uses("run", "run", "-e", "arm-slides", "--video", clip, "--no-window", "--model", "lite")
    (session,) = (user.places[0] / "sessions").glob("*/session.sqlite")
    log = session.with_name("session.sqlite-wal")  # as if it had been cut off: it is read from a copy
    log.touch(0o600)
    log.write_bytes(bytes(32))
    analyzed = user.uses(
        "analyze", "analyze", clip, "-e", "arm-slides", "--model", "lite", "--json", "a.json", "--save-video", "a.mp4"
    )
    assert "45 of 45 frames" in analyzed.printed
    user.uses("review", "review", "--no-open")
    user.uses("replay", "replay", "--no-window", "--save-video", "r.mp4")
    user.uses("export", "export", session.parent.name)
    return user


QUIET = ("config", "workout", "run", "analyze", "review", "replay", "export")
OUT = {"analyze": ("a.json", "a.mp4"), "replay": ("r.mp4",), "export": ("20",)}
"""What each was told to write, or how the names begin."""


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
    ],
)
def test_the_watch_sees_who_talks(tmp_path: Path, code: str):
    trace = watched(tmp_path / "log", tmp_path, "-c", code)
    assert trace.talk


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("open('a', 'w')", "a"),
        ("import os; os.mkdir('b')", "b"),
        ("import os, pathlib; pathlib.Path('c').touch(); os.rename('c', 'd')", "d"),
        ("import tempfile; tempfile.TemporaryFile(dir='.')", ""),
        ("import os; os.symlink('/etc/passwd', 'e')", "e"),
        ("import shutil, os; os.makedirs('f/g'); shutil.rmtree('f')", "f/g"),
    ],
)
def test_the_watch_sees_who_writes(tmp_path: Path, code: str, path: str):
    written = watched(tmp_path / "log", tmp_path, "-c", code).written
    assert str(tmp_path / path) in written
    assert not any(path.startswith("/etc") for path in written)


@pytest.mark.parametrize("name", QUIET)
def test_nothing_leaves_the_machine_and_no_name_is_looked_up(user: User, name: str):
    assert user.traces[name].talk == []


@pytest.mark.parametrize("name", QUIET)
def test_nothing_is_written_elsewhere(user: User, name: str):
    assert user.strays(name, *(user.cwd / out for out in OUT.get(name, ()))) == []


def test_a_copy_of_a_cut_off_session_is_made_in_the_cache_and_taken_away(user: User):
    cache = user.places[2]
    assert any(path.startswith(f"{cache}/open-") for path in user.traces["review"].written)
    assert list(cache.iterdir()) == []


def test_everything_kept_is_for_its_user_alone(user: User):
    kept = [path for place in user.places for path in (place, *place.rglob("*"))]
    names = {path.name for path in kept}
    assert {"config.toml", "session.sqlite", "video.mp4", "diary.sqlite", "review.html", "anna"} <= names
    for path in kept:
        mode = path.stat().st_mode
        assert stat.S_IMODE(mode) == (0o700 if stat.S_ISDIR(mode) else 0o600), path


def test_in_a_window_it_speaks_to_the_display_and_the_sound_system_alone(user: User, display: str):
    trace = user.uses(
        "window", "run", "-e", "arm-slides", "--video", user.clip, "--model", "lite", "--no-record", DISPLAY=display
    )
    assert [line for line in trace.talk if REACHES_OUT.search(line)] == []
    places = {place for line in trace.talk for place in PLACE.findall(line)}
    assert any(place.startswith(DISPLAY) for place in places)
    assert [place for place in places if not place.startswith((*DISPLAY, *SOUND_SOCKETS))] == []
    assert user.strays("window", *SOUND_FILES, user.home / ".config" / "pulse") == []


@pytest.mark.slow
def test_muted_not_even_the_sound_system_is_asked(user: User, display: str):
    trace = user.uses(
        "muted", "run", "-e", "arm-slides", "--video", user.clip, "--model", "lite", "--mute", DISPLAY=display
    )
    assert {place for line in trace.talk for place in PLACE.findall(line) if not place.startswith(DISPLAY)} == set()
    assert user.strays("muted") == []


@pytest.mark.slow
def test_the_demo_writes_its_video_and_nothing_else(user: User):
    trace = user.uses("demo", "demo", "-e", "arm-slides")
    assert trace.talk == []
    assert user.strays("demo", user.cwd / "trainer-demo-arm-slides.mp4") == []


def test_erasing_everything_leaves_nothing_and_touches_nothing_else(tmp_path: Path, user: User):
    other = User(tmp_path, user.clip)
    for place, theirs in zip(user.places, other.places, strict=True):
        if place.exists():
            shutil.copytree(place, theirs)
    trace = other.uses("erase", "erase", "--all", "--yes")
    assert (trace.talk, other.strays("erase")) == ([], [])
    assert [path for place in other.places for path in place.parent.iterdir()] == []


def test_no_module_of_the_trainer_imports_a_network_library():
    network = re.compile(r"^\s*(import|from) (socket|ssl|http|urllib|requests|httpx|aiohttp|ftplib|smtplib)\b", re.M)
    modules = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "trainer").rglob("*.py")}
    assert [name for name, source in modules.items() if network.search(source)] == ["window.py"]
    # The window asks the display of this machine, through a socket that reaches no further.
    assert re.findall(r"AF_\w+", modules["window.py"]) == ["AF_UNIX"]
