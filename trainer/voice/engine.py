"""What an outlet drives: the few methods of a speech engine or a loudspeaker, and which engine a system has."""

from __future__ import annotations

import sys
from typing import Protocol


class UnheardError(Exception):
    """Nothing can be heard; the message is the reason, short enough for a hint: "install espeak-ng"."""


NO_DEVICE = "no audio device"


class Engine(Protocol):
    """Speaks one text at a time. Made and used in one thread only; any method may raise, which ends its use."""

    note: str | None
    """One line for the user about what was asked for and could not be had, such as the voice; None when all could."""

    def begin(self, text: str) -> None:
        """Start speaking; returns soon."""

    def busy(self) -> bool:
        """Whether the text is still being spoken; asked some fifty times a second, and may do the engine's own work."""

    def stop(self) -> None:
        """Cut what is being spoken; busy() is False soon after."""

    def close(self) -> None:
        """Stop, and give back what the engine holds."""


def open_engine(language: str, voice: str | None, rate: int) -> Engine:
    """The system's own voice for a language ("en"), at rate words a minute; voice: a part of its name.

    pyttsx3 (2.99) speaks on Windows only. Elsewhere its drivers can't be trusted with a session: on Linux runAndWait
    returns 20 ms after its start, while the sound is yet to be played by aplay, which nothing can stop and whose
    absence nobody is told of; on macOS the second call hangs in any thread but the main one. There, the system's own
    speech program says the same words, one process for each utterance: its end is the end of the words, and killing
    it cuts them, whatever it hangs on. Raises UnheardError with what to do when there is no voice.
    """
    if sys.platform == "win32":
        from trainer.voice.sapi import open_sapi

        return open_sapi(language, voice, rate)
    from trainer.voice.program import open_espeak, open_say

    return (open_say if sys.platform == "darwin" else open_espeak)(language, voice, rate)
