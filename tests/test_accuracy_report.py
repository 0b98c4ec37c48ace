"""What is made of the scores: figures over all clips, tables, the page, and the command that writes it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from figures import pose, standing
from score_figures import fault, labels, rep, result, scored, two_clips

from benchmarks import accuracy, poses
from benchmarks.accuracy import clips_in, main, written
from benchmarks.scoring import Outcome
from benchmarks.summary import GOALS, confusion, percentile, summarised
from benchmarks.tables import blind_table, confusion_table, goal_table, misses, report
from trainer.exercise import View
from trainer.exercises import find
from trainer.pose import Pose


def test_the_figures_of_two_clips():
    summary = summarised(two_clips())
    assert (summary.clips, summary.sets_exact, summary.valid_exact) == (2, 0.5, 0.5)
    assert (summary.mae, summary.obo) == (0.25, 1.0)  # one of two too many, in one of two sets
    assert summary.verdicts == 1.0  # three of three; the hidden one is left out
    assert (summary.precision, summary.recall, summary.f1) == (0.5, 0.5, 0.5)
    assert summary.coverage == pytest.approx(2 / 3)  # a and b, but not d
    assert summary.false_faults == 1.0  # the one clean repetition got one
    assert summary.false_cues == 0.5  # one in two minutes
    assert (summary.hold_median_s, summary.hold_p95_s) == pytest.approx((0.2, 0.3))
    assert (summary.end_median_s, summary.end_p95_s) == pytest.approx((0.15, 0.4))
    assert summary.cadence_error is None


def test_a_fault_taken_for_another_is_a_miss_and_made_up():
    summary = summarised([scored(labels(rep(0, 4, fault("a"))), result(rep(0, 4, fault("b"))))])
    assert (summary.precision, summary.recall, summary.f1, summary.coverage) == (0.0, 0.0, 0.0, 1.0)


def test_nothing_divides_by_nothing():
    summary = summarised([scored(labels(), result())])
    assert (summary.mae, summary.verdicts, summary.precision, summary.f1, summary.false_faults) == (
        0,
        None,
        None,
        None,
        None,
    )
    assert all(goal.met(summary) for goal in GOALS)


@pytest.mark.parametrize(("values", "share", "value"), [([], 0.95, None), ([3.0], 0.95, 3.0), (range(100), 0.95, 95)])
def test_percentiles(values, share, value):
    assert percentile(values, share) == value


def test_confusion_counts_labelled_against_told():
    outcomes = [Outcome("a", "a", 0, 1), Outcome("a", "a", 0, 1), Outcome("a", "b", 0, 1), Outcome(None, "b", 0, 1)]
    outcomes += [Outcome("b", None, 0, 1), Outcome("b", None, 0, 1, unseen=True)]
    assert confusion(outcomes) == {
        ("a", "a"): 2, ("a", "b"): 1, ("none", "b"): 1, ("b", "none"): 1, ("b", "not seen"): 1,
    }  # fmt: skip


def test_the_table_of_codes():
    assert confusion_table(two_clips()).splitlines()[2:] == [
        "| butterfly | `a` | 1 | – | – | – |",
        "| butterfly | `b` | – | – | 1 | – |",
        "| butterfly | `d` | – | 1 | – | – |",
        "| butterfly | no fault | – | – | – | `c` 1 |",
    ]


def test_the_table_of_what_a_view_never_shows():
    anywhere, side = find("butterfly").checks[1], replace(find("butterfly").checks[0], views=frozenset({View.SIDE}))
    exercise = replace(find("butterfly"), checks=(side, anywhere))
    assert blind_table([exercise]).splitlines() == [
        "| exercise | front | oblique | side |",
        "| --- | --- | --- | --- |",
        f"| butterfly | `{side.code}` | `{side.code}` | – |",
    ]


def test_every_miss_is_listed_with_its_moment():
    assert misses(two_clips(), named=False).splitlines() == [
        "- butterfly, front (clip 1), 5.0–9.0 s: `c` made up",
        "- butterfly, front (clip 1), 7.0 s: cue “Up” without a reason",
        "- butterfly, front (clip 2), 0.0–4.0 s: `b` missed",
        "- butterfly, front (clip 2), 5.0–9.0 s: `d` not seen",
        "- butterfly, front (clip 2), 5.0–9.0 s: attempt counted (d not seen)",
        "- butterfly, front (clip 2), 20.0–24.0 s: repetition made up",
    ]
    assert misses([scored(labels(), result())]) == "Nothing.\n"


def test_a_missed_goal_is_bold():
    table = goal_table({"here": summarised(two_clips())})
    assert "| sets exact: every repetition found, none made up, right side | 100 % | **50.0 %** |" in table
    assert "| verdicts right, of those that the view shows | ≥ 98 % | 100.0 % |" in table
    assert "| hold time, median error | ≤ 0.15 s | **0.20 s** |" in table


def test_a_page_keeps_all_but_its_tables():
    page = "Text.\n<!-- heavy: benchmarks.accuracy writes this -->\nold\n<!-- /heavy -->\nMore.\n"
    renewed = written(page, {"heavy": "new\n"})
    assert renewed == "Text.\n<!-- heavy: benchmarks.accuracy writes this -->\n\nnew\n\n<!-- /heavy -->\nMore.\n"
    assert written(renewed, {"heavy": "new\n"}) == renewed
    with pytest.raises(ValueError, match="expected the marks <!-- lite"):
        written(page, {"lite": "new\n"})


def test_the_page_tells_of_each_model():
    page = (ROOT / "ACCURACY.md").read_text(encoding="utf-8")
    for model in ("heavy", "full", "lite", "models"):
        part = page.split(f"<!-- {model}: benchmarks.accuracy writes this -->")[1].split(f"<!-- /{model} -->")[0]
        assert "| verdicts right, of those that the view shows | ≥ 98 % |" in part


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clip of a second without a repetition, its labels, and a clip without labels."""
    clips = tmp_path / "clips"
    clips.mkdir()
    (clips / "one.mp4").write_bytes(b"one")
    (clips / "other.mp4").write_bytes(b"other")
    truth = {"clip": "one", "exercise": "butterfly", "view": "front", "reps": [], "spans": []}
    (clips / "one.json").write_text(json.dumps(truth))
    return clips


