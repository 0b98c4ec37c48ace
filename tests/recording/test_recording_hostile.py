"""Folders from strangers: damaged, made up, or set as a trap; each is one clear error or a clean session."""

from __future__ import annotations

import math
import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from session_figures import header, judged, noise_pose, record

from trainer.pose import JOINTS
from trainer.recording import RecordingError, SetSettings, rows, store
from trainer.recording.reader import Recording
from trainer.recording.schema import FORMAT
from trainer.recording.writer import Recorder

MUTANTS = 200
HUGE = (2**63 - 1, -(2**63), 1e308, -1e308, math.inf, 2**31, 1e7 + 1)
WRONG = (*HUGE, "text", "\x1b[2J", "x" * 70_000, b"\0" * 924, b"", None, -1, 0.5)
COLUMNS = {
    "session": ("model", "width_px", "height_px", "started", "finished", "video_dropped"),
    "sets": ("exercise", "strictness", "reps", "hold_s", "side", "start_s", "end_s", "view"),
    "poses": ("set_index", "t_s", "width_px", "people", "sure", "landmarks"),
    "reps": ("set_index", "rep_index", "side", "start_s", "end_s", "valid", "reason", "size_share"),
    "faults": ("set_index", "rep", "code", "severity", "start_s", "worst", "unit"),
    "unseen": ("rep", "code"),
    "events": ("t_s", "kind", "code", "text"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small session that nothing is wrong with."""
    return record(tmp_path_factory.mktemp("whole") / "2026-11-23_18-05-12")


@pytest.fixture(scope="module")
def cut_off(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session as a crash leaves it: nearly all of it is in SQLite's log."""
    at = tmp_path_factory.mktemp("going")
    poses = [noise_pose(i / 30, i) for i in range(60)]
    with Recorder(at, header(), video=False) as recorder:
        recorder.begin_set(0.0, SetSettings("aerobic"))
        for pose in poses:
            recorder.pose(pose)
        while recorder._tasks:
            pass
        left = shutil.copytree(at, tmp_path_factory.mktemp("cut") / "2026-11-23_18-05-12")
    return Path(left)


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy to be spoiled, in a data folder of its own."""
    return Path(shutil.copytree(whole, tmp_path / "data" / whole.name))


def change(folder: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Statements on the database, as a stranger with SQLite would."""
    connection = sqlite3.connect(folder / "session.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement, values)
    connection.close()


def read(folder: Path) -> RecordingError | None:
    """Read all of it and judge it again; the error if there was one, which has to be one printable line."""
    found = None
    try:
        with Recording(folder) as recording:
            for done in recording.sets:
                for status in judged(recording.poses(done.index)):
                    assert status.t <= 1e7
            list(recording.poses())
    except RecordingError as error:
        found = error
    assert str(found).isprintable()
    assert len(str(found)) < 600
    return found


def spoil(folder: Path, dice: random.Random) -> None:
    """One of the many ways to be broken."""
    path = folder / "session.sqlite"
    data = bytearray(path.read_bytes())
    kind = dice.randrange(6)
    if kind == 0:
        del data[dice.randrange(len(data)) :]
    elif kind == 1:
        for _ in range(dice.choice((1, 10, 300))):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    elif kind == 2:
        start = dice.randrange(100)  # the header of the file and the first page's
        data[start : start + 4] = dice.randbytes(4)
    elif kind == 3:
        page = 4096 * dice.randrange(len(data) // 4096)
        data[page : page + dice.choice((8, 100, 4096))] = dice.randbytes(dice.choice((8, 100, 4096)))
    elif kind == 4:
        table = dice.choice(list(COLUMNS))
        change(folder, f"UPDATE {table} SET {dice.choice(COLUMNS[table])} = ?", values=(dice.choice(WRONG),))
        return
    else:
        (folder / f"session.sqlite-{dice.choice(('wal', 'journal', 'shm'))}").write_bytes(dice.randbytes(5000))
    path.write_bytes(data)


@pytest.mark.parametrize("seed", range(MUTANTS))
def test_a_spoiled_session_is_one_error_or_a_clean_one(folder: Path, seed: int):
    spoil(folder, random.Random(seed))
    around = listing(folder.parent.parent)
    read(folder)
    (one,) = store.sessions(folder.parent)
    assert one.name == folder.name
    assert listing(folder.parent.parent) == around


@pytest.mark.parametrize("seed", range(40))
def test_a_spoiled_log_is_one_error_or_as_much_as_is_whole(cut_off: Path, tmp_path: Path, seed: int):
    folder = Path(shutil.copytree(cut_off, tmp_path / cut_off.name))
    dice = random.Random(seed)
    name = dice.choice(("session.sqlite", "session.sqlite-wal", "session.sqlite-wal", "session.sqlite-shm"))
    data = bytearray((folder / name).read_bytes())
    if seed % 2:
        del data[dice.randrange(len(data)) :]
    for _ in range(dice.choice((0, 1, 30)) if len(data) else 0):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    (folder / name).write_bytes(data)
    around = listing(tmp_path)
    read(folder)
    assert listing(tmp_path) == around


def test_what_was_kept_before_the_log_was_cut_is_read(cut_off: Path, tmp_path: Path):
    folder = Path(shutil.copytree(cut_off, tmp_path / cut_off.name))
    log = folder / "session.sqlite-wal"
    with Recording(folder) as recording:
        poses = list(recording.poses())
    log.write_bytes(log.read_bytes()[: log.stat().st_size * 2 // 3])
    with Recording(folder) as recording:
        fewer = list(recording.poses())
        assert recording.interrupted
    assert fewer == poses[: len(fewer)]
    assert 0 < len(fewer) < len(poses)


def listing(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder and what is in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


LANDMARKS = [0.5] * (7 * JOINTS)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 3e38, -0.1, 1.5])
def test_a_landmark_that_no_picture_can_have_is_refused(folder: Path, value: float):
    blob = struct.pack("<231f", *LANDMARKS[:-1], value)
    change(folder, "UPDATE poses SET landmarks = ? WHERE id = 40", values=(blob,))
    error = read(folder)
    assert "landmarks that no picture can have" in str(error)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE poses SET landmarks = x'00'", "a pose that is not 924 bytes long"),
        ("UPDATE poses SET t_s = 0.5 WHERE id = 60", "poses whose time runs backward"),
        ("UPDATE poses SET people = 'many'", "a number that is not one from 0"),
        ("UPDATE session SET width_px = 100000000", "a number that is not one from 1 to 65536"),
        ("DELETE FROM session", "it has no header"),
        ("UPDATE sets SET strictness = 'cruel'", "a word that is not known"),
        ("UPDATE sets SET exercise = char(27)", "a text that is none"),
        ("UPDATE reps SET end_s = 1e300", "a number that is not within ±1e+07"),
        ("UPDATE events SET text = printf('%.*c', 70000, 'x')", "string or blob too big"),
        ("CREATE VIEW more AS SELECT 1", "its tables are not those of a recording"),
        ("DROP TABLE unseen", "its tables are not those of a recording"),
        ("PRAGMA user_version = 0", "its tables are not those of a recording"),
        ("PRAGMA application_id = 5", "belongs to another program"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, statement: str, expected: str):
    change(folder, statement)
    error = read(folder)
    assert error is not None
    assert expected in str(error)
    assert store.find(folder.parent) == folder, "and it can still be named, to be deleted"


@pytest.mark.parametrize("seen", [(640.0, 480, 2, 1), (640, 480, 2, 1.0), (640, 480, -2, 1), (640, 480, 2, 2)])
def test_what_was_checked_once_vouches_for_nothing_of_another_kind(seen: tuple[object, ...]):
    assert rows.picture(640, 480, 2, 1) == ((640, 480), 2, True)
    with pytest.raises(rows.DamageError, match="a number that is not one from"):
        rows.picture(*seen)


def test_a_table_that_is_a_view_is_never_asked(folder: Path):
    """A view may compute for ever: only the very tables that a recorder makes are read."""
    forever = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x, x, x, x FROM n"
    change(folder, "DROP TABLE events", f"CREATE VIEW events AS {forever}")
    assert "its tables are not those" in str(read(folder))


def test_rows_without_end_are_given_up(folder: Path):
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200001)"
    change(folder, f"INSERT INTO unseen SELECT 0, NULL, 'x' FROM ({numbers} SELECT x FROM n)")
    assert "more than 200000 unseen" in str(read(folder))


def test_a_few_pages_that_stand_for_billions_of_poses_are_given_up(folder: Path):
    """Each page lists the next one four hundred times, five pages deep; the last holds one pose."""
    change(folder, "DELETE FROM poses WHERE id < 60")
    path = folder / "session.sqlite"
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'poses'").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    leaf = data[4096 * (root - 1) : 4096 * root]
    assert leaf[0] == 13, "the one pose that is left is in the root itself"
    last = len(data) // 4096
    data[4096 * (root - 1) : 4096 * root] = fan(last + 1)
    data += b"".join(fan(last + level) for level in range(2, 6)) + leaf
    data[28:32] = struct.pack(">I", len(data) // 4096)
    path.write_bytes(data)
    with Recording(folder) as recording, pytest.raises(RecordingError, match="is damaged: interrupted"):
        assert len(list(recording.poses())) < 20_000


def fan(child: int) -> bytes:
    """A page of a table's tree whose every child is the same page."""
    page, cells = bytearray(4096), 400
    page[0:12] = struct.pack(">BHHHBI", 5, 0, cells, 4096 - 7 * cells, 0, child)
    for cell in range(cells):
        at = 4096 - 7 * (cell + 1)
        page[at : at + 7] = struct.pack(">IBBB", child, 0x81, 0x80, 0)
        page[12 + 2 * cell : 14 + 2 * cell] = struct.pack(">H", at)
    return bytes(page)


@pytest.mark.parametrize("name", ["session.sqlite", "session.sqlite-wal", "video.mp4"])
@pytest.mark.parametrize("trap", ["pipe", "link", "folder"])
@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links")
def test_what_is_no_plain_file_is_not_opened(folder: Path, tmp_path: Path, name: str, trap: str):
    secret = tmp_path / "secret"
    secret.write_bytes((folder / "session.sqlite").read_bytes())
    path = folder / name
    path.unlink(missing_ok=True)
    if trap == "pipe":
        os.mkfifo(path)
    elif trap == "link":
        path.symlink_to(secret)
    else:
        path.mkdir()
    error = read(folder)
    if name == "session.sqlite":
        assert "no session in" in str(error)
    else:
        assert error is None
        with Recording(folder) as recording:
            assert (recording.video is None) == (name == "video.mp4")


def test_a_journal_that_names_another_file_removes_nothing(folder: Path, tmp_path: Path):
    """SQLite ends a rollback by removing the file that the journal calls its parent, wherever that lies."""
    precious = tmp_path / "precious"
    precious.write_bytes(b"dear diary")
    name = bytes(precious)
    checksum = sum(name) & 0xFFFFFFFF
    pages = len((folder / "session.sqlite").read_bytes()) // 4096
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 0, 1, pages, 512, 4096)
    lock_page = 0x40000000 // 4096 + 1
    tail = struct.pack(">I", lock_page) + name + struct.pack(">II", len(name), checksum)
    (folder / "session.sqlite-journal").write_bytes(head.ljust(512, b"\0") + tail + bytes.fromhex("d9d505f920a163d7"))
    assert read(folder) is None
    assert precious.exists()
    assert (folder / "session.sqlite-journal").exists()
    list(sqlite3.connect(folder / "session.sqlite").execute("SELECT * FROM session"))
    assert not precious.exists(), "the trap is a real one"


def test_an_older_format_is_asked_for_its_own_tables(folder: Path):
    assert FORMAT == 1, "with a second format, a session of the first one must be read here"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a name that is no text")
def test_a_folder_with_a_strange_name_is_told_in_print(folder: Path):
    strange = folder.parent / os.fsdecode(b"a\x1b[2J\xff")
    folder.rename(strange)
    change(strange, "DELETE FROM session")
    assert read(strange) is not None
    (one,) = store.sessions(strange.parent)
    assert one.problem is not None
    listed = subprocess.run(
        [sys.executable, "-m", "trainer", "sessions", "--data", str(strange.parent)], capture_output=True, check=True
    )
    assert b"\x1b" not in listed.stdout
    assert b"damaged" in listed.stdout
