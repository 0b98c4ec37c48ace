"""How a command ends when something is wrong: one line on standard error, and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from trainer.commands import CommandError

if TYPE_CHECKING:
    from trainer.exercise import Exercise

FAILED, MISUSED = 1, 2


def known(exercise: str) -> Exercise:
    """The exercise of that name; ends the command when there is none."""
    from trainer.exercises import exercises

    found = exercises()
    if exercise not in found:
        fail(f"no exercise {exercise!r}: expected one of {', '.join(found)}", MISUSED)
    return found[exercise]


def known_side(exercise: Exercise, side: str | None) -> None:
    """Ends the command when exercise has no such side."""
    if side is not None and side not in exercise.sides:
        sides = f"expected one of {', '.join(exercise.sides)}" if exercise.sides else "it has no sides"
        fail(f"no side {side!r} of {exercise.id}: {sides}", MISUSED)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turns the errors that are no bugs, such as a missing file, into one line on standard error."""
    try:
        yield
    except CommandError as error:
        fail(str(error), MISUSED)
    except Exception as error:
        from trainer.models import ModelError
        from trainer.movie import MovieError
        from trainer.recording import RecordingError
        from trainer.samples import SampleError
        from trainer.sources import SourceError
        from trainer.workout import WorkoutError

        if not isinstance(error, ModelError | MovieError | RecordingError | SampleError | SourceError | WorkoutError):
            raise
        fail(str(error), FAILED)


def fail(message: str, code: int) -> NoReturn:
    """Ends the command with one line on standard error."""
    print(f"trainer: {message}", file=sys.stderr)
    raise typer.Exit(code)
