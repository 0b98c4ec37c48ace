"""The README is true: its commands run, its tables and pictures are today's."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, SAMPLES, Command

README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP, PYTEST = re.findall(r"^python3 -m venv .*$", README, re.M)
COMMANDS = [line.split("#")[0].strip() for line in re.findall(r"^trainer .*$", README, re.M)]
ALONE, CAMERA = "trainer", "trainer run"
PLANNING = ("trainer plan", "trainer week", "trainer remind")
WITH_OPTIONS = (
    *("", "demo", "run", "analyze", "plan", "week", "remind"),
    *("review", "replay", "sessions", "history", "export", "config", "erase"),
)
LOOKING_AGAIN = tuple(f"trainer {word}" for word in ("review", "replay", "rejudge", "history", "export"))


def script(name: str) -> ModuleType:
    """A module of the folder scripts."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_two_set_up_commands_are_the_first_code_and_need_python_alone():
    assert README.index(SET_UP) < README.index(PYTEST) < README.index("## ")
    assert SET_UP == "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/trainer demo"
    assert PYTEST == 'python3 -m venv .venv && .venv/bin/pip install -e ".[dev]" && .venv/bin/pytest'


def test_ci_runs_the_test_command_as_it_stands_there():
    assert "grep -m 1 '/pytest$' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^.*/pytest$", README, re.M) == [PYTEST]


SPECIAL = (CAMERA, "trainer analyze", *PLANNING, *LOOKING_AGAIN)
OTHERS = [command for command in COMMANDS if command != ALONE and not command.startswith(SPECIAL)]


@pytest.mark.parametrize("command", OTHERS)
def test_a_command_of_the_readme_runs(trainer: Command, command: str):
    assert trainer(*shlex.split(command)[1:]).returncode == 0


def test_a_plan_a_week_and_its_reminders_in_the_order_of_the_readme(trainer: Command, tmp_path: Path):
    commands = [c for c in COMMANDS if c.startswith(PLANNING)]
    assert [command.split()[1] for command in commands] == ["plan", "week", "remind"]
    for command in commands:
        done = trainer(*shlex.split(command)[1:], "--data", tmp_path / "mine")
        assert done.returncode == 0, f"{command}: {done.stderr}"
    assert (tmp_path / "training.ics").is_file()


def test_alone_it_leads_through_todays_workout(trainer: Command, tmp_path: Path):
    assert ALONE in COMMANDS
    done = trainer("--now", "--camera", "97", "--no-window", "--data", tmp_path / "mine")
    assert done.returncode == 1
    assert "camera 97" in done.stderr


def test_looking_again_runs_on_a_session(trainer: Command, short_clip: Path, tmp_path: Path):
    """Without a display: the page is not opened, and the replay goes into a file."""
    sessions = tmp_path / "sessions"
    again = [c for c in COMMANDS if c.startswith(LOOKING_AGAIN)]
    assert len(again) == len(LOOKING_AGAIN)
    recorded = trainer(
        "analyze", short_clip, "--exercise", "arm-slides", "--model", "lite", "--record", "--data", sessions
    )
    assert recorded.returncode == 0, recorded.stderr
    (name,) = (folder.name for folder in sessions.iterdir())
    without_display = {"trainer review": ["--no-open"], "trainer replay": ["--no-window", "--save-video", "out.mp4"]}
    for command in again:
        extra = without_display.get(" ".join(command.split()[:2]), [])
        words = shlex.split(command.replace("SESSION", name))[1:]
        done = trainer(*words, *extra, "--data", sessions)
        assert done.returncode == 0, f"{command}: {done.stderr}"


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("trainer analyze")])
def test_an_analyze_of_the_readme_runs_on_a_shorter_video(
    trainer: Command, command: str, tmp_path: Path, short_clip: Path
):
    _, _, video, *rest = shlex.split(command)
    assert (ROOT / video).is_file()
    (tmp_path / video).parent.mkdir()
    shutil.copy(short_clip, tmp_path / video)
    assert trainer("analyze", video, *rest).returncode == 0


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith(CAMERA)])
def test_the_camera_command_is_understood(trainer: Command, command: str):
    done = trainer(*shlex.split(command)[1:], "--camera", "97", "--no-window")
    assert (done.returncode, done.stdout) == (1, "")
    assert "camera 97" in done.stderr


def test_every_option_that_it_names_exists(trainer: Command):
    helps = "".join(trainer(*command.split(), "--help").stdout for command in WITH_OPTIONS)
    for option in set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", README.partition("## Train")[2])):
        assert option in helps, option


def test_the_tables_of_exercises_are_todays():
    for path, text in script("exercise_tables").pages().items():
        assert path.read_text(encoding="utf-8") == text, f"run: {sys.executable} scripts/exercise_tables.py"


def test_its_json_has_the_fields_of_the_real_one():
    shown = json.loads(re.findall(r"```json\n(.*?)```", README, re.S)[0])
    from test_analysis import analysis

    from trainer.results import as_dict

    real = as_dict(analysis())
    assert list(shown) == list(real)
    assert list(shown["reps"][0]) == list(real["reps"][0])
    assert list(shown["reps"][0]["faults"][0]) == list(real["reps"][0]["faults"][0])
    assert list(shown["spans"][0]) == list(real["spans"][0])


def test_its_pictures_and_links_lead_somewhere():
    for folder, text in ((ROOT, README), (SAMPLES, (SAMPLES / "README.md").read_text(encoding="utf-8"))):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (folder / target).exists(), target


def test_the_samples_readme_names_every_clip():
    rows = re.findall(r"^\| `([a-z-]+)` \|", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.M)
    assert sorted(rows) == sorted(clip.stem for clip in SAMPLES.glob("*.mp4"))
