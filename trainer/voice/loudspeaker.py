"""Plays the short sounds through PortAudio."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import numpy as np

from trainer.quiet import quiet_stderr
from trainer.saying import Phrase, Sound, phrase
from trainer.voice.engine import NO_DEVICE, UnheardError
from trainer.voice.tones import RATE, tones

FORMAT = {"samplerate": RATE, "channels": 1, "dtype": "float32"}
# Measured on ALSA over PulseAudio: a stream that ends with the sound loses its last 40 to 80 ms, a tick as a whole.
SILENCE = np.zeros(RATE // 4, np.float32)


class Loudspeaker:
    """An Engine whose texts are the names of sounds. A sound is over when begin() returns."""

    note: Phrase | str | None = None

    def __init__(self, library: Any) -> None:
        self._library = library
        self._tones = tones()

    def begin(self, text: str) -> None:
        """Play one to its end."""
        # A stream for each sound: one kept open would keep the speech program off a device that takes one at a time.
        # Low latency runs dry within a sound.
        with self._library.OutputStream(latency="high", **FORMAT) as stream:
            stream.write(np.concatenate((self._tones[Sound(text)], SILENCE)))

    def busy(self) -> bool:
        """Never: begin() waits."""
        return False

    def stop(self) -> None:
        """Nothing goes on."""

    def close(self) -> None:
        """Nothing is held between sounds."""


def open_loudspeaker() -> Loudspeaker:
    """The default output. Raises UnheardError when there is none, or no PortAudio."""
    _hush_alsa()
    sounddevice = _library()
    if sounddevice is None:  # PortAudio comes with sounddevice on Windows and macOS, from the distribution on Linux
        raise UnheardError(phrase("hint.install", program="libportaudio2"))
    try:
        sounddevice.check_output_settings(**FORMAT)
    except (sounddevice.PortAudioError, ValueError) as missing:
        raise UnheardError(NO_DEVICE) from missing
    return Loudspeaker(sounddevice)


def _library() -> Any:
    """The library sounddevice, made ready; None without PortAudio.

    It takes file descriptor 2 away while it begins, and gives it back, as is done while a model loads in another
    thread: unless the one lies within the other, each gives back what the other had put there.
    """
    with quiet_stderr():
        try:
            import sounddevice
        except OSError:
            return None
    return sounddevice


# File, line, function, error, message; kept for as long as ALSA may call it.
_MESSAGE = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
_unprinted = _MESSAGE(lambda *_: None)


def _hush_alsa() -> None:
    """ALSA prints on standard error while PortAudio looks for devices that don't exist; its errors come as codes too.

    Taking file descriptor 2 away meanwhile would hide the errors of the other threads.
    """
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_unprinted)
    except (OSError, AttributeError):
        return  # no ALSA, no chatter
