"""Build hook: models and one sample travel in the wheel, so that the trainer works away from the checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TRAVELLING = {
    "models/pose_landmarker_lite.task": "trainer/data/models/pose_landmarker_lite.task",
    "models/pose_landmarker_full.task": "trainer/data/models/pose_landmarker_full.task",
    "models/pose_landmarker_heavy.task": "trainer/data/models/pose_landmarker_heavy.task",
    "sample_videos/arm-slides.mp4": "trainer/data/sample_videos/arm-slides.mp4",
}


class WheelData(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the data to a real wheel; an editable install reads it from the checkout, where it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatchling calls this before each build; version is "standard" or "editable"."""
        if version == "standard":
            build_data["force_include"].update(TRAVELLING)
