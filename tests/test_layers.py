"""Imports go one way, and what is foreign stays where it belongs; read from the source, nothing is imported."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import ROOT

LAYERS = (
    ("__main__",),
    ("cli",),
    ("commands",),
    ("replay",),
    ("tables", "doctor", "report"),
    ("app", "results"),
    ("analysis", "labels"),
    ("overlay", "voice"),
    ("rejudge",),
    ("recording",),
    ("workout",),
    ("blur", "pace", "interrupt", "window", "movie", "sources", "estimator", "samples"),
    ("loading",),
    ("session", "setup", "coach", "calibrations", "settings"),
    ("looking",),
    ("dates", "people", "models", "modelchoice", "inorder", "quiet", "checking", "scene", "leaps"),
    ("calibration",),
    ("framing",),
    ("counting", "exercises"),
    ("status",),
    ("words",),
    ("saying", "stage"),
    ("signals",),
    ("exercise",),
    ("recognition",),
    ("body",),
    ("view", "limits", "pairing", "doses", "nearest", "folders"),
    ("pose",),
    ("__init__",),
)
"""Top to bottom; a module may use those below it, and a package its own modules."""

DRAWING = {"overlay", "blur", "replay"}
FOREIGN = {
    "mediapipe": {"estimator"},
    "cv2": {"loading", "sources", "estimator", "window", "movie", "scene"} | DRAWING,
    "av": {"loading", "sources", "movie", "doctor"},
    "typer": {"cli"},
    "rich": {"tables", "commands"},
    "jinja2": {"report"},
    "pyarrow": {"report"},
    "time": {"sources"},
    "datetime": {"dates"},
    "sqlite3": {"recording", "workout"},
    "icalendar": {"workout"},
    "pyttsx3": {"voice"},
    "sounddevice": {"voice"},
    "random": set[str](),
}
"""Who may import what is not ours: MediaPipe's types stay in one module, pictures and clocks where they are touched."""


def top(dotted: str) -> str:
    """trainer.sources.video -> sources; trainer -> __init__."""
    return dotted.split(".")[1] if "." in dotted else "__init__"


def imports(source: str, *, typing_too: bool = False) -> set[str]:
    """Dotted names that a module imports, anywhere in it; those for type checkers alone only when asked for."""
    found: set[str] = set()
    nodes: list[ast.AST] = [ast.parse(source)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not typing_too:
            nodes += node.orelse
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the direction"
            module = node.module or ""
            found |= {f"trainer.{alias.name}" for alias in node.names} if module == "trainer" else {module}
        nodes += ast.iter_child_nodes(node)
    return found


def wrong_directions(name: str, source: str) -> list[str]:
    """Modules above or beside name that it imports."""
    level = {module: number for number, layer in enumerate(LAYERS) for module in layer}
    ours = {top(dotted) for dotted in imports(source) if dotted.split(".")[0] == "trainer"}
    return sorted(module for module in ours - {name} if level[module] <= level[name])


def strangers(name: str, source: str) -> list[str]:
    """Foreign libraries that name may not import, not even for their types."""
    roots = {dotted.split(".")[0] for dotted in imports(source, typing_too=True)}
    return sorted(library for library in roots & set(FOREIGN) if name not in FOREIGN[library])


def modules() -> list[tuple[str, Path]]:
    """(top-level module or package, file) of all the trainer's source."""
    package = ROOT / "trainer"
    files = sorted(package.rglob("*.py"))
    return [(path.relative_to(package).parts[0].removesuffix(".py"), path) for path in files]


MODULES = [pytest.param(name, path, id=str(path.relative_to(ROOT))) for name, path in modules()]


def test_every_module_has_a_layer_and_no_layer_is_empty():
    assert {name for layer in LAYERS for name in layer} == {name for name, _ in modules()}


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_imports_go_down(name: str, path: Path):
    assert wrong_directions(name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_foreign_libraries_stay_where_they_belong(name: str, path: Path):
    assert strangers(name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "source", "wrong"),
    [
        ("pose", "from trainer.session import Session", ["session"]),
        ("session", "def f():\n    from trainer import overlay", ["overlay"]),
        ("coach", "import trainer.session", ["session"]),  # beside it, not below
        ("session", "from trainer.pose import Pose", []),
        ("sources", "from trainer.sources.frame import Frame", []),
        ("exercise", "if TYPE_CHECKING:\n    from trainer.body import Body", []),
    ],
)
def test_the_rule_of_directions_sees_a_breach(name: str, source: str, wrong: list[str]):
    assert wrong_directions(name, source) == wrong


@pytest.mark.parametrize(
    ("name", "source", "wrong"),
    [
        ("session", "import time", ["time"]),
        ("analysis", "def f():\n    import cv2", ["cv2"]),
        ("pose", "if TYPE_CHECKING:\n    from mediapipe.tasks import python", ["mediapipe"]),
        ("estimator", "import mediapipe as mp", []),
        ("sources", "from time import monotonic", []),
    ],
)
def test_the_rule_of_libraries_sees_a_breach(name: str, source: str, wrong: list[str]):
    assert strangers(name, source) == wrong
