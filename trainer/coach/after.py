"""After a set: one thing that went well, and one to do next."""

from __future__ import annotations

from collections import Counter

from trainer.exercise import Cadence, Exercise
from trainer.saying import Phrase, phrase
from trainer.status import Rep, Result

STREAK = 3  # so many faultless repetitions at the end are worth a word
MOSTLY = 0.5  # share of the movements with the same fault from which the task itself is too hard
SPANS = {"paused": phrase("after.paused"), "no-shrink": phrase("after.shrink")}
"""What to do about faults of a stretch of time that no check of the exercise finds."""


def after_set(result: Result, exercise: Exercise) -> tuple[Phrase, Phrase | None]:
    """One good thing with its figure, and one next thing; None when nothing was found."""
    return _good(result, exercise), _next(result, exercise)


def _good(result: Result, exercise: Exercise) -> Phrase:
    if isinstance(exercise.counting, Cadence):
        minutes = round(moved_s(result) / 60)
        return phrase("after.minutes", count=minutes) if minutes else phrase("after.tried")
    valid = [rep for rep in result.reps if rep.valid]
    if len(valid) == len(result.reps) > 0 and not any(rep.faults for rep in valid) and not result.spans:
        return phrase("after.clean", count=len(valid))
    streak = _streak(result.reps)
    if streak >= STREAK:
        return phrase("after.last", count=streak)
    held = round(sum(rep.good_s for rep in result.reps))
    if exercise.hold_s is not None and held > 0:
        return phrase("after.held", count=held)
    return phrase("after.counted", count=len(valid)) if valid else phrase("after.tried")


def moved_s(result: Result) -> float:
    """Seconds in motion of a rhythm: from its first beat to its last, without the pauses."""
    if not result.reps:
        return 0.0
    paused_s = sum(span.end_s - span.start_s for span in result.spans if span.code == "paused")
    return result.reps[-1].end_s - result.reps[0].start_s - paused_s


def _streak(reps: tuple[Rep, ...]) -> int:
    """Number of faultless repetitions at the end."""
    for count, rep in enumerate(reversed(reps)):
        if not rep.valid or rep.faults:
            return count
    return len(reps)


def _next(result: Result, exercise: Exercise) -> Phrase | None:
    """The commonest reason why something did not count, or else the commonest other fault; the gravest of two.

    What was told to count and does not comes before all: nobody should find that out by themselves.
    """
    late = [result.reps[index] for index in result.late]
    reasons = Counter(rep.reason for rep in late or result.reps if rep.reason is not None)
    others = Counter(fault.code for rep in result.reps for fault in rep.faults if fault.severity == "warn")
    for codes in (reasons, others):
        found = {check.code: check for check in reversed(exercise.checks) if check.code in codes}
        if found:
            check = max(found.values(), key=lambda c: (codes[c.code], -exercise.checks.index(c)))
            mostly = codes[check.code] >= max(2, MOSTLY * len(result.reps))
            cue = Phrase(check.easier if mostly and check.easier else check.cue)
            return phrase("after.late", count=len(late), cue=cue) if late else phrase("after.next", cue=cue)
    for span in result.spans:
        cues = [Phrase(check.cue) for check in exercise.checks if check.code == span.code]
        cues += [SPANS[span.code]] if span.code in SPANS else []
        if cues:
            return phrase("after.next", cue=cues[0])
    return None
