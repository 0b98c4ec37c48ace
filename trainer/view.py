"""From where the camera sees the person."""

from __future__ import annotations

from enum import StrEnum


class View(StrEnum):
    """Where the camera stands, from the yaw of the trunk: front up to 20°, side from 60°, oblique between."""

    FRONT = "front"
    OBLIQUE = "oblique"
    SIDE = "side"
