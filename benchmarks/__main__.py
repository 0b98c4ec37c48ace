"""How fast the trainer is on this machine, each figure beside its goal: python -m benchmarks [--quick] [--only NAME]

Everything that runs here is measured side by side with what it is compared to, in turns, and medians count; so let
nothing else run meanwhile. The table goes to standard output as Markdown, with --json also to a file.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import HEAD, Figure, Row, as_json, line
from benchmarks.rows import rows
from trainer.sources import clock


def machine() -> str:
    """What it runs on, in general words."""
    system = f"{platform.system()} on {platform.machine()}"
    return f"{os.cpu_count()} processors, {system}, Python {platform.python_version()}"


def measured(chosen: Sequence[Row], quick: bool) -> Iterator[Figure]:
    """Every figure of these rows; one that fails is told, and does not stop the others."""
    for row in chosen:
        began = clock()
        try:
            yield from row.measure(quick)
        except Exception as error:  # whatever it is, the other rows are worth their time
            yield Figure(row.name, float("nan"), "", None, f"failed: {type(error).__name__}: {error}")
        print(f"{row.name}: {clock() - began:.0f} s", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """The command; exit code 1 when a goal is missed or a row fails."""
    known = rows()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=known, metavar="NAME", help=f"of {', '.join(known)}")
    parser.add_argument("--quick", action="store_true", help="two minutes in place of ten: fewer rounds, rougher")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here, too")
    given = parser.parse_args(argv)
    print(f"{machine()}{', quick' if given.quick else ''}\n\n{HEAD}", flush=True)
    figures = []
    for figure in measured([known[name] for name in given.only or known], given.quick):
        print(line(figure), flush=True)
        figures.append(figure)
    if given.json is not None:
        given.json.write_text(as_json(machine(), figures), encoding="utf-8")
    failed = [f for f in figures if f.kept is False or f.detail.startswith("failed")]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
