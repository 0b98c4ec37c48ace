"""Several persons in the picture: counting them, and telling who of them exercises. Plain geometry, in pixels."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.pose import Joint

_HEAD = [Joint.NOSE, Joint.LEFT_EAR, Joint.RIGHT_EAR]
_TRUNK = [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP]

SAME = 0.4  # of a body: two sets of landmarks whose trunks lie closer are one person seen twice
SAME_SIZE = 1.6  # times
OVERLAP = 0.6  # of the smaller box
LARGER = 1.3  # times the size of the next: clearly the one in front of the camera
STAYED = 1.2  # bodies from home: further away it is hardly the same person, they exercise on the spot
CLEARLY = 0.3  # bodies: by how much the best match with home must beat the next
ELSEWHERE = 0.5  # bodies: another place or size than before
MUCH_LARGER = 1.5  # times the size of who was there first
MOVED_IN_S = 3.0  # a passer-by is gone by then
MEMORY = 5  # sightings, about a second apart: a passer-by is gone sooner


@dataclass(frozen=True, slots=True)
class Person:
    """Where a person is: centre and box (left, top, right, bottom) in pixels, size from head to hips in pixels."""

    x: float
    y: float
    size: float
    box: tuple[float, float, float, float]

    @staticmethod
    def of(image: NDArray[np.float32]) -> Person:
        """Person from landmarks (33, 3) in pixels; arms and legs count for the box alone, since they move."""
        core = image[_HEAD + _TRUNK, :2]
        spread = core.max(axis=0) - core.min(axis=0)
        trunk = image[_TRUNK, :2].mean(axis=0)
        low, high = image[:, :2].min(axis=0), image[:, :2].max(axis=0)
        size = max(float(spread.max()), 1.0)
        return Person(float(trunk[0]), float(trunk[1]), size, (*map(float, low), *map(float, high)))  # type: ignore[arg-type]

    def away(self, other: Person) -> float:
        """Distance of the trunks in bodies (the larger one's size)."""
        return math.hypot(self.x - other.x, self.y - other.y) / max(self.size, other.size)

    def unlike(self, other: Person) -> float:
        """Distance in bodies plus the logarithm of the sizes' ratio: 0 is the same place and size."""
        return self.away(other) + abs(math.log(self.size / other.size))


def distinct(people: Sequence[Person]) -> list[Person]:
    """The people, largest first, without those who are another one seen twice."""
    kept: list[Person] = []
    for person in sorted(people, key=lambda one: (-one.size, one.x, one.y)):
        if not any(_twice(person, other) for other in kept):
            kept.append(person)
    return kept


def including(people: Sequence[Person], tracked: Person) -> list[Person]:
    """The people, largest first, with the tracked one in the place of their own sighting, or added if not sighted."""
    others = [one for one in people if not _alike(one, tracked)]
    return sorted([tracked, *others], key=lambda one: (-one.size, one.x, one.y))


def _twice(one: Person, other: Person) -> bool:
    return _alike(one, other) and _overlap(one.box, other.box) > OVERLAP


def _alike(one: Person, other: Person) -> bool:
    return one.away(other) < SAME and ratio(one, other) < SAME_SIZE


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """Shared area as a share of the smaller box."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return max(width, 0.0) * max(height, 0.0) / smaller if smaller > 0 else 0.0


class Home:
    """Where the one who exercises has been, and who of several people that is."""

    def __init__(self) -> None:
        self._seen: deque[Person] = deque(maxlen=MEMORY)
        self._rival: Person | None = None
        self._rival_since = 0.0

    @property
    def place(self) -> Person | None:
        """The usual place and size: medians of the last sightings, which a passer-by drags along for a moment only."""
        if not self._seen:
            return None
        x, y, size = (statistics.median(getattr(one, name) for one in self._seen) for name in ("x", "y", "size"))
        return Person(x, y, size, self._seen[-1].box)

    def left(self, person: Person) -> bool:
        """Whether a person is elsewhere than at home, by place or size."""
        home = self.place
        return home is not None and home.unlike(person) > ELSEWHERE

    def choose(self, t: float, people: Sequence[Person], tracked: Person, jumped: bool = False) -> Person | None:
        """The one of people (distinct, largest first, tracked among them) who exercises; None when it can't be told.

        jumped: the track leapt since the last choice, so that tracked may be somebody else.
        """
        home = self.place
        if home is None:
            chosen = _largest(people)
        elif len(people) == 1:
            chosen = None if jumped and self.left(tracked) else tracked
        else:
            chosen = self._usurper(t, people[0], home) or _nearest(people, tracked, home, jumped)
        if chosen is not None:
            self._seen.append(chosen)
        return chosen

    def _usurper(self, t: float, largest: Person, home: Person) -> Person | None:
        """The largest one, when clearly larger than who was there first, and staying: the first only sits there."""
        if largest.size < MUCH_LARGER * home.size:
            self._rival = None
        elif self._rival is None or self._rival.unlike(largest) > ELSEWHERE:
            self._rival, self._rival_since = largest, t
        elif t - self._rival_since >= MOVED_IN_S:
            self._rival = None
            self._seen.clear()
            return largest
        return None


def _largest(people: Sequence[Person]) -> Person | None:
    if len(people) > 1 and people[0].size < LARGER * people[1].size:
        return None
    return people[0]


def _nearest(people: Sequence[Person], tracked: Person, home: Person, jumped: bool) -> Person | None:
    """The one at home; when nobody is, the one tracked, who has walked away, unless the track jumped."""
    best, second = sorted(people, key=home.unlike)[:2]
    if home.unlike(best) > STAYED:
        return None if jumped else tracked
    return best if home.unlike(second) - home.unlike(best) > CLEARLY else None


def ratio(one: Person, other: Person) -> float:
    """How many times the larger of the two is as large as the other."""
    return max(one.size / other.size, other.size / one.size)
