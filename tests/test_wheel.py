"""The built wheel, installed away from the checkout: models and a sample travel with it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

pytest.importorskip("hatchling", reason="building the wheel needs hatchling, part of the dev extra")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet", "-w", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command trainer in a fresh virtual environment, which borrows the libraries of this one."""
    if os.name == "nt":
        pytest.skip("Windows lays out an environment in another way")
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    packages = next(home.glob("lib/python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    command += ["--ignore-installed"]  # a wheel among what is borrowed is not this one
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    return home / "bin" / "trainer"


def run(command: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(cwd)}
    return subprocess.run(
        [str(command), *arguments], cwd=cwd, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def test_it_carries_models_sample_types_and_licence(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "trainer/data/models/pose_landmarker_lite.task",
        "trainer/data/models/pose_landmarker_full.task",
        "trainer/data/models/pose_landmarker_heavy.task",
        "trainer/data/sample_videos/arm-slides.mp4",
        "trainer/py.typed",
        "upperback_trainer-0.1.0.dist-info/licenses/LICENSE",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "scripts/"))]


def test_it_runs_its_own_code_not_the_checkout(installed: Path, tmp_path: Path):
    told = run(installed.parent / "python", "-c", "import trainer; print(trainer.__file__)", cwd=tmp_path).stdout
    assert told.startswith(str(installed.parent.parent))


def test_the_demo_runs_away_from_the_checkout(installed: Path, tmp_path: Path):
    done = run(installed, "demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "valid" in done.stdout
    assert (tmp_path / "trainer-demo-arm-slides.mp4").stat().st_size > 100_000
    assert str(tmp_path / "trainer-demo-arm-slides.mp4") in done.stdout


def test_a_sample_that_did_not_travel_is_told(installed: Path, tmp_path: Path):
    done = run(installed, "demo", "--exercise", "bear-roll", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        "trainer: no sample video of bear-roll in this installation (here: arm-slides): "
        "all samples are in the folder sample_videos of the source checkout\n"
    )
