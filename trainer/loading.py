"""Loads OpenCV and PyAV so that they get along: to be imported before either where both are used."""

from trainer.quiet import quiet_stderr

# OpenCV before PyAV, always: each wheel brings a libxcb, and with PyAV's loaded first OpenCV's window never opens.
# Each brings an FFmpeg, too: macOS complains of two that could open its cameras, which neither of them ever does here.
with quiet_stderr():
    import cv2  # noqa: F401

    # isort: split
    import av  # noqa: F401
