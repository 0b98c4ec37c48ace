"""What is known before a movement has ended: that it did not go far enough, once half of the way back is done."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from trainer.checking import scaled
from trainer.checking.early import Early
from trainer.exercise import Exercise, Strictness
from trainer.exercises import find

REST = math.inf


def watched(
    shares: Sequence[float | None], exercise: Exercise, strictness: Strictness = Strictness.NORMAL, since: float = 0.0
) -> list[tuple[str, float] | None]:
    """What is found after each tenth of a second of a movement that comes so far; 1 is the own best."""
    early = Early(exercise, {check: scaled(check.limit, strictness) for check in exercise.checks})
    found = []
    for i, share in enumerate(shares):
        early.step(i / 10, since, share)
        found.append(next(((fault.check.code, fault.since_s) for fault in early.active()), None))
    return found


SHALLOW = ("shallow", 0.2)
SLIDES = [
    pytest.param([0.0, 0.3, 0.6, 0.4, 0.31, 0.29], [None] * 5 + [SHALLOW], id="told half way back, since the top"),
    pytest.param([0.0, 0.4, 0.8, 0.4, 0.3, 0.1], [None] * 6, id="far enough"),
    pytest.param([0.0, 0.2, 0.34, 0.2, 0.1, 0.0], [None] * 6, id="so little that it is no attempt"),
    pytest.param([0.0, 0.3, 0.6, None, None, 0.2], [None] * 5 + [SHALLOW], id="out of sight at the turn"),
    pytest.param([0.0, 0.3, 0.6, 0.2, 0.9, 0.1], [None] * 3 + [SHALLOW] * 3, id="what was told stays so"),
]


@pytest.mark.parametrize(("shares", "expected"), SLIDES)
def test_a_shallow_slide(shares: Sequence[float | None], expected: list[tuple[str, float] | None]) -> None:
    assert watched(shares, find("arm-slides")) == expected  # the limit: 72 % of the own best; an attempt: 8.5 of 24 cm


def test_strictness_moves_the_limit() -> None:
    shares = [0.0, 0.6, 0.2]
    assert watched(shares, find("arm-slides"), Strictness.RELAXED) == [None] * 3  # 72 / 1.3 = 55 %
    assert watched([0.0, 0.8, 0.2], find("arm-slides"), Strictness.STRICT)[2] == ("shallow", 0.1)  # 72 / 0.8 = 90 %


def test_between_movements_nothing_is_known() -> None:
    assert watched([0.0, 0.6, 0.2], find("arm-slides"), since=REST) == [None] * 3


def test_each_movement_begins_anew() -> None:
    exercise = find("thoracic-extension")
    early = Early(exercise, {check: check.limit for check in exercise.checks})
    for t, since, share in ((0.0, 0.0, 0.5), (0.1, 0.0, 0.1)):
        early.step(t, since, share)
    assert [fault.check.code for fault in early.active()] == ["shallow"]
    early.step(0.2, REST, 0.0)
    assert early.active() == ()
    early.step(0.3, 0.3, 0.1)
    assert early.active() == ()


def test_an_exercise_without_such_a_check() -> None:
    assert watched([0.0, 0.6, 0.2], find("butterfly")) == [None] * 3
    assert watched([0.0, 0.6, 0.2], find("bear-roll")) == [None] * 3
