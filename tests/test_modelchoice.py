"""Which size of the model runs: tables of how long estimates take over time, and what is changed when."""

from __future__ import annotations

import pytest

from trainer.modelchoice import ModelChooser, largest

FPS = 10
Stretch = tuple[float, float, bool]  # seconds of time, seconds an estimate takes, whether no repetition goes on


def changes(model: str, *stretches: Stretch) -> list[tuple[float, str]]:
    """(time in seconds, size) of each change over these stretches, one after the other, ten frames a second."""
    chooser, found, frame = ModelChooser(model), [], 0
    for length, seconds, free in stretches:
        for _ in range(round(length * FPS)):
            wanted = chooser.tick(frame / FPS, seconds, free)
            if wanted is not None:
                assert wanted == chooser.model
                found.append((frame / FPS, wanted))
            frame += 1
    return found


@pytest.mark.parametrize(
    ("measured", "seconds", "expected"),
    [
        ("lite", 0.0065, "heavy"),  # 5.2 times as long: 33.8 of 34 ms, 85 % of 40
        ("lite", 0.0066, "full"),  # 34.3 ms
        ("lite", 0.0212, "full"),  # 33.9 ms
        ("lite", 0.0213, "lite"),  # 34.1 ms
        ("heavy", 0.04, "heavy"),
        ("heavy", 0.13, "full"),  # lite 25 ms, full 40 ms
        ("heavy", 0.14, "lite"),
        ("full", 9.0, "lite"),  # none holds the pace
    ],
)
def test_the_largest_whose_time_fits_by_one_that_was_measured(measured: str, seconds: float, expected: str) -> None:
    assert largest(measured, seconds)[0] == expected


def test_the_speed_told_is_that_of_the_chosen_size() -> None:
    assert largest("full", 0.032) == ("full", pytest.approx(31.25))
    assert largest("heavy", 0.52) == ("lite", pytest.approx(10))


def test_one_that_holds_the_pace_stays() -> None:
    assert changes("heavy", (60, 0.039, True)) == []


def test_too_slow_is_smaller_within_two_seconds() -> None:
    # 11 frames of 21 in the last two seconds are slow from 6.0 s on: 5.0 to 6.0
    assert changes("heavy", (5, 0.03, True), (4, 0.05, True))[:1] == [(6.0, "full")]


def test_one_slow_second_is_no_reason() -> None:
    assert changes("heavy", (5, 0.03, True), (0.9, 0.5, True), (5, 0.03, True)) == []


def test_never_within_a_repetition() -> None:
    assert changes("heavy", (30, 0.06, False), (0.1, 0.06, True)) == [(30.0, "full")]


def test_lite_has_nothing_below() -> None:
    assert changes("lite", (30, 0.9, True)) == []


def test_slower_and_slower_goes_down_both_steps() -> None:
    assert [size for _, size in changes("heavy", (30, 0.9, True))] == ["full", "lite"]


def test_room_for_long_enough_is_larger() -> None:
    # full at 10 ms: heavy would take 32.5 of 40 ms, which leaves 15 %; told since 1.0 s, so ten seconds later
    assert changes("full", (20, 0.010, True))[:1] == [(11.0, "heavy")]


def test_little_room_is_none() -> None:
    assert changes("full", (60, 0.011, True)) == []  # heavy would take 35.75 ms, more than 34


def test_who_came_down_waits_longer_each_time() -> None:
    # too slow at 1.0 s; full has room from 2.1 s on, and is believed after 20 s in place of 10
    assert changes("heavy", (1.1, 0.05, True), (40, 0.010, True))[:2] == [(1.0, "full"), (22.1, "heavy")]


def test_after_a_pause_all_begins_anew() -> None:
    chooser = ModelChooser("full")
    moments = [i / FPS for i in range(100)] + [100 + i / FPS for i in range(100)]
    assert [chooser.tick(t, 0.010) for t in moments] == [None] * 200


def test_a_clock_that_falls_back_begins_anew() -> None:
    chooser = ModelChooser("full")
    assert [chooser.tick(10 - i / FPS, 0.5) for i in range(60)] == [None] * 60


def test_few_estimates_tell_nothing() -> None:
    chooser = ModelChooser("heavy")
    assert [chooser.tick(t, 0.9) for t in (0.0, 0.6, 1.2, 1.8)] == [None] * 4
    assert chooser.tick(2.0, 0.9) == "full"
