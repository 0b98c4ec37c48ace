"""The scorer on truth and verdicts made by hand, with figures worked out on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from score_figures import fault, labels, rep, result, scored

from benchmarks.matching import overlap, pairs_of
from benchmarks.summary import summarised
from trainer.coach import Cue
from trainer.saying import Phrase


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
