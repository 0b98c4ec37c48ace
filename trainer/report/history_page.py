"""The history as a page: the same numbers as in the terminal, drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainer.recording.store import HISTORY
from trainer.report.history import Day, History, Progress, fault_text
from trainer.report.page import rendered, write_page
from trainer.report.words import ENGLISH, measured, name_of
from trainer.saying import phrase
from trainer.settings import USUAL
from trainer.words import Words


def write_history(data: Path, history: History, goal_min: int = USUAL.goal_minutes, words: Words = ENGLISH) -> Path:
    """The page beside the session folders; goal_min: of a week. OSError when it can't be written."""
    path = data / HISTORY
    write_page(path, history_page(history, goal_min, words))
    return path


def history_page(history: History, goal_min: int = USUAL.goal_minutes, words: Words = ENGLISH) -> str:
    """The page as text."""
    return rendered(
        "history.html",
        words,
        sessions=history.sessions,
        broken=history.broken,
        goal=goal_min,
        this_week=round(history.weeks[-1][1]) if history.weeks else 0,
        exercises=[_view(one, words) for one in history.progress],
        data={
            "words": words.table("plot"),
            "goal": goal_min,
            "weeks": [{"from": monday, "minutes": round(minutes, 1)} for monday, minutes in history.weeks],
            "exercises": [_curves(one, words) for one in history.progress],
        },
    )


def _view(one: Progress, words: Words) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": words.say(one.name),
        "sessions": len(one.days),
        "valid": one.valid,
        "held": f"{one.good_s:.0f} s" if one.holds else None,
        "fault": fault_text(one, words),
        "change": _change(one, words),
        "noise": measured(one.noise, one.unit, words) if one.noise and any(day.ranges for day in one.days) else None,
    }


def _change(one: Progress, words: Words) -> str | None:
    """What became of the range, a sentence; None for too few sessions."""
    if one.change is None:
        return None
    if abs(one.change) < one.noise:
        return words.say(phrase("history.same", noise=measured(one.noise, one.unit, words)))
    change = measured(abs(one.change), one.unit, words)
    return words.say(phrase("history.grew" if one.change > 0 else "history.fell", change=change))


def _curves(one: Progress, words: Words) -> dict[str, Any]:
    return {
        "unit": "°" if one.unit == "deg" else one.unit,
        "noise": one.noise,
        "dates": [day.started for day in one.days],
        "valid": [day.valid for day in one.days],
        "attempts": [day.attempts for day in one.days],
        "held": [round(day.good_s, 1) for day in one.days] if one.holds else [],
        "range": [None if day.range is None else round(day.range, 1) for day in one.days],
        "fault": "" if one.commonest is None else name_of(one.commonest, words),
        "rate": [_share(day, one.commonest) for day in one.days],
    }


def _share(day: Day, code: str | None) -> float | None:
    """Per cent of the session's repetitions with that fault."""
    total = day.valid + day.attempts
    return None if code is None or not total else round(100 * day.faults[code] / total, 1)
