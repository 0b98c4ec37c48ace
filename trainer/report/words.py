"""A judged set in sentences: why a movement did not count, what went well, what to do next, what could not be seen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from trainer.coach.after import SPANS
from trainer.exercise import Check, Exercise, View
from trainer.limits import Limit
from trainer.saying import Phrase, fault_name, phrase
from trainer.status import Fault, Rep
from trainer.words import Words

ENGLISH = Words()
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


def number(value: float, digits: int, words: Words = ENGLISH) -> str:
    """A number with so many decimals, and the language's own sign before them."""
    return f"{value:.{digits}f}".replace(".", words.say("plot.separators")[0])


def measured(value: float, unit: str, words: Words = ENGLISH) -> str:
    """A number with its unit as it is read: 12°, 54 %, 3.1 s, 14 cm."""
    if math.isnan(value):
        return words.say("review.not-known")
    digits = 1 if unit == "s" or abs(value) < 10 else 0
    return f"{number(value, digits, words)}{UNITS.get(unit, ' ' + words.say(unit))}"


def limit_text(limit: Limit, words: Words = ENGLISH) -> str:
    """A limit as it is read: ≥ 54 %, ≤ 12°."""
    sign, _, _ = str(limit).partition(" ")
    return f"{sign} {measured(limit.limit, limit.unit, words)}"


def name_of(code: str, words: Words = ENGLISH) -> str:
    """A code as words: short-hold becomes short hold."""
    return words.say(fault_name(code))


def reason_of(rep: Rep, exercise: Exercise | None, limits: Mapping[str, Limit], words: Words = ENGLISH) -> str:
    """Why the movement did not count, a sentence; empty when it counted."""
    if rep.reason is None:
        return ""
    fault = next((f for f in rep.faults if f.code == rep.reason), None)
    return name_of(rep.reason, words) if fault is None else fault_sentence(fault, exercise, limits, words)


def fault_sentence(fault: Fault, exercise: Exercise | None, limits: Mapping[str, Limit], words: Words = ENGLISH) -> str:
    """What was asked, and what was: “the arms stay up for five seconds: was 3.1 s, limit ≥ 4.7 s”."""
    what, value = what_of(exercise, fault.code), measured(fault.worst, fault.unit, words)
    limit = limits.get(fault.code)
    if limit is None:
        return words.say(phrase("review.was", what=what, value=value))
    return words.say(phrase("review.was-limit", what=what, value=value, limit=limit_text(limit, words)))


def what_of(exercise: Exercise | None, code: str) -> Phrase:
    """The rule of that code; its name where there is none, or the exercise is not known."""
    check = check_of(exercise, code)
    return fault_name(code) if check is None else Phrase(check.what)


def check_of(exercise: Exercise | None, code: str) -> Check | None:
    """The exercise's check of that code; None when it has none, or the exercise is not known."""
    return None if exercise is None else next((c for c in exercise.checks if c.code == code), None)


def good_thing(exercise: Exercise | None, reps: Sequence[Rep], words: Words = ENGLISH) -> str:
    """The one thing that went best over these repetitions."""
    return begun(words.say(_good(exercise, reps)))


def _good(exercise: Exercise | None, reps: Sequence[Rep]) -> Phrase:
    valid = sum(rep.valid for rep in reps)
    if not reps:
        return phrase("review.good-time")
    if valid == len(reps) > 1:
        return phrase("review.good-all", count=valid)
    better = _rarer(reps)
    if better is not None:
        return phrase("review.good-fixed", fault=fault_name(better))
    clean = _cleanest(exercise, reps)
    if clean is not None:
        return phrase("review.good-check", what=Phrase(clean[0].what), clean=clean[1], judged=clean[2])
    return phrase("review.good-some", count=valid, all=len(reps)) if valid else phrase("review.good-tried")


def next_thing(
    exercise: Exercise | None,
    reps: Sequence[Rep],
    spans: Sequence[Fault],
    words: Words = ENGLISH,
    beyond: Collection[str] = (),
) -> str:
    """The one thing to work on: the commonest reason for an attempt, else the commonest warning, else a better view.

    beyond: codes that no other view would show, see beyond_model.
    """
    reasons = Counter(rep.reason for rep in reps if rep.reason is not None)
    if reasons:
        code, times = reasons.most_common(1)[0]
        said = phrase("review.next-cost", cue=_cue(exercise, code), fault=fault_name(code), count=times)
        return begun(words.say(said))
    warned = Counter([f.code for rep in reps for f in rep.faults] + [span.code for span in spans])
    if warned:
        code, times = warned.most_common(1)[0]
        fault = fault_name(code)
        if check_of(exercise, code) is None and code not in SPANS:
            return begun(words.say(phrase("review.next-fault", fault=fault, count=times)))
        return begun(words.say(phrase("review.next-cue", cue=_cue(exercise, code), fault=fault, count=times)))
    if exercise is not None and any(code not in beyond for rep in reps for code in rep.unseen):
        return words.say(phrase("review.next-seen", view=Phrase(exercise.view_hint)))
    return words.say("review.next-same" if reps else "review.next-first")


def beyond_model(exercise: Exercise | None, never: Sequence[str], view: View | None) -> set[str]:
    """Which of the codes that were never seen this view shows, so that the model was too small for them."""
    return {code for code in never if view is not None and view in _views(exercise, code)}


def _views(exercise: Exercise | None, code: str) -> set[View]:
    """The views that a code is seen from; none where it is not known."""
    return set() if exercise is None else {v for c in exercise.checks if c.code == code for v in c.views}


def begun(sentence: str) -> str:
    """As a sentence begins: with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def coverage_of(
    exercise: Exercise | None, reps: Sequence[Rep], never: Sequence[str], view: View | None, words: Words = ENGLISH
) -> list[Coverage]:
    """How much of each check could be judged, in the exercise's own order; codes of no known check come last."""
    codes = [] if exercise is None else list(dict.fromkeys(c.code for c in exercise.checks))
    codes += [code for code in dict.fromkeys([*never, *(c for r in reps for c in r.unseen)]) if code not in codes]
    return [_covered(exercise, code, reps, never, view, words) for code in codes]


def _covered(
    exercise: Exercise | None, code: str, reps: Sequence[Rep], never: Sequence[str], view: View | None, words: Words
) -> Coverage:
    judged = 0 if code in never else sum(code not in rep.unseen for rep in reps)
    shown = _views(exercise, code)
    why = ""
    if shown and view is not None and view not in shown:
        either = words.say("review.or")
        views = f" {either} ".join(view_name(v, words) for v in View if v in shown)
        why = words.say(phrase("review.only-from", views=views))
    elif code in beyond_model(exercise, never, view):
        why = words.say("review.larger-model")
    return Coverage(code, words.say(what_of(exercise, code)), judged, len(reps), why)


def view_name(view: View, words: Words = ENGLISH) -> str:
    """A view as it stands in a sentence about what shows from there."""
    return words.say(f"review.from-{view}")


def _rarer(reps: Sequence[Rep]) -> str | None:
    """The code of a fault of the first half that the second half does not have."""
    if len(reps) < SPLIT:
        return None
    half = len(reps) // 2
    early = Counter(f.code for rep in reps[:half] for f in rep.faults)
    late = {f.code for rep in reps[half:] for f in rep.faults}
    gone = [code for code, times in early.most_common() if times > 1 and code not in late]
    return gone[0] if gone else None


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


def _cue(exercise: Exercise | None, code: str) -> Phrase:
    check = check_of(exercise, code)
    return SPANS.get(code, fault_name(code)) if check is None else Phrase(check.cue)
