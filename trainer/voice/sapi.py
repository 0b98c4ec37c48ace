"""Speech through pyttsx3, for Windows and its SAPI 5 voices."""

from __future__ import annotations

import sys
from typing import Any

from trainer.saying import Phrase, phrase
from trainer.voice.choice import Known, choose
from trainer.voice.engine import UnheardError


class Sapi:
    """An Engine on pyttsx3's external loop: nothing blocks between two turns, so that speech can be cut and watched.

    runAndWait would block until the end of the words, and hangs for ever when the event that ends them is lost.
    """

    def __init__(self, engine: Any, note: Phrase | str | None) -> None:
        self.note = note
        self._engine = engine
        self._error: BaseException | None = None
        engine.connect("error", self._failed)
        engine.startLoop(False)

    def begin(self, text: str) -> None:
        """Ask for the words."""
        self._engine.say(text)
        self._engine.iterate()

    def busy(self) -> bool:
        """Take the events that have come. Raises UnheardError when the words could not be spoken."""
        self._engine.iterate()
        if self._error is not None:
            raise UnheardError(str(self._error))
        return bool(self._engine.isBusy())

    def stop(self) -> None:
        """Ask for silence; the event of the end follows."""
        self._engine.stop()

    def close(self) -> None:
        """End the loop and what is being spoken."""
        self._engine.endLoop()

    def _failed(self, name: str | None, exception: BaseException) -> None:
        self._error = exception


def open_sapi(language: str, voice: str | None, rate: int, driver: str | None = None) -> Sapi:
    """pyttsx3's engine. driver: None for the system's own."""
    try:
        from pyttsx3.engine import Engine  # pyttsx3.init() would hand out one that another voice has used up
    except ImportError as missing:
        raise UnheardError(phrase("hint.install", program="pyttsx3")) from missing
    if sys.platform == "win32":
        import comtypes

        comtypes.CoInitialize()  # for this thread; the import did so only for the thread that was the first
    engine = Engine(driver)
    try:
        voices = engine.getProperty("voices")
    except Exception:  # pyttsx3 lists none when one of them is odd, whatever that raises: the default speaks
        voices = []
    known = [Known(v.id, v.name or "", tuple(_tag(tag) for tag in v.languages)) for v in voices]
    chosen = choose(known, language, voice)
    # First the voice: SAPI's scale of rates is the voice's own.
    if chosen.id is not None:
        engine.setProperty("voice", chosen.id)
    engine.setProperty("rate", rate)
    return Sapi(engine, chosen.note)


def _tag(language: str) -> str:
    """en_US -> en-us."""
    return language.replace("_", "-").lower()
