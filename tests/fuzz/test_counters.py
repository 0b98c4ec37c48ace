"""Any signal at all, at any times: what a counter measures of it has a beginning, a peak and an end in that order."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.counting.smoothing import Moment, Smoother
from trainer.counting.track import Track
from trainer.exercise import Movement, Signal, Travel

QUICK = settings(
    max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
RULE = Travel({None: Signal("any", "cm", lambda body: None)}, least=10.0, full=20.0)
HIDDEN = Travel({None: Signal("any", "cm", lambda body: None)}, least=10.0, full=20.0, unseen_s=4.0, back_s=0.3)


def moves(seed: int, rule: Travel, steps_s: list[float]) -> list[Movement]:
    """Some hundred values that jump, stay and vanish, at times of their own."""
    chance, track, t, value = random.Random(seed), Track(rule, None), 0.0, 0.0
    found = []
    for _ in range(240):
        t += chance.choice(steps_s)
        if chance.random() < 0.3:
            value = chance.choice((0.0, 3.0, 12.0, 20.0, 40.0)) + chance.gauss(0, 1)
        seen = value if chance.random() > 0.1 else None
        found += [track.step(t, seen, chance.random() < 0.8, chance.random() < 0.95)]
    found.append(track.finish())
    return [movement for movement in found if movement is not None]


@QUICK
@given(
    seed=st.integers(0, 10**6),
    rule=st.sampled_from([RULE, HIDDEN]),
    steps_s=st.lists(st.sampled_from([0.001, 0.02, 1 / 30, 0.1, 0.2, 0.45, 2.0]), min_size=1, max_size=4),
)
def test_a_movement_has_its_moments_in_order(seed: int, rule: Travel, steps_s: list[float]):
    told = moves(seed, rule, steps_s)
    for m in told:
        assert m.start_s <= m.peak_s <= m.end_s
        assert m.start_s <= m.hold_start_s <= m.hold_end_s <= m.end_s
        assert m.travel >= rule.least
    assert all(a.end_s <= b.start_s for a, b in pairwise(told)), "no moment belongs to two of them"


def test_there_are_such_movements():
    assert sum(len(moves(seed, RULE, [1 / 30, 0.1])) for seed in range(20)) > 50


@QUICK
@given(seed=st.integers(0, 10**6), steps_s=st.lists(st.sampled_from([0.01, 0.1, 0.2, 0.45]), min_size=1, max_size=3))
def test_smoothed_times_never_run_backward(seed: int, steps_s: list[float]):
    """The more it trembles, the further back the mean reaches."""
    chance, smoother, t, last = random.Random(seed), Smoother(), 0.0, -1.0
    for i in range(80):
        t += chance.choice(steps_s)
        height = chance.gauss(0, 3.0 if i // 10 % 2 else 0.01)
        mean = smoother.step(Moment(t, height, height, 0.0, None, True, None))
        assert last <= mean.t <= t
        last = mean.t
