"""What recording costs: frames a second of the same run with and without it.

    python benchmarks/recording_cost.py VIDEO… [--model lite] [--rounds 7] [--frames 120]

Both runs take turns, so that whatever else the machine does hits both; of the rounds the median counts.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from trainer.app import train
from trainer.estimator import Estimator
from trainer.exercises import find
from trainer.recording import SetSettings
from trainer.recording.take import Take, starter
from trainer.session import Session
from trainer.sources import Frame, VideoFile, clock


class Reel:
    """Frames that are decoded already, as a camera's are."""

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        self.size = frames[0].size

    def __iter__(self) -> Iterator[Frame]:
        return iter(self.frames)


def fps(frames: list[Frame], estimator: Estimator, take: Take | None) -> float:
    """Frames a second of a run over all frames; what is still to be written then counts as well."""
    source: AbstractContextManager[Reel] = nullcontext(Reel(frames))
    began = clock()
    train(
        lambda: source, lambda: nullcontext(estimator), lambda: Session(find("butterfly")), open_window=None, take=take
    )
    return len(frames) / (clock() - began)


def cost(video: Path, model: str, rounds: int, most: int) -> tuple[list[float], list[float]]:
    """Frames a second of each round, without and with recording."""
    with VideoFile(video) as file:
        frames = list(itertools.islice(file, most))
    without: list[float] = []
    recorded: list[float] = []
    later = frames[-1].t + 0.1
    with Estimator(model) as estimator, tempfile.TemporaryDirectory() as data:
        start = starter(Path(data), model, video.name)
        for number in range(2 * rounds):
            shifted = [Frame(frame.t + number * later, frame.image, frame.index) for frame in frames]
            take = Take(start, SetSettings("butterfly")) if number % 2 else None
            (recorded if take else without).append(fps(shifted, estimator, take))
            if take is not None and take.dropped:
                print(f"{take.dropped} pictures dropped")
    return without, recorded


def main() -> None:
    """The table on standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("videos", nargs="+", type=Path, metavar="VIDEO")
    parser.add_argument("--model", default="lite")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--frames", type=int, default=120)
    given = parser.parse_args()
    for video in given.videos:
        without, recorded = cost(video, given.model, given.rounds, given.frames)
        ratio = statistics.median(b / a for a, b in zip(without, recorded, strict=True))
        print(
            f"{video.name}: {statistics.median(without):.1f} frames/s without, {statistics.median(recorded):.1f} with"
            f" recording, which costs {100 * (1 - ratio):.0f} %"
        )


if __name__ == "__main__":
    main()
