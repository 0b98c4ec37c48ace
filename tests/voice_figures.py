"""An engine and a clock that do what a test says, behind a real voice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from trainer.voice import Voice


class Clock:
    """Seconds, which pass when a test says so."""

    def __init__(self) -> None:
        self.t = 100.0

    def __call__(self) -> float:
        return self.t


class Actor:
    """An engine that speaks until the test lets it end, and keeps a log of what is asked of it."""

    def __init__(self, note: str | None = None, **wrong: Exception | threading.Event) -> None:
        self.note = note
        self.wrong = wrong  # per method: what it raises, or what it waits for
        self.log: list[str] = []
        self.threads: set[str] = set()
        self.text: str | None = None

    def open(self, *_: object) -> Actor:
        self._called("open")
        return self

    def begin(self, text: str) -> None:
        self._called("begin")
        assert self.text is None, "speaks already"
        self.text = text
        self.log.append(text)

    def busy(self) -> bool:
        self._called("busy")
        return self.text is not None

    def stop(self) -> None:
        self.log.append("(stop)")
        self.text = None
        self._called("stop")

    def close(self) -> None:
        self.log.append("(close)")
        self.text = None
        self._called("close")

    def end(self) -> None:
        """The words are over."""
        self.text = None

    def _called(self, method: str) -> None:
        self.threads.add(threading.current_thread().name)
        wrong = self.wrong.get(method)
        if isinstance(wrong, Exception):
            raise wrong
        if wrong is not None:
            wrong.wait(20)


class Plays(Actor):
    """A player: a sound is over when begin returns."""

    def busy(self) -> bool:
        self.text = None
        return False


@contextmanager
def voice_of(actor: Actor, player: Actor | None = None, clock: Clock | None = None) -> Iterator[Voice]:
    """A voice that speaks through the actor; all that hangs is let go at the end."""
    player = player or Plays()
    try:
        with Voice(open_engine=actor.open, open_player=player.open, now=clock or Clock()) as voice:
            yield voice
    finally:
        for wrong in (*actor.wrong.values(), *player.wrong.values()):
            if isinstance(wrong, threading.Event):
                wrong.set()


def until(happened: Callable[[], object]) -> None:
    """Wait for the other thread; five seconds are far more than it needs."""
    end = monotonic() + 5
    while not happened():
        assert monotonic() < end, "did not happen"
        sleep(0.002)


def spoken(actor: Actor, *texts: str) -> None:
    """Let the actor end each text when it has begun, in this order."""
    for text in texts:
        until(lambda text=text: actor.text == text)
        actor.end()


def rests(voice: Voice) -> None:
    """Wait until nothing is said nor waits."""
    until(lambda: not voice.speaking)
