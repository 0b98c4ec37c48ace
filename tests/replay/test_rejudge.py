"""Judging a recording again: the same rules say the same to the last digit, and every change is named."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from replay_figures import SETTINGS, butterflies, record

from trainer.exercise import Strictness, View
from trainer.pose import Pose
from trainer.recording import RecordedSet, SetSettings
from trainer.recording.reader import Recording
from trainer.rejudge import SetComparison, compared, fault_changes, fault_key, rejudge, rep_changes, rep_key
from trainer.status import Fault, Rep, Result

HOLDS = (6.0, 3.0, 6.0)
LONG = (6.0, 6.0)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sets: held well, too short, well; and two that are well."""
    folder = tmp_path_factory.mktemp("data") / "2026-11-23_18-05-12"
    first = butterflies(HOLDS)
    second = butterflies(LONG, start_s=first[-1].t + 5)
    return record(folder, [(SETTINGS, first), (SetSettings("butterfly", "normal", 2), second)], video=False)


def verdicts(reps: tuple[Rep, ...]) -> list[tuple[bool, str | None]]:
    return [(rep.valid, rep.reason) for rep in reps]


def test_the_same_rules_say_the_same_to_the_last_digit(session: Path) -> None:
    with Recording(session) as recording:
        first, second = rejudge(recording)
        assert [len(list(recording.poses(i))) for i in (0, 1)] == [first.poses, second.poses]
    assert verdicts(first.recorded.reps) == [(True, None), (False, "short-hold"), (True, None)]
    assert verdicts(second.recorded.reps) == [(True, None)] * 2
    for each in (first, second):
        assert each.same
        assert each.now is not None
        assert each.now.reps == each.recorded.reps, "bit for bit"
        assert each.now.spans == each.recorded.spans


def test_other_settings_win_and_lose_repetitions(session: Path) -> None:
    with Recording(session) as recording:
        shorter = replace(recording.sets[0], settings=SetSettings("butterfly", hold_s=2.0))
        longer = replace(recording.sets[0], settings=SetSettings("butterfly", hold_s=8.0))
        won, lost = compared(shorter, recording.poses(0)), compared(longer, recording.poses(0))
    assert [(change.kind, change.then and change.then.index) for change in won.reps] == [("won", 1)]
    assert [(change.kind, change.then and change.then.code) for change in won.faults] == [("gone", "short-hold")]
    # With no faultless one before it, the second can't be compared with the person's own best any more.
    kinds = [(change.kind, change.then and change.then.index) for change in lost.reps]
    assert kinds == [("lost", 0), ("measure", 1), ("lost", 2)]
    assert lost.reps[1].now is not None
    assert "elbows-apart" in lost.reps[1].now.unseen
    assert [change.kind for change in lost.faults] == ["new", "new"]


def test_a_strictness_takes_the_place_of_the_recorded_one(session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Strictness] = []

    def noted(_: Any, *, strictness: Strictness, **settings: Any) -> Any:
        asked.append(strictness)
        raise InterruptedError

    monkeypatch.setattr("trainer.rejudge.Session", noted)
    with Recording(session) as recording:
        for strictness in (None, Strictness.STRICT):
            with pytest.raises(InterruptedError):
                rejudge(recording, strictness)
    assert asked == [Strictness.NORMAL, Strictness.STRICT]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8, 0.99])
def test_a_set_that_was_cut_off_is_compared_as_far_as_it_goes(share: float, tmp_path: Path) -> None:
    poses = butterflies(HOLDS)
    folder = record(tmp_path / "cut", [(SETTINGS, poses[: round(share * len(poses))])], video=False, cut_off=True)
    with Recording(folder) as recording:
        (only,) = rejudge(recording)
    assert (only.cut_off, only.same) == (True, True)


def test_of_a_set_that_was_cut_off_nothing_is_expected_that_its_end_would_have_told(
    session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class AtTheEnd:
        """A judge that says all it has to say when the set is over."""

        def judge(self, _: Pose) -> tuple[Rep, ...]:
            return ()

        def finish(self) -> Result:
            return Result(View.FRONT, (REP,), (FAULT,), ("shrug",))

    monkeypatch.setattr("trainer.rejudge.new_session", lambda *_: AtTheEnd())
    with Recording(session) as recording:
        running = replace(recording.sets[0], end_s=None, reps=(), view=None)
        assert compared(running, recording.poses(0)).same
        ended = replace(running, end_s=9.0)
        assert [change.kind for change in compared(ended, recording.poses(0)).reps] == ["won"]


def test_an_exercise_that_is_gone_is_not_judged(session: Path) -> None:
    with Recording(session) as recording:
        unknown = replace(recording.sets[0], settings=SetSettings("headstand"))
        only = compared(unknown, recording.poses(0))
    assert (only.now, only.same, only.poses) == (None, False, 0)


FAULT = Fault("arm-low", "break", 1.0, 2.0, -31.0, "deg")
REP = Rep(0, "left", 0.0, 1.0, 3.0, 1.5, 1.0, True, None, (), ("shrug",), 1.0)
ATTEMPT = replace(REP, valid=False, reason="arm-low", faults=(FAULT,))
LATER = replace(REP, start_s=3.0, peak_s=4.0, end_s=6.0, index=1)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ([REP], [REP], []),
        ([REP], [ATTEMPT], ["lost"]),
        ([ATTEMPT], [REP], ["won"]),
        ([REP], [], ["lost"]),
        ([], [REP], ["won"]),
        ([ATTEMPT], [], ["gone"]),
        ([], [ATTEMPT], ["new"]),
        ([ATTEMPT], [replace(ATTEMPT, reason="shrug")], ["reason"]),
        ([REP], [replace(REP, good_s=math.nextafter(1.0, 2))], ["measure"]),
        ([REP], [replace(REP, side="right")], ["measure"]),
        ([REP], [replace(REP, unseen=())], ["measure"]),
        ([REP], [replace(REP, faults=(FAULT,))], []),  # told as a fault
        ([REP, LATER], [LATER], ["lost"]),
        ([REP, LATER], [replace(LATER, valid=False)], ["lost", "lost"]),
    ],
)
def test_each_change_of_a_repetition_has_a_name(then: list[Rep], now: list[Rep], expected: list[str]) -> None:
    assert [change.kind for change in rep_changes(then, now)] == expected


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ([FAULT], [FAULT], []),
        ([FAULT], [], ["gone"]),
        ([], [FAULT], ["new"]),
        ([FAULT], [replace(FAULT, code="shrug")], ["gone", "new"]),
        ([FAULT], [replace(FAULT, worst=math.nextafter(-31.0, 0))], ["measure"]),
        ([FAULT], [replace(FAULT, severity="warn")], ["measure"]),
        ([FAULT], [replace(FAULT, start_s=2.5, end_s=3.0)], ["gone", "new"]),
        ([replace(FAULT, worst=math.nan)], [replace(FAULT, worst=math.inf)], []),  # recorded as unknown
    ],
)
def test_each_change_of_a_fault_has_a_name(then: list[Fault], now: list[Fault], expected: list[str]) -> None:
    assert [change.kind for change in fault_changes(then, now)] == expected


