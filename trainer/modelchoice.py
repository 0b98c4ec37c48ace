"""Which size of the pose model a live session runs: the largest that leaves time for the rest, at every moment."""

from __future__ import annotations

import statistics
from collections import deque

LIVE_FPS = 20.0
ESTIMATOR_SHARE = 0.8  # of a frame's time; judging, drawing and the window need the rest
COST = {"lite": 1.0, "full": 1.6, "heavy": 5.2}
"""Size, from the fastest, to the time of one estimate in lite's (measured)."""

SIZES = tuple(COST)
WINDOW_S = 2.0  # the median of so long decides: other programs may have a second of the machine
FEWEST = 5  # estimates in it
ROOM = 0.85  # share of the time that a larger size should at most take, so that it does not come and go
PATIENCE_S = 10.0  # for so long there must be room for a larger one
MOST_PATIENCE_S = 320.0  # each return to a smaller size doubles it up to this
PAUSE_S = 1.0  # what lies further apart was not one stretch of work


def largest(measured: str, seconds: float, fps: float = LIVE_FPS, share: float = ESTIMATOR_SHARE) -> tuple[str, float]:
    """The largest size whose estimates should take at most share of a frame at fps, else the smallest; and its speed.

    measured, seconds: a size, and how long an estimate of it takes here; a larger one must have room to spare, as when
    it is changed later. The speed is in estimates a second.
    """
    times = {size: seconds * cost / COST[measured] for size, cost in COST.items()}
    shares = {size: share * (ROOM if cost > COST[measured] else 1.0) for size, cost in COST.items()}
    fitting = [size for size in SIZES if times[size] * fps <= shares[size]]
    chosen = fitting[-1] if fitting else SIZES[0]
    return chosen, 1 / times[chosen]


class ModelChooser:
    """Tells when to change the size: to a smaller one where estimates have become too slow, to a larger one where all
    along there was room for it; never while a repetition goes on.

    model: the size that should run now, lite, full or heavy.
    """

    def __init__(self, model: str, fps: float = LIVE_FPS) -> None:
        self.model = model
        self._limit_s = ESTIMATOR_SHARE / fps
        self._recent: deque[tuple[float, float]] = deque()
        self._room_since: float | None = None
        self._patience_s = PATIENCE_S

    def tick(self, t: float, seconds: float, free: bool = True) -> str | None:
        """Note that an estimate that found somebody took so many seconds; the size to change to, None to stay.

        t: the frame's time, seconds. free: no repetition goes on, so that it may change now.
        """
        recent = self._recent
        if recent and not 0 <= t - recent[-1][0] <= PAUSE_S:
            self._forget()
        recent.append((t, seconds))
        while t - recent[0][0] > WINDOW_S:
            recent.popleft()
        if len(recent) < FEWEST or t - recent[0][0] < WINDOW_S / 2:
            return None
        wanted = self._wanted(t, statistics.median(taken for _, taken in recent))
        if wanted == self.model or not free:
            return None
        if COST[wanted] < COST[self.model]:
            self._patience_s = min(2 * self._patience_s, MOST_PATIENCE_S)
        self.model = wanted
        self._forget()
        return wanted

    def _wanted(self, t: float, typical_s: float) -> str:
        """The size that suits estimates of so many seconds."""
        if typical_s > self._limit_s:
            self._room_since = None
            return SIZES[max(SIZES.index(self.model) - 1, 0)]
        larger = SIZES[min(SIZES.index(self.model) + 1, len(SIZES) - 1)]
        if typical_s * COST[larger] / COST[self.model] > ROOM * self._limit_s:
            self._room_since = None
        elif self._room_since is None:
            self._room_since = t
        elif t - self._room_since >= self._patience_s:
            return larger
        return self.model

    def _forget(self) -> None:
        self._recent.clear()
        self._room_since = None
