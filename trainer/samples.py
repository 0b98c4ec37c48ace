"""The sample videos: one clip for each exercise, in the checkout or, for one of them, in the wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
FOLDERS = (PACKAGE.parent / "sample_videos", PACKAGE / "data" / "sample_videos")


class SampleError(Exception):
    """There is no sample of an exercise here."""


def sample(exercise: str, folders: tuple[Path, ...] = FOLDERS) -> Path:
    """Path of the clip that shows exercise; SampleError says which there are and where the others can be had."""
    for folder in folders:
        clip = folder / f"{exercise}.mp4"
        if clip.is_file():
            return clip
    here = sorted(clip.stem for folder in folders for clip in folder.glob("*.mp4"))
    raise SampleError(
        f"no sample video of {exercise} in this installation (here: {', '.join(here) or 'none'}): "
        "all samples are in the folder sample_videos of the source checkout"
    )
