"""The scrub bar: which time lies in which column, and what is drawn where."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from trainer.overlay.drawing import GREEN, ORANGE, TRACK, VERMILLION, WHITE
from trainer.replay.moments import Moment, Moments
from trainer.replay.player import Player
from trainer.replay.scrub import KEYS, Bar, Strip, movement
from trainer.status import Fault, Rep
from trainer.words import LANGUAGES, Words

WIDTH, HEIGHT = 640, 480


def rep(start_s: float, end_s: float, valid: bool) -> Rep:
    return Rep(0, "left", start_s, start_s, end_s, 0.0, 0.0, valid, None if valid else "arm-low")


MOMENTS = Moments(
    [Moment(float(t), (640, 480), None) for t in range(10, 71)],
    [rep(20, 30, True), rep(40, 50, False)],
    [Fault("arm-low", "break", 40, 45, -31.0, "deg"), Fault("shrug", "warn", 60, 61, 3.0, "cm")],
)
BAR = Bar.below(WIDTH, HEIGHT, 10.0, 70.0, keys=True)


@pytest.mark.parametrize("size", [(640, 480), (320, 240), (1920, 1080), (480, 640), (641, 481), (160, 160)])
@pytest.mark.parametrize("keys", [True, False])
def test_a_column_s_time_lies_in_that_column(size: tuple[int, int], keys: bool) -> None:
    bar = Bar.below(*size, 10.0, 70.0, keys)
    assert (bar.x(10.0), bar.x(70.0)) == (bar.box.x, bar.box.right - 1)
    assert all(bar.x(bar.time(x)) == x for x in range(bar.box.x, bar.box.right))
    assert (size[1] + bar.height) % 2 == 0, "movies have even measures"
    assert size[1] <= bar.box.y < bar.box.bottom <= size[1] + bar.height


@pytest.mark.parametrize(("x", "t"), [(-50, 10.0), (9999, 70.0), (BAR.box.x + (BAR.box.w - 1) / 2, 40.0)])
def test_outside_of_the_bar_it_is_the_nearer_end(x: int, t: float) -> None:
    assert BAR.time(x) == pytest.approx(t)
    assert BAR.x(-1e9) == BAR.box.x
    assert BAR.x(1e9) == BAR.box.right - 1


MIDDLE = BAR.box.y + BAR.box.h // 2


@pytest.mark.parametrize(
    ("x", "y", "t"),
    [
        (BAR.box.x, MIDDLE, 10.0), (BAR.box.right - 1, MIDDLE, 70.0), (BAR.box.x - 5, MIDDLE, 10.0),
        (BAR.box.x, BAR.box.y - 5, 10.0), (BAR.box.x, BAR.box.bottom + 5, 10.0),
        (320, 200, None), (320, HEIGHT - 1, None), (0, MIDDLE, None), (320, HEIGHT + BAR.height - 1, None),
    ],
)  # fmt: skip
def test_only_clicks_on_the_bar_or_its_rim_seek(x: int, y: int, t: float | None) -> None:
    assert BAR.hit(x, y) == (None if t is None else pytest.approx(t))


@pytest.mark.parametrize("moments", [[5.0], [5.0, 5.0]])
def test_a_session_of_no_length_has_a_bar(moments: list[float]) -> None:
    short = Moments([Moment(t, (640, 480), None) for t in moments])
    bar = Bar.below(WIDTH, HEIGHT, 5.0, 5.0, keys=True)
    assert bar.hit(320, bar.box.y) == 5.0
    assert Strip(bar, short, True).draw(Player(short)).shape == (bar.height, WIDTH, 3)


@pytest.fixture(scope="module")
def strip() -> np.ndarray:
    player = Player(MOMENTS, 65.0)
    return Strip(BAR, MOMENTS, True).draw(player)


@pytest.mark.parametrize(
    ("t", "where", "colour"),
    [
        (15.0, "middle", TRACK), (25.0, "middle", GREEN), (25.0, "rim", GREEN),
        (47.0, "rim", VERMILLION), (65.0, "middle", WHITE), (60.0, "over", ORANGE), (40.0, "over", VERMILLION),
    ],
)  # fmt: skip
def test_repetitions_faults_and_the_place_are_on_the_bar(
    strip: np.ndarray, t: float, where: str, colour: tuple[int, int, int]
) -> None:
    top = BAR.box.y - HEIGHT
    y = {"middle": top + BAR.box.h // 2, "rim": top + 1, "over": top - 4}[where]
    assert tuple(strip[y, BAR.x(t)]) == colour


def test_an_attempt_is_hollow_and_not_only_of_another_colour(strip: np.ndarray) -> None:
    y = BAR.box.y - HEIGHT + BAR.box.h // 2
    assert tuple(strip[y, BAR.x(47.0)]) != VERMILLION
    assert tuple(strip[y, BAR.x(50.0) - 2]) == VERMILLION


def test_the_strip_changes_with_what_it_tells() -> None:
    drawn = Strip(BAR, MOMENTS, True)
    player = Player(MOMENTS, 42.0)
    pictures = [drawn.draw(player)]
    for key in (" ", "[", "p"):
        player.press(key)
        pictures.append(drawn.draw(player))
    assert all((a != b).any() for a, b in pairwise(pictures))
    assert np.array_equal(drawn.draw(player), pictures[-1]), "and with nothing else"


def test_the_keys_are_printed_only_when_asked_for() -> None:
    assert Bar.below(WIDTH, HEIGHT, 0, 1, keys=False).height < Bar.below(WIDTH, HEIGHT, 0, 1, keys=True).height
    for key in ("space", "n/p", "f/b", "./,", "]/[", "q"):
        assert all(key in Words().say(line) for line in KEYS)
    for language in LANGUAGES:
        long, shorter, shortest = (len(Words(language).say(line)) for line in KEYS)
        assert long > shorter > shortest


def test_it_is_told_in_the_person_s_language() -> None:
    german, fault = Words("de"), replace(rep(0, 1, False), index=4, side=None)
    told = [german.say(movement(one, german)) for one in (rep(0, 1, True), fault, replace(fault, reason="short-hold"))]
    assert told == ["1, links: gezählt", "5: nicht gezählt, Arm zu tief", "5: nicht gezählt, zu kurz gehalten"]
    player, keys = Player(MOMENTS, 42.0), BAR.box.bottom - BAR.top
    english, other = (Strip(BAR, MOMENTS, True, Words(language)).draw(player) for language in ("en", "de"))
    assert (english[:keys] != other[:keys]).any(), "what happened"
    assert (english[keys:] != other[keys:]).any(), "what the keys do"
