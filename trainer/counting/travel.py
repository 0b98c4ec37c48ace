"""The counter of ways out and back: rest, far end (held or not), rest; on one signal a side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from trainer.body import Body
from trainer.counting import DROPOUT_S, SETTLE_S, holds
from trainer.counting.track import Track
from trainer.exercise import Movement, Travel
from trainer.status import Fault

GAP_S = 0.25  # frames further apart than this were dropped; five a second are still a stream


class TravelCounter:
    """lost → rest → moving → rest, on one signal a side; the person's own best grows with the set."""

    spans: Sequence[Fault] = ()
    cadence: float | None = None
    clock_s: float | None = None

    def __init__(self, rule: Travel, asked: str | None = None) -> None:
        self._rule = rule
        self._asked = asked
        self._tracks = [Track(rule, side) for side in rule.tracks]
        self._signals = [signal.of for signal in rule.tracks.values()]
        self._leader = self._tracks[0]
        self._ready_since: float | None = None
        self._ready_at = self._seen_at = float("-inf")
        self._gap = False
        self._votes: dict[str | None, int] = {}

    @property
    def phase(self) -> str:
        """lost, rest or moving, of the side that leads."""
        return self._leader.phase

    @property
    def side(self) -> str | None:
        """The side of the movement that goes on; None between movements."""
        if self._leader.phase != "moving":
            return None
        if self._rule.side is None:
            return self._leader.side
        return self._voted()

    @property
    def since_s(self) -> float:
        """Start of the movement that goes on; infinity when none does."""
        return min([track.since_s for track in self._tracks])

    @property
    def share(self) -> float | None:
        """Where the leading side is: 0 at rest, 1 at the own best; None when unseen."""
        return self._leader.share

    @property
    def hold(self) -> tuple[float, float] | None:
        """First and last moment in position of the movement that goes on; None when not in position yet."""
        return self._leader.hold()

    def expect(self, own: float | None) -> None:
        """The own range as it was on another day, to begin with; None: only this set's own counts."""
        for track in self._tracks:
            track.expect(own)

    def step(self, t: float, body: Body | None) -> Sequence[Movement]:
        """Take one moment; the movements that ended with it."""
        ready, kept = self._postures(t, body)
        ended = []
        for track, signal in zip(self._tracks, self._signals, strict=True):
            value, scale = (None, None) if body is None else (signal(body), body.px_per_m)
            movement = track.step(t, value, ready, kept, scale)
            if movement is not None:
                ended.append(movement)
        if len(self._tracks) > 1:
            self._leader = max(self._tracks, key=lambda track: track.lead)
        sided = self._sided(ended)
        if body is not None and self._rule.side is not None:
            self._vote(self._rule.side, body)
        return sided

    def finish(self) -> Sequence[Movement]:
        """The set is over; the movements whose way back was nearly done."""
        return self._sided([movement for track in self._tracks if (movement := track.finish()) is not None])

    def _postures(self, t: float, body: Body | None) -> tuple[bool, bool]:
        """(in the start posture for long enough, what must be kept is kept)."""
        if body is None:
            self._gap = True
            return False, False
        unseen = t - self._seen_at
        if (self._gap or unseen > GAP_S) and unseen <= DROPOUT_S:
            self._ready_at += unseen  # what was not seen is no time spent in another posture
        self._seen_at, self._gap = t, False
        if holds(self._rule.start, body):
            if self._ready_since is None or t - self._ready_at > SETTLE_S:
                self._ready_since = t
            self._ready_at = t
        settled = self._ready_since is not None and self._ready_at - self._ready_since >= SETTLE_S
        return settled and t - self._ready_at <= SETTLE_S, holds(self._rule.keep, body)

    def _vote(self, side: Callable[[Body], str | None], body: Body) -> None:
        if self._leader.phase != "moving":
            self._votes = {}
        elif (self._leader.hold() is not None or self._leader.hidden) and not self._leader.returned:
            vote = side(body)
            self._votes[vote] = self._votes.get(vote, 0) + 1

    def _voted(self) -> str | None:
        """The side with most votes; None when half of the hold showed none.

        The side that was asked for is believed on a third of the votes: what looks alike is then most likely that one.
        """
        unsure, cast = self._votes.get(None, 0), sum(self._votes.values())
        sides = [side for side in self._votes if side is not None]
        if 2 * unsure >= cast:
            return None
        if self._asked in sides and 3 * self._votes[self._asked] >= cast - unsure:
            return self._asked
        return max(sides, key=lambda side: self._votes[side])

    def _sided(self, ended: Sequence[Movement]) -> list[Movement]:
        """Those of the movements that lasted, with their side where the hold tells it, and had one."""
        found = []
        for movement in ended:
            one: Movement | None = movement
            if self._rule.side is not None:
                side, self._votes = self._voted(), {}
                one = None if side is None else replace(movement, side=side)
            if one is not None and one.hold_s >= self._rule.least_hold_s:
                found.append(one)
        return found
