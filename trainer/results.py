"""The JSON of an analysis: a contract that others rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer.analysis import Analysis
    from trainer.status import Fault, Rep

SCHEMA = 1
"""Raised only when a field changes its meaning or goes."""
DIGITS = 3
"""A millisecond is finer than any camera's clock; a thousandth of a degree or centimetre finer than any landmark."""


def as_json(analysis: Analysis) -> str:
    """The analysis as text, one newline at its end; the same analysis gives the same bytes."""
    return json.dumps(as_dict(analysis), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def as_dict(analysis: Analysis) -> dict[str, Any]:
    """The analysis as plain values: seconds since the video's start, a fault's worst in its own unit."""
    result = analysis.result
    return {
        "schema": SCHEMA,
        "exercise": analysis.exercise.id,
        "source": analysis.source,
        "view": None if result.view is None else str(result.view),
        "duration_s": rounded(analysis.duration_s),
        "frames": analysis.frames,
        "frames_with_pose": analysis.frames_with_pose,
        "reps": [rep_dict(rep) for rep in result.reps],
        "spans": [{k: v for k, v in fault_dict(span).items() if k != "severity"} for span in result.spans],
        "unseen": list(result.unseen),
    }


def rep_dict(rep: Rep) -> dict[str, Any]:
    """One repetition or attempt."""
    return {
        "index": rep.index,
        "side": rep.side,
        "start_s": rounded(rep.start_s),
        "peak_s": rounded(rep.peak_s),
        "end_s": rounded(rep.end_s),
        "hold_s": rounded(rep.hold_s),
        "good_s": rounded(rep.good_s),
        "valid": rep.valid,
        "reason": rep.reason,
        "faults": [fault_dict(fault) for fault in rep.faults],
        "unseen": list(rep.unseen),
    }


def fault_dict(fault: Fault) -> dict[str, Any]:
    """One check that failed for a while."""
    return {
        "code": fault.code,
        "severity": fault.severity,
        "start_s": rounded(fault.start_s),
        "end_s": rounded(fault.end_s),
        "worst": rounded(fault.worst),
        "unit": fault.unit,
    }


def rounded(value: float) -> float:
    """value to DIGITS decimals; a plain float whatever number type came in, and never the sign of a negative zero."""
    return round(float(value), DIGITS) + 0.0
