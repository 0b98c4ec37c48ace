"""Poses kept in files come back as they were: to the last digit for the benchmark, below the noise for the tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from figures import nobody, pose, standing

from benchmarks import compact, poses
from trainer.pose import Pose

MOMENTS = [
    replace(pose(0.0, standing()), image=[(j + 0.25, 2 * j + 1 / 3, -3.0 * j) for j in range(33)]),
    nobody(0.04),
    replace(pose(0.08, standing(), size=(1920, 1080)), people=2, sure=False),
    replace(pose(0.123456789, standing()), image=[(-900.0, 1000.0, 2000.0)] * 33, visibility=[0.5] * 33),
]


def test_kept_poses_are_the_same(tmp_path: Path):
    floats = [Pose.from_arrays(p.t, p.size, *arrays(p), p.people, p.sure) if p.found else p for p in MOMENTS]
    poses.save(tmp_path / "kept.npz", floats)
    assert poses.load(tmp_path / "kept.npz") == floats


def arrays(one: Pose):
    import numpy as np

    return (np.array(part, np.float32) for part in (one.image, one.world, one.visibility))


def test_compact_poses_are_the_same_to_half_a_step(tmp_path: Path):
    compact.save(tmp_path / "kept.npz", MOMENTS)
    for came, sent in zip(compact.load(tmp_path / "kept.npz"), MOMENTS, strict=True):
        assert (came.t, came.size, came.people, came.sure, came.found) == (
            sent.t, sent.size, sent.people, sent.sure, sent.found,
        )  # fmt: skip
        for (x, y, z), (u, v, w) in zip(came.image, sent.image, strict=True):
            assert (x, y) == pytest.approx((u, v), abs=0.016)
            assert z == pytest.approx(w, abs=0.063)
        for there, here in zip(came.world, sent.world, strict=True):
            assert there == pytest.approx(here, abs=0.00011)
        assert came.visibility == pytest.approx(sent.visibility, abs=0.002)


def test_compact_poses_refuse_what_does_not_fit(tmp_path: Path):
    far = replace(pose(0.0, standing()), image=[(1100.0, 0.0, 0.0)] * 33)
    with pytest.raises(ValueError, match="expected landmarks within 1024 px"):
        compact.save(tmp_path / "kept.npz", [far])


def test_poses_are_estimated_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    calls: list[tuple[str, str]] = []

    def estimated(video: Path, model: str) -> list[Pose]:
        calls.append((video.name, model))
        return [nobody(0.0)]

    monkeypatch.setattr(poses, "estimated", estimated)
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"pictures")
    for model in ("lite", "lite", "full"):
        assert poses.poses_of(video, model, tmp_path / "kept") == [nobody(0.0)]
    assert calls == [("clip.mp4", "lite"), ("clip.mp4", "full")]
    video.write_bytes(b"other pictures")
    poses.poses_of(video, "lite", tmp_path / "kept")
    assert calls[2:] == [("clip.mp4", "lite")]


def test_half_a_file_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(poses, "estimated", lambda video, model: [nobody(0.0)])
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"pictures")
    poses.poses_of(video, "lite", tmp_path)
    (kept,) = (tmp_path / "lite").glob("*.npz")
    kept.write_bytes(kept.read_bytes()[:100])
    assert poses.poses_of(video, "lite", tmp_path) == [nobody(0.0)]


def test_the_key_follows_the_model(tmp_path: Path):
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"pictures")
    assert len({poses.key_of(video, model) for model in ("lite", "full", "heavy")}) == 3
