"""Fuzzes what the trainer reads from disk: python tests/fuzz/files.py plan|settings|labels|calibration|diary|session.

Further options are libFuzzer's: -runs=N, -max_total_time=S, a folder for a corpus. Anything but a value or the one
clear error that a file's reader promises ends it with a traceback and the bytes that led there.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
sys.path += [str(TESTS), str(TESTS / "recording"), str(TESTS.parent)]  # last: what is installed comes first


def guarded() -> Any:
    """The trainer's modules with atheris watching which lines are reached, where it is asked to."""
    import contextlib

    if __name__ != "__main__":
        return contextlib.nullcontext()
    import atheris

    return atheris.instrument_imports(include=["trainer"])


with guarded():
    from trainer import calibrations
    from trainer.exercises import exercises
    from trainer.labels import LabelError, read_labels
    from trainer.recording import RecordingError, store
    from trainer.recording.reader import Recording
    from trainer.settings import file as settings_file
    from trainer.workout import WorkoutError, plan_file
    from trainer.workout.choosing import anyway, todays
    from trainer.workout.diary import Diary
    from trainer.workout.log import SetDone
    from trainer.workout.plan import Plan
    from trainer.workout.steps import Step
    from trainer.workout.week import streak

DAY = "2026-11-23"
PLAN = b'minutes = 25\ndays = ["mon", "wed"]\nat = "18:30"\nwithout = ["aerobic"]\nequipment = ["chair", "mat"]\n'
CALIBRATION = b'["arm-slides".front]\non = "2026-11-20"\n"travel" = 31.5\n"start elbow" = -2.0\n'
SETTINGS = b'language = "de"\nrate = 150\nmute = true\ncamera = 1\nprofile = "Ada"\ngoal_minutes = 90\n'
LABELS = (
    b'{"clip": "a", "exercise": "arm-reach", "view": "side", "spans": [{"code": "slump", "start_s": 1, "end_s": 2}],'
    b' "reps": [{"start_s": 1.5, "end_s": 4, "valid": false, "side": "left", "hold_start_s": 2, "hold_end_s": 3,'
    b' "faults": [{"code": "arm-low", "severity": "break", "start_s": 2, "end_s": 3, "magnitude": 9, "unit": "deg"}]}]}'
)


@dataclass(frozen=True)
class Target:
    """What is fuzzed: the file's name, a good one, what reads all of it, and the only errors that it may raise."""

    file: str
    seed: Callable[[], bytes]
    read: Callable[[Path], object]
    errors: tuple[type[Exception], ...] = ()


def one_line(text: str) -> None:
    """What is told of a file is a single line that a terminal can print."""
    assert text.isprintable(), text
    assert 0 < len(text) < 1000, text


def read_settings(path: Path) -> None:
    for problem in settings_file.load(path).problems:
        one_line(problem)


def read_calibration(path: Path) -> None:
    for exercise_id, exercise in exercises().items():
        known = calibrations.load(path.parent, exercise_id, one_line)
        for view in exercise.views:
            if known is not None:
                known.travel(exercise, view)
                known.bests(exercise, view)
    assert calibrations.read(path.parent, one_line) is not None


def read_diary(path: Path) -> None:
    with Diary.open(path.parent) as diary:
        log = diary.log()
        diary.unfinished(DAY)
    plan = Plan()
    todays(plan, log, DAY)
    anyway(plan, log, DAY)
    assert streak(plan, log, DAY) >= 0


def read_session(path: Path) -> None:
    with Recording(path.parent) as recording:
        for done in recording.sets:
            last = -1e9
            for pose in recording.poses(done.index):
                assert pose.t >= last
                last = pose.t
        assert sum(1 for _ in recording.poses()) >= 0
    store.summary(path.parent)


@cache
def diary() -> bytes:
    """A diary of one workout."""
    with tempfile.TemporaryDirectory() as name:
        with Diary.open(Path(name)) as diary:
            workout = diary.begin(DAY, f"{DAY}T18:00:00+01:00", (Step(exercises()["arm-slides"], None, 10),) * 2)
            diary.pain(workout, "before", 2)
            diary.set_done(workout, SetDone(0, "arm-slides", None, 10, None, None, 9, 1, 0.0, 60.0, 4))
            diary.planned(DAY, (0, 2))
            diary.rest_day("2026-11-24")
        return (Path(name) / "diary.sqlite").read_bytes()


@cache
def session() -> bytes:
    """A session of one second."""
    from session_figures import noise_pose, record

    with tempfile.TemporaryDirectory() as name:
        folder = record(Path(name) / "s", tuple(noise_pose(i / 4, i) for i in range(4)), video=False)
        with sqlite3.connect(folder / "session.sqlite") as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
        return (folder / "session.sqlite").read_bytes()


TARGETS = {
    "plan": Target("plan.toml", lambda: PLAN, lambda path: plan_file.load(path.parent), (WorkoutError,)),
    "settings": Target("config.toml", lambda: SETTINGS, read_settings),
    "labels": Target("labels.json", lambda: LABELS, read_labels, (LabelError,)),
    "calibration": Target("calibration.toml", lambda: CALIBRATION, read_calibration),
    "diary": Target("diary.sqlite", diary, read_diary, (WorkoutError,)),
    "session": Target("session.sqlite", session, read_session, (RecordingError,)),
}


def endure(target: Target, data: bytes, folder: Path) -> None:
    """Read these bytes as such a file: a value, or one line that says what is wrong."""
    for old in folder.iterdir():
        old.unlink()
    path = folder / target.file
    path.write_bytes(data)
    try:
        target.read(path)
    except target.errors as error:
        one_line(str(error))


def main() -> None:
    """Fuzz until libFuzzer has had enough."""
    import atheris

    target = TARGETS[sys.argv.pop(1)]
    with tempfile.TemporaryDirectory() as name:
        folder, corpus = Path(name, "f"), Path(name, "corpus")
        folder.mkdir()
        corpus.mkdir()
        (corpus / "seed").write_bytes(target.seed())
        atheris.Setup([*sys.argv, str(corpus)], lambda data: endure(target, data, folder))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
