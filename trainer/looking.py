"""When to look for other persons in the picture, which costs a second inference."""

from __future__ import annotations

from collections import deque

from trainer.people import Person, ratio

EVERY_S = 1.0
JUMP = 0.4  # of a body within JUMP_S: faster than a step, as when the track goes over to somebody walking past
GROWTH = 1.3  # times within JUMP_S
JUMP_S = 0.2
PAUSE_S = 0.2  # a shaking track must not cost a second inference with every frame
DOUBT_S = 2.0  # a track that leapt and then stays is taken for the person, who has moved


class Watch:
    """When to look for others: somebody appears, jumps, changes size or leaves, else once a second of frame time."""

    def __init__(self) -> None:
        self._looked_at: float | None = None
        self._jumped_at: float | None = None
        self._recent: deque[tuple[float, Person]] = deque()

    @property
    def jumped(self) -> bool:
        """Whether the track leapt, and it has not been settled since whose it is."""
        return self._jumped_at is not None

    def due(self, t: float, person: Person | None, left: bool = False) -> bool:
        """Whether to look now, with the person tracked at t seconds, None when nobody is; left: who is not at home."""
        if person is None:
            self._recent.clear()
            return False
        if self._jumped_at is not None and t - self._jumped_at > DOUBT_S:
            self._jumped_at = None
        if self._leapt(t, person):
            self._jumped_at = t
        if self._looked_at is None or t - self._looked_at >= (PAUSE_S if self.jumped or left else EVERY_S):
            self._looked_at = t
            return True
        return False

    def settle(self, person: Person) -> None:
        """The one who exercises has been told apart; the track goes on from person."""
        self._jumped_at = None
        self._recent = deque([(self._looked_at or 0.0, person)])

    def _leapt(self, t: float, person: Person) -> bool:
        """Whether the track is far from where it was, or much larger or smaller, or has only just been found."""
        while len(self._recent) > 1 and t - self._recent[0][0] > JUMP_S:
            self._recent.popleft()
        before = [one for _, one in self._recent]
        self._recent.append((t, person))
        return not before or any(person.away(one) > JUMP or ratio(person, one) > GROWTH for one in before)
