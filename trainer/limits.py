"""Limits as printable values: they compare a value and say how far it is past them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AtMost:
    """A limit that values may reach but not pass."""

    limit: float
    unit: str

    def __str__(self) -> str:
        return f"≤ {self.limit:g} {self.unit}"

    def excess(self, value: float) -> float:
        """How far value is past the limit, in the limit's unit; negative inside it."""
        return value - self.limit


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A limit that values must reach."""

    limit: float
    unit: str

    def __str__(self) -> str:
        return f"≥ {self.limit:g} {self.unit}"

    def excess(self, value: float) -> float:
        """How far value falls short of the limit, in the limit's unit; negative when it is reached."""
        return self.limit - value


@dataclass(frozen=True, slots=True)
class Within:
    """A distance from zero that values may reach in either direction but not pass."""

    limit: float
    unit: str

    def __str__(self) -> str:
        return f"± {self.limit:g} {self.unit}"

    def excess(self, value: float) -> float:
        """How far value is past the limit on its side, in the limit's unit; negative inside it."""
        return abs(value) - self.limit


Limit = AtMost | AtLeast | Within
