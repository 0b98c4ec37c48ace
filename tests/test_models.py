"""The pose model's files: found where they may be, refused when they are not what was expected."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from trainer import models
from trainer.models import ModelError

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["lite", "full", "heavy"])
def test_bundles_of_the_checkout_are_whole(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRAINER_MODELS", raising=False)
    path = ROOT / "models" / f"pose_landmarker_{name}.task"
    if Path(models.__file__).is_relative_to(ROOT / "trainer"):
        assert path == models.find(name)
    for bundle in {path, models.find(name)}:
        assert hashlib.sha256(bundle.read_bytes()).hexdigest() == models.SHA256[name]


@pytest.mark.parametrize("name", ["lite", "full", "heavy"])
def test_readme_tells_the_true_sizes_and_sums(name: str) -> None:
    size = (ROOT / "models" / f"pose_landmarker_{name}.task").stat().st_size
    row = f"| pose_landmarker_{name}.task | {size:,} | `{models.SHA256[name]}` |"
    assert row in (ROOT / "models" / "README.md").read_text(encoding="utf-8")


def test_names_go_from_the_fastest_to_the_most_exact() -> None:
    assert models.NAMES == ("lite", "full", "heavy")


def test_wheel_keeps_bundles_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRAINER_MODELS", raising=False)
    monkeypatch.setattr(models, "__file__", str(tmp_path / "trainer" / "models.py"))
    inside = tmp_path / "trainer" / "data" / "models"
    inside.mkdir(parents=True)
    (inside / "pose_landmarker_lite.task").write_bytes(b"x")
    assert models.find("lite") == inside / "pose_landmarker_lite.task"


def test_environment_names_the_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match=r"pose_landmarker_lite\.task not found in .* set TRAINER_MODELS"):
        models.find("lite")
    (tmp_path / "pose_landmarker_lite.task").write_bytes(b"x")
    assert models.find("lite") == tmp_path / "pose_landmarker_lite.task"


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(ModelError, match="no model huge: choose one of lite, full, heavy"):
        models.find("huge")


def test_one_flipped_byte_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = bytearray((ROOT / "models" / "pose_landmarker_lite.task").read_bytes())
    bundle[1_000_000] ^= 1
    (tmp_path / "pose_landmarker_lite.task").write_bytes(bundle)
    monkeypatch.setenv("TRAINER_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match=r"is broken: expected sha256 fbc7e4515e8b…, got .*: restore") as raised:
        models.load("lite")
    assert "\n" not in str(raised.value)


def test_truncated_bundle_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pose_landmarker_full.task").write_bytes(b"")
    monkeypatch.setenv("TRAINER_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match=r"is broken: .*\(0 bytes\)"):
        models.load("full")
