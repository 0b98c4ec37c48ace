"""The window and its keyboard: all that is asked of OpenCV's user interface."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from types import TracebackType

import cv2
import numpy as np
from numpy.typing import NDArray

ESCAPE = 27
ARROWS = {0xFF51: "left", 0xFF53: "right", 0x250000: "left", 0x270000: "right", 0xF702: "left", 0xF703: "right"}
"""Codes of the arrow keys that mean something: of X, of Windows, of macOS."""
WIDE, TALL = (960, 1280), 900  # the window's first size: large enough for three metres, small enough for a laptop


def has_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Whether a window can be opened. On Linux an X server (or XWayland) must answer at DISPLAY.

    OpenCV's Qt speaks X11 alone, and ends the whole program when no server answers: ask before you open a window.
    """
    if not system.startswith("linux"):
        return True
    match = re.fullmatch(r"(.*):(\d+)(\.\d+)?", environment.get("DISPLAY", ""))
    if match is None:
        return False
    host, number = match[1], match[2]
    return host not in ("", "unix") or _answers(f"/tmp/.X11-unix/X{number}")


def _answers(path: str) -> bool:
    for address in (path, f"\0{path}"):  # a file, and Linux's namespace without files
        with socket.socket(socket.AF_UNIX) as server:
            try:
                server.connect(address)
            except OSError:
                continue
            return True
    return False


class Window:
    """One window that shows pictures and reads keys; a context manager, to be used from the main thread."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shown = False
        if sys.platform.startswith("linux"):
            # The wheel brings neither Qt's Wayland part nor its fonts, and Qt warns of both. Errors still come through.
            os.environ["QT_QPA_PLATFORM"] = "xcb"
            os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
        # GUI_NORMAL: no toolbar, no menu, and q, space and r are ours.
        cv2.namedWindow(title, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)

    def show(self, rgb: NDArray[np.uint8]) -> None:
        """Show an RGB picture (height, width, 3)."""
        cv2.imshow(self._title, cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
        if not self._shown:  # only now: macOS gives a window the size of its first picture
            self._shown = True
            cv2.resizeWindow(self._title, *first_size(rgb.shape[1], rgb.shape[0]))

    def key(self, wait_ms: int) -> str | None:
        """The key that was pressed, waiting up to so many milliseconds (at least one) for it; see key_name."""
        return key_name(cv2.waitKeyEx(max(1, wait_ms)))

    @property
    def closed(self) -> bool:
        """Whether the user has closed the window; on macOS it has no button for that, and a minimised one is not."""
        if not self._shown or sys.platform == "darwin":
            return False
        try:
            return cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) < 1
        except cv2.error:  # Qt is gone together with its last window
            return True

    def close(self) -> None:
        """Take the window away; may be called twice, and after the user closed it."""
        cv2.destroyAllWindows()
        cv2.waitKey(1)  # only now the system takes it from the screen

    def __enter__(self) -> Window:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def key_name(code: int) -> str | None:
    """What a whole key code of OpenCV means: a character, "left" or "right", "q" for Escape, too; None for all others.

    Keys without a character have codes above 0xFF, whose low byte may be a letter's. GTK adds NumLock and its like from
    bit 16 on, Windows has such keys there.
    """
    if code < 0:
        return None
    low = code & 0xFFFF
    arrow = ARROWS.get(low or code)
    if arrow is not None or not 0 < low <= 0xFF:
        return arrow
    return "q" if low == ESCAPE else chr(low).lower()


def first_size(width: int, height: int) -> tuple[int, int]:
    """The window's first size for pictures of this size: between 960 and 1280 wide, at most 900 high, same shape."""
    scale = min(max(width, WIDE[0]), WIDE[1]) / width
    scale = min(scale, TALL / height)
    return round(width * scale), round(height * scale)
