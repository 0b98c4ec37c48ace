"""What can be jumped to on a page: repetitions as bars, faults as marks, on the clock of the poses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from trainer.exercise import Cadence, Exercise
from trainer.limits import Limit
from trainer.report.words import check_of, clock, fault_sentence, name_of, number, reason_of
from trainer.saying import phrase
from trainer.status import Fault, Rep
from trainer.words import Words

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
    exercise: Exercise | None, reps: Sequence[Rep], lost: Iterable[tuple[float, float]], limits: Mapping[str, Limit],
    words: Words,
) -> list[Bar]:  # fmt: skip
    """Repetitions, attempts and stretches without a person in place, in time order."""
    if exercise is not None and isinstance(exercise.counting, Cadence):
        bars = _runs(reps, words)
    else:
        bars = [_bar(rep, exercise, limits, words) for rep in reps]
    unseen = [
        Bar("unseen", start, end, "", words.say(phrase("review.absent", seconds=number(end - start, 1, words))))
        for start, end in lost
    ]
    return sorted([*bars, *unseen], key=lambda bar: bar.start_s)


def _bar(rep: Rep, exercise: Exercise | None, limits: Mapping[str, Limit], words: Words) -> Bar:
    side = f", {words.say(rep.side)}" if rep.side else ""
    why = phrase("review.not-counted", why=reason_of(rep, exercise, limits, words))
    told = words.say("review.yes" if rep.valid else why)
    kind: Kind = "valid" if rep.valid else "attempt"
    return Bar(kind, rep.start_s, rep.end_s, str(rep.index + 1), f"{rep.index + 1}{side}: {told}")


def _runs(reps: Sequence[Rep], words: Words) -> list[Bar]:
    """Beats of one verdict that follow each other, as one bar."""
    found: list[list[Rep]] = []
    for rep in reps:
        last = found[-1][-1] if found else None
        if last is not None and last.valid == rep.valid and rep.start_s - last.end_s <= ONE_RUN_S:
            found[-1].append(rep)
        else:
            found.append([rep])
    return [_run(run, words) for run in found]


def _run(run: Sequence[Rep], words: Words) -> Bar:
    kind: Kind = "valid" if run[0].valid else "attempt"
    told = words.say(phrase("review.beats", count=len(run)))
    return Bar(kind, run[0].start_s, run[-1].end_s, str(len(run)), told)


def marks_of(
    exercise: Exercise | None, reps: Sequence[Rep], spans: Iterable[Fault], limits: Mapping[str, Limit], words: Words
) -> list[dict[str, Any]]:
    """Every fault of a set in time order, as the page's script needs it."""
    faults = sorted([*(f for rep in reps for f in rep.faults), *spans], key=lambda fault: fault.start_s)
    return [
        {
            "code": fault.code,
            "name": name_of(fault.code, words),
            "severity": fault.severity,
            "t": round(fault.start_s, 3),
            "end": round(fault.end_s, 3),
            "text": f"{clock(fault.start_s)} {fault_sentence(fault, exercise, limits, words)}",
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
