"""What the terminal shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.console import Console

from trainer import tables
from trainer.analysis import Analysis
from trainer.exercise import AtLeast, AtMost, View
from trainer.exercises import exercises
from trainer.saying import Phrase, phrase
from trainer.status import Fault, Rep, Result

SHORT = Fault("short-hold", "break", 4.0, 5.0, 3.2, "s")
REP = Rep(0, "left", 62.46, 64.0, 66.04, 3.2, 3.2, False, "short-hold", (SHORT,), ("trunk-twist",))
GOOD = Rep(1, "right", 70.0, 74.0, 78.0, 5.5, 5.4, True, None)


def shown(result: Result, frames_with_pose: int = 100, obstacles: tuple[tuple[Phrase, int], ...] = ()) -> str:
    screen = Console(width=140, record=True, file=None, quiet=False, highlight=False)
    with screen.capture() as capture:
        tables.show_analysis(
            screen,
            Analysis(exercises()["butterfly"], "clip.mp4", 80.0, 100, frames_with_pose, result, obstacles=obstacles),
        )
    return capture.get()


def row(text: str, start: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"│ {start} "))
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_each_repetition_has_a_row_and_the_summary_counts_them():
    text = shown(Result(View.SIDE, (REP, GOOD), (), ()))
    assert row(text, "1") == [
        "1", "1:02.5–1:06.0", "left", "3.2 s", "✗ attempt", "short-hold", "short-hold (3.2 s)", "trunk-twist",
    ]  # fmt: skip
    assert row(text, "2") == ["2", "1:10.0–1:18.0", "right", "5.5 s", "✓ valid", "–", "–", "–"]
    assert "Butterfly, seen from the side: 1 valid, 1 attempt in 1:20.0.\n" in text
    assert "100 of 100 frames show a person.\n" in text


def test_where_a_side_was_asked_for_the_other_one_does_not_count():
    left, attempt = replace(GOOD, index=0, side="left"), replace(REP, index=1)
    reps = (left, attempt, replace(GOOD, index=2), replace(left, index=3), replace(left, index=4))
    screen = Console(width=140, highlight=False)
    with screen.capture() as capture:
        tables.show_result(screen, exercises()["arm-reach"], Result(View.SIDE, reps, (), ()), 80.0, "right")
    text = capture.get()
    assert [row(text, str(n))[4] for n in (1, 2, 3)] == ["✗ other side", "✗ attempt", "✓ valid"]
    assert "seen from the side: 1 valid, 1 attempt, 3 of another side in 1:20.0.\n" in text


def test_minutes_count_the_side_that_was_asked_for():
    reps = [replace(GOOD, index=n, side=side, end_s=30.0) for n, side in enumerate(("left", "right") * 31)]
    screen = Console(width=140, highlight=False)
    with screen.capture() as capture:
        tables.show_result(screen, exercises()["arm-reach"], Result(None, tuple(reps), (), ()), 80.0, "left")
    assert row(capture.get(), "0:00.0") == ["0:00.0", "1:00.0", "62", "31"]
    assert ": 31 valid, 0 attempts, 31 of another side in 1:20.0.\n" in capture.get()


def test_spans_and_blind_checks_are_told():
    slump = Fault("slump", "warn", 6.3, 13.5, 29.0, "deg")
    text = shown(Result(View.OBLIQUE, (), (slump,), ("hands-off", "elbows-apart")))
    assert row(text, "0:06.3–0:13.5") == ["0:06.3–0:13.5", "slump", "29 deg"]
    assert "Not judged, because this view never shows it: hands-off, elbows-apart.\n" in text


def test_what_the_model_is_too_small_for_is_told():
    text = shown(Result(View.FRONT, (), (), ("elbows-apart", "shrug")))
    assert "Not judged, because this view never shows it: shrug.\n" in text
    assert "Not judged, because it takes a larger model: elbows-apart.\n" in text


FACE = phrase("setup.face")


@pytest.mark.parametrize(
    ("reps", "frames", "told"),
    [((), 9, False), ((), 10, True), ((GOOD,), 49, False), ((GOOD,), 50, True)],
    ids=["hardly ever", "a tenth where nothing was found", "less than half", "half"],
)
def test_what_stood_in_the_way_is_told_where_it_explains_something(reps: tuple[Rep, ...], frames: int, told: bool):
    """One line: that of the commonest obstacle."""
    obstacles = ((FACE, frames), (phrase("setup.dark"), 1))
    text = shown(Result(View.SIDE, reps, (), ()), obstacles=obstacles)
    said = f"In {frames}% of them the trainer would have said: face the camera.\n"
    assert text.endswith(said) is told
    assert text.count("would have said") == told


def test_a_video_without_a_person_says_so_and_nothing_else():
    text = shown(Result(None, (), (), ()), frames_with_pose=0)
    assert text == "No person was found in any of the 100 frames of clip.mp4.\n"


def test_an_exercise_tells_from_where_and_by_which_models_each_check_is_seen():
    screen = Console(width=200, highlight=False)
    with screen.capture() as capture:
        tables.show_exercise(screen, exercises()["arm-reach"])
    text = capture.get()
    assert row(text, "short-hold")[4:6] == ["any", "any model"]
    assert row(text, "elbow-bent")[4:6] == ["side", "full, heavy"]
    assert row(text, "head-lift")[4:6] == ["oblique, side", "heavy"]


def test_thousands_of_pedal_turns_are_told_by_the_minute():
    turns = tuple(replace(GOOD, index=i, start_s=i, end_s=i + 1.0, side=None, valid=i != 3) for i in range(90))
    text = shown(Result(View.SIDE, turns, (), ()))
    assert row(text, "0:00.0") == ["0:00.0", "1:00.0", "59", "58"]  # the one that ends at 60 s is the next minute's
    assert row(text, "1:00.0") == ["1:00.0", "2:00.0", "31", "31"]


@pytest.mark.parametrize(
    ("limit", "worst"),
    [(AtMost(3, "s"), "too-fast (9 s)"), (AtLeast(3, "s"), "too-fast (1 s)"), (None, "too-fast (2 s)")],
)
def test_of_several_faults_with_one_code_the_worst_is_told(limit: AtMost | AtLeast | None, worst: str):
    faults = [Fault("too-fast", "warn", 0, 1, value, "s") for value in (2.0, 9.0, 1.0)]
    assert tables.told(faults, {} if limit is None else {"too-fast": limit}) == worst


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00.0"), (59.96, "1:00.0"), (62.46, "1:02.5"), (3600, "60:00.0")])
def test_clock(seconds: float, text: str):
    assert tables.clock(seconds) == text


def test_views_are_in_one_order():
    assert tables.views(frozenset({View.SIDE, View.FRONT})) == "front, side"
    assert tables.views(frozenset(View)) == "any"
