"""Where a replay stands and how fast it goes, and what keys, clicks and passing time do to that; pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from trainer.replay.moments import Moments, following, preceding

SLOWEST, FASTEST = 0.25, 8.0
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
LONGEST_GAP_S = 1.0  # of a pause in the recording, so much is waited for
LONGEST_STEP_S = 0.5  # of the clock: after a stall the replay goes on where it was
FRAMES = {".": 1, ",": -1, "right": 1, "left": -1}  # by key
BACK_S = 0.7  # of the clock: who asks for what came before has passed the start of what goes on by so much


class Player:
    """A replay's state: t is in seconds of the recording, index the place of the moment on show.

    at: where to begin, brought into the recording. speed: how many seconds of it pass in one of the clock, from 0.25
    to 8; ValueError otherwise.
    """

    def __init__(self, moments: Moments, at: float | None = None, speed: float = 1.0) -> None:
        if not SLOWEST <= speed <= FASTEST:
            raise ValueError(f"expected a speed from {SLOWEST:g} to {FASTEST:g}, got {speed:g}")
        self._moments = moments
        self.speed = speed
        self.playing = True
        self.over = False
        self.t = moments.start_s
        self.index = 0
        self.seek(moments.start_s if at is None else at)

    @property
    def ended(self) -> bool:
        """Whether the last moment is on show."""
        return self.index == len(self._moments.times) - 1

    @property
    def due_s(self) -> float:
        """Seconds of the clock until the next moment; 0 when nothing comes by itself."""
        if not self.playing or self.ended:
            return 0.0
        ahead = self._moments.times[self.index + 1] - self.t
        return max(0.0, min(ahead, LONGEST_GAP_S)) / self.speed

    def seek(self, t: float) -> None:
        """Go to t, or to the end that is nearer when it lies outside."""
        self.t = min(max(t, self._moments.start_s), self._moments.end_s)
        self.index = self._moments.index(self.t)

    def step(self, moments: int) -> None:
        """Go so many moments on, or back when negative, and stay there."""
        self.playing = False
        self.index = min(max(self.index + moments, 0), len(self._moments.times) - 1)
        self.t = self._moments.times[self.index]

    def let_pass(self, seconds: float) -> None:
        """Seconds of the clock have passed; at its end the replay stays."""
        if not self.playing:
            return
        self.t += min(max(seconds, 0.0), LONGEST_STEP_S) * self.speed
        if self.t >= self._moments.end_s:
            self.seek(self._moments.end_s)
            self.playing = False
            return
        self.index = self._moments.index(self.t)
        self.t = max(self.t, self._moments.times[self.index + 1] - LONGEST_GAP_S)

    def press(self, key: str) -> None:
        """Do what the key asks for; others do nothing."""
        if key == "q":
            self.over = True
        elif key == " ":
            self._pause()
        elif key in FRAMES:
            self.step(FRAMES[key])
        elif key in "[]":
            self._change_speed(faster=key == "]")
        elif key in "npfb":
            starts = self._moments.rep_starts if key in "np" else self._moments.fault_starts
            self._jump(starts, onward=key in "nf")

    def _pause(self) -> None:
        if not self.playing and self.ended:
            self.seek(self._moments.start_s)
        self.playing = not self.playing

    def _change_speed(self, *, faster: bool) -> None:
        place = bisect_right(SPEEDS, self.speed) if faster else bisect_left(SPEEDS, self.speed) - 1
        self.speed = SPEEDS[min(max(place, 0), len(SPEEDS) - 1)]

    def _jump(self, starts: list[float], *, onward: bool) -> None:
        """To the start before or after; where there is none, nothing happens."""
        if onward:
            goal = following(starts, self.t)
        else:
            goal = preceding(starts, self.t - (BACK_S * self.speed if self.playing else 0.0))
        if goal is not None:
            self.seek(goal)
