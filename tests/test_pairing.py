"""Which stretches belong together: tables of before and now, by the times that they share."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from trainer.pairing import paired


@dataclass(frozen=True)
class Stretch:
    start_s: float
    end_s: float


def stretches(text: str) -> list[Stretch]:
    """0-2 3-4 -> two stretches."""
    return [Stretch(*map(float, part.split("-"))) for part in text.split()]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ("", "", ""),
        ("0-2 3-4", "0-2 3-4", "0-2=0-2 3-4=3-4"),
        ("0-2", "", "0-2=none"),
        ("", "0-2", "none=0-2"),
        ("0-2", "2-4", "0-2=none none=2-4"),  # neighbours touch and are two
        ("0-2", "1-3", "0-2=1-3"),
        ("0-4", "0-1 1-4", "0-4=1-4 none=0-1"),  # one that became two: the longer part is it
        ("0-1 1-4", "0-4", "0-1=none 1-4=0-4"),
        ("0-3 3-6", "2-6", "0-3=none 3-6=2-6"),
        ("0-3 3-6", "2-6 0-3", "0-3=0-3 3-6=2-6"),  # the very same goes first, in whatever order
        ("1-1", "1-1", "1-1=1-1"),
        ("1-1", "0-2", "1-1=0-2"),  # a moment within a stretch
        ("0-2", "2-2", "0-2=2-2"),
        ("0-100 5-6", "5-7", "0-100=none 5-6=5-7"),  # most of the time of both
    ],
)
def test_what_shares_most_of_its_time_belongs_together(then: str, now: str, expected: str) -> None:
    def name(one: Stretch | None) -> str:
        return "none" if one is None else f"{one.start_s:g}-{one.end_s:g}"

    found = paired(stretches(then), stretches(now), lambda one: (one.start_s, one.end_s))
    assert " ".join(f"{name(a)}={name(b)}" for a, b in found) == expected


def test_the_same_key_goes_together_wherever_it_lies() -> None:
    a, b = Stretch(0, 1), Stretch(50, 51)
    assert paired([a], [b], lambda _: "same") == [(a, b)]


def test_thousands_are_paired_at_once() -> None:
    then = [Stretch(i, i + 0.9) for i in range(20_000)]
    now = [Stretch(i + 0.1, i + 1) for i in range(20_000)]
    assert paired(then, now, lambda one: one.start_s) == list(zip(then, now, strict=True))
