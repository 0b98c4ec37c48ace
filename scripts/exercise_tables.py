"""Writes the tables of exercises in README.md and ACCURACY.md from their declarations."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # benchmarks is no part of what is installed

from benchmarks.accuracy import written  # noqa: E402
from benchmarks.tables import blind_table  # noqa: E402
from trainer.exercise import Exercise  # noqa: E402
from trainer.exercises import exercises  # noqa: E402


def pages() -> dict[Path, str]:
    """Each page as it should read today; ValueError when a mark is missing."""
    tables = {"README.md": {"exercises": table()}, "ACCURACY.md": {"views": blind_table(exercises().values())}}
    return {ROOT / name: written((ROOT / name).read_text(encoding="utf-8"), parts) for name, parts in tables.items()}


def table() -> str:
    """A Markdown row for each exercise."""
    head = "| exercise | dose | camera | does not count | is told |\n|---|---|---|---|---|\n"
    return head + "".join(map(row, exercises().values()))


def row(exercise: Exercise) -> str:
    """Name, dose, view, and the codes of what can go wrong."""
    codes = {
        kind: ", ".join(dict.fromkeys(f"`{check.code}`" for check in exercise.checks if check.severity == kind))
        for kind in ("break", "warn")
    }
    name = f"{exercise.name}<br>`{exercise.id}`"
    return f"| {name} | {exercise.dose} | {exercise.view_hint} | {codes['break'] or '–'} | {codes['warn'] or '–'} |\n"


def main() -> int:
    """Renew the pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
