"""Writes sets into a diary and tells each one when it is kept: python diary_child.py FOLDER NAME SETS."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer.exercises import exercises
from trainer.workout.diary import Diary
from trainer.workout.log import SetDone
from trainer.workout.steps import Step


def main(folder: Path, name: str, sets: int) -> None:
    """One workout of so many sets; its started tells who wrote it."""
    with Diary.open(folder) as diary:
        step = Step(exercises()["butterfly"], reps=10)
        workout = diary.begin("2026-11-23", name, [step] * sets)
        print("begun", flush=True)
        for number in range(sets):
            diary.set_done(workout, SetDone(number, "butterfly", reps=10, valid=number))
            print(number, flush=True)
        diary.finish(workout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
