"""What can be jumped to on a page: repetitions as bars, faults as marks, on the clock of the poses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from trainer.exercise import Cadence, Exercise
from trainer.limits import Limit
from trainer.report.words import check_of, clock, fault_sentence, name_of, reason_of
from trainer.status import Fault, Rep

Kind = Literal["valid", "attempt", "unseen"]
ONE_RUN_S = 2.5  # beats no further apart than this are one bar: half an hour of pedalling is thousands


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time with one verdict; label is short, text tells all."""

    kind: Kind
    start_s: float
    end_s: float
    label: str
    text: str


def bars_of(
    exercise: Exercise | None, reps: Sequence[Rep], lost: Iterable[tuple[float, float]], limits: Mapping[str, Limit]
) -> list[Bar]:
    """Repetitions, attempts and stretches without a person in place, in time order."""
    if exercise is not None and isinstance(exercise.counting, Cadence):
        bars = _runs(reps)
    else:
        bars = [_bar(rep, exercise, limits) for rep in reps]
    unseen = [Bar("unseen", start, end, "", f"not in place or not seen, {end - start:.1f} s") for start, end in lost]
    return sorted([*bars, *unseen], key=lambda bar: bar.start_s)


def _bar(rep: Rep, exercise: Exercise | None, limits: Mapping[str, Limit]) -> Bar:
    side = f", {rep.side}" if rep.side else ""
    told = "counted" if rep.valid else f"not counted: {reason_of(rep, exercise, limits)}"
    kind: Kind = "valid" if rep.valid else "attempt"
    return Bar(kind, rep.start_s, rep.end_s, str(rep.index + 1), f"{rep.index + 1}{side}: {told}")


def _runs(reps: Sequence[Rep]) -> list[Bar]:
    """Beats of one verdict that follow each other, as one bar."""
    found: list[list[Rep]] = []
    for rep in reps:
        last = found[-1][-1] if found else None
        if last is not None and last.valid == rep.valid and rep.start_s - last.end_s <= ONE_RUN_S:
            found[-1].append(rep)
        else:
            found.append([rep])
    return [
        Bar("valid" if run[0].valid else "attempt", run[0].start_s, run[-1].end_s, str(len(run)), f"{len(run)} beats")
        for run in found
    ]


def marks_of(
    exercise: Exercise | None, reps: Sequence[Rep], spans: Iterable[Fault], limits: Mapping[str, Limit]
) -> list[dict[str, Any]]:
    """Every fault of a set in time order, as the page's script needs it."""
    faults = sorted([*(f for rep in reps for f in rep.faults), *spans], key=lambda fault: fault.start_s)
    return [
        {
            "code": fault.code,
            "name": name_of(fault.code),
            "severity": fault.severity,
            "t": round(fault.start_s, 3),
            "end": round(fault.end_s, 3),
            "text": f"{clock(fault.start_s)} {fault_sentence(fault, exercise, limits)}",
            "joints": joints_of(exercise, fault.code),
        }
        for fault in faults
    ]


def joints_of(exercise: Exercise | None, code: str) -> list[int]:
    """Joints that a fault of this code marks."""
    check = check_of(exercise, code)
    return [] if check is None else [int(joint) for joint in check.joints]


def worst_of_each(reps: Sequence[Rep], spans: Iterable[Fault], limits: Mapping[str, Limit]) -> list[tuple[Fault, int]]:
    """(worst fault, how often) of each code, the commonest first."""
    kinds: dict[str, list[Fault]] = {}
    for fault in [*(f for rep in reps for f in rep.faults), *spans]:
        kinds.setdefault(fault.code, []).append(fault)
    found = []
    for code, faults in kinds.items():
        limit = limits.get(code)
        worst = max(faults, key=lambda f: f.end_s - f.start_s if limit is None else limit.excess(f.worst))
        found.append((worst, len(faults)))
    return sorted(found, key=lambda pair: -pair[1])
