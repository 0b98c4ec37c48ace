"""The counter of ways out and back around its signal: start posture, sides, votes and the end of a set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from test_track import STRAIGHT, at, trapeze

from trainer.counting.travel import TravelCounter
from trainer.exercise import AtLeast, Movement, Posture, Signal, Travel

LEFT, RIGHT = (Signal(side, "cm", lambda body, side=side: getattr(body, side)) for side in ("left", "right"))
READY = Posture(Signal("ready", "", lambda body: body.ready), AtLeast(0.5, ""), "get ready")
RULE = Travel({None: LEFT}, least=20, full=40, start=(READY,), ramp=STRAIGHT)
SIDED = replace(RULE, side=lambda body: body.looks)
FPS = 40


def body(way: float | None, right: float = 0.0, ready: bool | None = None, looks: str | None = "left") -> Any:
    """One moment; ready as long as the way is below 10, unless told otherwise."""
    fit = way is not None and way < 10 if ready is None else ready
    return SimpleNamespace(left=way, right=right, ready=float(fit), looks=looks, px_per_m=300.0)


def run(
    seen: Callable[[float], Any], until_s: float = 7.0, rule: Travel = RULE, asked: str | None = None, fps: float = FPS
) -> tuple[list[Movement], TravelCounter]:
    """What was told until then; "dropped" is a moment without a frame, None one without a person."""
    counter, told = TravelCounter(rule, asked), []
    for i in range(round(until_s * fps)):
        now = seen(i / fps)
        told += [] if now == "dropped" else counter.step(i / fps, now)
    return told, counter


def way(t: float) -> float:
    return at(trapeze(40), t)


@pytest.mark.parametrize("flip", [False, True])
def test_what_is_shown_is_the_side_that_moves(flip: bool):
    rule = replace(RULE, tracks={"left": LEFT, "right": RIGHT})

    def seen(t: float) -> Any:
        moved, still = way(t), 2.0
        return body(still, moved, ready=moved < 10) if flip else body(moved, still)

    for until_s, phase, side, share in ((0.9, "rest", None, 0.0), (3.0, "moving", "right" if flip else "left", 1.0)):
        _, counter = run(seen, until_s, rule)
        assert (counter.phase, counter.side, counter.share) == (phase, side, pytest.approx(share, abs=0.01))
        assert (counter.hold is not None) == (phase == "moving")
    told, counter = run(seen, 7.0, rule)
    assert ([m.side for m in told], counter.side, counter.phase) == (["right" if flip else "left"], None, "rest")


def test_what_matters_began_with_the_first_side_that_moves():
    rule = replace(RULE, tracks={"left": LEFT, "right": RIGHT})
    _, counter = run(lambda t: body(way(t), at(trapeze(40), t - 0.5), ready=t < 1.1), 4.0, rule)
    assert 1.0 <= counter.since_s <= 1.25  # a quarter of the least way, an eighth of a second, and the smoothing
    assert run(lambda t: body(0.0), 1.0, rule)[1].since_s == float("inf")


@pytest.mark.parametrize(("since", "counted"), [(0.62, 1), (0.85, 0)])
def test_the_start_posture_is_kept_for_three_tenths_of_a_second(since: float, counted: int):
    """The person leaves it at 1.05 s, a moment after the way began."""
    told, _ = run(lambda t: body(way(t), ready=since <= t < 1.05))
    assert len(told) == counted


@pytest.mark.parametrize(("again_s", "counted"), [(0.7, 1), (0.9, 0)])
def test_who_left_the_start_posture_for_longer_than_that_takes_it_anew(again_s: float, counted: int):
    told, _ = run(lambda t: body(way(t), ready=t < 0.5 or again_s <= t < 1.05))
    assert len(told) == counted


@pytest.mark.parametrize(("left_s", "counted"), [(0.5, 0), (1.0, 1)])
def test_a_movement_begins_in_the_start_posture(left_s: float, counted: int):
    assert len(run(lambda t: body(way(t), ready=t < left_s))[0]) == counted


@pytest.mark.parametrize(
    ("unseen", "from_s", "counted"),
    [
        pytest.param(None, 0.85, 1, id="nobody for a fifth of a second"),
        pytest.param("dropped", 0.85, 0, id="frames a fifth of a second apart are a stream: seen to leave at once"),
        pytest.param("dropped", 0.7, 1, id="frames lost for longer than a quarter of a second"),
        pytest.param(None, 0.6, 1, id="nobody for nearly half a second"),
        pytest.param(None, 0.5, 0, id="nobody for more than half a second"),
    ],
)
def test_what_is_not_seen_is_no_time_out_of_the_start_posture(unseen: Any, from_s: float, counted: int):
    """Unseen up to 1.05 s, and out of the posture then; at 1.2 s the smoothed way has done a quarter of the least."""
    told, _ = run(lambda t: unseen if from_s < t < 1.05 else body(way(t), ready=t <= from_s))
    assert len(told) == counted


@pytest.mark.parametrize(("left_s", "counted"), [(0.5, 1), (0.7, 0)])
def test_what_must_be_kept_may_be_missed_for_a_dropout(left_s: float, counted: int):
    """From 3 s on, in the middle of the hold."""
    kept = Posture(Signal("kept", "", lambda body: body.kept), AtLeast(0.5, ""), "keep it")

    def seen(t: float) -> Any:
        return SimpleNamespace(**vars(body(way(t))), kept=float(not 3 < t < 3 + left_s))

    assert len(run(seen, rule=replace(RULE, keep=(kept,)))[0]) == counted


def test_the_side_is_told_from_the_first_vote_on():
    sides = []
    counter = TravelCounter(SIDED)
    for i in range(3 * FPS):
        counter.step(i / FPS, body(way(i / FPS)))
        sides.append((counter.hold is not None, counter.side))
    assert sides.index((True, "left")) <= [held for held, _ in sides].index(True) + 1
    assert sides[FPS] == (False, None)


@pytest.mark.parametrize(("share", "sides"), [(0.3, ["left"]), (0.7, [])])
def test_without_a_side_in_half_of_the_hold_it_was_another_movement(share: float, sides: list[str]):
    told, counter = run(lambda t: body(way(t), looks=None if (t - 2) / 3 < share else "left"), rule=SIDED)
    assert [m.side for m in told] == sides
    assert counter.side is None


@pytest.mark.parametrize(("share", "side"), [(0.27, "left"), (0.4, "front")])
def test_the_asked_side_is_believed_on_a_third_of_the_votes(share: float, side: str):
    told, _ = run(lambda t: body(way(t), looks="front" if (t - 2) / 3 < share else "left"), rule=SIDED, asked="front")
    assert [m.side for m in told] == [side]


def test_votes_are_not_cast_after_the_return():
    """Home at 6 s, believed at 9 s: what the hands do meanwhile is no part of it. The next movement votes anew."""
    rule = replace(SIDED, back_s=3.0)

    def seen(t: float) -> Any:
        return body(way(t), looks="left" if t < 5.9 else "right") if t < 10 else body(way(t - 10), looks="front")

    assert [m.side for m in run(seen, 20.0, rule)[0]] == ["left", "front"]


def test_a_movement_whose_far_end_is_hidden_is_voted_on_while_it_is():
    rule = replace(SIDED, unseen_s=15.0)

    def seen(t: float) -> Any:
        return body(None, looks="right") if 1.65 < t < 5.4 else body(way(t), looks=None)

    assert [m.side for m in run(seen, rule=rule)[0]] == ["right"]


@pytest.mark.parametrize(("rule", "looks", "sides"), [
    (RULE, "left", [None]), (SIDED, "left", ["left"]), (SIDED, None, []),
    (replace(RULE, least_hold_s=2.5), "left", [None]), (replace(RULE, least_hold_s=3.5), "left", []),
])  # fmt: skip
def test_a_set_that_ends_on_the_way_back(rule: Travel, looks: str | None, sides: list[str | None]):
    """Three seconds of hold, and a tenth of the way left when the set ends."""
    told, counter = run(lambda t: body(way(t), looks=looks), 5.9, replace(rule, back_s=1.0))
    assert told == []
    assert [m.side for m in counter.finish()] == sides
    assert counter.finish() == []
