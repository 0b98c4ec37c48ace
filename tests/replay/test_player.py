"""Where a replay stands: tables of keys, clicks and passing time, and the time they lead to."""

from __future__ import annotations

import pytest

from trainer.replay.moments import Moment, Moments, following, preceding
from trainer.replay.player import Player
from trainer.status import Fault, Rep


def rep(start_s: float, end_s: float) -> Rep:
    return Rep(0, None, start_s, start_s, end_s, 0.0, 0.0, True, None)


def fault(start_s: float, end_s: float) -> Fault:
    return Fault("shrug", "warn", start_s, end_s, 1.0, "deg")


MOMENTS = Moments(
    [Moment(10 + i / 10, (64, 48), None) for i in range(101)],  # 10.0 to 20.0 s
    [rep(15.0, 17.0), rep(12.0, 14.0)],
    [fault(16.0, 16.5), fault(13.0, 13.5), fault(15.0, 18.0)],
)


@pytest.mark.parametrize(
    ("keys", "at", "expected"),
    [
        ("n", 10.0, 12.0), ("nn", 10.0, 15.0), ("nnn", 10.0, 15.0),  # there is no third one
        ("p", 15.0, 12.0), ("p", 15.5, 15.0), ("p", 11.0, 11.0), ("np", 13.0, 12.0),
        ("f", 10.0, 13.0), ("ff", 10.0, 15.0), ("fff", 10.0, 16.0), ("ffff", 10.0, 16.0), ("b", 20.0, 16.0),
        ("bb", 20.0, 15.0), ("fb", 13.5, 13.0), ("b", 13.0, 13.0),
        (".", 10.0, 10.1), (",", 10.0, 10.0), (",", 10.25, 10.1), (".", 10.25, 10.3), (".", 20.0, 20.0),
        (".,", 12.0, 12.0), ("x?", 12.0, 12.0),
    ],
)  # fmt: skip
def test_keys_lead_to_the_moment(keys: str, at: float, expected: float) -> None:
    player = Player(MOMENTS, at)
    player.press(" ")
    for key in keys:
        player.press(key)
    assert player.t == pytest.approx(expected)
    assert MOMENTS.times[player.index] == pytest.approx(int(expected * 10 + 1e-6) / 10)
    assert not player.playing


def test_the_arrows_to_the_sides_step_like_full_stop_and_comma() -> None:
    player, seen = Player(MOMENTS, 12.0), []
    for key in ("right", "right", "left", "left", "left"):
        player.press(key)
        seen.append(player.index)
    assert (seen, player.playing) == ([21, 22, 21, 20, 19], False)


@pytest.mark.parametrize(
    ("at", "speed", "expected"),
    [(15.5, 1.0, 12.0), (15.8, 1.0, 15.0), (15.5, 0.5, 15.0), (17.0, 4.0, 12.0), (18.0, 4.0, 15.0)],
)
def test_while_it_plays_the_one_before_is_not_the_one_that_has_just_begun(
    at: float, speed: float, expected: float
) -> None:
    player = Player(MOMENTS, at, speed)
    player.press("p")
    assert (player.t, player.playing) == (expected, True)


@pytest.mark.parametrize(
    ("keys", "speed", "expected"),
    [
        ("]", 1.0, 2.0), ("]]]]]]", 1.0, 8.0), ("[", 1.0, 0.5), ("[[[[", 1.0, 0.25), ("]", 0.3, 0.5), ("[", 0.3, 0.25),
        ("[", 8.0, 4.0), ("][", 1.0, 1.0),
    ],
)  # fmt: skip
def test_brackets_change_the_speed(keys: str, speed: float, expected: float) -> None:
    player = Player(MOMENTS, speed=speed)
    for key in keys:
        player.press(key)
    assert player.speed == expected


@pytest.mark.parametrize("speed", [0.0, 0.2, 8.5, -1.0, float("nan")])
def test_a_speed_out_of_range_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match=r"expected a speed from 0\.25 to 8"):
        Player(MOMENTS, speed=speed)