def test_only_clips_with_labels_are_judged(folder: Path):
    assert clips_in(folder) == [folder / "one.mp4"]
    assert clips_in(folder, "two") == []


def standing_still(video: Path, model: str) -> list[Pose]:
    return [pose(i / 10, standing()) for i in range(10)]


def test_the_command_judges_and_writes(folder: Path, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(poses, "estimated", standing_still)
    assert main([str(folder), "--poses", str(tmp_path / "poses"), "--model", "lite"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("## lite\n")
    assert "| butterfly, front | 1 | 100.0 % | 100.0 % |" in told
    page = tmp_path / "page.md"
    marks = [
        f"<!-- {name}: benchmarks.accuracy writes this -->\n<!-- /{name} -->\n"
        for name in ("lite", "full", "views", "models")
    ]
    page.write_text("".join(marks))
    command = [str(folder), "--poses", str(tmp_path / "poses"), "--model", "lite", "full", "--write", str(page)]
    assert main(command) == 0
    assert "| figure | goal | lite | full |" in page.read_text()


def test_the_command_without_clips(tmp_path: Path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "no clips with labels" in capsys.readouterr().err


def test_the_command_tells_of_broken_labels(folder: Path, tmp_path: Path, capsys):
    (folder / "one.json").write_text("{}")
    assert main([str(folder), "--poses", str(tmp_path)]) == 1
    assert "expected a field 'exercise'" in capsys.readouterr().err


def test_several_clips_at_once_keep_their_order(folder: Path, tmp_path: Path, monkeypatch):
    (folder / "other.json").write_text((folder / "one.json").read_text().replace("one", "other"))
    for name in ("one", "other"):
        video = folder / f"{name}.mp4"
        (tmp_path / "lite").mkdir(exist_ok=True)
        poses.save(tmp_path / "lite" / f"{name}-{poses.key_of(video, 'lite')}.npz", standing_still(video, "lite"))
    scores = accuracy.measured(clips_in(folder), "lite", tmp_path, jobs=2)
    assert [score.name for score in scores] == ["one", "other"]


def test_the_whole_report_has_every_part():
    text = report(two_clips())
    for part in (
        "Per exercise",
        "Per view",
        "Per exercise and view",
        "Faults, labelled against told",
        "What was missed",
    ):
        assert f"### {part}" in text
