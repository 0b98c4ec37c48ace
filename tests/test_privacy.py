"""Nothing leaves the machine: the whole of trainer analyze, watched by the kernel."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT


def traces() -> bool:
    """Whether strace is here and may watch a process."""
    return (
        shutil.which("strace") is not None
        and subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    )


pytestmark = pytest.mark.skipif(not traces(), reason="needs strace and the right to use it")

# Connections, messages, and the sockets of the internet; sockets within the machine count too once they are connected:
# that is how a name look-up begins.
TALKS = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg|bind|listen|accept4?)\(|AF_INET|AF_NETLINK")


def network_calls(log: Path, *arguments: str) -> tuple[list[str], str]:
    """Lines of network system calls of a Python process and its children, and what it printed."""
    command = ["strace", "-f", "-e", "trace=network", "-o", str(log), sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=log.parent)
    assert done.returncode == 0, done.stderr
    return [line for line in log.read_text(errors="replace").splitlines() if TALKS.search(line)], done.stdout


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
    ],
)
def test_the_watch_sees_what_it_looks_for(tmp_path: Path, code: str):
    calls, _ = network_calls(tmp_path / "strace.log", "-c", code)
    assert calls


def test_analyze_makes_no_connection_and_looks_up_no_name(tmp_path: Path, short_clip: Path):
    calls, printed = network_calls(
        tmp_path / "strace.log", "-m", "trainer", "analyze", str(short_clip), "--exercise", "arm-slides",
        "--json", "out.json", "--save-video", "out.mp4",
    )  # fmt: skip
    assert "186 of 186 frames" in printed
    assert calls == []


def test_no_module_of_the_trainer_imports_a_network_library():
    network = re.compile(r"^\s*(import|from) (socket|ssl|http|urllib|requests|httpx|aiohttp|ftplib|smtplib)\b", re.M)
    modules = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "trainer").rglob("*.py")}
    assert [name for name, source in modules.items() if network.search(source)] == ["window.py"]
    # The window asks the display of this machine, through a socket that reaches no further.
    assert re.findall(r"AF_\w+", modules["window.py"]) == ["AF_UNIX"]
