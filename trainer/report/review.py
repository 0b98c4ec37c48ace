"""The review page of one session: everything that can be said about it, on the clock of its video."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.exercise import Cadence, Exercise, Limit, Strictness
from trainer.exercises import exercises
from trainer.report.figure import Figures, lines_of
from trainer.report.moments import bars_of, joints_of, marks_of, worst_of_each
from trainer.report.page import rendered, write_page
from trainer.report.rows import minute_rows, rep_rows, span_rows
from trainer.report.traces import Trace, limits_of, trace_of
from trainer.report.words import (
    clock,
    coverage_of,
    fault_sentence,
    good_thing,
    measured,
    name_of,
    next_thing,
    view_name,
)
from trainer.sources import SourceError
from trainer.sources.stills import stills
from trainer.status import Fault, Rep

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.recording import RecordedSet
    from trainer.recording.reader import Recording

PAGE = "review.html"
STILLS = 24  # over the whole session, the commonest faults of each set first: they are most of what a page weighs
MANY = 60  # more repetitions than this are told by the minute


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A recorded set with what today's declaration of its exercise adds; exercise is None when there is none."""

    recorded: RecordedSet
    exercise: Exercise | None
    limits: Mapping[str, Limit]
    trace: Trace
    end_s: float

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
        """The exercise's name, or its id as it was recorded."""
        return self.recorded.settings.exercise if self.exercise is None else self.exercise.name


def write_review(recording: Recording) -> Path:
    """The review of a session beside its video; RecordingError or OSError when that can't be done."""
    path = recording.folder / PAGE
    write_page(path, review_of(recording))
    return path


def review_of(recording: Recording) -> str:
    """The review page as text."""
    sets = [_judged(recording, recorded) for recorded in recording.sets]
    worst = [(s, fault, times) for s in sets for fault, times in _worst(s)][:STILLS]
    when = {id(fault): s.trace.worst_s.get(fault, fault.start_s) for s, fault, _ in worst}
    figures = Figures(recording.duration_s)
    poses = _followed(recording.poses(), figures, when.values())
    pictures = _pictures(recording.video, when.values())
    shown = [_still(s, fault, times, when[id(fault)], poses, pictures) for s, fault, times in worst]
    header = recording.header
    return rendered(
        "review.html",
        header=header,
        started=header.started[:16].replace("T", " "),
        interrupted=recording.interrupted,
        duration=clock(recording.duration_s),
        video=recording.video is not None,
        valid=sum(rep.valid for s in sets for rep in s.reps),
        attempts=sum(not rep.valid for s in sets for rep in s.reps),
        advice=_advice(sets),
        sets=[_set_view(s, [still for still in shown if still["set"] == s.recorded.index]) for s in sets],
        data={
            "duration": recording.duration_s,
            "size": list(header.size if figures.size == (0, 0) else figures.size),
            "figures": figures.as_dict(),
            "sets": [_set_data(s) for s in sets],
            "notes": [{"t": e.t, "text": e.text or name_of(e.code)} for e in recording.events if e.kind == "mark"],
        },
    )


def _judged(recording: Recording, recorded: RecordedSet) -> JudgedSet:
    settings = recorded.settings
    exercise = exercises().get(settings.exercise)
    if exercise is None:
        return JudgedSet(recorded, None, {}, Trace("", ""), _end(recorded, ()))
    strictness = Strictness(settings.strictness)
    hold_s = exercise.hold_s if settings.hold_s is None else settings.hold_s
    poses = recording.poses(recorded.index)
    trace = trace_of(exercise, poses, recorded.reps, recorded.spans, hold_s, strictness)
    return JudgedSet(recorded, exercise, limits_of(exercise, strictness, hold_s), trace, _end(recorded, trace.times))


def _end(recorded: RecordedSet, times: Sequence[float]) -> float:
    """When the set ended; a recording that was cut off ends with what is known last."""
    if recorded.end_s is not None:
        return recorded.end_s
    return max([recorded.start_s, *(rep.end_s for rep in recorded.reps), *times[-1:]])


def _worst(judged: JudgedSet) -> list[tuple[Fault, int]]:
    return worst_of_each(judged.exercise, judged.reps, judged.recorded.spans, judged.limits)


def _followed(poses: Iterable[Pose], figures: Figures, times: Iterable[float]) -> dict[float, Pose]:
    """The pose nearest to each of the times; figures takes them all."""
    nearest: dict[float, Pose] = {}
    wanted = sorted(set(times))
    for pose in poses:
        figures.add(pose)
        for t in wanted:
            if pose.found and (t not in nearest or abs(pose.t - t) < abs(nearest[t].t - t)):
                nearest[t] = pose
    return nearest


def _pictures(video: Path | None, times: Iterable[float]) -> dict[float, bytes]:
    if video is None:
        return {}
    try:
        return stills(video, times)
    except SourceError:
        return {}  # the page still has the drawn figure


