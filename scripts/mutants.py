"""Breaks the rules on purpose, one place at a time, and tells how many of the breaks a test sees.

    python scripts/mutants.py --sample 60 --seed 11 12
    python scripts/mutants.py --parts checking

Works in a copy of the checkout. A mutant is one changed comparison, number, sign, truth value, and/or, not, min/max or
any/all in counters, signals, exercises or checks; it dies when a test of its part fails or hangs. Options of a
decorator decide no value and are left alone; nothing else is spared, though some breaks change nothing that shows.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PARTS = {
    "counting": "trainer/counting/*.py",
    "signals": "trainer/signals.py",
    "exercises": "trainer/exercises/*.py",
    "checking": "trainer/checking/*.py",
}
ASKED = ("counting", "signals", "exercises")
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.USub: ast.UAdd,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
TO_AND_FRO = ("arm_reach", "arm_slides", "butterfly", "isometric_neck", "thoracic_extension")
EVERY = (*TO_AND_FRO, "bear_roll", "aerobic")
# Names of a counter's own tests, and the exercises that it serves; what is not here is shared by all.
COUNTERS = {
    "cadence": (("cadence",), ("aerobic",)), "rhythm": (("cadence",), ("aerobic",)),
    "circles": (("circles",), ("bear_roll",)), "runs": (("circles",), ("bear_roll",)),
    "ways": (("ways", "circles"), ("bear_roll",)), "smoothing": (("circles",), ("bear_roll",)),
    "track": (("track", "travel", "counting"), TO_AND_FRO), "travel": (("travel", "counting"), TO_AND_FRO),
    "ramps": (("ramps", "track", "counting"), TO_AND_FRO),
}  # fmt: skip
SHARED = (("counting", "track", "travel", "circles", "cadence"), EVERY)
CHECKS = ("checking", "early", "gaps", "quiet", "calibration")
GATES = ("tests/test_every_exercise.py", "tests/test_gate.py")
HANGS_S = 300


class Mutant(NamedTuple):
    """One break: in which module, at which node of its tree and place in that, at which line, and what is done."""

    path: Path
    node: int
    place: int
    line: int
    what: str

    @property
    def part(self) -> str:
        """counting, signals, exercises or checking."""
        return next(part for part, pattern in PARTS.items() if self.path.match(pattern))


def tests_of(path: Path) -> list[str]:
    """The tests that ought to see a break in this module, nearest first, as paths from the checkout's root."""
    if path.parent.name == "exercises":
        return ["tests/exercises/test_limits.py", *_named("exercises/", path.stem), *GATES]
    subjects, served = COUNTERS.get(path.stem, SHARED)
    if path.parent.name == "checking":
        subjects, served = CHECKS, EVERY
    own = [] if path.name == "signals.py" else _named("", *subjects)
    return [*own, "tests/test_gate.py", *_named("exercises/", *served), "tests/test_every_exercise.py"]


def _named(folder: str, *subjects: str) -> list[str]:
    found = [f for s in subjects for f in sorted((ROOT / "tests" / folder).glob(f"test_{s}*.py"))]
    return [str(f.relative_to(ROOT)) for f in found]


def mutants(path: Path) -> Iterator[Mutant]:
    """Each place of this module, a path from the checkout's root, that can be broken."""
    nodes = list(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))))
    decorators = [d for node in nodes for d in getattr(node, "decorator_list", ())]
    spared = {id(node) for decorator in decorators for node in ast.walk(decorator)}
    for number, node in enumerate(nodes):
        if id(node) in spared:
            continue
        for place in range(len(node.ops) if isinstance(node, ast.Compare) else 1):
            done = broken(node, place)
            if done is not None:
                yield Mutant(path, number, place, getattr(node, "lineno", 0), done)


def broken(node: ast.AST, place: int) -> str | None:
    """Break this node in place and say how; None when there is nothing to break in it."""
    if isinstance(node, ast.Compare):
        node.ops[place], done = _swapped(node.ops[place])  # type: ignore[call-overload]
        return done
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
        return "not -> not not"
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.UnaryOp | ast.AugAssign):
        node.op, done = _swapped(node.op)  # type: ignore[assignment]
        return done
    if isinstance(node, ast.Name) and node.id in NAMES:
        before, node.id = node.id, NAMES[node.id]
        return f"{before} -> {node.id}"
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        value = node.value
        node.value = not value if isinstance(value, bool) else value * 2 + 1
        return f"{value} -> {node.value}"
    return None


def _swapped(operator: ast.AST) -> tuple[ast.AST, str | None]:
    other = SWAPS.get(type(operator))
    if other is None:
        return operator, None
    return other(), f"{type(operator).__name__} -> {other.__name__}"


def survives(copy: Path, mutant: Mutant) -> bool:
    """Whether no test of the part sees the module broken so."""
    target = copy / mutant.path
    own = target.read_text(encoding="utf-8")
    tree = ast.parse(own)
    broken(list(ast.walk(tree))[mutant.node], mutant.place)
    target.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    try:
        return passes(copy, tests_of(mutant.path), HANGS_S)
    finally:
        target.write_text(own, encoding="utf-8")


def passes(copy: Path, tests: list[str], at_most_s: float | None = None) -> bool:
    """Whether these tests of the copy pass, and within so many seconds."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
    try:
        return subprocess.run(command, cwd=copy, capture_output=True, timeout=at_most_s).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def sampled(parts: list[str], sample: int, seed: int) -> list[Mutant]:
    """So many mutants of these parts, picked at random; all of them when there are fewer."""
    files = sorted(file for part in parts for file in ROOT.glob(PARTS[part]))
    every = [mutant for file in files for mutant in mutants(file.relative_to(ROOT))]
    return random.Random(seed).sample(every, min(sample, len(every)))


def tried(copy: Path, chosen: list[Mutant]) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether it survives."""
    for mutant in chosen:
        lives = survives(copy, mutant)
        print(f"{'LIVES' if lives else 'died '} {mutant.path}:{mutant.line} {mutant.what}", flush=True)
        yield mutant, lives


def main() -> int:
    """Print each survivor and the share that died, of each seed; 1 when one of them is less than 85 %."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sample", type=int, default=60, help="how many of all mutants to try")
    asked.add_argument("--seed", type=int, nargs="+", default=[1], help="one sample each")
    asked.add_argument("--parts", nargs="+", choices=PARTS, default=ASKED)
    wishes = asked.parse_args()
    samples = {seed: sampled(wishes.parts, wishes.sample, seed) for seed in wishes.seed}
    enough = True
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "*cache*"))
        if not passes(copy, sorted({test for chosen in samples.values() for m in chosen for test in tests_of(m.path)})):
            raise SystemExit("expected tests that pass before anything is broken: run them, and mend them first")
        for seed, chosen in samples.items():
            found = list(tried(copy, chosen))
            died, of = Counter(m.part for m, lives in found if not lives), Counter(m.part for m, _ in found)
            parts = ", ".join(f"{part} {died[part]} of {of[part]}" for part in of)
            print(f"seed {seed}: {died.total()} of {of.total()} died: {parts}", flush=True)
            enough = enough and died.total() >= 0.85 * of.total()
    return 0 if enough else 1


if __name__ == "__main__":
    raise SystemExit(main())
