"""The signals of a set as one page: curves with limits, phases, what was found, and what truly was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from trainer.exercise import Exercise
from trainer.labels import Labels
from trainer.pose import Pose
from trainer.report.curves import Curve, Curves, curves_of
from trainer.report.page import rendered
from trainer.status import Fault, Rep

DIGITS = 2  # a hundredth of a degree or centimetre is finer than any landmark


def signal_page(exercise: Exercise, poses: Iterable[Pose], source: str, labels: Labels | None = None) -> str:
    """The page as text; it loads nothing from elsewhere. labels: drawn beside what was found, None when not known."""
    curves = curves_of(exercise, poses)
    result = curves.result
    return rendered(
        "signals.html",
        source=source,
        name=exercise.name,
        view="no view" if result.view is None else str(result.view),
        counts=_counts(result.reps),
        truth=None if labels is None else _counts(labels.reps),
        blind=result.unseen,
        checks=[(c.code, c.what, c.source) for c in exercise.checks],
        data=page_data(curves, labels),
    )


def page_data(curves: Curves, labels: Labels | None = None) -> dict[str, Any]:
    """What the page's script draws: times and values rounded, bars and faults with their moments."""
    found = curves.result
    return {
        "t": [round(t, 3) for t in curves.times],
        "curves": [_curve(curve, found.reps, found.spans, labels) for curve in _merged(curves.curves)],
        "phases": [{"start": _s(start), "end": _s(end), "name": name} for start, end, name in curves.phases],
        "found": [_bar(rep) for rep in found.reps],
        "truth": None if labels is None else [_bar(rep) for rep in labels.reps],
    }


def _counts(reps: Sequence[Rep]) -> dict[str, int]:
    valid = sum(rep.valid for rep in reps)
    return {"valid": valid, "attempts": len(reps) - valid}


def _merged(curves: Sequence[Curve]) -> list[Curve]:
    """Signals that serve twice for the same are drawn once; the counter's own stay on top."""
    kept: dict[tuple[str, str], Curve] = {}
    for curve in curves:
        kept.setdefault((curve.name, curve.role), curve)
    return list(kept.values())


def _curve(curve: Curve, reps: Sequence[Rep], spans: Sequence[Fault], labels: Labels | None) -> dict[str, Any]:
    true_reps, true_spans = ((), ()) if labels is None else (labels.reps, labels.spans)
    return {
        "name": curve.name,
        "unit": curve.unit,
        "role": curve.role,
        "values": [None if value is None else round(value, DIGITS) for value in curve.values],
        "levels": [[_s(one.start_s), _s(one.end_s), round(one.value, DIGITS)] for one in curve.levels],
        "found": _stretches(curve.codes, reps, spans),
        "truth": _stretches(curve.codes, true_reps, true_spans),
    }


def _stretches(codes: Sequence[str], reps: Sequence[Rep], spans: Sequence[Fault]) -> list[list[float]]:
    faults = [fault for rep in reps for fault in rep.faults] + list(spans)
    return [[_s(fault.start_s), _s(fault.end_s)] for fault in faults if fault.code in codes]


def _bar(rep: Rep) -> dict[str, Any]:
    """One repetition as a bar, with all that is known of it in words."""
    facts = [
        rep.side or "",
        f"{rep.start_s:.2f} to {rep.end_s:.2f} s",
        f"held {rep.hold_s:.2f} s" if rep.hold_s else "",
    ]
    facts += [f"{fault.code} {fault.worst:.1f} {fault.unit}" for fault in rep.faults]
    facts += [f"not seen: {', '.join(rep.unseen)}"] if rep.unseen else []
    label = rep.reason or ", ".join(dict.fromkeys(fault.code for fault in rep.faults)) or str(rep.index + 1)
    kind = "attempt" if not rep.valid else "warn" if rep.faults else "valid"
    text = " · ".join(fact for fact in facts if fact)
    return {"start": _s(rep.start_s), "end": _s(rep.end_s), "kind": kind, "label": label, "text": text}


def _s(seconds: float) -> float:
    return round(seconds, 3)
