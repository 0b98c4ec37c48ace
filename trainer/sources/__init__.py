"""Where frames come from: a camera or a video file; the only place where a clock is read."""

from time import monotonic as clock

from trainer.sources.camera import Camera, list_cameras
from trainer.sources.frame import Frame, SourceError
from trainer.sources.video import VideoFile

__all__ = ["Camera", "Frame", "SourceError", "VideoFile", "clock", "list_cameras"]
