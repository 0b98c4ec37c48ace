"""The gate: each sample gives exactly its repetitions, faults and holds, judged from the poses kept in tests/poses.

The synthetic figures of tests/exercises are its other half. Expectations come from the labels, see sample_truth.py.
"""

from __future__ import annotations

from functools import cache

import pytest
from sample_truth import BEATS, NAMES, REPS, SPANS, Row, exercise_of, recorded

from benchmarks.judging import judged
from trainer.coach import Cue
from trainer.exercises import find
from trainer.status import Rep, Result

APART_S = 0.5  # start and end may lie this far from the label: a slow movement begins at no certain frame
HOLD_APART_S = 0.4


@cache
def outcome(name: str) -> tuple[Result, list[Cue]]:
    return judged(find(exercise_of(name)), recorded(name))


def verdict(rep: Rep) -> tuple[str | None, bool, str | None, list[str]]:
    return rep.side, rep.valid, rep.reason, sorted(fault.code for fault in rep.faults)


def expected(row: Row) -> tuple[str | None, bool, str | None, list[str]]:
    broken = [] if row.reason is None else [row.reason]
    return row.side, row.reason is None, row.reason, sorted([*broken, *row.told])


@pytest.mark.parametrize("name", REPS)
def test_repetitions_and_faults_are_those_of_the_labels(name: str):
    result, _ = outcome(name)
    assert [verdict(rep) for rep in result.reps] == [expected(row) for row in REPS[name]]
    for rep, row in zip(result.reps, REPS[name], strict=True):
        assert (rep.start_s, rep.end_s) == pytest.approx((row.start_s, row.end_s), abs=APART_S)


@pytest.mark.parametrize("name", [name for name, rows in REPS.items() if rows[0].hold_s is not None])
def test_holds_last_as_long_as_labelled(name: str):
    result, _ = outcome(name)
    assert [rep.hold_s for rep in result.reps] == pytest.approx([row.hold_s for row in REPS[name]], abs=HOLD_APART_S)


@pytest.mark.parametrize("name", REPS)
def test_all_that_is_labelled_can_be_seen(name: str):
    result, _ = outcome(name)
    for rep, row in zip(result.reps, REPS[name], strict=True):
        assert not {row.reason, *row.told} & set(rep.unseen)


@pytest.mark.parametrize("name", BEATS)
def test_pedal_turns_and_steps_are_counted(name: str):
    result, _ = outcome(name)
    assert len(result.reps) == BEATS[name]
    assert all(rep.valid and not rep.faults for rep in result.reps)


@pytest.mark.parametrize("name", NAMES)
def test_faults_over_time_are_those_of_the_labels(name: str):
    result, _ = outcome(name)
    assert [span.code for span in result.spans] == [span.code for span in SPANS.get(name, [])]
    for span, truth in zip(result.spans, SPANS.get(name, []), strict=True):
        assert (span.start_s, span.end_s) == pytest.approx((truth.start_s, truth.end_s), abs=1.0)
