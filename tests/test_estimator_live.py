"""The estimator that keeps the pace, with real models: another size comes without a wait, between repetitions only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from time import monotonic, sleep

import pytest

from trainer.estimator import live
from trainer.estimator.live import LiveEstimator
from trainer.models import ModelError
from trainer.pose import Pose
from trainer.sources import Frame, VideoFile

ROOT = Path(__file__).resolve().parent.parent
SLOW_S = 0.1  # of an estimate, by the clock of these tests
PATIENCE_S = 20.0


def frames() -> Iterator[Frame]:
    """A person, ten times a second."""
    with VideoFile(ROOT / "sample_videos" / "butterfly.mp4") as video:
        pictures = [frame.image for frame in islice(video, 3)]
    return (Frame(i / 10, pictures[i % 3], i) for i in count())


def slow_clock() -> float:
    """Each look at it, of which there are two an estimate, takes a tenth of a second."""
    return next(TICKS) * SLOW_S


TICKS = count()


def until_loaded(estimator: LiveEstimator) -> None:
    """Wait for the size that was asked for."""
    began = monotonic()
    while estimator._coming is not None and not estimator._coming.done() and monotonic() - began < PATIENCE_S:
        sleep(0.01)


def test_too_slow_goes_over_to_the_smaller_one_and_goes_on_seeing() -> None:
    with LiveEstimator("full", slow_clock) as estimator:
        stream, poses, sizes = frames(), list[Pose](), list[str]()
        for frame in islice(stream, 16):
            estimator.change()
            poses.append(estimator.estimate(frame))
            sizes.append(estimator.model)
            until_loaded(estimator)
        assert sizes[:11] == ["full"] * 11, "a second of them is needed to tell"
        assert sizes[12:] == ["lite"] * 4
        assert all(pose.found for pose in poses)


def test_nothing_changes_within_a_repetition() -> None:
    with LiveEstimator("full", slow_clock) as estimator:
        stream = frames()
        for frame in islice(stream, 11):
            estimator.estimate(frame)
        assert estimator._coming is not None, "asked for while it was free"
        until_loaded(estimator)
        estimator.free = False
        for frame in islice(stream, 3):
            assert not estimator.changing
            estimator.change()
            estimator.estimate(frame)
        assert estimator.model == "full"
        estimator.free = True
        assert estimator.changing
        estimator.change()
        assert (estimator.changing, estimator.model) == (False, "lite")
        assert estimator.estimate(next(stream)).model == "lite"


@pytest.mark.parametrize("error", [ModelError("full is broken"), MemoryError(), OSError(5, "Input/output error")])
def test_a_size_that_does_not_load_leaves_what_runs(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    asked: list[str] = []

    def fail(name: str) -> live.Ready:
        asked.append(name)
        raise error

    monkeypatch.setattr(live, "_load", fail)
    with LiveEstimator("heavy", slow_clock) as estimator:
        for frame in islice(frames(), 30):
            estimator.change()
            assert estimator.estimate(frame).found
            until_loaded(estimator)
        assert (estimator.model, asked) == ("heavy", ["full"])


def test_closing_takes_what_is_still_coming_along(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    close = live.Landmarker.close

    def spy(self: live.Landmarker) -> None:
        closed.append("landmarker")
        close(self)

    monkeypatch.setattr(live.Landmarker, "close", spy)
    estimator = LiveEstimator("full", slow_clock)
    for frame in islice(frames(), 11):
        estimator.estimate(frame)
    estimator.close()
    estimator.close()
    assert len(closed) >= 3, "tracker, lookout, and the one that was loading"
    assert estimator._coming is None
