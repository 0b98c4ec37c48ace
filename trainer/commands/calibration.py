"""trainer calibration: what was measured of the person, and forgetting it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.table import Table

from trainer import calibrations, dates, tables
from trainer.calibration import BEST, ROLL, SHOULDERS, START, TRAVEL, TRUNK, Calibration, unit_of
from trainer.calibrations import FILE, OLD_DAYS, Kept
from trainer.commands import CommandError
from trainer.exercise import View
from trainer.exercises import exercises

NAMES = {SHOULDERS: "shoulder width", TRUNK: "trunk length", ROLL: "tilt of the camera", TRAVEL: "comfortable range"}
BEGINNINGS = {START: "at rest: ", BEST: "at best: "}


def show(folder: Path, exercise_id: str | None) -> None:
    """Everything measured at one exercise, or the main things of all."""
    screen, kept = tables.console(), chosen(calibrations.read(folder), exercise_id)
    if not kept:
        of = "" if exercise_id is None else f" at {exercise_id}"
        screen.print(f"Nothing was measured{of} yet: two repetitions without any fault are enough.", soft_wrap=True)
        return
    screen.print(table(kept, everything=exercise_id is not None))
    screen.print(
        f"In {folder / FILE}. For {OLD_DAYS} days the first repetitions of a set are judged by your own targets; each"
        " set renews them. Forget them: trainer calibration --reset [EXERCISE]",
        soft_wrap=True,
    )


def reset(folder: Path, exercise_id: str | None, confirm: Callable[[str], bool]) -> None:
    """Forget what was measured at one exercise, or at all, once the user agrees."""
    screen, kept = tables.console(), chosen(calibrations.read(folder), exercise_id)
    if not kept:
        screen.print("Nothing was measured: there is nothing to forget.")
        return
    names = ", ".join(sorted({kept_id for kept_id, _ in kept}))
    if not confirm(f"Forget what was measured at {names}?"):
        return
    try:
        calibrations.reset(folder, exercise_id)
    except OSError as error:
        raise CommandError(str(error)) from error
    screen.print(f"Forgotten: {names}. The next set measures anew.", soft_wrap=True)


def chosen(kept: Kept, exercise_id: str | None) -> Kept:
    """What belongs to one exercise, or all."""
    return {key: measures for key, measures in kept.items() if exercise_id in (None, key[0])}


def table(kept: Kept, *, everything: bool) -> Table:
    """A row for each value; without everything only what is not about a single moment."""
    shown = Table("exercise", "view", "measured", "what", "value", "")
    for (exercise_id, view), measures in sorted(kept.items()):
        first = (exercise_id, str(view), dates.spoken(measures.on))
        for name, value in sorted(measures.values.items(), key=lambda pair: (pair[0] not in NAMES, pair[0])):
            if everything or not name.startswith(START):
                note = "old" if measures.old else used(exercise_id, view, name, value)
                shown.add_row(*first, what(name), f"{value:.1f} {unit(exercise_id, name)}".strip(), note)
                first = ("", "", "")
    return shown


def what(name: str) -> str:
    """A value's name as people read it."""
    for beginning, words in BEGINNINGS.items():
        if name.startswith(beginning):
            return words + name.removeprefix(beginning)
    return NAMES.get(name, name)


def unit(exercise_id: str, name: str) -> str:
    """The unit of a value, "" when the exercise is not known any more."""
    exercise = exercises().get(exercise_id)
    return "" if exercise is None else unit_of(exercise, name)


def used(exercise_id: str, view: View, name: str, value: float) -> str:
    """Whether a value is a target, "" where it is none."""
    exercise, kept = exercises().get(exercise_id), Calibration({f"{view}/{name}": value})
    if exercise is None or not (name == TRAVEL or name.startswith(BEST)):
        return ""
    return "target" if kept.travel(exercise, view) or kept.bests(exercise, view) else "the usual target stays"
