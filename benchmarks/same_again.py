"""Whether judging a recording again changes nothing: python -m benchmarks.same_again FOLDER [MODEL]

For every video in the folder that has a JSON file of the same name, with its exercise: estimated, judged and recorded
as it would be live, then judged again from the recording. Exits with 1 unless all are the same to the last digit.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rows.rejudge import record
from trainer.pose import Pose
from trainer.recording.reader import Recording
from trainer.rejudge import SetComparison, rejudge


def seen(video: Path, model: str) -> Iterator[Pose]:
    """What the model sees in a video."""
    from trainer.estimator import Estimator
    from trainer.sources import VideoFile

    with VideoFile(video) as frames, Estimator(model) as estimator:
        for frame in frames:
            yield estimator.estimate(frame)


def again(exercise: str, poses: Iterator[Pose]) -> SetComparison:
    """These poses judged, recorded, and judged again."""
    with tempfile.TemporaryDirectory() as data:
        with Recording(record(Path(data) / "session", exercise, poses)) as recording:
            (only,) = rejudge(recording)
        return only


def main(arguments: Sequence[str]) -> int:
    """0 when every video is the same again."""
    folder, model = Path(arguments[0]), arguments[1] if len(arguments) > 1 else "lite"
    different = 0
    for label in sorted(folder.glob("*.json")):
        video = label.with_suffix(".mp4")
        exercise = json.loads(label.read_text(encoding="utf-8")).get("exercise")
        if exercise is None or not video.exists():
            continue
        found = again(exercise, seen(video, model))
        different += not found.same
        print(f"{video.name:40} {len(found.recorded.reps):4} repetitions  {'same' if found.same else 'DIFFERENT'}")
    print(f"{different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
