"""What each size of the model costs and gives: frames a second here, and how right it is on the labelled clips."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator

from benchmarks.clips import ROOT, VGA
from benchmarks.figures import Figure, Row
from trainer import models
from trainer.estimator import measure as speed
from trainer.sources import clock

ROUNDS = 5
TOLD = ("valid exact", "verdicts right")


def accuracy() -> dict[str, dict[str, str]]:
    """Figure -> model -> value, of those that ACCURACY.md lays beside each other."""
    page = (ROOT / "ACCURACY.md").read_text(encoding="utf-8")
    rows = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("|")]
    head = next(row for row in rows if row[:2] == ["figure", "goal"] and set(row[2:]) == set(models.NAMES))
    told = rows[rows.index(head) + 2 :]
    found = {wanted: next(row for row in told if row[0].startswith(wanted)) for wanted in TOLD}
    return {wanted: dict(zip(head[2:], row[2:], strict=True)) for wanted, row in found.items()}


def measure(quick: bool) -> Iterator[Figure]:
    """Speeds in turns, medians; the accuracy beside each."""
    known = accuracy()
    taken: dict[str, list[float]] = {name: [] for name in models.NAMES}
    for _ in range(1 if quick else ROUNDS):
        for name in models.NAMES:
            taken[name].append(speed(name, VGA, clock))
    for name, speeds in taken.items():
        right = "; ".join(f"{wanted} {re.sub(r' %$', '', values[name])} %" for wanted, values in known.items())
        yield Figure(f"model {name} alone", statistics.median(speeds), "frames/s", None, f"{right} (ACCURACY.md)")


ROW = Row("models", "lite, full and heavy: speed here, accuracy as last measured", measure)