@pytest.mark.parametrize(
    ("speed", "seconds", "t", "index"),
    [(1.0, 0.25, 10.25, 2), (2.0, 0.25, 10.5, 5), (0.25, 0.2, 10.05, 0), (1.0, 60.0, 10.5, 5), (1.0, -1.0, 10.0, 0)],
    ids=["as it was", "twice as fast", "slow motion", "after a stall it goes on where it was", "never back"],
)
def test_time_passes(speed: float, seconds: float, t: float, index: int) -> None:
    player = Player(MOMENTS, speed=speed)
    player.let_pass(seconds)
    assert (player.t, player.index) == (pytest.approx(t), index)


def test_in_a_pause_time_stands_still() -> None:
    player = Player(MOMENTS, 12.0)
    player.press(" ")
    player.let_pass(0.3)
    assert (player.t, player.playing, player.due_s) == (12.0, False, 0.0)
    player.press(" ")
    player.let_pass(0.3)
    assert player.t == pytest.approx(12.3)


def test_at_the_end_it_stays_and_space_begins_again() -> None:
    player = Player(MOMENTS, 19.9)
    player.let_pass(0.3)
    assert (player.t, player.ended, player.playing) == (20.0, True, False)
    player.press(" ")
    assert (player.t, player.playing) == (10.0, True)


@pytest.mark.parametrize(("at", "expected"), [(None, 10.0), (-5.0, 10.0), (12.34, 12.34), (99.0, 20.0)])
def test_it_begins_within_the_recording(at: float | None, expected: float) -> None:
    assert Player(MOMENTS, at).t == expected


@pytest.mark.parametrize(("speed", "due_s"), [(1.0, 0.1), (0.25, 0.4), (8.0, 0.0125)])
def test_the_next_moment_is_due(speed: float, due_s: float) -> None:
    assert Player(MOMENTS, 12.0, speed).due_s == pytest.approx(due_s)


def test_a_long_pause_of_the_recording_is_passed_over() -> None:
    player = Player(Moments([Moment(t, (64, 48), None) for t in (0.0, 0.1, 300.0, 300.1)]), 0.1)
    assert player.due_s == 1.0
    player.let_pass(0.05)
    assert (player.index, player.t) == (1, pytest.approx(299.0))
    player.let_pass(0.5)
    player.let_pass(0.5)
    assert player.index == 2


def test_moments_of_the_same_time_can_all_be_stepped_to() -> None:
    player = Player(Moments([Moment(t, (64, 48), None) for t in (0.0, 1.0, 1.0, 1.0, 2.0)]))
    seen = []
    for key in "....,,,,":
        player.press(key)
        seen.append(player.index)
    assert seen == [1, 2, 3, 4, 3, 2, 1, 0]


def test_q_ends_it() -> None:
    player = Player(MOMENTS)
    assert not player.over
    player.press("q")
    assert player.over


@pytest.mark.parametrize(
    ("t", "before", "after"),
    [
        (0.0, None, 1.0), (1.0, None, 2.0), (1.5, 1.0, 2.0), (2.0, 1.0, 4.0), (3.0, 2.0, 4.0), (4.0, 2.0, None),
        (9.0, 4.0, None),
    ],
)  # fmt: skip
def test_what_lies_before_and_after(t: float, before: float | None, after: float | None) -> None:
    starts = [1.0, 2.0, 2.0, 4.0]
    assert (preceding(starts, t), following(starts, t)) == (before, after)
    assert (preceding([], t), following([], t)) == (None, None)


@pytest.mark.parametrize(("t", "index"), [(-1.0, 0), (9.9, 0), (10.0, 0), (10.15, 1), (20.0, 100), (99.0, 100)])
def test_the_moment_of_a_time(t: float, index: int) -> None:
    assert MOMENTS.index(t) == index


@pytest.mark.parametrize(
    ("t", "reps", "faults"), [(11.0, [], []), (12.0, [12.0], []), (14.0, [12.0], []), (16.2, [15.0], [16.0, 15.0])]
)
def test_what_goes_on_at_a_time(t: float, reps: list[float], faults: list[float]) -> None:
    assert [one.start_s for one in MOMENTS.reps_at(t)] == reps
    assert [one.start_s for one in MOMENTS.faults_at(t)] == faults


def test_nothing_to_replay_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one moment"):
        Moments([])
