"""Writes the table of exercises in README.md from their declarations; --check only tells whether it is true."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer.exercise import Exercise
from trainer.exercises import exercises

README = Path(__file__).resolve().parent.parent / "README.md"
START, END = "<!-- exercises: scripts/readme_table.py writes this -->\n", "<!-- /exercises -->\n"


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


def updated(readme: str) -> str:
    """The README with today's table between its two marks; ValueError when a mark is missing."""
    before, rest = readme.split(START)
    _, after = rest.split(END)
    return before + START + "\n" + table() + "\n" + END + after


def main() -> int:
    """Exit code 1 when --check finds an old table."""
    readme = README.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        return int(readme != updated(readme))
    README.write_text(updated(readme), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
