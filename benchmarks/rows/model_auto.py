"""How soon --model auto decides, whether its choice holds twenty frames a second, and how soon it gives way."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import count
from time import sleep

from benchmarks.clips import VGA, frames
from benchmarks.figures import Figure, Row
from trainer import models
from trainer.estimator import Estimator, choose_live_model
from trainer.estimator import measure as speed
from trainer.estimator.live import LiveEstimator
from trainer.limits import AtLeast, AtMost
from trainer.modelchoice import LIVE_FPS
from trainer.pose import Pose
from trainer.sources import Frame, clock

ROUNDS = 5
SLOWER_S = 0.05  # what each estimate takes longer when the machine slows down
LONGEST_S = 12.0


def seconds_to_change(model: str) -> float:
    """Seconds from the moment when every estimate becomes slower until a smaller model is at work."""
    pictures, slower = frames(60), [False]
    estimate = Estimator.estimate

    def slowed(self: Estimator, frame: Frame) -> Pose:
        if slower[0]:
            sleep(SLOWER_S)
        return estimate(self, frame)

    Estimator.estimate = slowed  # type: ignore[method-assign]
    try:
        with LiveEstimator(model, clock) as live:
            began, slow_at = clock(), 0.0
            for i in count():
                t = clock() - began
                if slower[0] and (live.model != model or t - slow_at > LONGEST_S):
                    return t - slow_at
                if not slower[0] and t > 2:
                    slower[0], slow_at = True, t
                live.change()
                live.estimate(Frame(t, pictures[i % len(pictures)].image, i))
    finally:
        Estimator.estimate = estimate  # type: ignore[method-assign]
    return float("nan")


def measure(quick: bool) -> Iterator[Figure]:
    """The decision, in several rounds; then one slowing down."""
    taken, chosen = [], ""
    for _ in range(1 if quick else ROUNDS):
        began = clock()
        chosen, _ = choose_live_model(clock, VGA)
        taken.append(clock() - began)
    yield Figure("auto: time to decide", statistics.median(taken), "s", AtMost(1, "s"), f"chose {chosen}")
    reached = {name: speed(name, VGA, clock) for name in models.NAMES}
    detail = "alone: " + ", ".join(f"{name} {fps:.0f}" for name, fps in reached.items())
    yield Figure("auto: what it chose reaches", reached[chosen], "frames/s", AtLeast(LIVE_FPS, "frames/s"), detail)
    if chosen == models.NAMES[0]:
        yield Figure("auto: gives way", float("nan"), "s", None, "the smallest is at work already")
        return
    detail = f"each estimate {1000 * SLOWER_S:.0f} ms slower; until the smaller one is loaded and at work"
    yield Figure("auto: gives way when it slows down", seconds_to_change(chosen), "s", AtMost(4, "s"), detail)


ROW = Row("auto", "--model auto: the decision at the start, and on the way", measure)
