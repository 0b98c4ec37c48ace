"""Looks at what the trainer needs on this machine, and says what to do about each thing missing."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from trainer.quiet import quiet_stderr

MEDIAPIPE = "0.10.31"
LIBRARIES = ("mediapipe", "opencv-python", "av", "numpy")
OTHER_CV2 = ("opencv-contrib-python", "opencv-python-headless", "opencv-contrib-python-headless")
REINSTALL = "pip install --force-reinstall upperback-trainer"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, what was found, and what to do about it; essential: nothing works without it."""

    what: str
    ok: bool
    found: str
    to_do: str = ""
    essential: bool = True

    @property
    def mark(self) -> str:
        """✓ for present, ✗ for missing, ! for missing but not needed by everyone."""
        return "✓" if self.ok else "✗" if self.essential else "!"


def examine() -> list[Finding]:
    """Everything, the essential things first; opens each camera for a moment."""
    findings = [python(), *libraries(), *models(), encoder(), display(os.environ), *cameras()]
    return sorted(findings, key=lambda finding: not finding.essential)


def python() -> Finding:
    """The interpreter and the trainer itself."""
    try:
        trainer = version("upperback-trainer")
    except PackageNotFoundError:
        trainer = "not installed"
    found = f"trainer {trainer}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    new_enough = sys.version_info >= (3, 11)
    return Finding("trainer", new_enough, found, "" if new_enough else "install Python 3.11 or newer")


def libraries(installed: Callable[[str], str] = version) -> Iterator[Finding]:
    """Each library's version and whether it loads; a second OpenCV beside the first is told."""
    modules = {"opencv-python": "cv2"}
    for name in LIBRARIES:
        try:
            number = installed(name)
            with quiet_stderr():
                import_module(modules.get(name, name))
        except PackageNotFoundError:
            yield Finding(name, False, "not installed", REINSTALL)
        except ImportError as error:
            yield Finding(name, False, f"does not load: {error}", loading_help(str(error)))
        else:
            yield mediapipe(number) if name == "mediapipe" else Finding(name, True, number)
    others = [name for name in OTHER_CV2 if is_installed(name, installed)]
    if others:
        yield Finding("OpenCV", False, f"installed twice: {', '.join(others)}", f"pip uninstall {' '.join(others)}")


def mediapipe(number: str) -> Finding:
    """Newer mediapipe wheels send usage figures to their vendor, older ones do not load on Windows."""
    ok = number == MEDIAPIPE
    return Finding("mediapipe", ok, number, "" if ok else f"pip install mediapipe=={MEDIAPIPE}")


def is_installed(name: str, installed: Callable[[str], str]) -> bool:
    """Whether a distribution of that name is there."""
    try:
        installed(name)
    except PackageNotFoundError:
        return False
    return True


def loading_help(error: str) -> str:
    """What to do when a library misses one of the system's own."""
    if "libGL" in error:
        return "sudo apt install libgl1"
    if "libglib" in error or "libgthread" in error:
        return "sudo apt install libglib2.0-0"
    return REINSTALL


def models() -> Iterator[Finding]:
    """Each pose model's place and sha256, checked against the expected one."""
    from trainer.models import NAMES, SHA256, ModelError, find, load

    for name in NAMES:
        try:
            load(name)
        except ModelError as error:
            yield Finding(f"model {name}", False, str(error), "restore the folder models, or " + REINSTALL)
        else:
            yield Finding(f"model {name}", True, f"{find(name)}, sha256 {SHA256[name]}")


def encoder() -> Finding:
    """Whether annotated videos can be written."""
    try:
        from av import Codec

        Codec("libx264", "w")
    except (ImportError, ValueError):
        return Finding("H.264 encoder", False, "missing", "pip install --force-reinstall av")
    return Finding("H.264 encoder", True, "libx264")


def display(environment: Mapping[str, str], system: str = sys.platform) -> Finding:
    """Whether a window can be opened; without one, videos are still judged and written."""
    try:
        from trainer.window import has_display
    except ImportError as error:
        return Finding("display", False, f"OpenCV does not load: {error}", loading_help(str(error)), essential=False)
    if has_display(environment, system):
        return Finding("display", True, environment.get("DISPLAY") or "the desktop's own", essential=False)
    found = f"no X server answers at DISPLAY={environment.get('DISPLAY', '')}"
    to_do = "log in to a desktop with X11 or XWayland; without one: trainer analyze, or --no-window --save-video"
    return Finding("display", False, found, to_do, essential=False)


def cameras(devices: Path = Path("/dev")) -> Iterator[Finding]:
    """Each camera that opens; one that is there but closed to this user is told too."""
    try:
        from trainer.sources import list_cameras
        from trainer.sources.capture import PRIVACY
    except ImportError:
        return  # already told among the libraries
    found = list_cameras(devices=devices)
    for number, name in found:
        yield Finding(f"camera {number}", True, name, essential=False)
    closed = [path for path in devices.glob("video*") if not os.access(path, os.R_OK | os.W_OK)]
    if closed:
        to_do = "sudo usermod -aG video $USER, then log in again"
        yield Finding("camera", False, f"no right to open {', '.join(map(str, closed))}", to_do, essential=False)
    elif not found:
        first = [PRIVACY[sys.platform]] if sys.platform in PRIVACY else []
        others = ["plug one in and close other programs that use it", "trainer analyze works on video files without"]
        to_do = "; ".join([*first, *others])
        yield Finding("camera", False, "none", to_do, essential=False)
