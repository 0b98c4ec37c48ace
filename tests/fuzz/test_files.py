"""Files that a user, a crash or a stranger has spoilt: one line that says what is wrong, or a value; never more."""

from __future__ import annotations

from pathlib import Path

import pytest
from files import CALIBRATION, LABELS, PLAN, SETTINGS, TARGETS, endure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DEEP = b"a = " + b"[" * 5000 + b"]" * 5000
QUICK = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
VALUES = (
    b"1e999", b"-1e999", b"1" + b"0" * 400, b"9" * 5000, b"0x" + b"f" * 5000, b"nan", b"inf", b"[]", b"{}", b"[[1], 2]",
    b'""', b'"\\u0000"', b'"\\u001b[2J"', b"true", b"null", b"1979-05-27T07:32:00Z", b"07:32:00", b"-0.0",
    b'"' + b"x" * 3000 + b'"',
)  # fmt: skip
GOOD = {"plan": PLAN, "settings": SETTINGS, "labels": LABELS, "calibration": CALIBRATION}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20].decode())
def test_a_value_that_is_none_in_every_place_is_told(tmp_path: Path, name: str, value: bytes):
    good = GOOD[name]
    mark = b": " if name == "labels" else b" = "
    parts = good.split(mark)
    for i in range(1, len(parts)):
        end = min((parts[i].find(stop) for stop in (b",", b"}", b"\n") if stop in parts[i]), default=len(parts[i]))
        endure(TARGETS[name], mark.join([*parts[:i], value + parts[i][end:], *parts[i + 1 :]]), tmp_path)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"\xff\xfe", DEEP, b"[" * 100_000, b"a" * 300_000, b"\xef\xbb\xbf", b"a = '''", b"[[a]]\nb=1"],
)
def test_what_is_no_such_file_at_all_is_told(tmp_path: Path, name: str, content: bytes):
    endure(TARGETS[name], content, tmp_path)


@pytest.mark.parametrize("name", TARGETS)
def test_a_good_file_is_read(tmp_path: Path, name: str):
    target = TARGETS[name]
    (tmp_path / target.file).write_bytes(target.seed())
    target.read(tmp_path / target.file)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file, and its bytes with some of them gone, doubled or changed."""
    name = draw(st.sampled_from(sorted(TARGETS)))
    data = bytearray(TARGETS[name].seed())
    for _ in range(draw(st.integers(1, 6))):
        at, kind = draw(st.integers(0, max(len(data) - 1, 0))), draw(st.integers(0, 3))
        if kind == 0:
            del data[at : at + draw(st.integers(1, 40))]
        elif kind == 1:
            data[at:at] = draw(st.binary(min_size=1, max_size=8))
        elif kind == 2 and data:
            data[at] = draw(st.integers(0, 255))
        else:
            data[at:at] = data[: draw(st.integers(0, 60))]
    return name, bytes(data)


@QUICK
@given(case=spoilt())
def test_no_spoilt_byte_is_more_than_one_line(tmp_path_factory: pytest.TempPathFactory, case: tuple[str, bytes]):
    name, data = case
    endure(TARGETS[name], data, tmp_path_factory.mktemp("spoilt"))


def test_what_a_damaged_diary_says_can_be_shown_in_a_terminal(tmp_path: Path):
    """SQLite repeats what stands in the file, and a terminal would obey it."""
    target = TARGETS["diary"]
    data = target.seed()
    for word in (b"CREATE TABLE sets", b"workout INTEGER"):
        assert word in data
        for byte in (b"\x1b", b"\xff", b"\0"):
            endure(target, data.replace(word, byte * len(word), 1), tmp_path)