def test_the_keys_hold_every_field() -> None:
    """A field that is added to a repetition or a fault must be compared, too."""
    other: dict[type, Callable[[Any], Any]] = {
        int: lambda v: v + 1, str: lambda v: f"{v}x", float: lambda v: v + 1, bool: lambda v: not v,
        tuple: lambda v: (), type(None): lambda v: 1.0,
    }  # fmt: skip
    for one, key in ((ATTEMPT, rep_key), (FAULT, fault_key)):
        for field in one.__dataclass_fields__:
            value = getattr(one, field)
            changed = replace(one, **{field: other[type(value)](value)})
            assert key(changed) != key(one), field


def test_another_view_or_another_order_is_no_change_of_nothing(session: Path) -> None:
    with Recording(session) as recording:
        first = recording.sets[0]

        def again(**changes: Any) -> SetComparison:
            return compared(replace(first, **changes), recording.poses(0))

        assert first.view is View.FRONT
        assert again(view=None).other == ("seen from nowhere live, from front today",)
        assert first.unseen == ()
        assert again(unseen=("shrug",)).other == ("never shown live: shrug; today: nothing",)
        assert again(reps=first.reps[::-1]).other == ("repetitions or their faults are in another order",)
        assert not again(view=None).same


def test_the_command_says_that_nothing_changed(trainer: Command, session: Path) -> None:
    done = trainer("rejudge", session.name, "--data", session.parent)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith(f"{session.name}, set 1 of 2: Butterfly: nothing changed: 2 valid, 1 attempt, ")
    assert first.endswith(" poses, the same to the last digit.")
    assert ", set 2 of 2: Butterfly: nothing changed: 2 valid, 0 attempts, 0 faults in " in second


def test_the_command_tells_what_changed(trainer: Command, tmp_path: Path) -> None:
    folder = record(tmp_path / "data" / "one", [(SETTINGS, butterflies(HOLDS))], video=False)
    change(folder, "UPDATE reps SET valid = 0, reason = 'shrug' WHERE rep_index = 0")
    change(folder, "DELETE FROM reps WHERE rep_index = 2")
    done = trainer("rejudge", "one", "--data", folder.parent, "--strictness", "strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "one: Butterfly, normal live and strict today: 0 valid, 2 attempts live; 2 valid, 1 attempt today: "
        "2 repetitions won, 0 lost; 0 faults new, 0 gone." in done.stdout
    )
    rows = [line for line in done.stdout.splitlines() if "repetition won" in line]
    assert "✗ attempt: shrug" in rows[0]
    assert "–  " in rows[1]
    assert all("✓ valid" in row for row in rows)


def change(folder: Path, statement: str) -> None:
    """Another story in the recording than its poses tell."""
    with closing(sqlite3.connect(folder / "session.sqlite", isolation_level=None)) as connection:
        connection.execute(statement)


def test_one_that_can_t_be_read_does_not_stop_the_others(trainer: Command, session: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "session.sqlite").write_bytes(b"no database")
    done = trainer("rejudge", broken, session)
    assert done.returncode == 2
    assert "nothing changed" in done.stdout
    assert done.stderr.splitlines()[-1] == "trainer: 1 session of 2 could not be judged"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "said"), [(["nosuch"], "no session 'nosuch'"), ([], "Missing argument")])
def test_what_is_missing_is_said(arguments: list[str], said: str, trainer: Command, tmp_path: Path) -> None:
    done = trainer("rejudge", *arguments, "--data", tmp_path)
    assert done.returncode != 0
    assert said in done.stderr


def test_recorded_sets_know_their_fields() -> None:
    """Everything that a set says of itself is compared, or is what was asked for."""
    compared_fields = {"reps", "spans", "unseen", "view", "end_s"}
    assert set(RecordedSet.__dataclass_fields__) == compared_fields | {"index", "settings", "start_s"}