def _still(
    judged: JudgedSet, fault: Fault, times: int, t: float, poses: Mapping[float, Pose], pictures: Mapping[float, bytes]
) -> dict[str, Any]:
    picture = pictures.get(t)
    return {
        "set": judged.recorded.index,
        "t": t,
        "clock": clock(t),
        "name": name_of(fault.code),
        "severity": fault.severity,
        "times": times,
        "text": fault_sentence(fault, judged.exercise, judged.limits),
        "image": None if picture is None else "data:image/jpeg;base64," + base64.b64encode(picture).decode("ascii"),
        "figure": lines_of(poses[t], joints_of(judged.exercise, fault.code)) if t in poses else None,
    }


def _advice(sets: Sequence[JudgedSet]) -> list[dict[str, str]]:
    """One good thing and one next thing for each exercise of the session."""
    found = []
    for name in dict.fromkeys(s.name for s in sets):
        same = [s for s in sets if s.name == name]
        reps = [rep for s in same for rep in s.reps]
        spans = [span for s in same for span in s.recorded.spans]
        exercise = same[0].exercise
        found.append({"name": name, "good": good_thing(exercise, reps), "next": next_thing(exercise, reps, spans)})
    return found


def _set_view(judged: JudgedSet, shown: list[dict[str, Any]]) -> dict[str, Any]:
    """A set as the page prints it."""
    recorded, reps, trace = judged.recorded, judged.reps, judged.trace
    by_minute = len(reps) > MANY or (judged.exercise is not None and isinstance(judged.exercise.counting, Cadence))
    coverage = coverage_of(judged.exercise, reps, recorded.unseen, recorded.view)
    holds = judged.asked_s is not None
    return {
        "index": recorded.index,
        "name": judged.name,
        "known": judged.exercise is not None,
        "from": clock(recorded.start_s),
        "to": clock(judged.end_s),
        "start": recorded.start_s,
        "settings": _settings(judged),
        "view": None if recorded.view is None else view_name(recorded.view),
        "valid": sum(rep.valid for rep in reps),
        "attempts": sum(not rep.valid for rep in reps),
        "reps": [] if by_minute else rep_rows(reps, judged.exercise, judged.limits, trace.ranges, trace.range_unit, holds),
        "sided": any(rep.side for rep in reps),
        "held": holds,
        "ranged": bool(trace.ranges),
        "minutes": minute_rows(reps) if by_minute else [],
        "spans": span_rows(recorded.spans, judged.exercise, judged.limits),
        "hidden": [c for c in coverage if c.share < 1],
        "covered": _percent_covered(coverage),
        "stills": shown,
        "plot": _plot_title(judged) if reps and not by_minute else None,
        "noise": measured(trace.noise, trace.range_unit) if trace.ranges else None,
    }


def _plot_title(judged: JudgedSet) -> str | None:
    if judged.trace.ranges:
        return "Range of each repetition against your own best"
    return None if judged.asked_s is None else "Seconds in good form, repetition by repetition"


def _percent_covered(coverage: Sequence[Any]) -> int | None:
    total = sum(c.total for c in coverage)
    return round(100 * sum(c.judged for c in coverage) / total) if total else None


def _settings(judged: JudgedSet) -> str:
    """What was asked for: 10 repetitions, 5 s hold, left, strict."""
    settings, exercise = judged.recorded.settings, judged.exercise
    reps = settings.reps if settings.reps is not None or exercise is None else exercise.reps
    hold_s = settings.hold_s if settings.hold_s is not None or exercise is None else exercise.hold_s
    parts = [
        f"{reps} repetitions" if reps else None,
        f"{hold_s:g} s hold" if hold_s else None,
        settings.side,
        settings.strictness,
    ]
    return ", ".join(part for part in parts if part)


def _set_data(judged: JudgedSet) -> dict[str, Any]:
    """A set as the page's script draws it."""
    recorded, trace, reps = judged.recorded, judged.trace, judged.reps
    bars = bars_of(judged.exercise, reps, trace.lost, judged.limits)
    return {
        "index": recorded.index,
        "name": judged.name,
        "start": recorded.start_s,
        "end": judged.end_s,
        "signal": trace.name,
        "unit": trace.unit,
        "t": [round(t, 3) for t in trace.times],
        "v": [_short(v) for v in trace.values],
        "position": [_short(v) for v in trace.position],
        "limits": [{"label": line.label, "value": line.value} for line in trace.limits],
        "bars": [
            {"kind": b.kind, "t": round(b.start_s, 3), "end": round(b.end_s, 3), "label": b.label, "text": b.text}
            for b in bars
        ],
        "faults": marks_of(judged.exercise, reps, recorded.spans, judged.limits),
        "ranges": [_short(v) for v in trace.ranges],
        "rangeUnit": "°" if trace.range_unit == "deg" else trace.range_unit,
        "noise": trace.noise,
        "good": [_short(rep.good_s) for rep in reps] if judged.asked_s is not None else [],
        "held": [_short(rep.hold_s) for rep in reps] if judged.asked_s is not None else [],
        "asked": judged.asked_s,
        "valid": [rep.valid for rep in reps],
        "starts": [round(rep.start_s, 3) for rep in reps],
    }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
