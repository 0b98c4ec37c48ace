"""The fuzzers run, reach further from run to run, and find nothing in a few seconds; by hand they go on for hours."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="atheris is there for Linux and a few Pythons only")

HERE = Path(__file__).parent
RUNS = {"poses": 30, "plan": 1000, "settings": 700, "labels": 1000, "calibration": 500, "diary": 150, "session": 150}


@pytest.mark.parametrize("name", RUNS)
def test_a_short_run_finds_nothing(name: str, tmp_path: Path):
    harness = [str(HERE / "poses.py")] if name == "poses" else [str(HERE / "files.py"), name]
    # What libFuzzer takes for its own peak of memory is inherited from this process, which has run models before.
    command = [sys.executable, *harness, f"-runs={RUNS[name]}", "-seed=1", "-rss_limit_mb=0"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"Done {RUNS[name]} runs" in done.stderr
    reached = [int(found) for found in re.findall(r"cov: (\d+)", done.stderr)]
    assert reached[-1] > reached[0], "what is reached guides it"
