"""The scorer on truth and verdicts made by hand, with figures worked out on paper."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from figures import pose, standing

from benchmarks import accuracy, poses
from benchmarks.accuracy import clips_in, main, written
from benchmarks.matching import overlap, pairs_of
from benchmarks.scoring import ClipScore, Outcome, score_clip
from benchmarks.summary import GOALS, confusion, percentile, summarised
from benchmarks.tables import blind_table, confusion_table, goal_table, misses, report
from trainer.coach import Cue
from trainer.exercise import Severity, View
from trainer.exercises import exercises, find
from trainer.labels import Labels
from trainer.pose import Pose
from trainer.saying import Phrase
from trainer.status import Fault, Rep, Result


def fault(code: str, severity: Severity = "break", start_s: float = 0.0, end_s: float = 1.0) -> Fault:
    return Fault(code, severity, start_s, end_s, 1.0, "cm")


def rep(
    start_s: float, end_s: float, *faults: Fault, side: str | None = None, hold_s: float = 0.0,
    unseen: tuple[str, ...] = (),
) -> Rep:  # fmt: skip
    reason = next((one.code for one in faults if one.severity == "break"), None)
    middle = (start_s + end_s) / 2
    return Rep(0, side, start_s, middle, end_s, hold_s, hold_s, reason is None, reason, faults, unseen)


def labels(*reps: Rep, exercise: str = "butterfly", spans: tuple[Fault, ...] = ()) -> Labels:
    return Labels("clip", exercise, "front", reps, spans, (None,) * len(reps))


def result(*reps: Rep, spans: tuple[Fault, ...] = (), unseen: tuple[str, ...] = ()) -> Result:
    return Result(View.FRONT, reps, spans, unseen)


def scored(truth: Labels, found: Result, *cues: Cue) -> ClipScore:
    return score_clip(truth, found, 60.0, cues)


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ((0, 4), (0, 4), 1.0),
        ((0, 4), (2, 6), 1 / 3),
        ((0, 4), (4, 8), 0.0),
        ((0, 4), (5, 8), 0.0),
        ((0, 10), (4, 6), 0.2),
        ((3, 3), (3, 3), 0.0),  # no length at all
    ],
)
def test_overlap_is_what_is_shared_of_what_is_covered(a, b, share):
    assert overlap(rep(*a), rep(*b)) == pytest.approx(share)


def test_each_repetition_is_paired_once_with_the_best():
    truth, found = [rep(0, 4), rep(4, 8)], [rep(4.1, 8), rep(0.5, 4.4), rep(0, 2)]
    assert pairs_of(truth, found) == [(truth[0], found[1]), (truth[1], found[0])]


def test_a_perfect_set():
    truth = labels(rep(0, 4, side="left", hold_s=3), rep(5, 9, side="right", hold_s=3))
    score = scored(truth, result(rep(0.1, 4.2, side="left", hold_s=2.8), rep(5, 9, side="right", hold_s=3.1)))
    assert (score.sets_exact, score.valid_exact, score.right, score.judged) == (True, True, 2, 2)
    assert (score.clean, score.false_faults, score.outcomes, score.slips) == (2, 0, (), ())
    assert score.hold_s == pytest.approx((0.2, 0.1))
    assert score.end_s == pytest.approx((0.2, 0.0))


# Truth, found, sets exact, valid exact, and the slips in words.
SETS = [
    ("one missed", [rep(0, 4), rep(5, 9)], [rep(0, 4)], False, False, ["repetition missed"]),
    ("one made up", [rep(0, 4)], [rep(0, 4), rep(5, 9)], False, False, ["repetition made up"]),
    ("too far away", [rep(0, 4)], [rep(3, 7)], False, False, ["repetition missed", "repetition made up"]),
    ("nothing to find", [], [], True, True, []),
    ("wrong side", [rep(0, 4, side="left")], [rep(0, 4, side="right")], False, False, ["side left told as right"]),
    ("attempt counted", [rep(0, 4, fault("a"))], [rep(0, 4)], True, False, ["attempt counted (a)"]),
    ("not counted", [rep(0, 4)], [rep(0, 4, fault("a"))], True, False, ["repetition not counted (a)"]),
    ("sideless verdicts have no side", [rep(0, 4)], [rep(0, 4, side="left")], True, True, []),
    (
        "honestly hidden",
        [rep(0, 4, fault("a"))],
        [rep(0, 4, unseen=("a",))],
        True,
        False,
        ["attempt counted (a not seen)"],
    ),
]


@pytest.mark.parametrize(
    ("truth", "found", "sets", "valid", "slips"), [row[1:] for row in SETS], ids=[r[0] for r in SETS]
)
def test_sets(truth, found, sets, valid, slips):
    score = scored(labels(*truth), result(*found))
    assert (score.sets_exact, score.valid_exact) == (sets, valid)
    assert sorted(slip.what for slip in score.slips) == sorted(slips)


def test_a_verdict_that_the_view_hides_is_not_judged():
    score = scored(labels(rep(0, 4, fault("a")), rep(5, 9)), result(rep(0, 4, unseen=("a",)), rep(5, 9)))
    assert (score.right, score.judged, score.hidden) == (1, 1, 1)
    half = scored(labels(rep(0, 4, fault("a"), fault("b"))), result(rep(0, 4, unseen=("a",))))
    assert (half.right, half.judged, half.hidden) == (0, 1, 0)  # b was there to be seen


# Labelled codes, told codes, unseen codes, and what becomes of them.
CODES = [
    ("found", ["a"], ["a"], [], [("a", "a", "found")]),
    ("missed", ["a"], [], [], [("a", None, "missed")]),
    ("not seen", ["a"], [], ["a"], [("a", None, "not seen")]),
    ("made up", [], ["a"], [], [(None, "a", "made up")]),
    ("told though unseen elsewhere", ["a"], ["a"], ["a"], [("a", "a", "found")]),
    ("taken for another", ["a"], ["b"], [], [("a", "b", "taken for another")]),
    ("two of one code are one", ["a", "a"], ["a"], [], [("a", "a", "found")]),
    (
        "mixed",
        ["a", "b"],
        ["b", "c", "d"],
        [],
        [("b", "b", "found"), ("a", "c", "taken for another"), (None, "d", "made up")],
    ),
]


@pytest.mark.parametrize(("truth", "said", "unseen", "outcomes"), [row[1:] for row in CODES], ids=[r[0] for r in CODES])
def test_fault_codes(truth, said, unseen, outcomes):
    true, found = rep(0, 4, *map(fault, truth)), rep(0, 4, *map(fault, said), unseen=tuple(unseen))
    score = scored(labels(true), result(found))
    assert [(o.truth, o.said, o.kind) for o in score.outcomes] == outcomes


def test_faults_of_a_made_up_repetition_are_made_up():
    score = scored(labels(rep(0, 4)), result(rep(0, 4), rep(20, 24, fault("a"))))
    assert [(o.said, o.kind, o.start_s) for o in score.outcomes] == [("a", "made up", 20)]
    assert score.false_faults == 0  # that repetition is wrong as a whole


def test_spans_are_matched_by_code_and_time():
    truth = labels(
        spans=(fault("slump", "warn", 0, 10), fault("paused", "warn", 20, 25), fault("lean", "warn", 30, 35))
    )
    told = (fault("slump", "warn", 1, 9), fault("slump", "warn", 40, 44), fault("paused", "warn", 10, 15))
    score = scored(truth, result(spans=told, unseen=("lean",)))
    assert [(o.truth, o.said, o.kind) for o in score.outcomes] == [
        ("slump", "slump", "found"),
        ("paused", None, "missed"),
        ("lean", None, "not seen"),
        (None, "slump", "made up"),
        (None, "paused", "made up"),
    ]


def test_steps_are_compared_by_their_number():
    truth = labels(*(rep(i, i + 1) for i in range(40)), exercise="aerobic")
    score = scored(truth, result(*(rep(i, i + 1) for i in range(39))))
    assert score.cadence_error == pytest.approx(0.025)
    assert (score.sets_exact, score.judged, score.end_s) == (None, 0, ())


@pytest.mark.parametrize(
    ("t", "code", "severity", "false"),
    [
        (12.0, "a", "break", False),  # while it goes on
        (9.6, "a", "break", False),  # 0.4 s before the label begins
        (9.4, "a", "break", True),
        (24.0, "a", "warn", False),  # the reason of an attempt that ended at 20 s
        (24.6, "a", "warn", True),
        (12.0, "b", "break", True),  # another fault
        (44.0, "slump", "warn", False),
        (12.0, "good", "good", None),  # praise and "not seen" are no faults
        (12.0, "not-seen", "see", None),
    ],
)
def test_a_cue_needs_a_labelled_fault(t, code, severity, false):
    truth = labels(rep(10, 20, fault("a", start_s=10, end_s=15)), spans=(fault("slump", "warn", 40, 45),))
    score = scored(truth, result(), Cue(Phrase("Words"), code, severity, t))
    assert score.cues == (false is not None)
    assert bool(score.false_cues) is bool(false)


@pytest.mark.parametrize(
    ("cues", "delays"),
    [
        pytest.param([("a", 11.5)], (1.5,), id="while it happens"),
        pytest.param([("a", 9.6)], (0.0,), id="a little before its label"),
        pytest.param([("a", 9.4)], (None,), id="too early to be about it"),
        pytest.param([("a", 24.0)], (14.0,), id="after the movement ended"),
        pytest.param([("a", 25.0)], (None,), id="about a later one"),
        pytest.param([("b", 11.5)], (None,), id="about something else"),
        pytest.param([("a", 12.0), ("a", 19.0)], (2.0,), id="the first one counts"),
        pytest.param([], (None,), id="never"),
    ],
)
def test_how_soon_a_fault_is_told(cues: list[tuple[str, float]], delays: tuple[float | None, ...]):
    truth = labels(rep(10, 20, fault("a", start_s=10, end_s=15), fault("unfound", start_s=10)))
    found = result(rep(10, 20, fault("a")))
    assert scored(truth, found, *(Cue(Phrase("Words"), code, "break", t) for code, t in cues)).delays_s == delays


def test_how_soon_a_fault_of_a_stretch_of_time_is_told():
    truth = labels(spans=(fault("paused", "warn", 40, 45), fault("slump", "warn", 50, 55)))
    found = result(spans=(fault("paused", "warn", 41, 45),))
    assert scored(truth, found, Cue(Phrase("Go on"), "paused", "see", 43.0)).delays_s == (3.0,)


def test_a_hold_is_too_short_only_when_it_has_ended():
    truth = labels(rep(10, 20, fault("short-hold", start_s=12, end_s=15), hold_s=3))
    found = result(rep(10, 20, fault("short-hold")))
    assert scored(truth, found, Cue(Phrase("Longer"), "short-hold", "break", 16.5)).delays_s == (1.5,)


def test_a_slide_that_does_not_reach_far_is_known_before_it_has_ended():
    truth = replace(labels(rep(10, 20, fault("shallow", start_s=14, end_s=15))), exercise="arm-slides")
    assert scored(
        truth, result(rep(10, 20, fault("shallow"))), Cue(Phrase("Up"), "shallow", "break", 16.5)
    ).delays_s == (2.5,)


def test_the_share_of_faults_told_in_time():
    two, late, never = (replace(scored(labels(), result()), delays_s=(delay,)) for delay in (2.0, 2.1, None))
    assert summarised([two, late, never, never]).prompt == 0.25
    assert summarised([scored(labels(), result())]).prompt is None


def two_clips() -> list[ClipScore]:
    """Four repetitions in two minutes: a found, b missed, c made up on a clean one, d not seen; a baseless cue."""
    first = scored(
        labels(rep(0, 4, fault("a"), hold_s=5), rep(5, 9, hold_s=5)),
        result(rep(0, 4, fault("a"), hold_s=4.9), rep(5, 9.4, fault("c", "warn"), hold_s=5.3)),
        Cue(Phrase("Up"), "c", "warn", 7.0),
    )
    second = scored(
        labels(rep(0, 4, fault("b", "warn")), rep(5, 9, fault("d"))),
        result(rep(0, 4.1), rep(5, 9.2, unseen=("d",)), rep(20, 24)),
    )
    return [first, second]


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


def test_the_page_tells_what_views_hide_today_and_can_be_renewed():
    page = (ROOT / "ACCURACY.md").read_text(encoding="utf-8")
    assert written(page, {"views": blind_table(exercises().values())}) == page
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
