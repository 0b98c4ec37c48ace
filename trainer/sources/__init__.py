"""Where frames come from: a camera or a video file; the only place where a clock is read."""

# OpenCV before PyAV, always: each wheel brings a libxcb, and with PyAV's loaded first OpenCV's window never opens.
import cv2  # noqa: F401

# isort: split

from time import monotonic as clock

from trainer.sources.camera import Camera, list_cameras
from trainer.sources.frame import Frame, SourceError
from trainer.sources.video import VideoFile

__all__ = ["Camera", "Frame", "SourceError", "VideoFile", "clock", "list_cameras"]
