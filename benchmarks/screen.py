"""A screen to show windows on: the one that is there, or a virtual one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from trainer.window import has_display

SCREEN = "1600x1000x24"


@contextmanager
def a_screen() -> Iterator[bool]:
    """Whether there is a screen meanwhile; the virtual one needs Xvfb."""
    if has_display():
        yield True
        return
    if shutil.which("Xvfb") is None:
        yield False
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    before = os.environ.get("DISPLAY")
    try:
        with os.fdopen(reading) as number:
            os.environ["DISPLAY"] = f":{number.readline().strip()}"
        yield has_display()
    finally:
        if before is None:
            del os.environ["DISPLAY"]
        else:
            os.environ["DISPLAY"] = before
        server.terminate()
        server.wait()
