"""The review page of one session: everything that can be said about it, on the clock of its video."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.exercise import Strictness
from trainer.exercises import exercises
from trainer.recording.schema import REVIEW
from trainer.report.figure import Figures, lines_of
from trainer.report.moments import joints_of, worst_of_each
from trainer.report.page import rendered, write_page
from trainer.report.traces import Trace, limits_of, trace_of
from trainer.report.views import JudgedSet, set_data, set_view
from trainer.report.words import ENGLISH, beyond_model, clock, fault_sentence, good_thing, name_of, next_thing
from trainer.saying import phrase
from trainer.sources import SourceError
from trainer.sources.stills import stills
from trainer.status import Fault
from trainer.words import Words

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.recording import RecordedSet
    from trainer.recording.reader import Recording

SETS = 100  # more than anyone does in a session; a made-up one would fill the memory
STILLS = 24  # over the whole session, the commonest faults of each set first: they are most of what a page weighs


def write_review(recording: Recording, words: Words = ENGLISH) -> Path:
    """The review of a session beside its video; RecordingError or OSError when that can't be done."""
    path = recording.folder / REVIEW
    write_page(path, review_of(recording, words))
    return path


def review_of(recording: Recording, words: Words = ENGLISH) -> str:
    """The review page as text."""
    sets = [_judged(recording, recorded, words) for recorded in recording.sets[:SETS]]
    worst = [(s, fault, times) for s in sets for fault, times in _worst(s)][:STILLS]
    when = {id(fault): s.trace.worst_s.get(fault, fault.start_s) for s, fault, _ in worst}
    figures = Figures(recording.duration_s)
    poses = _followed(recording.poses(), figures, when.values())
    pictures = _pictures(recording.video, when.values())
    shown = [_still(s, fault, times, when[id(fault)], poses, pictures) for s, fault, times in worst]
    header = recording.header
    return rendered(
        "review.html",
        words,
        header=header,
        source=_source(header.source, words),
        started=header.started[:16].replace("T", " "),
        interrupted=recording.interrupted,
        duration=clock(recording.duration_s),
        video=recording.video is not None,
        valid=sum(rep.valid for s in sets for rep in s.reps),
        attempts=sum(not rep.valid for s in sets for rep in s.reps),
        advice=_advice(sets, words),
        sets=[set_view(s, [still for still in shown if still["set"] == s.recorded.index]) for s in sets],
        data=_data(recording, sets, figures, words),
    )


def _data(recording: Recording, sets: Sequence[JudgedSet], figures: Figures, words: Words) -> dict[str, Any]:
    """What the page's script draws, and the words for it."""
    marks = [event for event in recording.events if event.kind == "mark"]
    return {
        "words": words.table("plot"),
        "duration": recording.duration_s,
        "size": list(recording.header.size if figures.size == (0, 0) else figures.size),
        "figures": figures.as_dict(),
        "sets": [set_data(s) for s in sets],
        "notes": [{"t": mark.t, "text": mark.text or name_of(mark.code, words)} for mark in marks],
    }


def _source(name: str, words: Words) -> str:
    """A video's name, or the camera in the person's language."""
    where = name.removeprefix("camera ")
    return name if where == name else words.say(phrase("review.camera", where=where))


def _judged(recording: Recording, recorded: RecordedSet, words: Words) -> JudgedSet:
    settings = recorded.settings
    exercise = exercises().get(settings.exercise)
    if exercise is None:
        return JudgedSet(recorded, None, {}, Trace("", ""), _end(recorded, ()), words)
    strictness = Strictness(settings.strictness)
    hold_s = exercise.hold_s if settings.hold_s is None else settings.hold_s
    poses = recording.poses(recorded.index)
    trace = trace_of(exercise, poses, recorded.reps, recorded.spans, hold_s, strictness, settings.calibration)
    limits = limits_of(exercise, strictness, hold_s, recorded.view)
    return JudgedSet(recorded, exercise, limits, trace, _end(recorded, trace.times), words)


def _end(recorded: RecordedSet, times: Sequence[float]) -> float:
    """When the set ended; a recording that was cut off ends with what is known last."""
    if recorded.end_s is not None:
        return recorded.end_s
    return max([recorded.start_s, *(rep.end_s for rep in recorded.reps), *times[-1:]])


def _worst(judged: JudgedSet) -> list[tuple[Fault, int]]:
    return worst_of_each(judged.reps, judged.recorded.spans, judged.limits)


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
        "name": name_of(fault.code, judged.words),
        "severity": fault.severity,
        "times": times,
        "text": fault_sentence(fault, judged.exercise, judged.limits, judged.words),
        "image": None if picture is None else "data:image/jpeg;base64," + base64.b64encode(picture).decode("ascii"),
        "figure": lines_of(poses[t], joints_of(judged.exercise, fault.code)) if t in poses else None,
    }


def _advice(sets: Sequence[JudgedSet], words: Words) -> list[dict[str, str]]:
    """One good thing and one next thing for each exercise of the session."""
    found = []
    for name in dict.fromkeys(s.name for s in sets):
        same = [s for s in sets if s.name == name]
        reps = [rep for s in same for rep in s.reps]
        spans = [span for s in same for span in s.recorded.spans]
        exercise = same[0].exercise
        beyond = [beyond_model(exercise, s.recorded.unseen, s.recorded.view) for s in same]
        coming = next_thing(exercise, reps, spans, words, set.intersection(*beyond))
        found.append({"name": name, "good": good_thing(exercise, reps, words), "next": coming})
    return found
