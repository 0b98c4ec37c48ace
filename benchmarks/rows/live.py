"""How old the picture is that the live loop shows, with a camera of 30 and one of 60 frames a second."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.clips import VGA
from benchmarks.figures import Figure, Row
from benchmarks.screen import a_screen
from benchmarks.webcam import lag
from trainer.estimator import choose_live_model
from trainer.limits import AtMost
from trainer.sources import clock

SECONDS, QUICK_SECONDS = 10.0, 4.0
MEDIAN_MS, LATE_MS = 5.0, 15.0  # beyond the model's own time


def measure(quick: bool) -> Iterator[Figure]:
    """Ages beyond the model's time, and what became of each frame; with the fastest model and with auto's choice."""
    chosen, _ = choose_live_model(clock, VGA)
    with a_screen() as there:
        if not there:
            yield Figure("live loop", float("nan"), "ms", None, "no display, and no Xvfb to make one")
            return
        for model in dict.fromkeys(("lite",) if quick else ("lite", chosen)):
            for fps in (30, 60):
                yield from told(fps, model, QUICK_SECONDS if quick else SECONDS)


def told(fps: int, model: str, seconds: float) -> Iterator[Figure]:
    """The figures of one camera and model."""
    found = lag(fps, model, seconds)
    name = f"camera of {fps}, {model}"
    detail = f"shown {found.age_ms:.1f} ms after capture, the model takes {found.model_ms:.1f}; {found.fps:.0f} shown/s"
    yield Figure(
        f"{name}: median age beyond the model", found.age_ms - found.model_ms, "ms", AtMost(MEDIAN_MS, "ms"), detail
    )
    detail = f"one in twenty is older than {found.late_ms:.1f} ms"
    yield Figure(f"{name}: 95th percentile beyond", found.late_ms - found.model_ms, "ms", AtMost(LATE_MS, "ms"), detail)
    detail = f"of {found.shown} shown; {found.dropped} dropped, and told"
    yield Figure(f"{name}: shown twice or out of order", found.wrong, "frames", AtMost(0, "frames"), detail)
    yield Figure(f"{name}: neither shown nor told", found.untold, "frames", AtMost(0, "frames"), "")


ROW = Row("live", "age of the picture when the window shows it, real camera thread, loop and window", measure)
