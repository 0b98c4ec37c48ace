"""What was told aloud laid beside the labels: without a reason, or how soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.matching import MIN_OVERLAP, Pair, overlap
from trainer.coach import Cue
from trainer.exercise import Exercise, Measure
from trainer.exercises import find
from trainer.labels import Labels
from trainer.status import Fault

CUE_EARLY_S = 0.5  # a cue belongs to a labelled fault from a little before it
CUE_LATE_S = 4.5  # until the coach no longer owes the reason of an attempt


def explained(cue: Cue, labels: Labels) -> bool:
    """Whether a labelled fault of the cue's code is going on, or made an attempt of a movement that has just ended."""
    stretches = [(f.start_s, max(f.end_s, rep.end_s)) for rep in labels.reps for f in rep.faults if f.code == cue.code]
    stretches += [(span.start_s, span.end_s) for span in labels.spans if span.code == cue.code]
    return any(start - CUE_EARLY_S <= cue.t <= end + CUE_LATE_S for start, end in stretches)


def delays(
    labels: Labels, found: Sequence[Fault], pairs: Sequence[Pair], cues: Sequence[Cue]
) -> Iterator[float | None]:
    """Seconds from the start of each fault that was found to its first cue; found: those of a stretch of time."""
    late = measured(find(labels.exercise))
    for t, f in pairs:
        first = {fault.code: fault for fault in reversed(t.faults)}
        for code in sorted(first.keys() & {fault.code for fault in f.faults}):
            yield _delay(first[code], t.end_s, cues, code in late)
    for span in labels.spans:
        if any(f.code == span.code and overlap(f, span) >= MIN_OVERLAP for f in found):
            yield _delay(span, span.end_s, cues, False)


def measured(exercise: Exercise) -> set[str]:
    """Codes of faults that are none before their movement is over: a hold is too short when it has ended."""
    return {check.code for check in exercise.checks if isinstance(check.value, Measure) and not check.early}


def _delay(fault: Fault, end_s: float, cues: Sequence[Cue], late: bool) -> float | None:
    begin, end = fault.start_s - CUE_EARLY_S, max(fault.end_s, end_s) + CUE_LATE_S
    told = [cue.t for cue in cues if cue.code == fault.code and begin <= cue.t <= end]
    return max(told[0] - (fault.end_s if late else fault.start_s), 0.0) if told else None
