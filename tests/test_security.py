"""SECURITY.md is true: its commands and options exist, and its folders are where the trainer keeps things."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from typer.main import get_command

from trainer import cli
from trainer.folders import PROFILES, cache_folder, config_file, data_folder

SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def options() -> dict[str, set[str]]:
    """Options of each command."""
    group = get_command(cli.app)
    return {
        name: {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    }


def test_its_commands_and_options_exist():
    known = options()
    code = re.findall(r"`+([^`]+)`+", SECURITY)
    for command, rest in re.findall(r"trainer ([a-z]+)([^#\n]*)", "\n".join(code)):
        assert set(re.findall(r"--[a-z-]+", rest)) <= known[command]
    named = set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", SECURITY))
    assert len(named) > 8
    assert named <= set.union(*known.values())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it names the folders of Linux")
def test_its_folders_are_the_real_ones(monkeypatch: pytest.MonkeyPatch):
    for name in ("TRAINER_DATA", "TRAINER_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for folder in (data_folder(), config_file().parent, cache_folder()):
        assert f"`~/{folder.relative_to(Path.home())}`" in SECURITY
    assert f"`/{PROFILES}/NAME`" in SECURITY
