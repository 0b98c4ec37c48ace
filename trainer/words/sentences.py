"""What an exercise's own file says in training and of it: the sentences that every other language has to hold."""

from __future__ import annotations

from trainer.exercise import Cadence, Circles, Exercise, Posture, Travel
from trainer.saying import OTHER_SIDE, fault_name

SYMBOLS = ("", "s", "%", "cm", "min", "deg")
"""Units that are written alike in every language."""


def sentences(exercise: Exercise) -> tuple[str, ...]:
    """Every sentence, name and unit of it that is shown or said in training or of it, in English, each once."""
    said = [exercise.name, exercise.dose, *exercise.steps, exercise.view_hint, exercise.hero_name, exercise.halfway]
    said += [exercise.hero_unit, *exercise.sides, *(posture.hint for posture in _postures(exercise))]
    for check in exercise.checks:
        said += [check.what, check.value.unit, check.limit.unit]
        said += [check.cue, check.again, check.easier, fault_name(check.code).key]
    said += [fault_name(code).key for code in exercise.never_seen]
    said += _found_by_the_counter(exercise)
    said += [fault_name(OTHER_SIDE).key] if exercise.sides else []
    return tuple(dict.fromkeys(sentence for sentence in said if sentence not in SYMBOLS))


def _found_by_the_counter(exercise: Exercise) -> tuple[str, ...]:
    """Names and units of the faults that no check finds but the counter itself."""
    rule = exercise.counting
    if isinstance(rule, Circles):
        return "no shrink", "of the first"
    return ("paused",) if isinstance(rule, Cadence) else ()


def _postures(exercise: Exercise) -> tuple[Posture, ...]:
    rule = exercise.counting
    if isinstance(rule, Travel):
        return (*rule.start, *rule.keep)
    return rule.keep if isinstance(rule, Circles) else ()
