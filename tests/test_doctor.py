"""The doctor, on machines that lack one thing or another."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from conftest import Command, without_display

from trainer import doctor
from trainer.models import SHA256


def versions(**numbers: str):
    """Stands in for importlib.metadata.version: the libraries needed, and those given (with _ for -)."""
    known = dict.fromkeys(doctor.LIBRARIES, "1.0") | {"mediapipe": "0.10.31"}
    known |= {name.replace("_", "-"): number for name, number in numbers.items()}

    def version(name: str) -> str:
        if known.get(name) in (None, "missing"):
            raise PackageNotFoundError(name)
        return known[name]

    return version


def by_name(findings) -> dict[str, doctor.Finding]:
    return {finding.what: finding for finding in findings}


def test_on_this_machine_all_that_is_essential_is_there(trainer: Command):
    done = trainer("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    for digest in SHA256.values():
        assert digest in done.stdout
    for name in doctor.LIBRARIES:
        assert f"✓ {name}: " in done.stdout


@without_display
def test_without_a_display_and_a_camera_it_says_what_to_do(trainer: Command):
    told = trainer("doctor").stdout
    assert "! display: no X server answers at DISPLAY=\n    → log in to a desktop" in told


def test_a_missing_model_is_essential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TRAINER_MODELS", str(tmp_path))
    findings = by_name(doctor.models())
    assert [findings[f"model {name}"].ok for name in ("lite", "full", "heavy")] == [False, False, False]
    assert findings["model heavy"].mark == "✗"
    assert "pose_landmarker_heavy.task not found" in findings["model heavy"].found
    assert findings["model heavy"].to_do


def test_a_missing_essential_thing_makes_it_fail(trainer: Command, tmp_path: Path):
    done = trainer("doctor", env={"TRAINER_MODELS": str(tmp_path)})
    assert done.returncode == 1
    assert "restore the folder models" in done.stdout


@pytest.mark.parametrize(
    ("number", "ok"), [("0.10.31", True), ("0.10.30", False), ("0.10.21", False), ("0.10.35", False)]
)
def test_only_the_mediapipe_that_sends_nothing_will_do(number: str, ok: bool):
    finding = by_name(doctor.libraries(versions(mediapipe=number)))["mediapipe"]
    assert finding.ok is ok
    assert bool(finding.to_do) is not ok


def test_a_missing_library_is_told():
    finding = by_name(doctor.libraries(versions(av="missing")))["av"]
    assert (finding.ok, finding.found) == (False, "not installed")
    assert finding.to_do.startswith("pip install")


def test_a_second_opencv_is_told():
    finding = by_name(doctor.libraries(versions(opencv_contrib_python="4.9")))["OpenCV"]
    assert finding.ok is False
    assert finding.to_do == "pip uninstall opencv-contrib-python"


def test_one_opencv_is_not_worth_a_line():
    assert "OpenCV" not in by_name(doctor.libraries(versions()))


@pytest.mark.parametrize(
    ("error", "to_do"),
    [
        ("libGL.so.1: cannot open shared object file", "sudo apt install libgl1"),
        ("libgthread-2.0.so.0: cannot open", "sudo apt install libglib2.0-0"),
        ("something else", "pip install --force-reinstall upperback-trainer"),
    ],
)
def test_a_library_that_does_not_load_says_what_the_system_lacks(error: str, to_do: str):
    assert doctor.loading_help(error) == to_do


@pytest.mark.parametrize(
    ("environment", "system", "ok"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":987"}, "linux", False),  # nothing answers there
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),  # the window speaks X11 alone
        ({"DISPLAY": "desk:10"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_display(environment: dict[str, str], system: str, ok: bool):
    finding = doctor.display(environment, system)
    assert finding.ok is ok
    assert finding.essential is False


@pytest.mark.parametrize(
    ("system", "to_do"),
    [
        ("linux", "plug one in and close"),
        (
            "darwin",
            "let your terminal use the camera (System Settings, Privacy & Security, Camera), and start again; plug",
        ),
        ("win32", "let desktop apps use the camera (Settings, Privacy & security, Camera); plug one in and close"),
    ],
)
def test_no_camera_is_told_but_not_essential(system: str, to_do: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("trainer.sources.list_cameras", lambda **_: [])
    monkeypatch.setattr("sys.platform", system)
    (finding,) = doctor.cameras(tmp_path)
    assert (finding.ok, finding.essential, finding.mark) == (False, False, "!")
    assert finding.to_do.startswith(to_do)


def test_what_is_essential_comes_first():
    essential = [finding.essential for finding in doctor.examine()]
    assert essential == sorted(essential, reverse=True)
    assert {True, False} == set(essential)
