"""Makes trainer/overlay/figures.npz: one faultless repetition of each exercise and side, for the animated figure.

Usage: python scripts/make_figures.py CLIPS, a folder of rendered clips: NAME.json with the labels and the camera,
NAME.npz with the true joints in the camera's axes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.overlay.movements import JOINTS, Points

TO = Path(__file__).parent.parent / "trainer" / "overlay" / "figures.npz"
POSES = 24
HELD_S = 3.0  # who looks wants to see the movement: of a longer hold the middle is left out
REST_S = 0.6  # between two repetitions
STILL = 0.02  # metres of all joints together that a second of standing still is worth: where poses are needed


def clean_clips(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """Labels and truth of clips in which nothing is wrong, standing where there is a choice, and walking."""
    for path in sorted(folder.glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        spec = labels.get("spec", {})
        flawless = labels["reps"] and all(rep["valid"] and not rep["faults"] for rep in labels["reps"])
        plain = not labels["spans"] and not labels["distractors"] and spec.get("posture") != "seated"
        if flawless and plain and spec.get("gait") != "jog":
            yield labels, path.with_suffix(".npz")


def upright(labels: dict[str, Any], truth: Any) -> Points:
    """Joints (T, J, 3) in metres: x to the person's left, y up from the floor, z to where the person looks."""
    to_camera = np.array(labels["camera"]["world_to_camera"])
    names = list(truth["joint_names"])
    seen = truth["joints3d_m"][:, [names.index(joint) for joint in JOINTS]].astype(float)
    world: Points = (seen - to_camera[:3, 3]) @ to_camera[:3, :3]  # the inverse of a rotation is its transpose
    hips = [JOINTS.index("left_hip"), JOINTS.index("right_hip")]
    left = np.median(world[:, hips[0]] - world[:, hips[1]], axis=0) * (1, 0, 1)
    left /= np.linalg.norm(left)
    ahead = np.cross(left, (0, 1, 0))
    turned = world @ np.stack((left, (0, 1, 0), ahead)).T
    middle = np.median(turned[:, hips].mean(axis=1), axis=0) * (1, 0, 1)
    return np.asarray(turned - middle)


def loops(labels: dict[str, Any]) -> list[dict[str, Any]]:
    """Repetitions that end as they begin: on a treadmill two steps, which take the place of a side."""
    if labels["spec"].get("machine") != "treadmill":
        return list(labels["reps"])
    return [{**one, "end_s": other["end_s"], "side": "treadmill"} for one, other in pairwise(labels["reps"])]


def shortened(rep: dict[str, Any], t: NDArray[np.float64]) -> tuple[NDArray[np.intp], Points]:
    """Frames of the repetition without most of a long hold, and the time of each since its start."""
    inside = np.flatnonzero((t >= rep["start_s"]) & (t <= rep["end_s"]))
    extra = rep["hold_s"] - HELD_S
    if extra <= 0:
        return inside, t[inside] - t[inside[0]]
    first = rep["hold_start_s"] + HELD_S / 2
    kept = inside[(t[inside] < first) | (t[inside] > first + extra)]
    return kept, t[kept] - t[kept[0]] - np.where(t[kept] > first, extra, 0.0)


def movement(rep: dict[str, Any], t: NDArray[np.float64], joints: Points) -> tuple[Points, Points]:
    """POSES times in seconds and poses (POSES, J, 3) of one loop, dense where much moves; the last one is the first."""
    frames, times = shortened(rep, t)
    poses = joints[frames]
    # What is left between end and start is spread over the whole, or the figure would twitch once a loop.
    share = (times / times[-1])[:, None, None]
    poses = poses - share * (poses[-1] - poses[0])
    way = np.linalg.norm(np.diff(poses, axis=0), axis=2).sum(axis=1) + STILL * np.diff(times)
    far = np.concatenate(([0.0], np.cumsum(way)))
    rest = REST_S if rep["hold_s"] > 0 else 0.0  # circles and pedals go on without one
    count = POSES - (rest > 0)
    at = np.interp(np.linspace(0, far[-1], count), far, times)
    flat = poses.reshape(len(poses), -1)
    chosen = np.stack([np.interp(at, times, column) for column in flat.T], axis=1).reshape(count, -1, 3)
    if rest:
        at, chosen = np.append(at, at[-1] + rest), np.concatenate((chosen, chosen[:1]))
    return at, chosen


def main(folder: Path) -> None:
    """Write the movements of all exercises in the folder."""
    found: dict[str, NDArray[Any]] = {}
    for labels, path in clean_clips(folder):
        with np.load(path, allow_pickle=False) as truth:
            joints, t = upright(labels, truth), truth["t"].astype(float)
        # The largest circle, and rather not the first repetition: a pedal's first turn begins at rest.
        for rep in sorted(loops(labels), key=lambda r: (-r.get("radius_cm", 0.0), r["index"] == 0)):
            key = "/".join(filter(None, (labels["exercise"], rep["side"])))
            if key not in found:
                at, poses = movement(rep, t, joints)
                found[key] = np.round(poses * 1000).astype(np.int16)
                found[f"{key}/t"] = np.round(at, 3).astype(np.float32)
    if not found:
        raise SystemExit(f"no clip with a faultless repetition in {folder}: expected NAME.json beside NAME.npz")
    np.savez_compressed(TO, joints=np.array(JOINTS), **found)
    print(f"{TO}: {TO.stat().st_size} bytes, {', '.join(sorted(k for k in found if not k.endswith('/t')))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
