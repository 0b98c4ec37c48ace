"""Fuzzes everything that looks at poses: python tests/fuzz/poses.py -runs=N, further options are libFuzzer's.

A run is a few seconds of a sample in which several things go wrong. What must hold stands in streams.py; whatever does
not hold ends it with a traceback and the bytes that led there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

TESTS = Path(__file__).resolve().parent.parent
sys.path += [str(TESTS), str(TESTS.parent)]  # last: what is installed comes first

with atheris.instrument_imports(include=["trainer"]):
    from streams import drawn, endure


def main() -> None:
    """Fuzz until libFuzzer has had enough."""
    atheris.Setup([*sys.argv, "-max_len=51", "-len_control=0"], lambda data: endure(*drawn(data)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
