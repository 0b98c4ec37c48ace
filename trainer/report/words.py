"""A judged set in sentences: why a movement did not count, what went well, what to do next, what could not be seen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.exercise import Check, Exercise, View
from trainer.limits import Limit
from trainer.status import Fault, Rep

UNITS = {"deg": "°", "%": " %"}
ENOUGH = 0.5  # a check that was seen in fewer repetitions than this share says little about how it went
SPLIT = 4  # repetitions from which the second half can be compared with the first


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a check the camera could judge. share: of the repetitions, [0, 1]. why: when it was never seen."""

    code: str
    what: str
    judged: int
    total: int
    why: str

    @property
    def share(self) -> float:
        """Repetitions in which the check was judged, as a share of all."""
        return self.judged / self.total if self.total else 0.0


def clock(seconds: float) -> str:
    """Minutes, seconds and tenths: 1:02.5."""
    tenths = round(max(seconds, 0.0) * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def measured(value: float, unit: str) -> str:
    """A number with its unit as it is read: 12°, 54 %, 3.1 s, 14 cm."""
    if math.isnan(value):
        return "not known"
    number = f"{value:.1f}" if unit == "s" or abs(value) < 10 else f"{value:.0f}"
    return f"{number}{UNITS.get(unit, ' ' + unit)}"


def limit_text(limit: Limit) -> str:
    """A limit as it is read: ≥ 54 %, ≤ 12°."""
    sign, _, _ = str(limit).partition(" ")
    return f"{sign} {measured(limit.limit, limit.unit)}"


def name_of(code: str) -> str:
    """A code as words: short-hold becomes short hold."""
    return code.replace("-", " ")


def reason_of(rep: Rep, exercise: Exercise | None, limits: Mapping[str, Limit]) -> str:
    """Why the movement did not count, a sentence; empty when it counted."""
    if rep.reason is None:
        return ""
    fault = next((f for f in rep.faults if f.code == rep.reason), None)
    return f"{name_of(rep.reason)}" if fault is None else fault_sentence(fault, exercise, limits)


def fault_sentence(fault: Fault, exercise: Exercise | None, limits: Mapping[str, Limit]) -> str:
    """What was asked, and what was: “the arms stay up for five seconds: 3.1 s, asked ≥ 4.7 s”."""
    check = check_of(exercise, fault.code)
    what = name_of(fault.code) if check is None else check.what
    limit = limits.get(fault.code)
    asked = "" if limit is None else f", limit {limit_text(limit)}"
    return f"{what}: was {measured(fault.worst, fault.unit)}{asked}"


def check_of(exercise: Exercise | None, code: str) -> Check | None:
    """The exercise's check of that code; None when it has none, or the exercise is not known."""
    return None if exercise is None else next((c for c in exercise.checks if c.code == code), None)


def good_thing(exercise: Exercise | None, reps: Sequence[Rep]) -> str:
    """The one thing that went best over these repetitions."""
    valid = sum(rep.valid for rep in reps)
    if not reps:
        return "You took the time for it."
    if valid == len(reps) > 1:
        return f"All {valid} repetitions counted."
    better = _rarer(reps)
    if better is not None:
        return f"You fixed it on the way: {better}."
    clean = _cleanest(exercise, reps)
    if clean is not None:
        return f"{clean[0].what[:1].upper()}{clean[0].what[1:]}: good in {clean[1]} of {clean[2]} repetitions."
    return f"{valid} of {len(reps)} repetitions counted." if valid else "You moved, and every attempt was noticed."


def next_thing(exercise: Exercise | None, reps: Sequence[Rep], spans: Sequence[Fault]) -> str:
    """The one thing to work on: the commonest reason for an attempt, else the commonest warning."""
    reasons = Counter(rep.reason for rep in reps if rep.reason is not None)
    if reasons:
        code, times = reasons.most_common(1)[0]
        return f"{_cue(exercise, code)}: {name_of(code)} cost {_times(times, 'repetition')}."
    warned = Counter([f.code for rep in reps for f in rep.faults] + [span.code for span in spans])
    if warned:
        code, times = warned.most_common(1)[0]
        cue = "" if check_of(exercise, code) is None else f"{_cue(exercise, code)}: "
        told = f"{cue}{name_of(code)}, {_times(times, 'time')}."
        return told[:1].upper() + told[1:]
    hidden = Counter(code for rep in reps for code in rep.unseen)
    if hidden and exercise is not None:
        return f"Let the camera see more: {exercise.view_hint}."
    return "Keep it like this." if reps else "Do the first repetition."


def coverage_of(
    exercise: Exercise | None, reps: Sequence[Rep], never: Sequence[str], view: View | None
) -> list[Coverage]:
    """How much of each check could be judged, in the exercise's own order; codes of no known check come last."""
    codes = [] if exercise is None else list(dict.fromkeys(c.code for c in exercise.checks))
    codes += [code for code in dict.fromkeys([*never, *(c for r in reps for c in r.unseen)]) if code not in codes]
    return [_covered(exercise, code, reps, never, view) for code in codes]


def _covered(
    exercise: Exercise | None, code: str, reps: Sequence[Rep], never: Sequence[str], view: View | None
) -> Coverage:
    check = check_of(exercise, code)
    judged = 0 if code in never else sum(code not in rep.unseen for rep in reps)
    rows = [] if exercise is None else [c for c in exercise.checks if c.code == code]
    shown = {v for c in rows for v in c.views}
    why = ""
    if rows and view is not None and view not in shown:
        why = f"shows only from {' or '.join(view_name(v) for v in View if v in shown)}"
    return Coverage(code, name_of(code) if check is None else check.what, judged, len(reps), why)


def view_name(view: View) -> str:
    """A view as it stands in a sentence after from."""
    return "45°" if view is View.OBLIQUE else f"the {view}"


def _rarer(reps: Sequence[Rep]) -> str | None:
    """A fault of the first half that the second half does not have."""
    if len(reps) < SPLIT:
        return None
    half = len(reps) // 2
    early = Counter(f.code for rep in reps[:half] for f in rep.faults)
    late = {f.code for rep in reps[half:] for f in rep.faults}
    gone = [code for code, times in early.most_common() if times > 1 and code not in late]
    return name_of(gone[0]) if gone else None


def _cleanest(exercise: Exercise | None, reps: Sequence[Rep]) -> tuple[Check, int, int] | None:
    """(check, repetitions without the fault, repetitions judged) of the check that went best."""
    best: tuple[float, int, Check, int] | None = None
    for check in () if exercise is None else exercise.checks:
        judged = [rep for rep in reps if check.code not in rep.unseen]
        clean = sum(all(f.code != check.code for f in rep.faults) for rep in judged)
        if check.during == "span" or len(judged) < ENOUGH * len(reps) or not clean:
            continue
        if best is None or (clean / len(judged), clean) > best[:2]:
            best = (clean / len(judged), clean, check, len(judged))
    return None if best is None or best[0] < ENOUGH else (best[2], best[1], best[3])


def _cue(exercise: Exercise | None, code: str) -> str:
    check = check_of(exercise, code)
    return name_of(code).capitalize() if check is None else check.cue


def _times(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
