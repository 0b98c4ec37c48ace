"""Labels of a video: what truly happens in it, in the words of a result, so that the two can be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.status import Fault, Rep


class LabelError(Exception):
    """A file of labels that can't be read or is none; one line that says why."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The truth of one video: every repetition and attempt in time order, and faults of a stretch of time.

    name: of the clip. view: front, oblique or side, as it was filmed. holds: first and last moment in position of each
    repetition, None where nothing was held. A fault's worst is its magnitude. Nothing is ever unseen in labels.
    """

    name: str
    exercise: str
    view: str
    reps: tuple[Rep, ...]
    spans: tuple[Fault, ...]
    holds: tuple[tuple[float, float] | None, ...]


def read_labels(path: Path) -> Labels:
    """Labels from the JSON beside a clip; LabelError when it is missing or something else."""
    try:
        return labels_of(json.loads(path.read_text(encoding="utf-8-sig")), path.stem)
    except OSError as error:
        raise LabelError(f"{path} can't be read: {error.strerror}") from error
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise LabelError(f"{path} is no file of labels: {str(error)[:200]}") from error
    except KeyError as error:
        raise LabelError(f"{path} is no file of labels: expected a field {error}") from error


def labels_of(data: Mapping[str, Any], name: str) -> Labels:
    """Labels from the decoded JSON, called name when it has none of its own; KeyError and the like when it is none."""
    return Labels(
        str(data.get("clip", name)),
        str(data["exercise"]),
        str(data["view"]),
        tuple(_rep(index, rep) for index, rep in enumerate(data["reps"])),
        tuple(_fault(span, "warn") for span in data.get("spans", ())),
        tuple(_hold(rep) for rep in data["reps"]),
    )


def _rep(index: int, rep: Mapping[str, Any]) -> Rep:
    """peak_s: the middle where it is not labelled."""
    faults = tuple(_fault(fault, "break") for fault in rep["faults"])
    start_s, end_s, valid = float(rep["start_s"]), float(rep["end_s"]), bool(rep["valid"])
    broken = next((fault.code for fault in faults if fault.severity == "break"), None)
    hold_s = float(rep.get("hold_s") or 0.0)
    peak_s = float(rep.get("peak_s", (start_s + end_s) / 2))
    reason = None if valid else broken
    return Rep(index, rep.get("side"), start_s, peak_s, end_s, hold_s, hold_s, valid, reason, faults)


def _fault(fault: Mapping[str, Any], severity: str) -> Fault:
    told = "warn" if fault.get("severity", severity) == "warn" else "break"
    start_s, end_s, size = float(fault["start_s"]), float(fault["end_s"]), float(fault.get("magnitude", 0.0))
    return Fault(str(fault["code"]), told, start_s, end_s, size, str(fault.get("unit", "")))  # type: ignore[arg-type]


def _hold(rep: Mapping[str, Any]) -> tuple[float, float] | None:
    start_s, end_s = rep.get("hold_start_s"), rep.get("hold_end_s")
    return None if start_s is None or end_s is None else (float(start_s), float(end_s))
