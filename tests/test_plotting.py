"""trainer analyze --plot OUT.html --labels FILE: what it writes, and what it refuses before minutes of work."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SAMPLES, Command

from trainer.commands import CommandError
from trainer.commands.plotting import Plot, labels_for
from trainer.exercises import find


def test_the_command_writes_the_page(trainer: Command, empty_room: Path, tmp_path: Path):
    done = trainer("analyze", empty_room, "--exercise", "butterfly", "--model", "lite", "--plot", "out.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert "out.html" in done.stdout
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "Signals of empty.mp4" in page
    assert "labelled" not in page.split("<script", 1)[0]


def test_labels_are_drawn_beside_what_was_found(tmp_path: Path):
    plot = Plot(tmp_path / "out.html", find("butterfly"), SAMPLES / "butterfly-faults.json")
    plot.write("clip.mp4")
    assert "labelled: 2 · 3" in (tmp_path / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--labels", SAMPLES / "butterfly.json"], "--labels are drawn by --plot OUT.html: expected both"),
        (["--plot", "out.html", "--labels", "none.json"], "none.json can't be read: No such file or directory"),
        (["--plot", "out.html", "--labels", SAMPLES / "bear-roll.json"], "labels bear-roll: expected butterfly"),
        (["--plot", "missing/out.html"], "no folder missing to write out.html in: make it first"),
    ],
)
def test_mistakes_are_told_at_once(trainer: Command, arguments: list[str | Path], why: str):
    done = trainer("analyze", SAMPLES / "butterfly.mp4", "--exercise", "butterfly", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("trainer: ")
    assert why in done.stderr


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{}", "is no file of labels: expected a field 'exercise'"),
        ("[]", "is no file of labels"),
        ("no json", "is no file of labels"),
        ('{"exercise": "butterfly", "view": "front", "reps": [{}]}', "expected a field 'faults'"),
    ],
)
def test_a_file_that_holds_no_labels(tmp_path: Path, text: str, why: str):
    path = tmp_path / "labels.json"
    path.write_text(text)
    with pytest.raises(CommandError, match=why):
        labels_for(find("butterfly"), path)
