"""Breaks the rules on purpose, one place at a time, and tells how many of the breaks a test sees.

    python scripts/mutants.py --sample 60 --seed 1

Works in a copy of the checkout. A mutant is one changed comparison, number, sign, truth value or and/or in counters,
signals or exercises; it dies when a test of that part fails or hangs.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GATES = ("tests/test_gate.py", "tests/test_every_exercise.py")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
HANGS_S = 180


def tests_of(path: Path) -> list[str]:
    """The tests that ought to see a break in this module."""
    if path.parent.name == "exercises":
        return [f"tests/exercises/test_{path.stem}.py", *GATES]
    if path.name == "signals.py":
        return ["tests/exercises", *GATES]
    own = ["tests/test_counting.py", "tests/test_circles.py", "tests/test_cadence.py", "tests/test_ramps.py"]
    return [*own, "tests/exercises", *GATES]


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """(line, what was done, whole new source) for each place that can be broken."""
    for number, node in enumerate(ast.walk(ast.parse(source))):
        tree = ast.parse(source)
        twin = next(n for i, n in enumerate(ast.walk(tree)) if i == number)
        done = broken(twin)
        if done is not None:
            yield getattr(node, "lineno", 0), done, ast.unparse(ast.fix_missing_locations(tree))


def broken(node: ast.AST) -> str | None:
    """Break this node in place and say how; None when there is nothing to break in it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        before, after = type(node.ops[0]), SWAPS[type(node.ops[0])]
        node.ops[0] = after()  # type: ignore[call-overload]
        return f"{before.__name__} -> {after.__name__}"
    if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
        before, after = type(node.op), SWAPS[type(node.op)]
        node.op = after()  # type: ignore[assignment]
        return f"{before.__name__} -> {after.__name__}"
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
        return f"{not node.value} -> {node.value}"
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        before_value = node.value
        node.value = before_value * 2 + 1
        return f"{before_value} -> {node.value}"
    return None


def survives(copy: Path, path: Path, text: str) -> bool:
    """Whether no test of the part sees this text in place of the module's own."""
    target = copy / path
    own = target.read_text(encoding="utf-8")
    target.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests_of(path)]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=HANGS_S)
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_text(own, encoding="utf-8")
    return done.returncode == 0


def main() -> int:
    """Print each survivor and the share that died; 1 when that is less than 85 %."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sample", type=int, default=60, help="how many of all mutants to try")
    asked.add_argument("--seed", type=int, default=1)
    wishes = asked.parse_args()
    package = ROOT / "trainer"
    files = [*(package / "counting").glob("*.py"), package / "signals.py", *(package / "exercises").glob("*.py")]
    every = [(f.relative_to(ROOT), *m) for f in sorted(files) for m in mutants(f.read_text(encoding="utf-8"))]
    chosen = random.Random(wishes.seed).sample(every, min(wishes.sample, len(every)))
    died = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "*cache*"))
        for path, line, what, text in chosen:
            lives = survives(copy, path, text)
            died += not lives
            print(f"{'LIVES' if lives else 'died '} {path}:{line} {what}", flush=True)
    print(f"{died} of {len(chosen)} died ({len(every)} there are): {100 * died / len(chosen):.0f} %")
    return 0 if died >= 0.85 * len(chosen) else 1


if __name__ == "__main__":
    raise SystemExit(main())
