"""Truths and findings of made-up clips, for the scores."""

from __future__ import annotations

from benchmarks.scoring import ClipScore, score_clip
from trainer.coach import Cue
from trainer.exercise import Severity, View
from trainer.labels import Labels
from trainer.saying import Phrase
from trainer.status import Fault, Rep, Result


def fault(code: str, severity: Severity = "break", start_s: float = 0.0, end_s: float = 1.0) -> Fault:
    return Fault(code, severity, start_s, end_s, 1.0, "cm")


def rep(
    start_s: float, end_s: float, *faults: Fault, side: str | None = None, hold_s: float = 0.0,
    unseen: tuple[str, ...] = (),
) -> Rep:  # fmt: skip
    reason = next((one.code for one in faults if one.severity == "break"), None)
    middle = (start_s + end_s) / 2
    return Rep(0, side, start_s, middle, end_s, hold_s, hold_s, reason is None, reason, faults, unseen)


def labels(*reps: Rep, exercise: str = "butterfly", spans: tuple[Fault, ...] = ()) -> Labels:
    return Labels("clip", exercise, "front", reps, spans, (None,) * len(reps))


def result(*reps: Rep, spans: tuple[Fault, ...] = (), unseen: tuple[str, ...] = ()) -> Result:
    return Result(View.FRONT, reps, spans, unseen)


def scored(truth: Labels, found: Result, *cues: Cue) -> ClipScore:
    return score_clip(truth, found, 60.0, cues)


def two_clips() -> list[ClipScore]:
    """Four repetitions in two minutes: a found, b missed, c made up on a clean one, d not seen; a baseless cue."""
    first = scored(
        labels(rep(0, 4, fault("a"), hold_s=5), rep(5, 9, hold_s=5)),
        result(rep(0, 4, fault("a"), hold_s=4.9), rep(5, 9.4, fault("c", "warn"), hold_s=5.3)),
        Cue(Phrase("Up"), "c", "warn", 7.0),
    )
    second = scored(
        labels(rep(0, 4, fault("b", "warn")), rep(5, 9, fault("d"))),
        result(rep(0, 4.1), rep(5, 9.2, unseen=("d",)), rep(20, 24)),
    )
    return [first, second]
