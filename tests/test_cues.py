"""Cues over the sample videos, judged from their stored poses: none without a reason in the labels, and in time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from conftest import ROOT
from sample_truth import NAMES, exercise_of, recorded

from benchmarks.judging import judged
from benchmarks.scoring import ClipScore, score_clip
from benchmarks.summary import summarised
from trainer.coach import Cue
from trainer.coach.coach import SHOWN_S
from trainer.coach.wording import AGAIN_S, ANEW_S, SILENT_S
from trainer.exercises import find
from trainer.labels import read_labels


@cache
def told(name: str) -> tuple[ClipScore, Sequence[Cue]]:
    poses = recorded(name)
    result, cues = judged(find(exercise_of(name)), poses)
    labels = read_labels(ROOT / "sample_videos" / f"{name}.json")
    return score_clip(labels, result, poses[-1].t - poses[0].t, cues), cues


@pytest.mark.parametrize("name", NAMES)
def test_no_correction_without_a_label_that_justifies_it(name: str) -> None:
    score, _ = told(name)
    assert score.false_cues == ()


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("-faults") and name != "arm-slides"])
def test_a_faultless_set_is_silent(name: str) -> None:
    score, cues = told(name)
    assert score.outcomes == ()
    assert [cue.code for cue in cues if cue.severity in ("break", "warn", "good")] == []


def test_four_of_five_faults_are_told_within_two_seconds() -> None:
    scores = [told(name)[0] for name in NAMES]
    assert sum(len(score.delays_s) for score in scores) >= 20
    prompt = summarised(scores).prompt
    assert prompt is not None
    assert prompt >= 0.8


@pytest.mark.parametrize("name", NAMES)
def test_the_pauses_between_cues_are_kept(name: str) -> None:
    _, cues = told(name)
    for i, cue in enumerate(cues):
        same = [other for other in cues[:i] if other.code == cue.code]
        if same:
            assert cue.t - same[-1].t >= (ANEW_S if cue.phrase != same[-1].phrase else AGAIN_S)
        if len(same) >= 3 and cue.severity == "break":
            assert cue.t - same[-3].t >= min(SILENT_S, 2 * ANEW_S)
        if i and cue.rank >= cues[i - 1].rank and cues[i - 1].code not in ("good", "not-seen"):
            assert cue.t - cues[i - 1].t >= SHOWN_S
