"""The trainer's live loop over any source, estimator and window; nothing else here knows how it is put together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

from benchmarks.clips import EXERCISE
from trainer.app import train
from trainer.app.ports import Estimator, Keeper, Screen, Source
from trainer.exercises import find
from trainer.recording.take import Take
from trainer.workout.judging import alone


def run(
    source: Source,
    estimator: Estimator,
    screen: Screen | None = None,
    take: Take | None = None,
    keepers: Sequence[Keeper] = (),
) -> None:
    """One set, until the source ends or the window closes; source and estimator stay open."""
    train(
        lambda: nullcontext(source),
        lambda: nullcontext(estimator),
        alone(find(EXERCISE)),
        open_window=None if screen is None else lambda: nullcontext(screen),
        mirrored=True,
        take=take,
        keepers=keepers,
    )
