"""The pose model's files: where they are, and whether they are whole."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

SHA256 = {
    "lite": "fbc7e4515e8b3a6df524187008062b845520de87ec9d6bf70f8dc349931371f6",
    "full": "c21c90c5ac1815bbe76df045ccb643cedf801c42de81f1c8cf8ad2bf02db0a5d",
    "heavy": "7e8e19a8846cbd425a455d49185d82508ceb4a4b99cc81b264f8d513543329a2",
}
"""Bundle name to the sha256 of its file, from the fastest to the most exact."""

NAMES = tuple(SHA256)


class ModelError(Exception):
    """A model that is missing, broken or does not load; one line that says what to do."""


def folders() -> list[Path]:
    """Where bundles are looked for, in order: TRAINER_MODELS alone when set, else the checkout, the wheel's data."""
    chosen = os.environ.get("TRAINER_MODELS")
    if chosen:
        return [Path(chosen)]
    package = Path(__file__).resolve().parent
    return [package.parent / "models", package / "data" / "models"]


def find(name: str) -> Path:
    """Path of the bundle lite, full or heavy; ModelError when it is unknown or in none of the folders."""
    if name not in SHA256:
        raise ModelError(f"no model {name}: choose one of {', '.join(NAMES)}")
    file = f"pose_landmarker_{name}.task"
    for folder in folders():
        if (folder / file).is_file():
            return folder / file
    looked = " or ".join(str(folder) for folder in folders())
    raise ModelError(f"{file} not found in {looked}: reinstall the package, or set TRAINER_MODELS to its folder")


def load(name: str) -> bytes:
    """The whole bundle, checked against its sha256; ModelError when it is missing, unreadable or another one."""
    path = find(name)
    try:
        bundle = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} can't be read: {error.strerror}") from error
    came = hashlib.sha256(bundle).hexdigest()
    if came != SHA256[name]:
        wanted = SHA256[name][:12]
        raise ModelError(
            f"{path} is broken: expected sha256 {wanted}…, got {came[:12]}… ({len(bundle)} bytes): restore the file"
        )
    return bundle
