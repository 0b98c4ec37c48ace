"""A session as tables for other programs: one row a repetition, one row a frame, units in the columns' names."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from trainer.pose import Joint

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.recording import RecordedSet
    from trainer.recording.reader import Recording
    from trainer.status import Rep

Value = str | int | float | bool | None
Row = dict[str, Value]
AXES = ("x", "y", "z")
DIGITS = (3, 3, 3, 5, 5, 5, 4)  # of a landmark: pixels, metres, visibility
JOINT_NAMES = tuple(joint.name.lower() for joint in Joint)
REP_TYPES: Mapping[str, str] = {
    "set": "int64", "exercise": "string", "rep": "int64", "side": "string", "start_s": "double", "peak_s": "double",
    "end_s": "double", "hold_s": "double", "good_s": "double", "size_of_best": "double", "valid": "bool",
    "reason": "string", "faults": "string", "unseen": "string",
}  # fmt: skip
"""Columns of a repetition and their types, by the names that Arrow gives them."""


class ExportError(Exception):
    """A session that can't be exported so; one line that says what to do."""


def rep_rows(recording: Recording) -> Iterator[Row]:
    """A row for each repetition or attempt, in time order; lists of codes are separated by a space."""
    for done in recording.sets:
        for rep in done.reps:
            yield _rep_row(done, rep)


def _rep_row(done: RecordedSet, rep: Rep) -> Row:
    return {
        "set": done.index,
        "exercise": done.settings.exercise,
        "rep": rep.index,
        "side": rep.side,
        "start_s": rep.start_s,
        "peak_s": rep.peak_s,
        "end_s": rep.end_s,
        "hold_s": rep.hold_s,
        "good_s": rep.good_s,
        "size_of_best": rep.size,
        "valid": rep.valid,
        "reason": rep.reason,
        "faults": " ".join(fault.code for fault in rep.faults),
        "unseen": " ".join(rep.unseen),
    }


def frame_columns() -> list[str]:
    """time_s, set, then for each joint pixels, metres and visibility: left_elbow_x_px, left_elbow_x_m, …"""
    columns = ["time_s", "set"]
    for name in JOINT_NAMES:
        columns += [f"{name}_{axis}_px" for axis in AXES]
        columns += [f"{name}_{axis}_m" for axis in AXES]
        columns.append(f"{name}_visibility")
    return columns


def frame_rows(recording: Recording, digits: bool = True) -> Iterator[list[Value]]:
    """A row for each pose in time order, in the order of frame_columns; None where no one was found.

    digits: rounded to what is no noise, 0.001 pixels and 0.01 millimetres; text of all digits is four times as long.

    Pixels: x to the picture's right, y down. Metres: the same directions, from the middle of the hips.
    """
    sets = _sets_of_times(recording)
    for pose in recording.poses():
        values = _landmarks(pose)
        yield [pose.t, sets(pose.t), *(_rounded(values) if digits else values)]


def _landmarks(pose: Pose) -> Iterator[Value]:
    if not pose.found:
        yield from [None] * (7 * len(Joint))
        return
    for image, world, seen in zip(pose.image, pose.world, pose.visibility, strict=True):
        yield from (*image, *world, seen)


def _rounded(values: Iterable[Value]) -> Iterator[Value]:
    for place, value in enumerate(values):
        yield round(value, DIGITS[place % 7]) if isinstance(value, float) else value


def _sets_of_times(recording: Recording) -> Callable[[float], int | None]:
    """The set that a time belongs to, None outside any."""
    spans = [(s.start_s, math.inf if s.end_s is None else s.end_s, s.index) for s in recording.sets]

    def of(t: float) -> int | None:
        return next((index for start, end, index in spans if start <= t <= end), None)

    return of


def write_csv(recording: Recording, folder: Path) -> list[Path]:
    """NAME-reps.csv and NAME-frames.csv."""
    reps, frames = (folder / f"{recording.folder.name}-{what}.csv" for what in ("reps", "frames"))
    _csv(reps, list(REP_TYPES), ([_safe(v) for v in row.values()] for row in rep_rows(recording)))
    _csv(frames, frame_columns(), frame_rows(recording))
    return [reps, frames]


def _safe(value: Value) -> Value:
    """A text that no spreadsheet takes for a formula: recordings may come from strangers."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _csv(path: Path, columns: list[str], rows: Iterable[list[Value]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_json(recording: Recording, folder: Path) -> list[Path]:
    """NAME.json with the session's header, repetitions and frames; frames as one list a column."""
    path = folder / f"{recording.folder.name}.json"
    header = recording.header
    about = {
        "session": recording.folder.name, "started": header.started, "source": header.source, "model": header.model,
        "trainer": header.trainer, "width_px": header.size[0], "height_px": header.size[1],
        "interrupted": recording.interrupted,
    }  # fmt: skip
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"about": {_json(about)},\n"reps": [')
        _lines(file, rep_rows(recording))
        file.write(f'],\n"frame_columns": {_json(frame_columns())},\n"frames": [')
        _lines(file, frame_rows(recording))
        file.write("]}\n")
    return [path]


def _lines(file: TextIO, rows: Iterable[object]) -> None:
    """Rows one a line, so that half an hour of frames is never in memory at once."""
    for number, row in enumerate(rows):
        file.write(",\n" if number else "\n")
        file.write(_json(row))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write_parquet(recording: Recording, folder: Path) -> list[Path]:
    """NAME-reps.parquet and NAME-frames.parquet; ExportError without the package pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExportError('parquet needs the package pyarrow: pip install "upperback-trainer[parquet]"') from error
    reps, frames = (folder / f"{recording.folder.name}-{what}.parquet" for what in ("reps", "frames"))
    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in REP_TYPES.items()])
    pq.write_table(pa.Table.from_pylist(list(rep_rows(recording)), schema=schema), reps)
    columns = [(name, pa.int64() if name == "set" else pa.float64()) for name in frame_columns()]
    values = zip(*frame_rows(recording, digits=False), strict=True)
    arrays = [pa.array(column, kind) for column, (_, kind) in zip(values, columns, strict=False)]
    schema = pa.schema(columns)
    table = pa.Table.from_arrays(arrays, schema=schema) if arrays else schema.empty_table()
    pq.write_table(table, frames)
    return [reps, frames]
