"""Makes tests/poses: what the heavy model sees in each sample video, kept so that the tests judge it in seconds.

Needed again when the samples, the model or the estimator change; takes about ten minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # benchmarks is no part of what is installed

from platformdirs import user_cache_path  # noqa: E402

from benchmarks import compact  # noqa: E402
from benchmarks.accuracy import clips_in  # noqa: E402
from benchmarks.poses import poses_of  # noqa: E402

SAMPLES, POSES = ROOT / "sample_videos", ROOT / "tests" / "poses"


def main() -> None:
    """Writes tests/poses/NAME.npz for each sample video NAME.mp4."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--poses", type=Path, default=user_cache_path("upperback-trainer") / "poses", metavar="DIR")
    folder = parser.parse_args().poses
    POSES.mkdir(exist_ok=True)
    for clip in clips_in(SAMPLES):
        compact.save(POSES / f"{clip.stem}.npz", poses_of(clip, "heavy", folder))
        print(clip.stem)


if __name__ == "__main__":
    main()
