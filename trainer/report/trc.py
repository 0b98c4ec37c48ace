"""The marker format of OpenSim and Sports2D: metres, y up, one row a frame, time steps all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainer.pose import Joint
from trainer.report.export import ExportError

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.recording.reader import Recording

MOST_FRAMES = 1_000_000  # nine hours at 30 a second
GAP_S = 0.25  # a marker that was not seen for longer is left out, not drawn between
MARKERS = {
    Joint.NOSE: "Nose", Joint.LEFT_EYE: "LEye", Joint.RIGHT_EYE: "REye", Joint.LEFT_EAR: "LEar",
    Joint.RIGHT_EAR: "REar", Joint.LEFT_SHOULDER: "LShoulder", Joint.RIGHT_SHOULDER: "RShoulder",
    Joint.LEFT_ELBOW: "LElbow", Joint.RIGHT_ELBOW: "RElbow", Joint.LEFT_WRIST: "LWrist", Joint.RIGHT_WRIST: "RWrist",
    Joint.LEFT_PINKY: "LPinky", Joint.RIGHT_PINKY: "RPinky", Joint.LEFT_INDEX: "LIndex", Joint.RIGHT_INDEX: "RIndex",
    Joint.LEFT_THUMB: "LThumb", Joint.RIGHT_THUMB: "RThumb", Joint.LEFT_HIP: "LHip", Joint.RIGHT_HIP: "RHip",
    Joint.LEFT_KNEE: "LKnee", Joint.RIGHT_KNEE: "RKnee", Joint.LEFT_ANKLE: "LAnkle", Joint.RIGHT_ANKLE: "RAnkle",
    Joint.LEFT_HEEL: "LHeel", Joint.RIGHT_HEEL: "RHeel", Joint.LEFT_FOOT_INDEX: "LBigToe",
    Joint.RIGHT_FOOT_INDEX: "RBigToe",
}  # fmt: skip
"""Joints as Pose2Sim's models of BlazePose call them; the corners of eyes and mouth are no markers there."""


def write_trc(recording: Recording, folder: Path) -> list[Path]:
    """NAME.trc: markers in metres around the middle of the hips, x to the picture's right, y up, z to the camera."""
    path = folder / f"{recording.folder.name}.trc"
    times, markers = resampled(list(recording.poses()))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines(path.name, times, markers))
    return [path]


def resampled(poses: Sequence[Pose]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(times s, markers (frames, markers, 3) in m) at the median rate of the poses; NaN where nothing was seen.

    ExportError when that would be more than MOST_FRAMES. The format knows one rate only, and cameras keep none.
    """
    if not poses:
        return np.zeros(0), np.zeros((0, len(MARKERS), 3))
    given = np.array([pose.t for pose in poses])
    step = float(np.median(np.diff(given))) if len(given) > 1 else 1 / 30
    frames = (given[-1] - given[0]) / step if step > 0 else 0.0
    if frames > MOST_FRAMES:
        raise ExportError("this session is too long, or its times too uneven, for one rate: export it as csv")
    times = given[0] + step * np.arange(round(frames) + 1)
    seen = [pose for pose in poses if pose.found]
    markers = np.full((len(times), len(MARKERS), 3), np.nan)
    if seen:
        known = np.array([pose.t for pose in seen])
        values = np.array([[pose.world[joint] for joint in MARKERS] for pose in seen]) * (1.0, -1.0, -1.0)
        near = _near(times, known)
        for marker in range(len(MARKERS)):
            for axis in range(3):
                markers[near, marker, axis] = np.interp(times[near], known, values[:, marker, axis])
    return times, markers


def _near(times: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of times lie between two known ones that are close enough, or on one."""
    after = np.clip(np.searchsorted(known, times), 0, len(known) - 1)
    before = np.clip(np.searchsorted(known, times, side="right") - 1, 0, len(known) - 1)
    inside = (times >= known[0] - GAP_S / 2) & (times <= known[-1] + GAP_S / 2)
    return np.asarray(inside & (known[after] - known[before] <= GAP_S))


def lines(name: str, times: NDArray[np.float64], markers: NDArray[np.float64]) -> Iterator[str]:
    """The file line by line; what was not seen is an empty cell."""
    rate = 1.0 if len(times) < 2 else 1 / float(times[1] - times[0])
    count = len(MARKERS)
    yield f"PathFileType\t4\t(X/Y/Z)\t{name}\n"
    yield "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
    yield f"{rate:.6f}\t{rate:.6f}\t{len(times)}\t{count}\tm\t{rate:.6f}\t1\t{len(times)}\n"
    yield "Frame#\tTime\t" + "\t\t\t".join(MARKERS.values()) + "\t\t\n"
    yield "\t\t" + "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, count + 1)) + "\n"
    yield "\n"
    for frame, (t, row) in enumerate(zip(times, markers.reshape(len(times), -1), strict=True), 1):
        yield f"{frame}\t{t:.6f}\t" + "\t".join("" if np.isnan(v) else f"{v:.6f}" for v in row) + "\n"
