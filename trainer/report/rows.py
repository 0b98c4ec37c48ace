"""The tables of a review page, row by row, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer.exercise import Exercise
from trainer.limits import Limit
from trainer.report.words import clock, fault_sentence, measured, name_of, number, reason_of
from trainer.saying import phrase
from trainer.status import Fault, Rep
from trainer.words import Words


def rep_rows(
    reps: Sequence[Rep], exercise: Exercise | None, limits: Mapping[str, Limit], ranges: Sequence[float | None],
    range_unit: str, holds: bool, words: Words,
) -> list[dict[str, Any]]:  # fmt: skip
    """A row for each repetition or attempt; ranges are those of the repetitions in range_unit, or empty.

    holds: whether a hold was asked for.
    """
    rows = []
    for place, rep in enumerate(reps):
        reach = ranges[place] if place < len(ranges) else None
        rows.append(
            {
                "number": rep.index + 1,
                "t": rep.start_s,
                "clock": clock(rep.start_s),
                "length": _seconds(rep.end_s - rep.start_s, words),
                "side": words.say(rep.side or ""),
                "hold": _held(rep, words) if holds and rep.hold_s > 0 else "",
                "range": "" if reach is None else measured(reach, range_unit, words),
                "valid": rep.valid,
                "reason": reason_of(rep, exercise, limits, words),
                "faults": _fault_cells(rep, exercise, limits, words),
                "unseen": ", ".join(name_of(code, words) for code in rep.unseen),
            }
        )
    return rows


def _held(rep: Rep, words: Words) -> str:
    return words.say(phrase("review.held", good=number(rep.good_s, 1, words), asked=number(rep.hold_s, 1, words)))


def _seconds(seconds: float, words: Words) -> str:
    return f"{number(seconds, 1, words)} s"


def _fault_cells(
    rep: Rep, exercise: Exercise | None, limits: Mapping[str, Limit], words: Words
) -> list[dict[str, Any]]:
    return [
        {
            "name": name_of(fault.code, words),
            "severity": fault.severity,
            "t": fault.start_s,
            "text": fault_sentence(fault, exercise, limits, words),
            "value": measured(fault.worst, fault.unit, words),
        }
        for fault in rep.faults
    ]


def minute_rows(reps: Iterable[Rep]) -> list[dict[str, Any]]:
    """A row for each minute in which a repetition ended."""
    every, valid = Counter[int](), Counter[int]()
    for rep in reps:
        every[int(rep.end_s // 60)] += 1
        valid[int(rep.end_s // 60)] += rep.valid
    return [
        {"t": 60.0 * minute, "clock": clock(60 * minute), "reps": number, "valid": valid[minute]}
        for minute, number in sorted(every.items())
    ]


def span_rows(
    spans: Iterable[Fault], exercise: Exercise | None, limits: Mapping[str, Limit], words: Words
) -> list[dict[str, Any]]:
    """A row for each stretch of time with a fault."""
    return [
        {
            "t": span.start_s,
            "clock": clock(span.start_s),
            "length": _seconds(span.end_s - span.start_s, words),
            "name": name_of(span.code, words),
            "severity": span.severity,
            "text": fault_sentence(span, exercise, limits, words),
        }
        for span in spans
    ]
