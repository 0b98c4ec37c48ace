"""Which speech engine a system has."""

from __future__ import annotations

import sys

from trainer.voice.engine import Engine


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
