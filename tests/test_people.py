"""Who of several people exercises: persons at places known on paper, time series as tables."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.looking import Watch
from trainer.people import Home, Person, distinct, including
from trainer.pose import Joint


def at(x: float, size: float = 100.0, y: float = 200.0) -> Person:
    """A person whose trunk is at x, y, with a box as high as two bodies and one body wide."""
    return Person(x, y, size, (x - size / 2, y - size, x + size / 2, y + size))


def test_person_is_measured_from_head_to_hips() -> None:
    image = np.zeros((33, 3), np.float32)
    image[:, :2] = 100, 60  # all at the head
    image[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER], :2] = [(120, 100), (80, 100)]
    image[[Joint.LEFT_HIP, Joint.RIGHT_HIP], :2] = [(115, 180), (85, 180)]
    image[[Joint.LEFT_WRIST, Joint.LEFT_ANKLE], :2] = [(10, 20), (110, 300)]  # move: count for the box alone
    assert Person(100.0, 140.0, 120.0, (10.0, 20.0, 120.0, 300.0)) == Person.of(image)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([at(100)], [100]),
        ([at(100), at(110)], [100]),  # found twice
        ([at(100), at(110, size=120)], [110]),
        ([at(100), at(180)], [100, 180]),  # shoulder to shoulder
        ([at(100), at(110, size=200)], [110, 100]),  # one behind the other: the sizes tell
        ([at(100, 80), at(300, 90), at(500)], [500, 300, 100]),
        ([], []),
    ],
)
def test_same_person_is_counted_once(people: list[Person], expected: list[float]) -> None:
    assert [one.x for one in distinct(people)] == expected
    assert [one.x for one in distinct(people[::-1])] == expected


def test_tracked_person_takes_the_place_of_their_sighting() -> None:
    tracked = at(110)
    assert [one.x for one in including([at(300, 120), at(100)], tracked)] == [300, 110]
    assert [one.x for one in including([at(300, 120)], tracked)] == [300, 110]
    assert including([], tracked) == [tracked]


Step = tuple[float, list[Person], int, bool, int | None]
"""Seconds, people (largest first), number of the tracked one, whether the track jumped, number of the chosen one."""


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([(0, [at(100)], 0, False, 0), (1, [at(102)], 0, False, 0)], id="alone"),
        pytest.param([(0, [at(100), at(400, 70)], 0, False, 0)], id="clearly larger at the start"),
        pytest.param([(0, [at(100), at(400, 70)], 1, False, 0)], id="clearly larger, but the other is tracked"),
        pytest.param(
            [(0, [at(100), at(400, 95)], 0, False, None), (1, [at(100), at(400, 95)], 0, False, None)],
            id="two of a size can't be told apart",
        ),
        pytest.param(
            [
                (0, [at(100), at(400, 95)], 0, False, None),
                (1, [at(100)], 0, False, 0),
                (2, [at(400), at(100)], 1, False, 1),
            ],
            id="until one of them is gone, and then it stays told",
        ),
        pytest.param(
            [
                (0, [at(100)], 0, True, 0),
                (1, [at(100), at(300)], 0, False, 0),
                (2, [at(130, 140), at(100)], 0, True, 1),
            ],
            id="track taken along by a larger passer-by in front",
        ),
        pytest.param(
            [
                (0, [at(100)], 0, True, 0),
                (1, [at(100)], 0, False, 0),
                (1.2, [at(180, 150)], 0, True, None),  # hidden behind the passer-by
                (1.4, [at(260, 150), at(101)], 0, True, 1),
            ],
            id="hidden for a moment",
        ),
        pytest.param(
            [(0, [at(100)], 0, True, 0), (1, [at(300)], 0, False, 0), (2, [at(500)], 0, False, 0)],
            id="alone, walks away",
        ),
        pytest.param(
            [(0, [at(100)], 0, True, 0), (1, [at(100), at(500)], 0, False, 0), (2, [at(500), at(300)], 1, False, 1)],
            id="walks away though somebody else is there",
        ),
        pytest.param(
            [(0, [at(100)], 0, True, 0), (1, [at(400), at(700)], 0, True, None)],
            id="lost among several: nobody at home",
        ),
        pytest.param([(0, [at(100)], 0, True, 0), (1, [at(140), at(60)], 0, True, None)], id="two as near to home"),
        pytest.param(
            [
                (0, [at(100, 50)], 0, True, 0),
                (1, [at(300), at(100, 50)], 1, False, 1),
                (2, [at(300), at(100, 50)], 1, False, 1),
                (3.9, [at(300), at(100, 50)], 1, False, 1),
                (4, [at(300), at(100, 50)], 1, False, 0),
                (5, [at(300), at(100, 50)], 0, False, 0),
            ],
            id="who only sat there yields to who exercises in front",
        ),
        pytest.param(
            [
                (0, [at(100, 50)], 0, True, 0),
                (1, [at(200), at(100, 50)], 1, False, 1),
                (2.5, [at(300), at(100, 50)], 1, False, 1),
                (4, [at(400), at(100, 50)], 1, False, 1),
                (5.5, [at(500), at(100, 50)], 1, False, 1),
            ],
            id="a large one who keeps walking is a passer-by",
        ),
    ],
)
def test_who_exercises(steps: list[Step]) -> None:
    home = Home()
    came = []
    for t, people, tracked, jumped, _ in steps:
        chosen = home.choose(t, people, people[tracked], jumped)
        came.append(None if chosen is None else people.index(chosen))
    assert [step[-1] for step in steps] == came


def test_home_is_where_the_person_mostly_was() -> None:
    home = Home()
    assert home.place is None
    assert not home.left(at(900))
    for t, x in enumerate((100, 102, 101, 250, 260)):  # taken along by a passer-by for the last two
        home.choose(t, [at(x)], at(x))
    assert home.place is not None
    assert home.place.x == 102
    assert home.left(at(160))
    assert not home.left(at(130))
    assert home.left(at(102, 180))


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_looks_about_once_a_second_at_any_frame_rate(fps: int) -> None:
    watch, looks = Watch(), []
    for number in range(5 * fps + 1):
        t = number / fps
        if watch.due(t, at(100 + t)):
            looks.append(round(t, 3))
            watch.settle(at(100 + t))
    assert looks == pytest.approx([0, 1, 2, 3, 4, 5], abs=0.001)


def looks_of(track: list[tuple[float, Person | None]], settles: bool) -> list[float]:
    watch, looks = Watch(), []
    for t, person in track:
        if watch.due(t, person):
            looks.append(t)
            if settles and person is not None:
                watch.settle(person)
    return looks


@pytest.mark.parametrize(
    ("track", "expected"),
    [
        pytest.param([(0.0, None), (0.5, None)], [], id="nobody"),
        pytest.param([(0.0, None), (0.5, at(100)), (0.6, at(100))], [0.5], id="somebody comes"),
        pytest.param([(0.0, at(100)), (0.5, at(110)), (0.6, at(151))], [0.0, 0.6], id="leaps by 0.41 of a body"),
        pytest.param([(0.0, at(100)), (0.5, at(110)), (0.6, at(149))], [0.0], id="moves by 0.39 of a body"),
        pytest.param([(0.0, at(100)), (0.5, at(100)), (0.6, at(100, 131))], [0.0, 0.6], id="grows"),
        pytest.param([(0.0, at(100)), (0.5, at(100)), (0.6, at(100, 76))], [0.0, 0.6], id="shrinks"),
        pytest.param([(0.0, at(100)), (0.1, at(200)), (0.3, at(200))], [0.0, 0.3], id="not more often than each 0.2 s"),
        pytest.param([(0.0, at(100)), (0.5, None), (0.6, at(100))], [0.0, 0.6], id="lost and found"),
    ],
)
def test_when_to_look(track: list[tuple[float, Person | None]], expected: list[float]) -> None:
    assert looks_of(track, settles=True) == expected


def test_same_speed_is_the_same_at_any_frame_rate() -> None:
    """2.5 bodies a second, half a body in 0.2 s, from 0.3 s on: a leap, however many frames show it."""
    for fps in (10, 20, 50):
        track: list[tuple[float, Person | None]] = []
        for number in range(fps):
            t = number / fps
            track.append((t, at(100 + 250 * max(0.0, t - 0.3))))
        looks = looks_of(track, settles=True)
        assert len(looks) > 1, fps
        assert 0.4 <= looks[1] <= 0.6, fps


def test_doubt_looks_again_soon_and_ends_after_two_seconds() -> None:
    watch = Watch()
    assert watch.due(0.0, at(100))
    watch.settle(at(100))
    assert not watch.jumped
    looks = [t for t in (i / 16 for i in range(4, 64)) if watch.due(t, at(300))]
    assert looks[:4] == [0.25, 0.5, 0.75, 1.0]
    assert not watch.jumped
    assert looks[-1] - looks[-2] == pytest.approx(1.0)


def test_who_left_home_is_looked_at_more_often() -> None:
    watch = Watch()
    assert watch.due(0.0, at(100))
    watch.settle(at(100))
    assert not watch.due(0.2, at(101), left=False)
    assert watch.due(0.25, at(102), left=True)
