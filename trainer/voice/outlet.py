"""One engine in one thread: nobody waits for it, and nothing that it does reaches the caller but a hint."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread

from trainer.saying import Phrase, phrase
from trainer.voice.engine import Engine, UnheardError
from trainer.voice.waiting import Utterance, Waiting, spoken_seconds

TURN_S = 0.02
PATIENCE_S = 15.0  # an engine that takes longer hangs
SLOW = 3.0  # … but for a text that by itself takes long, this many times its length


class Outlet:
    """Speaks, or plays, one thing at a time. rate: words a minute, for how long a text may take."""

    def __init__(self, name: str, open_engine: Callable[[], Engine], now: Callable[[], float], rate: int) -> None:
        self._open_engine = open_engine
        self._now = now
        self._rate = rate
        self._lock = Condition()  # guards everything below
        self._waiting = Waiting()
        self._over = False
        self._trouble: Phrase | str | None = None
        self._note: Phrase | str | None = None
        self._due = now() + PATIENCE_S  # when what the engine does now must be done; infinite while it rests
        self._speaking = False
        # A daemon: an engine that hangs must not keep the process.
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def trouble(self) -> Phrase | str | None:
        """Why nothing is heard, None when all is well."""
        with self._lock:
            self._watch()
            return self._trouble

    @property
    def note(self) -> Phrase | str | None:
        """What could not be had as asked for, None when all could."""
        with self._lock:
            return self._note

    @property
    def speaking(self) -> bool:
        """Whether something is being spoken or about to be."""
        with self._lock:
            self._watch()
            return not self._over and (self._speaking or self._waiting.first(self._now()) is not None)

    def say(self, text: str, urgency: int, fresh_s: float) -> None:
        """Let it wait for its turn; returns at once."""
        with self._lock:
            self._watch()
            if not self._over:
                self._waiting.add(Utterance(text, urgency, self._now(), fresh_s))
                self._lock.notify_all()

    def end(self) -> None:
        """Cut what is being spoken and let the thread end; returns at once."""
        with self._lock:
            self._end()

    def join(self, timeout: float) -> None:
        """Wait for the thread's end; one whose engine hangs is left behind after timeout seconds."""
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            engine = self._open_engine()
            try:
                with self._lock:
                    self._note = engine.note
                while (utterance := self._next()) is not None:
                    self._speak(engine, utterance)
            finally:
                engine.close()
        except Exception as failed:  # an engine is foreign code: whatever it raises means that nothing is heard
            with self._lock:
                self._give_up(_reason(failed))

    def _next(self) -> Utterance | None:
        """Wait for something to say; None when it is over."""
        with self._lock:
            self._speaking, self._due = False, float("inf")
            while not self._over:
                utterance = self._waiting.take(self._now())
                if utterance is not None:
                    long = SLOW * spoken_seconds(utterance.text, self._rate)
                    self._speaking, self._due = True, self._now() + max(PATIENCE_S, long)
                    return utterance
                self._lock.wait()
        return None

    def _speak(self, engine: Engine, utterance: Utterance) -> None:
        engine.begin(utterance.text)
        cut = False
        while engine.busy():
            with self._lock:
                self._watch()
                if self._over:
                    return
                now_cut = not cut and self._waiting.cuts(utterance, self._now())
                if not now_cut:
                    self._lock.wait(TURN_S)
            if now_cut:
                engine.stop()
                cut = True

    def _watch(self) -> None:
        """Give the engine up when it takes too long; by whoever comes, for its own thread may be what hangs."""
        if not self._over and self._now() > self._due:
            self._give_up(phrase("hint.hangs"))

    def _give_up(self, reason: Phrase | str) -> None:
        if not self._over:
            self._trouble = reason
        self._end()

    def _end(self) -> None:
        self._over = True
        self._waiting.clear()
        self._lock.notify_all()


def _reason(failed: Exception) -> Phrase | str:
    """Why an engine failed: what we know of it, else the first line of what it says itself."""
    if isinstance(failed, UnheardError) and isinstance(failed.said, Phrase):
        return failed.said
    told = str(failed).strip() or type(failed).__name__
    return " ".join(told.splitlines()[0].split())
