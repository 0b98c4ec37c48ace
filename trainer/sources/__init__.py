"""Where frames come from: a camera or a video file; the only place where a clock is read."""

import trainer.loading  # noqa: F401  # first of all

# isort: split

from time import perf_counter as clock  # on Windows the other clocks may go in steps of 16 ms

from trainer.sources.camera import Camera
from trainer.sources.capture import list_cameras
from trainer.sources.frame import Frame, SourceError
from trainer.sources.video import VideoFile

__all__ = ["Camera", "Frame", "SourceError", "VideoFile", "clock", "list_cameras"]
