"""The replay, driven by hand: what is shown when, and what goes into the movie."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from trainer.movie import MovieWriter
from trainer.replay.loop import play, save
from trainer.replay.moments import Moment, Moments
from trainer.replay.picture import Painter
from trainer.replay.player import Player

SIZE = (64, 48)
MOMENTS = Moments([Moment(i / 10, SIZE, None) for i in range(31)])


class Desk:
    """A clock, and a window whose user does these things one after the other: a key, a click, or None for nothing."""

    def __init__(self, *doings: str | tuple[int, int] | None, draws_s: float = 0.0) -> None:
        self.now, self.doings, self.draws_s = 0.0, list(doings), draws_s
        self.clicked: tuple[int, int] | None = None
        self.shown: list[float] = []
        self.player = Player(MOMENTS)

    def clock(self) -> float:
        return self.now

    def show(self, rgb: np.ndarray) -> None:
        self.shown.append(round(self.now, 3))
        self.now += self.draws_s

    def key(self, wait_ms: int) -> str | None:
        self.now += max(wait_ms, 1) / 1000
        doing = self.doings.pop(0) if self.doings else None
        self.clicked = doing if isinstance(doing, tuple) else None
        return doing if isinstance(doing, str) else None

    def click(self) -> tuple[int, int] | None:
        return self.clicked

    @property
    def closed(self) -> bool:
        return not self.doings

    def run(self) -> Player:
        painter = Painter(MOMENTS, None, SIZE, keys=True)
        play(self.player, painter, self, self.clock)
        return self.player


@pytest.mark.parametrize("draws_s", [0.0, 0.02, 0.09])
def test_it_plays_at_the_recording_s_own_pace(draws_s: float) -> None:
    desk = Desk(*[None] * 200, draws_s=draws_s)
    while desk.now < 1.0:
        desk.doings = [None] * 2
        desk.run()
    assert desk.player.t == pytest.approx(desk.now, abs=0.05)
    assert len(desk.shown) >= 8


def test_a_slow_machine_leaves_moments_out_and_keeps_the_pace() -> None:
    desk = Desk(*[None] * 12, draws_s=0.25)
    desk.run()
    assert desk.player.t == pytest.approx(desk.now, abs=0.3)
    assert len(desk.shown) < 14


def test_keys_and_clicks_are_obeyed() -> None:
    bar = Painter(MOMENTS, None, SIZE, keys=True).bar
    player = Desk(" ", (bar.x(2.0), bar.box.y + 1), None).run()
    assert player.t == pytest.approx(2.0, abs=0.01)
    player = Desk(" ", (bar.x(2.0), bar.box.y + 1), (5, 5), ".", "]", None).run()
    assert (player.t, player.speed, player.playing) == (pytest.approx(2.1, abs=0.101), 2.0, False)


def test_q_ends_it_at_once() -> None:
    desk = Desk(None, "q", *[None] * 50)
    desk.run()
    assert len(desk.doings) == 50


def test_nothing_is_drawn_anew_while_nothing_changes() -> None:
    desk = Desk(" ", *[None] * 30)
    desk.run()
    assert len(desk.shown) == 2


def movie_of(path: Path, player: Player, moments: Moments = MOMENTS) -> list[float]:
    painter = Painter(moments, None, SIZE, keys=False)
    told: list[float | None] = []
    with MovieWriter(path, painter.size) as movie:
        save(moments, player, painter, movie, told.append)
    assert told[-1] == 1.0
    with av.open(str(path)) as container:
        return [round(float(frame.time or 0), 3) for frame in container.decode(video=0)]


@pytest.mark.parametrize(
    ("at", "speed", "frames", "last_s"), [(0.0, 1.0, 31, 3.0), (2.0, 1.0, 11, 1.0), (2.0, 0.5, 11, 2.0)]
)
def test_the_movie_has_every_moment_at_its_speed(
    at: float, speed: float, frames: int, last_s: float, tmp_path: Path
) -> None:
    times = movie_of(tmp_path / "a.mp4", Player(MOMENTS, at, speed))
    assert (len(times), times[0], times[-1]) == (frames, 0.0, last_s)


def test_a_pause_of_months_takes_a_second_in_the_movie(tmp_path: Path) -> None:
    moments = Moments([Moment(t, SIZE, None) for t in (-1e7, -1e7 + 0.1, 1e7)])
    assert movie_of(tmp_path / "a.mp4", Player(moments), moments) == [0.0, 0.1, 1.1]
