"""Checks of how far a movement went: that is known before it has ended, once half of the way back is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.exercise import Check, Exercise, Limit, Travel
from trainer.status import ActiveFault

BACK = 0.5  # share of the way out; who is back so far does not turn round once more


class Early:
    """Watches the share of the own best that the movement which goes on has reached."""

    def __init__(self, exercise: Exercise, limits: Mapping[Check, Limit]) -> None:
        rule = exercise.counting
        self._least = rule.least / rule.full if isinstance(rule, Travel) else 0.0
        self._checks = [(check, limits[check]) for check in exercise.checks if check.early]
        self._since = float("inf")
        self._begin()

    def _begin(self) -> None:
        self._top = self._top_s = 0.0
        self._found: tuple[ActiveFault, ...] = ()

    def step(self, t: float, since: float, share: float | None) -> None:
        """Note how far the movement that began at since has come: 0 at rest, 1 at the own best, None when unseen."""
        if since != self._since:
            self._since = since
            self._begin()
        if since == float("inf") or share is None or not self._checks:
            return
        if share > self._top:
            self._top, self._top_s = share, t
        elif not self._found and self._least <= self._top and share < BACK * self._top:
            failing = [check for check, limit in self._checks if limit.excess(100 * self._top) > 0]
            self._found = tuple(ActiveFault(check, self._top_s) for check in failing)

    def active(self) -> Sequence[ActiveFault]:
        """What is already wrong, since the moment at which the movement was furthest."""
        return self._found
