"""The cadence counter on swings that are known on paper."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest
from figures import smooth

from trainer.counting.cadence import CadenceCounter
from trainer.counting.rhythm import Rhythm, Swing
from trainer.exercise import Cadence, Movement, Signal


def read(name: str) -> Signal:
    return Signal(name, "cm", lambda body: getattr(body, name))


RULE = Cadence(
    step=read("step"), pedals=(read("foot"), read("knee")), thighs=read("thighs"),
    least_step=30, least_pedal=12, seat_deg=30, seated=1.6,
)  # fmt: skip


def on_bike(turns: float, **other: Any) -> Any:
    """The foot is down at 0 and goes round by 17 cm; the knee rises half as much."""
    angle = 2 * math.pi * turns
    return SimpleNamespace(**{
        "step": 34 * math.sin(angle),
        "foot": -17 * math.cos(angle), "knee": -14 * math.cos(angle), "thighs": 32.0, **other
    })  # fmt: skip


def on_foot(strides: float, **other: Any) -> Any:
    angle = 2 * math.pi * strides
    return SimpleNamespace(**{
        "step": 50 * math.sin(angle), "foot": 7 * math.sin(angle), "knee": 4 * math.sin(angle), "thighs": 10.0, **other
    })  # fmt: skip


def run(body_at: Any, until_s: float, fps: float = 30) -> tuple[list[Movement], CadenceCounter]:
    counter = CadenceCounter(RULE)
    told: list[Movement] = []
    for i in range(round(until_s * fps)):
        told += counter.step(i / fps, body_at(i / fps))
    return [*told, *counter.finish()], counter


def upto(turns: float, a_second: float = 1.0, start_s: float = 1.0) -> Any:
    return lambda t: min(max((t - start_s) * a_second, 0.0), turns)


@pytest.mark.parametrize("fps", [10, 15, 30])
@pytest.mark.parametrize(("turns", "beats"), [(6.3, 6), (6.7, 6), (7.2, 7)])
def test_a_turn_counts_when_the_foot_is_back(turns: float, beats: int, fps: float):
    phase = upto(turns)
    told, _ = run(lambda t: on_bike(phase(t)), 10.0, fps)
    assert len(told) == beats


@pytest.mark.parametrize(("strides", "steps"), [(6.4, 12), (6.9, 13)])
def test_each_swing_to_an_end_is_a_step(strides: float, steps: int):
    phase = upto(strides)
    told, _ = run(lambda t: on_foot(phase(t)), 10.0)
    assert len(told) == steps


def test_the_first_beats_are_told_once_there_is_a_rhythm():
    counter = CadenceCounter(RULE)
    phase = upto(9.0)
    told = [(i / 30, counter.step(i / 30, on_bike(phase(i / 30)))) for i in range(240)]
    t, first = next((t, beats) for t, beats in told if beats)
    assert [m.end_s for m in first] == pytest.approx([2.0, 3.0], abs=0.1)
    assert 3.0 < t < 3.7


def test_a_leg_taken_for_the_other_for_a_moment_is_no_step():
    phase = upto(6.4)

    def body(t: float) -> Any:
        seen = on_foot(phase(t))
        if 3.20 <= t < 3.27:
            seen.step = -seen.step
        return seen

    assert len(run(body, 10.0)[0]) == 12


def test_without_the_foot_the_knee_is_counted():
    phase = upto(6.3)
    assert len(run(lambda t: on_bike(phase(t), foot=None), 10.0)[0]) == 6
    assert len(run(lambda t: on_bike(phase(t), foot=None, step=None), 10.0)[0]) == 6


def test_a_walker_whose_feet_are_not_seen_does_not_pedal():
    phase = upto(6.3)
    assert run(lambda t: on_foot(phase(t), foot=None, step=None, knee=8 * math.sin(t * 6.28)), 10.0)[0] == []


def test_small_swings_and_few_of_them_are_no_rhythm():
    assert run(lambda t: on_foot(t, step=10 * math.sin(2 * math.pi * t), foot=0.0, knee=0.0), 8.0)[0] == []
    phase = upto(1.4)
    assert run(lambda t: on_bike(phase(t)), 8.0)[0] == []


def test_pause_clock_and_cadence():
    def turns(t: float) -> float:
        return min(t, 5.3) if t < 9.3 else t - 4.0

    told, counter = run(lambda t: on_bike(turns(t)), 16.0)
    assert len(told) == 11
    (pause,) = counter.spans
    assert (pause.start_s, pause.end_s) == pytest.approx((5.3, 9.3), abs=0.4)
    assert pause.worst == pause.end_s - pause.start_s
    assert counter.clock_s == pytest.approx(16 - 4, abs=1.5)
    assert counter.cadence == pytest.approx(60, abs=2)


def test_nobody_there_is_lost_and_a_short_dropout_is_not():
    counter = CadenceCounter(RULE)
    for i in range(150):
        counter.step(i / 30, on_bike(i / 30))
    assert counter.phase == "moving"
    counter.step(5.2, None)
    assert counter.phase == "moving"
    counter.step(5.8, None)
    assert counter.phase == "lost"


def test_half_an_hour_fits_into_a_little_memory():
    counter = CadenceCounter(RULE)
    beats = sum(len(counter.step(i / 15, on_bike(i / 15))) for i in range(15 * 1800))
    assert beats == pytest.approx(1800, abs=2)
    assert len(counter._recent) <= 12
    for rhythm in (counter._steps, *counter._pedals):
        assert len(rhythm._waiting) + len(rhythm._ready) < 10


def swings(*legs: tuple[float, float], closed: bool = True) -> list[Swing]:
    """Swings told of a foot that goes in so many seconds to each of these places, from 0; least 5, slowest 2 s."""
    rhythm, t, at = Rhythm(read("foot"), 5, 2.0), 0.0, 0.0
    for seconds, to in legs:
        for i in range(round(seconds * 60)):
            rhythm.step(t + i / 60, at + (to - at) * smooth(i / 60 / seconds))
        t, at = t + seconds, to
    if closed:
        rhythm.close()
    return rhythm.take()


GOING = ((0.5, 20.0), (0.5, 0.0), (0.5, 20.0), (0.5, 0.0))  # four swings, the last of them open


@pytest.mark.parametrize(
    ("end", "back", "counts"),
    [
        pytest.param(17.0, 13.5, True, id="most of a swing, and going back"),
        pytest.param(15.0, 11.5, False, id="three quarters of a swing, and going back"),
        pytest.param(17.0, 15.8, False, id="most of a swing, hardly going back"),
        pytest.param(19.2, 19.2, True, id="stopped at the end of a swing"),
        pytest.param(17.5, 17.5, False, id="stopped before it"),
    ],
)
def test_a_last_swing_counts_when_it_was_whole(end: float, back: float, counts: bool):
    assert len(swings(*GOING, (0.5, end), (0.15, end), (0.2, back), (0.2, back))) == 4 + counts


@pytest.mark.parametrize(("first", "counted"), [(10.0, 4), (15.0, 5)])
def test_a_first_swing_of_half_the_size_is_the_leg_leaving_its_rest(first: float, counted: int):
    legs = ((0.5, first), (0.5, first - 20), (0.5, first), (0.5, first - 20), (0.5, first), (0.5, first - 10))
    assert len(swings(*legs, closed=False)) == counted


def test_three_swings_make_no_rhythm_and_four_do():
    assert swings(*GOING[:3], (0.25, 10.0), closed=False) == []
    told = swings(*GOING, (0.25, 10.0), closed=False)
    assert [s.t for s in told] == pytest.approx([0.5, 1.0, 1.5, 2.0], abs=0.05)
    assert [s.size for s in told] == pytest.approx([20.0] * 4, abs=0.8)


def test_a_leg_that_drifts_at_the_end_of_its_swing_ended_it_when_it_stopped():
    told = swings(*GOING[:3], (1.0, 21.0), (0.5, 0.0), (0.5, 20.0), closed=False)
    assert [s.t for s in told] == pytest.approx([0.5, 1.0, 1.5, 3.0], abs=0.12)


@pytest.mark.parametrize(("dent", "counted"), [(6.0, 5), (12.0, 7)])
def test_going_back_by_half_of_a_swing_is_a_swing(dent: float, counted: int):
    legs = ((0.25, 16.0), (0.25, 16.0 - dent), (0.25, 20.0), (0.5, 0.0))
    assert len(swings(*GOING, *legs, (0.3, 12.0), closed=False)) == counted + 1


def test_swings_further_apart_than_the_slowest_are_no_rhythm():
    """A swing is told with the next one: 0.9 s of rest make 1.6 s without one, 1.3 s of it 2 s."""
    assert len(swings(*GOING[:2], (0.9, 0.0), *GOING, (0.25, 10.0), closed=False)) == 6
    assert len(swings(*GOING[:2], (1.3, 0.0), *GOING, (0.25, 10.0), closed=False)) == 4


@pytest.mark.parametrize("zero", [100.0, -100.0])
def test_where_zero_lies_changes_no_swing(zero: float):
    rhythm, plain = Rhythm(read("foot"), 5, 2.0), swings(*GOING, (0.25, 10.0), closed=False)
    t, at = 0.0, 0.0
    for seconds, to in (*GOING, (0.25, 10.0)):
        for i in range(round(seconds * 60)):
            rhythm.step(t + i / 60, zero + at + (to - at) * smooth(i / 60 / seconds))
        t, at = t + seconds, to
    told = rhythm.take()
    assert [s.t for s in told] == pytest.approx([s.t for s in plain])
    assert [s.size for s in told] == pytest.approx([s.size for s in plain])


def test_before_there_is_a_swing_less_than_half_of_the_least_one_is_no_turn():
    """Up to 20, back by 2 of the least 5, up to 24: one swing."""
    told = swings((0.5, 20.0), (0.3, 18.0), (0.3, 24.0), *((0.5, end) for end in (0.0, 24.0, 0.0, 24.0)))
    assert [s.size for s in told[:4]] == pytest.approx([24.0] * 4, abs=1.0)


def test_a_first_swing_is_compared_with_the_middle_one_of_the_next():
    """12 is less than 0.63 of 20, the middle one of 20, 20, 10: told are the four after it."""
    told = swings(*((0.5, end) for end in (12.0, -8.0, 12.0, 2.0, 22.0, 2.0)), closed=False)
    assert [s.size for s in told] == pytest.approx([20.0, 20.0, 10.0, 20.0], abs=1.0)


def test_the_own_swing_is_the_middle_one_of_the_last_six():
    """Eight large ones, then small ones: with the fourth of them half of the last six are small."""
    rhythm, t, at, own = Rhythm(read("foot"), 5, 2.0), 0.0, 0.0, []
    for to in (20.0, 0.0) * 4 + (10.0, 0.0) * 3:
        for i in range(30):
            rhythm.step(t + i / 60, at + (to - at) * smooth(i / 30))
        t, at = t + 0.5, to
        own.append(rhythm.size)  # a swing is told with the next one: this one is not yet among them
    assert own[8:] == pytest.approx([20, 20, 20, 15, 10, 10], abs=1.0)


def test_a_rhythm_that_was_dropped_has_to_become_one_anew():
    rhythm, t, at, told = Rhythm(read("foot"), 5, 2.0), 0.0, 0.0, []
    for to in (20.0, 0.0) * 5:
        for i in range(30):
            rhythm.step(t + i / 60, at + (to - at) * smooth(i / 30))
        t, at = t + 0.5, to
        told.append(len(rhythm.take()))
        if len(told) == 6:
            assert rhythm.steady
            rhythm.drop()
            assert (rhythm.steady, rhythm.take()) == (False, [])
    assert told == [0, 0, 0, 0, 4, 1, 0, 0, 0, 4]  # a swing is told with the next one, and four of them together


def still_for(seconds: float, after_strides: float = 5.25) -> Any:
    """Strides of a second from 1 s on, so that a step ends at 1.25, 1.75, ... s; at an end of one of them a rest."""
    rest_s = 1 + after_strides

    def strides(t: float) -> float:
        return max(min(t, rest_s) - 1, 0.0) + max(t - rest_s - seconds, 0.0)

    return lambda t: on_foot(strides(t))


def test_steps_and_a_pause_on_paper():
    """The leg leaves its rest until 1.25 s; ten steps from 1.75 to 6.25 s, and after four seconds from 10.75 s on."""
    told, counter = run(still_for(4.0), 16.0)
    ends = [*(1.75 + i / 2 for i in range(10)), *(10.75 + i / 2 for i in range(11))]
    assert [m.end_s for m in told] == pytest.approx(ends, abs=0.05)
    starts = [*ends[:1], *ends[:9], 10.75 - 2, *ends[10:-1]]  # of the first it is not known; two seconds at most
    assert [m.start_s for m in told] == pytest.approx(starts, abs=0.05)
    assert [m.travel for m in told] == pytest.approx([100.0] * 21, rel=0.05)
    assert {m.rest for m in told} == {0.0}  # a swing has a size, and no rest
    (pause,) = counter.spans
    assert (pause.start_s, pause.end_s, pause.worst) == pytest.approx((6.25 + 0.375, 10.75 - 0.375, 3.75), abs=0.2)
    assert counter.clock_s == pytest.approx(9 * 0.5 + 2 * 0.375 + 10 * 0.5, abs=0.25)
    assert counter.cadence == pytest.approx(120, abs=1)


@pytest.mark.parametrize(("seconds", "pauses"), [(2.0, 0), (2.7, 1)])
def test_a_pause_is_longer_than_two_seconds_without_the_edges_of_its_beats(seconds: float, pauses: int):
    """Half a second more between the beats, and three quarters of that at each edge: a quarter less than it is."""
    assert len(run(still_for(seconds), 12.0)[1].spans) == pauses


def test_cadence_is_none_at_first_zero_in_a_pause_and_known_again_with_the_rhythm():
    counter, body, seen = CadenceCounter(RULE), still_for(4.0), []
    for i in range(450):
        counter.step(i / 30, body(i / 30))
        seen.append((counter.phase, counter.cadence))
    assert seen[30] == ("rest", None)
    assert seen[30 * 9] == ("rest", 0.0)
    again = next(i for i in range(30 * 10, 450) if seen[i][0] == "moving")
    assert 12.25 < again / 30 < 12.75  # four steps, the last of them at 12.25 s
    assert seen[again][1] == pytest.approx(120, abs=3)


def test_cadence_is_that_of_the_last_ten_seconds():
    told, counter = run(lambda t: on_bike(t if t < 15 else 15 + 1.5 * (t - 15)), 26.0)
    assert counter.cadence == pytest.approx(90, abs=1)
    assert len(told) == pytest.approx(15 + 16.5, abs=1)


def test_a_last_beat_that_takes_its_time_is_taken_for_half_as_long_again():
    """Steps of half a second, the last of 1.5 s, taken for 0.75 s; of that three quarters are no pause."""

    def strides(t: float) -> float:
        return max(min(t, 5.25) - 1, 0.0) + max(min(t, 6.75) - 5.25, 0.0) / 3 + max(t - 11.75, 0.0)

    _, counter = run(lambda t: on_foot(strides(t)), 16.0)
    (pause,) = counter.spans
    assert pause.start_s == pytest.approx(6.75 + 0.75 * 0.75, abs=0.15)
    assert pause.end_s == pytest.approx(12.25 - 0.75 * 0.75, abs=0.15)


@pytest.mark.parametrize(("thighs", "width", "rise", "bike"), [
    (15.0, 34.0, 17.0, False), (15.0, 28.0, 17.0, True),  # half a share of seat, and 34 cm high against 34 or 28 wide
    (2.0, 18.0, 36.0, False), (5.0, 18.0, 36.0, True),  # four times as high as wide counts as 1.5
    (22.0, None, 17.0, False), (26.0, None, 17.0, True),  # one foot is not seen: 0.8
])  # fmt: skip
def test_bike_or_treadmill_is_told_by_thighs_and_by_how_round_a_foot_goes(thighs, width, rise, bike):
    """Thighs as a share of 30° and height against width are 1.6 together, or more, on a bike: 8 turns, 16 swings."""

    def body(t: float) -> Any:
        angle = 2 * math.pi * min(max(t - 1, 0.0), 8.3)
        step = None if width is None else width * math.sin(angle)
        return SimpleNamespace(step=step, foot=-rise * math.cos(angle), knee=None, thighs=thighs)

    told, _ = run(body, 11.0)
    assert len(told) in ((8,) if bike else (15, 16) if width is not None else (0,))


def test_the_idea_of_the_machine_follows_within_two_seconds():
    """Thighs from 10° to 40°: past the 24° of a bike after 1.26 s, when 30 * exp(-t / 2) is 16; and nothing is lost."""
    counter, told, since = CadenceCounter(RULE), [], None
    for i in range(20 * 15):
        t = i / 15
        told += counter.step(t, on_bike(t, step=None, thighs=10.0 if t < 10 else 40.0))
        since = t if since is None and counter.phase == "moving" else since
    assert since == pytest.approx(11.26, abs=0.1)
    assert len(told) == 19
