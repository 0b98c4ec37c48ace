"""The weekly plan as the person wants it: how long, on which days, with what; every value checked in one place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from trainer import dates
from trainer.doses import Equipment
from trainer.exercise import Exercise
from trainer.exercises import exercises
from trainer.nearest import no_such
from trainer.workout import WorkoutError
from trainer.workout.steps import Workout

SHORTEST, LONGEST = 15, 30
"""Minutes of a session, by the health article."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class Plan:
    """minutes: of a session at most, 15-30. days: of the week, 0 is Monday. at: time of day, 18:00, None for any.

    without: ids of exercises that are left out. equipment: what there is.
    """

    minutes: int = 20
    days: tuple[int, ...] = (0, 2, 4)
    at: str | None = None
    without: tuple[str, ...] = ()
    equipment: tuple[Equipment, ...] = (Equipment.CHAIR, Equipment.WALL, Equipment.MAT)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """What this person can be asked for, in alphabetical order."""
        return tuple(e for e in programme() if e.id not in self.without and not lacking(self, e))


def programme() -> tuple[Exercise, ...]:
    """Every exercise that a workout may ask for."""
    return tuple(exercise for exercise in exercises().values() if exercise.programme is not None)


def lacking(plan: Plan, exercise: Exercise) -> tuple[Equipment, ...]:
    """What the exercise needs one of, where the plan has none of it; () where it can be done."""
    needed = () if exercise.programme is None else exercise.programme.equipment
    return () if not needed or set(needed) & set(plan.equipment) else needed


def equipped(plan: Plan, workout: Workout) -> Workout:
    """The workout with exercises that know, of several machines that would do, only those that the plan has."""
    return Workout(tuple(replace(step, exercise=_with(plan, step.exercise)) for step in workout.steps))


def _with(plan: Plan, exercise: Exercise) -> Exercise:
    dose = exercise.programme
    have = () if dose is None else tuple(thing for thing in dose.equipment if thing in plan.equipment)
    if dose is None or have in ((), dose.equipment):
        return exercise
    return replace(exercise, programme=replace(dose, equipment=have))


def changed(plan: Plan, values: Mapping[str, object]) -> Plan:
    """The plan with these values, each as it stands in a file or on the command line; WorkoutError for a wrong one."""
    read: dict[str, Any] = {}
    for key, value in values.items():
        if key not in READERS:
            raise WorkoutError(no_such("setting", key, READERS))
        read[key] = READERS[key](value)
    new = replace(plan, **read)
    if not new.exercises:
        raise WorkoutError("nothing is left to train: expected at least one exercise; leave out fewer with --without")
    return new


def _minutes(value: object) -> int:
    text = str(value)
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise WorkoutError(f"no minutes {text!r}: expected a whole number from {SHORTEST} to {LONGEST}, such as 20")
    near = min(max(int(text), SHORTEST), LONGEST)
    if near != int(text):
        raise WorkoutError(f"no session of {text} minutes: expected {SHORTEST} to {LONGEST}; the nearest is {near}")
    return near


def _days(value: object) -> tuple[int, ...]:
    names = _words(value)
    if not names:
        raise WorkoutError(f"no days: expected at least one of {', '.join(dates.DAYS)}")
    return tuple(sorted({_weekday(name) for name in names}))


def _weekday(name: str) -> int:
    for number, full in enumerate(dates.WEEKDAYS):
        if len(name) >= 3 and full.startswith(name.lower()):
            return number
    raise WorkoutError(no_such("day", name, dates.DAYS))


def _at(value: object) -> str | None:
    text = str(value).strip()
    if text in ("", NONE):
        return None
    parts = re.fullmatch(r"(\d{1,2})(?:[:.](\d{1,2}))?(?::00)?", text, re.ASCII)
    hour, minute = (int(parts[1]), int(parts[2] or 0)) if parts else (18, 0)
    near = f"{min(hour, 23):02d}:{min(minute, 59):02d}"
    if parts is None or near != f"{hour:02d}:{minute:02d}":
        raise WorkoutError(f"no time {text!r}: expected hours and minutes; the nearest is {near}")
    return near


def _without(value: object) -> tuple[str, ...]:
    known = [exercise.id for exercise in programme()]
    return _known("exercise", value, known)


def _equipment(value: object) -> tuple[Equipment, ...]:
    return tuple(Equipment(name) for name in _known("equipment", value, list(Equipment)))


def _known(what: str, value: object, known: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the order of the known ones; none alone is nothing."""
    names, order = [word.lower() for word in _words(value)], list(known)
    if names == [NONE]:
        return ()
    if NONE in names:
        raise WorkoutError(f"{NONE} stands alone: expected it without {', '.join(n for n in names if n != NONE)}")
    for name in names:
        if name not in order:
            raise WorkoutError(no_such(what, name, [*order, NONE]))
    return tuple(name for name in order if name in names)


def _words(value: object) -> list[str]:
    """The words of a list, or of a text with commas or blanks between them."""
    parts = value if isinstance(value, list | tuple) else [value]
    return [word for part in parts for word in re.split(r"[,\s]+", str(part)) if word]


READERS: Mapping[str, Callable[[object], object]] = {
    "minutes": _minutes,
    "days": _days,
    "at": _at,
    "without": _without,
    "equipment": _equipment,
}
"""What each setting is read by; the names are those of the file and of the command line."""
