"""Which stretch of time belongs to which: two lists of repetitions or faults, matched by the time that they share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Something that lasts from start_s to end_s, seconds."""

    @property
    def start_s(self) -> float:
        """Its first moment."""

    @property
    def end_s(self) -> float:
        """Its last moment."""


S = TypeVar("S", bound=Stretch)


def paired(then: Sequence[S], now: Sequence[S], key: Callable[[S], Hashable]) -> list[tuple[S | None, S | None]]:
    """All of both lists in time order: pairs of equal key first of all, then those that share most of their time.

    None stands for a missing partner. Each one is in one pair alone.
    """
    pairs: list[tuple[S | None, S | None]] = []
    waiting: dict[Hashable, list[S]] = {}
    for one in reversed(now):
        waiting.setdefault(key(one), []).append(one)
    left: list[S] = []
    for one in then:
        partners = waiting.get(key(one))
        if partners:
            pairs.append((one, partners.pop()))
        else:
            left.append(one)
    pairs += _by_time(left, [one for partners in waiting.values() for one in partners])
    return sorted(pairs, key=_start)


def _by_time(then: Sequence[S], now: Sequence[S]) -> Iterator[tuple[S | None, S | None]]:
    free_then, free_now = dict(enumerate(then)), dict(enumerate(now))
    for _, a, b in sorted(_sharing(then, now)):
        if a in free_then and b in free_now:
            yield free_then.pop(a), free_now.pop(b)
    yield from ((one, None) for one in free_then.values())
    yield from ((None, one) for one in free_now.values())


def _sharing(then: Sequence[S], now: Sequence[S]) -> Iterator[tuple[float, int, int]]:
    """(minus the shared part of the time of both, place in then, place in now) of all that share time."""
    order = sorted(range(len(now)), key=lambda b: now[b].start_s)
    starts = [now[b].start_s for b in order]
    longest = max((one.end_s - one.start_s for one in now), default=0.0)
    for a, one in enumerate(then):
        first, end = bisect_left(starts, one.start_s - longest), bisect_right(starts, one.end_s)
        for b in order[first:end]:
            shared = min(one.end_s, now[b].end_s) - max(one.start_s, now[b].start_s)
            # Neighbours touch and are two; only what lasts no time at all shares none with what it belongs to.
            if shared > 0 or (shared == 0 and 0 in (one.end_s - one.start_s, now[b].end_s - now[b].start_s)):
                both = max(one.end_s, now[b].end_s) - min(one.start_s, now[b].start_s)
                yield -shared / both if both > 0 else -1.0, a, b


def _start(pair: tuple[Stretch | None, Stretch | None]) -> float:
    return next(one.start_s for one in pair if one is not None)
