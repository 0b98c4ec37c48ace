"""One verdict out of several: of the signals of a check, and of the faults of a hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trainer.exercise import Limit, Movement
from trainer.status import Fault

Verdict = Fault | str | None
"""A fault, "unseen" when it can't be told, None for ok."""


def worst(verdicts: Sequence[Verdict], limit: Limit) -> Verdict:
    """One verdict of a check's several signals: the furthest past the limit, else not seen if any was not."""
    faults = [v for v in verdicts if isinstance(v, Fault)]
    if not faults:
        return "unseen" if "unseen" in verdicts else None
    furthest = max(faults, key=lambda fault: limit.excess(fault.worst))
    return replace(furthest, start_s=min(f.start_s for f in faults), end_s=max(f.end_s for f in faults))


def good_s(m: Movement, breaking: Sequence[Fault]) -> float:
    """Seconds of the hold that no breaking fault covers; a hold that is merely short is good while it lasts."""
    covered, reached = 0.0, m.hold_start_s
    for fault in sorted(breaking, key=lambda f: f.start_s):
        if fault.code == "short-hold":
            continue
        start, end = max(fault.start_s, reached), min(fault.end_s, m.hold_end_s)
        if end > start:
            covered, reached = covered + end - start, end
    return m.hold_s - covered
