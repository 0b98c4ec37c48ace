"""What is told of sets that are over: after each, and at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trainer.coach import moved_s
from trainer.saying import Phrase, phrase
from trainer.workout.moment import End, SetOver
from trainer.workout.progress import RISE, SEVERE
from trainer.workout.sets import SetOn


def lines_after(on: SetOn, result_lines: tuple[Phrase, Phrase | None]) -> tuple[Phrase, ...]:
    """One good thing and one next thing; the easier task, where much was tried in vain."""
    good, following = result_lines
    if on.given_up:
        following = easier(on) or following
        good = phrase("workout.enough")
    return (good,) if following is None else (good, following)


def easier(on: SetOn) -> Phrase | None:
    """The easier task for what went wrong most often; None where the exercise knows none."""
    reasons = Counter(rep.reason for rep in on.reps if rep.reason is not None)
    found = {check.code: check.easier for check in on.task.exercise.checks if check.easier}
    for reason, _ in reasons.most_common():
        if reason in found:
            return Phrase(found[reason])
    return None


def summary(sets: Sequence[SetOver], worked_s: float, closing: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """For each exercise what counted and what was asked, then the minutes, then what else there is to tell."""
    done: dict[str, list[SetOver]] = {}
    for one in sets:
        if one.end is not End.LEFT:
            done.setdefault(one.step.exercise.name, []).append(one)
    lines = [_line(Phrase(name), of) for name, of in done.items()]
    return (*lines, phrase("done.minutes", minutes=round(worked_s / 60)), *closing)


def _line(name: Phrase, sets: Sequence[SetOver]) -> Phrase:
    if any(one.step.minutes is not None for one in sets):
        minutes = round(sum(moved_s(one.result) for one in sets) / 60)
        return phrase("done.moved", exercise=name, minutes=minutes)
    valid, asked = sum(one.valid for one in sets), sum(one.step.reps for one in sets)
    return phrase("done.exercise", exercise=name, valid=valid, asked=asked)


def care(before: int | None, after: int | None) -> tuple[Phrase, ...]:
    """What pain, 0-10 or not told, asks for at the end."""
    if before is not None and before >= SEVERE:
        return (phrase("care.rest"), phrase("care.clinician"))
    if after is not None and after >= SEVERE:
        return (phrase("care.clinician"),)
    if before is not None and after is not None and after - before >= RISE:
        return (phrase("care.shorter"),)
    return ()
