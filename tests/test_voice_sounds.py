"""The short sounds, and the loudspeaker with a library that tests steer."""

from __future__ import annotations

import builtins
import subprocess
import sys
import types
from ctypes.util import find_library
from typing import Any

import numpy as np
import pytest

from trainer.saying import Sound
from trainer.voice.engine import UnheardError
from trainer.voice.loudspeaker import open_loudspeaker
from trainer.voice.tones import RATE, Samples, tones


def pitch(samples: Samples) -> float:
    """Hertz of the strongest sine."""
    spectrum = np.abs(np.fft.rfft(samples, n=RATE))
    return float(np.argmax(spectrum))


@pytest.mark.parametrize("sound", list(Sound))
def test_a_sound_is_short_quiet_and_does_not_click(sound: Sound):
    samples = tones()[sound]
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert 0.03 <= len(samples) / RATE <= 0.1501
    assert 0.1 <= np.abs(samples).max() <= 0.2
    assert abs(samples[0]) < 0.001
    assert abs(samples[-1]) < 0.001
    # A click is a jump; a sine of 1760 Hz and 0.2 moves by 0.05 a sample at most.
    assert np.abs(np.diff(samples)).max() < 0.051


def test_sounds_are_told_apart_by_pitch():
    made = tones()
    half = round(0.06 * RATE)
    assert pitch(made[Sound.COUNTED]) == pytest.approx(1319, abs=5)
    assert pitch(made[Sound.HELD][:half]) == pytest.approx(880, abs=5)
    assert pitch(made[Sound.HELD][half:]) == pytest.approx(1319, abs=5)
    assert pitch(made[Sound.ATTEMPT]) == pytest.approx(330, abs=5)
    assert pitch(made[Sound.TICK]) == pytest.approx(1000, abs=10)
    assert pitch(made[Sound.GO]) == pytest.approx(1760, abs=5)
    assert len(made) == len(Sound)


class DeviceError(Exception):
    """Stands for sounddevice.PortAudioError."""


class Stream:
    """An output stream that keeps what is written to it, and knows whether it was closed."""

    def __init__(self, library: Library, options: dict[str, Any]) -> None:
        self.library, self.options, self.open = library, options, False

    def __enter__(self) -> Stream:
        if self.library.busy:
            raise DeviceError("Device unavailable [PaErrorCode -9985]")
        self.open = True
        return self

    def __exit__(self, *_: object) -> None:
        self.open = False

    def write(self, samples: Samples) -> None:
        assert self.open
        self.library.written.append(samples)


class Library(types.SimpleNamespace):
    """What the loudspeaker uses of sounddevice."""

    PortAudioError = DeviceError

    def __init__(self, refuses: Exception | None = None) -> None:
        super().__init__()
        self.refuses, self.busy = refuses, False
        self.written: list[Samples] = []
        self.streams: list[Stream] = []

    def check_output_settings(self, **options: object) -> None:
        assert options == {"samplerate": 44100, "channels": 1, "dtype": "float32"}
        if self.refuses is not None:
            raise self.refuses

    def OutputStream(self, **options: Any) -> Stream:  # noqa: N802  # sounddevice's name
        self.streams.append(Stream(self, options))
        return self.streams[-1]


def test_a_sound_is_written_whole_with_silence_after_it(monkeypatch: pytest.MonkeyPatch):
    library = Library()
    monkeypatch.setitem(sys.modules, "sounddevice", library)  # type: ignore[arg-type]
    player = open_loudspeaker()
    assert player.note is None
    player.begin("tick")
    assert not player.busy()
    player.begin("go")
    tick, go = tones()[Sound.TICK], tones()[Sound.GO]
    assert len(library.written[0]) == len(tick) + 11025
    np.testing.assert_array_equal(library.written[0][: len(tick)], tick)
    assert not library.written[0][len(tick) :].any()
    np.testing.assert_array_equal(library.written[1][: len(go)], go)
    assert [stream.open for stream in library.streams] == [False, False]
    player.stop()
    player.close()


@pytest.mark.parametrize("refuses", [DeviceError("Error querying device -1"), ValueError("No output device matching")])
def test_no_device(refuses: Exception, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sounddevice", Library(refuses))  # type: ignore[arg-type]
    with pytest.raises(UnheardError, match=r"^no audio device$"):
        open_loudspeaker()


def test_a_device_that_goes_away_is_an_error_with_its_own_words(monkeypatch: pytest.MonkeyPatch):
    library = Library()
    monkeypatch.setitem(sys.modules, "sounddevice", library)  # type: ignore[arg-type]
    player = open_loudspeaker()
    library.busy = True
    with pytest.raises(DeviceError, match="Device unavailable"):
        player.begin("go")


def test_no_portaudio(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def fails(name: str, *rest: Any) -> Any:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", fails)
    with pytest.raises(UnheardError, match=r"^install libportaudio2$"):
        open_loudspeaker()


@pytest.mark.skipif(find_library("asound") is None, reason="needs ALSA")
def test_alsa_keeps_its_errors_to_the_caller():
    code = """if True:
        import ctypes
        from trainer.voice.loudspeaker import _hush_alsa
        alsa = ctypes.CDLL("libasound.so.2")
        handle = ctypes.c_void_p()
        for hushed in (False, True):
            if hushed:
                _hush_alsa()
            code = alsa.snd_pcm_open(ctypes.byref(handle), b"no such device", 0, 0)
            print(code < 0, flush=True)
            ctypes.CDLL(None).write(2, b"|", 1)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    before, after, end = done.stderr.split("|")
    assert "no such device" in before
    assert (after, end) == ("", "")
    assert done.stdout == "True\nTrue\n"
