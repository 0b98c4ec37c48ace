"""The exercises, one file each: a module here that defines EXERCISE is found, and nothing else is edited to add one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from trainer.exercise import Exercise


@cache
def exercises() -> dict[str, Exercise]:
    """All exercises by id, in alphabetical order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [module.EXERCISE for module in modules if hasattr(module, "EXERCISE")]
    return {exercise.id: exercise for exercise in sorted(found, key=lambda e: e.id)}


def find(exercise_id: str) -> Exercise:
    """The exercise with that id; KeyError that names the ids there are."""
    known = exercises()
    if exercise_id not in known:
        raise KeyError(f"no exercise {exercise_id!r}: expected one of {', '.join(known)}")
    return known[exercise_id]
