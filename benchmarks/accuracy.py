"""How right the trainer is: every clip of a folder judged and laid beside its labels.

CLIPS_DIR holds NAME.mp4 beside NAME.json, its labels. Figures and misses go to standard output as Markdown, or with
--write into a page, between the marks of that model.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.judging import judged
from benchmarks.poses import poses_of
from benchmarks.scoring import ClipScore, score_clip
from benchmarks.summary import summarised
from benchmarks.tables import blind_table, goal_table, report
from trainer.analysis import duration
from trainer.exercises import exercises, find
from trainer.labels import LabelError, read_labels
from trainer.models import NAMES, ModelError
from trainer.sources import SourceError

COMPARISON = "models"  # the part of a page that lays the models beside each other
BLIND = "views"  # and the one that tells what each view never shows


def main(argv: Sequence[str] | None = None) -> int:
    """The command; exit code 1 when a clip can't be judged, 2 when there are none."""
    chosen = arguments(argv)
    clips = clips_in(chosen.clips, chosen.only)
    if not clips:
        print(f"no clips with labels in {chosen.clips}: expected NAME.mp4 beside NAME.json", file=sys.stderr)
        return 2
    try:
        scores = {model: measured(clips, model, chosen.poses, chosen.jobs) for model in dict.fromkeys(chosen.model)}
    except (LabelError, ModelError, SourceError) as error:
        print(error, file=sys.stderr)
        return 1
    parts = {model: report(found, named=chosen.write is None) for model, found in scores.items()}
    parts[BLIND] = blind_table(exercises().values())
    if len(scores) > 1:
        parts[COMPARISON] = goal_table({model: summarised(found) for model, found in scores.items()})
    if chosen.write is None:
        print("\n".join(f"## {name}\n\n{text}" for name, text in parts.items()))
        return 0
    page = chosen.write.read_text(encoding="utf-8")
    chosen.write.write_text(written(page, parts), encoding="utf-8", newline="\n")
    return 0


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("clips", type=Path, metavar="CLIPS_DIR")
    parser.add_argument("--model", action="extend", nargs="+", choices=NAMES, help="one or more (default: heavy)")
    parser.add_argument("--poses", type=Path, help="where estimated poses are kept (default: the user's cache folder)")
    parser.add_argument("--jobs", type=int, default=1, help="clips at the same time (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only clips whose name contains this")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="renew the tables of this page")
    chosen = parser.parse_args(argv)
    chosen.model = chosen.model or ["heavy"]
    chosen.poses = chosen.poses or user_cache_path("upperback-trainer") / "poses"
    return chosen


def clips_in(folder: Path, only: str = "") -> list[Path]:
    """Videos that have labels, in alphabetical order."""
    videos = sorted(folder.glob("*.mp4"))
    return [video for video in videos if only in video.stem and video.with_suffix(".json").is_file()]


def measured(clips: Sequence[Path], model: str, poses: Path, jobs: int = 1) -> list[ClipScore]:
    """The score of each clip, in their order."""
    if jobs == 1:
        return [measure(clip, model, poses) for clip in clips]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(measure, clips, [model] * len(clips), [poses] * len(clips)))


def measure(clip: Path, model: str, folder: Path) -> ClipScore:
    """One clip's score; its poses are read from folder or estimated and kept there."""
    labels = read_labels(clip.with_suffix(".json"))
    poses = poses_of(clip, model, folder)
    result, cues = judged(find(labels.exercise), poses)
    return score_clip(labels, result, duration([pose.t for pose in poses]), cues)


def written(page: str, parts: Mapping[str, str]) -> str:
    """The page with each part between its two marks renewed; ValueError when a mark is missing."""
    for name, text in parts.items():
        marks = rf"<!-- {name}: \S+ writes this -->\n(.*)<!-- /{name} -->\n"
        found = re.search(marks, page, re.DOTALL)
        if found is None:
            raise ValueError(f"expected the marks <!-- {name}: … writes this --> and <!-- /{name} --> in the page")
        page = f"{page[: found.start(1)]}\n{text}\n{page[found.end(1) :]}"
    return page


if __name__ == "__main__":
    sys.exit(main())
