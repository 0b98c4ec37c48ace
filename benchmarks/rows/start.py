"""How long one waits for the help, and for the first judged frame of a run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.clips import EXERCISE, ROOT
from benchmarks.figures import Figure, Row
from benchmarks.screen import a_screen
from trainer.limits import AtMost
from trainer.samples import sample
from trainer.sources import clock

ROUNDS, QUICK_ROUNDS = 7, 2
LONGEST_S = 60.0
# The command as it is, but that it ends with the first frame that was judged.
UNTIL_JUDGED: Final = """
import os, sys
from trainer.session import Session
step = Session.step
def first(self, pose):
    step(self, pose)
    os.write(1, b"judged")
    os._exit(0)
Session.step = first
from trainer.cli import main
main()
"""


def seconds(arguments: Sequence[str], said: bytes, environment: Mapping[str, str] = os.environ) -> float:
    """Seconds of the clock until a Python with these arguments has said this and ended; OSError when it says else."""
    command = [sys.executable, *arguments]
    began = clock()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=LONGEST_S, stdin=subprocess.DEVNULL
    )
    took = clock() - began
    if said not in done.stdout:
        raise OSError(f"expected {said.decode()}, got {done.stdout[-200:]!r} {done.stderr[-400:]!r}")
    return took


Command = tuple[list[str], bytes, float | None]
"""Arguments of Python, what it says, and how many seconds it may take; None where it is only told."""


def commands(data: Path, window: bool) -> dict[str, Command]:
    """What is timed, with its sessions in the folder data."""
    run = ["run", "--exercise", EXERCISE, "--video", str(sample(EXERCISE)), "--data", str(data)]
    judged = ["-c", UNTIL_JUDGED, *run, *([] if window else ["--no-window"])]
    return {
        "python alone": (["-c", "print('ok')"], b"ok", None),
        "trainer --help": (["-m", "trainer", "--help"], b"analyze", 0.3),
        "first judged frame of run": (judged, b"judged", 1.5),
        "first judged frame of run, heavy": ([*judged, "--model", "heavy"], b"judged", 1.5),
    }


def measure(quick: bool) -> Iterator[Figure]:
    """Medians; the first run of each, which fills the system's caches, is left out."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    with a_screen() as there, tempfile.TemporaryDirectory() as data:
        timed = commands(Path(data) / "data", there)
        # Compiled once as on any user's machine, even where Python was told to keep nothing; beside nobody's files.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(data) / "compiled")
        taken: dict[str, list[float]] = {name: [] for name in timed}
        for number in range(rounds + 1):
            for name, (arguments, said, _) in timed.items():
                took = seconds(arguments, said, environment)
                if number:
                    taken[name].append(took)
    for name, (_, _, most) in timed.items():
        detail = "from the command on, recording, with a window where there is a screen" if "frame" in name else ""
        goal = None if most is None else AtMost(most, "s")
        yield Figure(name, statistics.median(taken[name]), "s", goal, detail)


ROW = Row("start", "from the command to the help, and to the first judged frame", measure)
