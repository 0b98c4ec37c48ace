"""What a session folder holds: its values, its tables, and the limits within which they are believed."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from trainer.calibration import Calibration
from trainer.exercise import View
from trainer.pose import JOINTS, Pose
from trainer.saying import Phrase
from trainer.status import Fault, Rep
from trainer.words import Words

DATABASE, VIDEO, REVIEW = "session.sqlite", "video.mp4", "review.html"
FORMAT = 1
"""Raised with every change of the tables; readers refuse a newer one and know all older ones."""
APPLICATION = 0x55425452
"""Tells a session from any other SQLite file: the letters UBTR in the file's header."""

COLUMNS = 7
"""Of a landmark: x, y, z in the picture (pixels), x, y, z in the world (metres), visibility."""
LANDMARKS = struct.Struct(f"<{JOINTS * COLUMNS}f")
"""A pose: 33 landmarks, one after the other, as little-endian float32."""
IMAGE, WORLD = struct.Struct("<3f16x"), struct.Struct("<12x3f4x")
"""A landmark of it, of which each reads its own part."""
VISIBILITY = struct.Struct("<" + JOINTS * "24xf")
"""All landmarks of it, and of each the last part."""

TABLES = {
    "session": "(trainer TEXT, model TEXT, model_sha256 TEXT, source TEXT, width_px INTEGER, height_px INTEGER,"
    " started TEXT, finished INTEGER, video_dropped INTEGER)",
    "calibration": "(name TEXT, value REAL)",
    "sets": "(set_index INTEGER PRIMARY KEY, exercise TEXT, strictness TEXT, reps INTEGER, hold_s REAL, side TEXT,"
    " start_s REAL, end_s REAL, view TEXT)",
    "poses": "(id INTEGER PRIMARY KEY, set_index INTEGER, t_s REAL, width_px INTEGER, height_px INTEGER,"
    " people INTEGER, sure INTEGER, landmarks BLOB)",
    "reps": "(set_index INTEGER, rep_index INTEGER, side TEXT, start_s REAL, peak_s REAL, end_s REAL, hold_s REAL,"
    " good_s REAL, valid INTEGER, reason TEXT, size_share REAL, travel REAL)",
    "faults": "(set_index INTEGER, rep INTEGER, code TEXT, severity TEXT, start_s REAL, end_s REAL,"
    " worst REAL, unit TEXT)",
    "unseen": "(set_index INTEGER, rep INTEGER, code TEXT)",
    "events": "(t_s REAL, kind TEXT, code TEXT, text TEXT)",
}
"""Name to columns. set_index of a pose is NULL outside any set; rep counts a set's repetitions from 0 in time order and
is NULL for what belongs to the whole set; worst is in unit, and NULL for not a number. A name of the calibration begins
with the set_index that it belongs to, and a slash."""

CREATE = {name: f"CREATE TABLE {name} {columns}" for name, columns in TABLES.items()}
"""Each table as SQLite keeps it; a file whose tables read otherwise is not one of ours."""

MOST_BYTES = 4 << 30  # of a database: thirty hours at 30 frames a second
MOST_ROWS = 200_000  # of a table but for the poses
LONGEST_TEXT = 400
LONGEST_VALUE = 1 << 16  # bytes of one value in the database; a pose has 924
LATEST_S = 1e7  # four months; a camera that runs on for longer is none
LARGEST = 1e9  # of any other number
LARGEST_PX = 1 << 16  # of a picture's side, and of a landmark's distance from it


class RecordingError(Exception):
    """A session that can't be read, written or found; one printable line: which, what is wrong, and what to do.

    said: the same, in no language yet where it may come while somebody exercises. As text it is English.
    """

    def __init__(self, said: Phrase | str) -> None:
        super().__init__(printable(Words().say(said)))
        self.said = said


@dataclass(frozen=True, slots=True)
class SetSettings:
    """What was asked of a set; None is what the exercise itself says.

    calibration: measures of the person that it began with, None when it began without any.
    """

    exercise: str
    strictness: str = "normal"
    reps: int | None = None
    hold_s: float | None = None
    side: str | None = None
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Where a session comes from.

    format: of the folder. trainer: its version. model: lite, full or heavy. source: the camera's or the video's name.
    size: (width, height) of the pictures in pixels. started: local time with its offset, ISO 8601. finished: closed in
    order. video_dropped: pictures left out because the disk was slow.
    """

    format: int
    trainer: str
    model: str
    model_sha256: str
    source: str
    size: tuple[int, int]
    started: str
    finished: bool = False
    video_dropped: int = 0


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """One set as it was judged live; end_s is None when the recording was cut off in it.

    Then reps are those announced until the end, and spans, unseen and view are empty.
    """

    index: int
    settings: SetSettings
    start_s: float
    end_s: float | None
    reps: tuple[Rep, ...]
    spans: tuple[Fault, ...]
    unseen: tuple[str, ...]
    view: View | None


MODEL = "model"  # the kind of event that tells which model placed the landmarks from then on


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at t seconds; kind: cue, said, answer, mark, state, stage, camera or model.

    code: a check's, what a saying is about, which question was answered, or empty.
    """

    t: float
    kind: str
    code: str
    text: str


def packed(pose: Pose) -> bytes | None:
    """The landmarks of a pose as bytes, None when no one was found; exact for what is a float32 already."""
    if not pose.found:
        return None
    rows = zip(pose.image, pose.world, pose.visibility, strict=True)
    return LANDMARKS.pack(*(value for image, world, seen in rows for value in (*image, *world, seen)))


def unpacked(blob: bytes | None, t: float, size: tuple[int, int], people: int, sure: bool, model: str = "") -> Pose:
    """The pose again, in the very types the estimator gives."""
    if blob is None:
        return Pose(t, size, people=people, sure=sure, model=model)
    points, metres = list(IMAGE.iter_unpack(blob)), list(WORLD.iter_unpack(blob))
    return Pose(t, size, points, metres, list(VISIBILITY.unpack(blob)), people, sure, model)


def clean(text: str) -> str:
    """Text fit to be kept and printed: one line, no control characters, not too long."""
    return printable(text[:LONGEST_TEXT]).strip()


def printable(text: str) -> str:
    """Text with a blank for each character that would do something to a terminal, or is none."""
    return "".join(c if c.isprintable() else " " for c in text)
