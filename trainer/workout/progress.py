"""How much is asked for next, and when less is better: read from the diary alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trainer.exercise import Exercise
from trainer.saying import Phrase
from trainer.workout.layout import dose_of
from trainer.workout.log import Entry, Log, SetDone

CLEAN, FALLEN = 0.8, 0.5  # shares of the movements that counted
HARD = 7  # effort from which more would be too much
RISE = 2  # points of pain that mean something: the least change that people notice on a scale to 10
SEVERE = 7  # pain from which no one should train
USUAL_OF, USUAL_FROM = 8, 3  # the pain before as many of the last workouts is the usual one; fewer tell nothing


@dataclass(frozen=True, slots=True)
class Care:
    """What pain asks for.

    shorter: the next workout is shorter and asks for the low end. rest: none today. clinician: see a clinician.
    """

    shorter: bool = False
    rest: bool = False
    clinician: bool = False


def amount(exercise: Exercise, log: Log) -> int:
    """Repetitions of each side, or minutes, that the next workout asks for.

    It begins at the low end; one more after two clean workouts in a row, one less after one in which form fell.
    """
    dose = dose_of(exercise)
    least = -(-2 * dose.low // 3)  # nobody is asked for less than two thirds of the low end
    done = [sets for entry in log.workouts if (sets := _sets_of(entry, exercise))]
    if not done:
        return dose.low
    asked = max(one.minutes or one.reps for one in done[-1])
    last = min(max(round(asked), least), dose.high)
    if fell(done[-1]):
        return max(last - 1, least)
    if len(done) > 1 and clean(done[-1]) and clean(done[-2]):
        return min(last + 1, dose.high)
    return last


def _sets_of(entry: Entry, exercise: Exercise) -> tuple[SetDone, ...]:
    """Its sets in one workout; () where none of them was done."""
    sets = tuple(one for one in entry.sets if one.exercise == exercise.id)
    return sets if any(one.done for one in sets) else ()


def clean(sets: Sequence[SetDone]) -> bool:
    """Whether all of an exercise was done, and nothing was hard or in bad form; an effort that wasn't told is none.

    What was left and done later in the same workout does not matter.
    """
    last = {one.step: at for at, one in enumerate(sets) if one.done}
    kept = [one for at, one in enumerate(sets) if not one.left or last.get(one.step, -1) < at]
    share = valid_share(kept)
    easy = all(one.done and (one.effort or 0) <= HARD for one in kept)
    return easy and share is not None and share >= CLEAN


def fell(sets: Sequence[SetDone]) -> bool:
    """Whether most movements did not count."""
    share = valid_share(sets)
    return share is not None and share < FALLEN


def valid_share(sets: Sequence[SetDone]) -> float | None:
    """Share of the movements that counted, [0, 1]; None when there was none."""
    valid, attempts = sum(one.valid for one in sets), sum(one.attempts for one in sets)
    return valid / (valid + attempts) if valid + attempts else None


def care(log: Log, pain: int | None = None) -> Care:
    """What the pain of the newest workout asks for, and the pain now, 0-10, where it is known.

    What rose in an earlier workout was answered by the one after it, whether or not pain was told of that.
    """
    done = [one for one in log.workouts if _told(one) or one.exercises]  # one that never began answers nothing
    told = [(one.pain_before, one.pain_after) for one in done if _told(one)]
    old = len(told) - any(_told(one) for one in done[-1:])
    if pain is not None:
        told.append((pain, None))
    rises = [rose(told[:number], *one) for number, one in enumerate(told)]
    twice = [False, *(first and second for first, second in pairwise(rises))]
    severe = any((value or 0) >= SEVERE for one in told[old:] for value in one)
    return Care(
        shorter=severe or any(rises[old:]),
        rest=pain is not None and pain >= SEVERE,
        clinician=severe or any(twice[old:]),
    )


def _told(entry: Entry) -> bool:
    return (entry.pain_before, entry.pain_after) != (None, None)


def advice(heed: Care) -> tuple[Phrase, ...]:
    """What to tell the person about it, the first thing first; () when all is well."""
    told = (
        ("care.rest", heed.rest),
        ("care.shorter", heed.shorter and not heed.rest),
        ("care.clinician", heed.clinician),
    )
    return tuple(Phrase(key) for key, so in told if so)


def rose(earlier: Sequence[tuple[int | None, int | None]], before: int | None, after: int | None) -> bool:
    """Whether pain rose during a workout, or was before it well above what it was before the earlier ones."""
    during = before is not None and after is not None and after - before >= RISE
    usual = [pain for pain, _ in earlier if pain is not None][-USUAL_OF:]
    above = before is not None and len(usual) >= USUAL_FROM and before - median(usual) >= RISE
    return during or above


def painful(entry: Entry) -> bool:
    """Whether pain is reason enough that a workout was not done, or not to its end."""
    severe = max(entry.pain_before or 0, entry.pain_after or 0) >= SEVERE
    return severe or rose((), entry.pain_before, entry.pain_after)
