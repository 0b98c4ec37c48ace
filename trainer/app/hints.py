"""Lines for the user that come up while the picture goes on: each is shown for a while, one after the other."""

from __future__ import annotations

from collections.abc import Iterable

TOLD_S = 6.0  # long enough to read a line from two metres away


class Hints:
    """Remembers which lines have been shown; time is that of the frames."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def step(self, t: float, lines: Iterable[str | None]) -> str | None:
        """The line to show at t: the first of these that has not been up for TOLD_S."""
        for line in lines:
            if line is not None and t - self._told.setdefault(line, t) <= TOLD_S:
                return line
        return None
