"""One set of a review: what the page prints of it, and what its script draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trainer.exercise import Cadence, Exercise
from trainer.limits import Limit
from trainer.report.moments import Bar, bars_of, marks_of
from trainer.report.rows import minute_rows, rep_rows, span_rows
from trainer.report.traces import Trace
from trainer.report.words import Coverage, clock, coverage_of, measured, view_name
from trainer.saying import phrase
from trainer.status import Rep
from trainer.words import Words

if TYPE_CHECKING:
    from trainer.recording import RecordedSet

MARKS = 3000  # of a set: more can't be told apart, and a made-up session has no end
MANY = 60  # more repetitions than this are told by the minute


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A recorded set with what today's declaration of its exercise adds; exercise is None when there is none.

    words: the language in which it is told.
    """

    recorded: RecordedSet
    exercise: Exercise | None
    limits: Mapping[str, Limit]
    trace: Trace
    end_s: float
    words: Words

    @property
    def asked_s(self) -> float | None:
        """Seconds that were to be held; None when nothing was."""
        own = None if self.exercise is None else self.exercise.hold_s
        return own if self.recorded.settings.hold_s is None else self.recorded.settings.hold_s

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Repetitions and attempts as they were announced."""
        return self.recorded.reps

    @property
    def name(self) -> str:
        """The exercise's name in the person's language, or its id as it was recorded."""
        return self.recorded.settings.exercise if self.exercise is None else self.words.say(self.exercise.name)


def set_view(judged: JudgedSet, shown: list[dict[str, Any]]) -> dict[str, Any]:
    """A set as the page prints it."""
    recorded, reps, trace, words = judged.recorded, judged.reps, judged.trace, judged.words
    by_minute = len(reps) > MANY or (judged.exercise is not None and isinstance(judged.exercise.counting, Cadence))
    coverage = coverage_of(judged.exercise, reps, recorded.unseen, recorded.view, words)
    holds = judged.asked_s is not None
    return {
        "index": recorded.index,
        "name": judged.name,
        "known": judged.exercise is not None,
        "from": clock(recorded.start_s),
        "to": clock(judged.end_s),
        "start": recorded.start_s,
        "settings": _settings(judged),
        "view": None if recorded.view is None else view_name(recorded.view, words),
        "valid": sum(rep.valid for rep in reps),
        "attempts": sum(not rep.valid for rep in reps),
        "reps": [] if by_minute else _rep_rows(judged),
        "sided": any(rep.side for rep in reps),
        "held": holds,
        "ranged": bool(trace.ranges),
        "minutes": minute_rows(reps) if by_minute else [],
        "spans": span_rows(recorded.spans, judged.exercise, judged.limits, words),
        "hidden": [c for c in coverage if c.share < 1],
        "covered": _percent_covered(coverage),
        "stills": shown,
        "plot": _plot_title(judged) if reps and not by_minute else None,
        "noise": measured(trace.noise, trace.range_unit, words) if trace.ranges else None,
    }


def _rep_rows(judged: JudgedSet) -> list[dict[str, Any]]:
    ranges, unit = judged.trace.ranges, judged.trace.range_unit
    holds = judged.asked_s is not None
    return rep_rows(judged.reps, judged.exercise, judged.limits, ranges, unit, holds, judged.words)


def _plot_title(judged: JudgedSet) -> str | None:
    if judged.trace.ranges:
        return judged.words.say("review.ranges")
    return None if judged.asked_s is None else judged.words.say("review.seconds")


def _percent_covered(coverage: Sequence[Coverage]) -> int | None:
    total = sum(c.total for c in coverage)
    return round(100 * sum(c.judged for c in coverage) / total) if total else None


def _settings(judged: JudgedSet) -> str:
    """What was asked for: 10 repetitions, 5 s hold, left, strict."""
    settings, exercise, words = judged.recorded.settings, judged.exercise, judged.words
    reps = settings.reps if settings.reps is not None or exercise is None else exercise.reps
    hold_s = settings.hold_s if settings.hold_s is not None or exercise is None else exercise.hold_s
    parts = [
        words.say(phrase("review.reps", count=reps)) if reps else None,
        words.say(phrase("review.hold", seconds=f"{hold_s:g}")) if hold_s else None,
        words.say(settings.side or ""),
        words.say(f"strictness.{settings.strictness}"),
    ]
    return ", ".join(part for part in parts if part)


def set_data(judged: JudgedSet) -> dict[str, Any]:
    """A set as the page's script draws it."""
    recorded, trace, reps, words = judged.recorded, judged.trace, judged.reps, judged.words
    bars = bars_of(judged.exercise, reps, trace.lost, judged.limits, words)
    drawn = reps if len(reps) <= MANY else ()
    holds = judged.asked_s is not None
    return {
        "index": recorded.index,
        "name": judged.name,
        "start": recorded.start_s,
        "end": judged.end_s,
        "signal": words.say(trace.name),
        "unit": words.say(trace.unit),
        "t": [round(t, 3) for t in trace.times],
        "v": [_short(v) for v in trace.values],
        "position": [_short(v) for v in trace.position],
        "limits": [{"label": words.say(line.label), "value": line.value} for line in trace.limits],
        "bars": [_bar(bar) for bar in bars[:MARKS]],
        "faults": marks_of(judged.exercise, reps, recorded.spans, judged.limits, words)[:MARKS],
        "ranges": [_short(v) for v in trace.ranges[: len(drawn)]],
        "rangeUnit": "°" if trace.range_unit == "deg" else trace.range_unit,
        "noise": trace.noise,
        "good": [_short(rep.good_s) for rep in drawn] if holds else [],
        "asked": judged.asked_s,
        "valid": [rep.valid for rep in drawn],
        "starts": [round(rep.start_s, 3) for rep in drawn],
    }


def _bar(bar: Bar) -> dict[str, Any]:
    start, end = round(bar.start_s, 3), round(bar.end_s, 3)
    return {"kind": bar.kind, "t": start, "end": end, "label": bar.label, "text": bar.text}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
