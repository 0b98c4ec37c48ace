"""What waits to be said: pure, no clock and no thread."""

from __future__ import annotations

from dataclasses import dataclass, field

SAFETY = 0  # does not wait for the end of what can be cut
CUTTABLE = 2  # from this urgency on an utterance may be cut by one of safety
LATEST = 2  # up to this urgency only the newest is true: "come closer" makes a waiting "step back" wrong


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something asked for at asked_s seconds; urgency 0 is the most urgent; stale after fresh_s seconds."""

    text: str
    urgency: int
    asked_s: float
    fresh_s: float

    def stale(self, now: float) -> bool:
        """Whether it is too late to begin it."""
        return now - self.asked_s > self.fresh_s

    def replaces(self, older: Utterance) -> bool:
        """Whether an older one that still waits need not be said any more.

        Safety, visibility and corrections (0 to 2) tell how things are now: the newest replaces the older one. Counts,
        praise and information (3 and more) are told one after the other while they are fresh; the same words once.
        """
        return older.urgency == self.urgency and (self.urgency <= LATEST or older.text == self.text)


@dataclass(slots=True)
class Waiting:
    """The utterances that wait, in the order they were asked for."""

    _all: list[Utterance] = field(default_factory=list)

    def add(self, new: Utterance) -> None:
        """Let it wait, instead of the older ones that it replaces."""
        self._all = [older for older in self._all if not new.replaces(older)]
        self._all.append(new)

    def first(self, now: float) -> Utterance | None:
        """The most urgent one, the oldest of several; None when none is fresh. The stale ones are dropped."""
        self._all = [u for u in self._all if not u.stale(now)]
        return min(self._all, key=lambda u: u.urgency, default=None)

    def take(self, now: float) -> Utterance | None:
        """The first one, which waits no longer."""
        first = self.first(now)
        if first is not None:
            self._all.remove(first)
        return first

    def cuts(self, spoken: Utterance, now: float) -> bool:
        """Whether one that waits is urgent enough to cut the one being spoken."""
        first = self.first(now)
        return first is not None and first.urgency == SAFETY and spoken.urgency >= CUTTABLE

    def clear(self) -> None:
        """Nothing waits any more."""
        self._all = []


def spoken_seconds(text: str, rate: int) -> float:
    """About how long the text takes at rate words a minute; a word is six letters, so that German counts as English."""
    return max(len(text.split()), len(text) / 6) * 60 / rate
