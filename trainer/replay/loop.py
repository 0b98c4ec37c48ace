"""The replay itself: in a window that obeys its keys and the mouse, or into a movie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from trainer.movie import MovieWriter
from trainer.overlay.drawing import Picture
from trainer.replay.moments import Moments, Progress
from trainer.replay.picture import Painter
from trainer.replay.player import LONGEST_GAP_S, Player
from trainer.sources import clock

LISTEN_S = 0.03  # how often keys and clicks are looked at while nothing moves


class Screen(Protocol):
    """What the replay needs of a window."""

    def show(self, rgb: Picture) -> None:
        """Show a picture."""

    def key(self, wait_ms: int) -> str | None:
        """The key pressed within so many milliseconds."""

    def click(self) -> tuple[int, int] | None:
        """Where the picture was clicked."""

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""


def play(player: Player, painter: Painter, screen: Screen, now: Callable[[], float] = clock) -> None:
    """Show the replay until the user quits or closes the window; at its end it waits. now: seconds, monotonic."""
    shown: tuple[object, ...] | None = None
    last = now()
    while not player.over and not screen.closed:
        state = (player.index, player.t if not player.playing else None, player.playing, player.speed)
        if state != shown:
            screen.show(painter.draw(player))
            shown = state
        waited = now() - last
        wait_s = min(player.due_s - waited, LISTEN_S) if player.due_s else LISTEN_S
        key, click = screen.key(round(max(wait_s, 0.0) * 1000)), screen.click()
        at = now()
        player.let_pass(at - last)
        last = at
        if key is not None:
            player.press(key)
        t = None if click is None else painter.bar.hit(*click)
        if t is not None:
            player.seek(t)


def save(
    moments: Moments, player: Player, painter: Painter, movie: MovieWriter, progress: Progress | None = None
) -> None:
    """Write every moment from where the player stands to the end into movie, at the player's speed.

    A pause of the recording becomes one of a second. MovieError when the movie can't be written.
    """
    first, t = player.index, 0.0
    for index in range(first, len(moments.times)):
        if index > first:
            t += min(moments.times[index] - moments.times[index - 1], LONGEST_GAP_S) / player.speed
            player.seek(moments.times[index])
        movie.write(painter.draw(player), t)
        if progress is not None:
            progress((index - first + 1) / (len(moments.times) - first))
