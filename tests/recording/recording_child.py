"""Records as the live loop does, in processes that are killed: python recording_child.py FOLDER SPEED SECONDS…

Imports once, then forks a process for each of the SECONDS, a few at a time, and kills it that long after its first
pose. Each works in a folder of its own number: the session, and a file `said` with a line for each repetition at the
moment it was announced and for each pose judged.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from session_figures import header, judged, picture, ride

from trainer.recording import SetSettings
from trainer.recording.take import Take
from trainer.recording.writer import Recorder

AT_ONCE = 7


def train(folder: Path, speed: float) -> None:
    """A ride at so many times its pace, until killed."""
    (folder / "session").mkdir(parents=True)
    said = os.open(folder / "said", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    take = Take(lambda size: Recorder(folder / "session", header()), SetSettings("aerobic"))
    started = time.monotonic()
    for index, status in enumerate(judged(ride())):
        pose = ride()[index]
        time.sleep(max(0.0, started + pose.t / speed - time.monotonic()))
        take.step(picture(pose.t, index), pose, status)
        for rep in status.new_reps:
            os.write(said, f"{pose.t!r} {rep!r}\n".encode())
        os.write(said, f"{pose.t!r}\n".encode())
    time.sleep(60)


def kill_after(folder: Path, speed: float, seconds: float) -> None:
    """A process that records, and its end."""
    child = os.fork()
    if not child:
        try:
            train(folder, speed)
        finally:
            os._exit(1)
    while not (folder / "said").exists() or not (folder / "said").stat().st_size:
        time.sleep(0.005)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(target: Path, speed: float, seconds: list[float]) -> None:
    """As many at once as AT_ONCE, each with a process that waits to kill it."""
    ride()
    keepers = [os.fork() for _ in range(AT_ONCE)]
    if 0 in keepers:
        first = keepers.index(0)
        for number in range(first, len(seconds), AT_ONCE):
            kill_after(target / str(number), speed, seconds[number])
        os._exit(0)
    if any(os.waitpid(keeper, 0)[1] for keeper in keepers):
        raise SystemExit("a child has failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), [float(value) for value in sys.argv[3:]])
