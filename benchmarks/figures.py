"""What a benchmark says: figures beside their goals, as a table and as JSON."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trainer.limits import Limit


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. goal: what it should keep, None where it is only told. detail: how it came about.

    value: nan where it could not be measured here; detail then says why.
    """

    name: str
    value: float
    unit: str
    goal: Limit | None = None
    detail: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the goal is kept; None without a goal or a value."""
        if self.goal is None or math.isnan(self.value):
            return None
        return self.goal.excess(self.value) <= 0


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to measure: its name on the command line, what it is in a sentence, and what measures it.

    measure: quick or not -> figures, as they come.
    """

    name: str
    what: str
    measure: Callable[[bool], Iterable[Figure]]


def number(value: float) -> str:
    """Three digits, no more: the rest is noise."""
    if math.isnan(value):
        return "–"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def line(figure: Figure) -> str:
    """One row of the table."""
    verdict = {True: "kept", False: "**missed**", None: ""}[figure.kept]
    goal = "" if figure.goal is None else str(figure.goal).strip()
    return f"| {figure.name} | {number(figure.value)} {figure.unit} | {goal} | {verdict} | {figure.detail} |"


HEAD = "| figure | here | goal | | how |\n| --- | ---: | --- | --- | --- |"


def as_json(machine: str, figures: Iterable[Figure]) -> str:
    """All figures, one object each; not a number is null."""
    rows = [
        {
            "name": f.name,
            "value": None if math.isnan(f.value) else f.value,
            "unit": f.unit,
            "goal": None if f.goal is None else str(f.goal),
            "kept": f.kept,
            "detail": f.detail,
        }
        for f in figures
    ]
    return json.dumps({"machine": machine, "figures": rows}, indent=1, ensure_ascii=False) + "\n"


def ratio(ours: Sequence[float], others: Sequence[float]) -> float:
    """Median of the ratios of rounds that were measured side by side."""
    return statistics.median(a / b for a, b in zip(ours, others, strict=True))


def share(values: Sequence[float], part: float) -> float:
    """The value below which that part of the values lies."""
    return sorted(values)[min(int(part * len(values)), len(values) - 1)]
