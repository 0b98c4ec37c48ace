"""Which of what was found is which of what is labelled: the more they share of their time."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.status import Fault, Rep

MIN_OVERLAP = 0.3  # intersection over union, in time, for what was found to be what is labelled

Pair = tuple[Rep, Rep]  # true, found


def overlap(a: Rep | Fault, b: Rep | Fault) -> float:
    """Intersection over union of two stretches of time, [0, 1]."""
    shared = min(a.end_s, b.end_s) - max(a.start_s, b.start_s)
    union = max(a.end_s, b.end_s) - min(a.start_s, b.start_s)
    return max(shared, 0.0) / union if union > 0 else 0.0


def pairs_of(truth: Sequence[Rep], found: Sequence[Rep]) -> list[Pair]:
    """One-to-one pairs (true, found) of repetitions, best overlap first, in time order."""
    options = sorted(
        ((overlap(t, f), i, j) for i, t in enumerate(truth) for j, f in enumerate(found)), reverse=True
    )  # fmt: skip
    left_true, left_found = set(range(len(truth))), set(range(len(found)))
    pairs = []
    for share, i, j in options:
        if share >= MIN_OVERLAP and i in left_true and j in left_found:
            left_true.remove(i)
            left_found.remove(j)
            pairs.append((truth[i], found[j]))
    return sorted(pairs, key=lambda pair: pair[0].start_s)
