"""What is really heard: eSpeak NG and PortAudio play into a sound server without a sound card, and it is measured.

eSpeak's words are the same samples each time, so a text is found in the recording to the sample, by correlation.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import threading
import wave
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer.saying import Sound
from trainer.voice import Voice
from trainer.voice.program import open_espeak
from trainer.voice.tones import tones

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("espeak-ng", "pulseaudio"))), reason="needs Debian's espeak-ng and pulseaudio"
)

RATE = 22050  # eSpeak's own, so that the server need not resample
LOUD = 300  # of 32767
SERVER = "pulseaudio -n --daemonize=no --fail=yes --exit-idle-time=-1 --use-pid-file=no --disable-shm --log-level=error"
ALSA = "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n"

Signal = NDArray[np.float64]


class Room:
    """A sound server whose only loudspeaker writes to a pipe, in real time; all of it is kept."""

    def __init__(self, folder: Path) -> None:
        self.heard = bytearray()
        self.socket = folder / "native"
        sink = f"module-pipe-sink file={folder}/sink rate={RATE} channels=1 format=s16le"
        command = [*SERVER.split(), "-L", f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"]
        self._server = subprocess.Popen(
            [*command, "-L", f"{sink} use_system_clock_for_timing=yes"], stderr=subprocess.DEVNULL
        )
        until(lambda: self.socket.exists() and (folder / "sink").exists())
        self._thread = threading.Thread(target=self._listen, args=(folder / "sink",), daemon=True)
        self._thread.start()
        until(lambda: self.heard)

    def _listen(self, sink: Path) -> None:
        with sink.open("rb", buffering=0) as pipe:
            while piece := pipe.read(4096):
                self.heard += piece

    @property
    def now(self) -> int:
        """How many samples have been heard."""
        return len(self.heard) // 2

    def since(self, start: int) -> Signal:
        """The samples from start until now."""
        return np.frombuffer(bytes(self.heard[2 * start : 2 * self.now]), "<i2").astype(float)

    def whole(self, start: int) -> Signal:
        """The samples from start on, once a quarter of a second more has been heard: the server is a little late."""
        end = self.now + RATE // 4
        until(lambda: self.now > end)
        return self.since(start)

    def until_loud(self, start: int) -> None:
        """Wait for the first sound from start on."""
        until(lambda: np.abs(self.since(start)).max(initial=0) > LOUD)

    def close(self) -> None:
        """End the server, and with it the listener."""
        self._server.terminate()
        self._server.wait(10)
        self._thread.join(10)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The sound server, to which everything here plays."""
    folder = tmp_path_factory.mktemp("room")
    folder.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        patch.setenv("PULSE_SERVER", f"unix:{folder}/native")
        patch.setenv("PULSE_LATENCY_MSEC", "250")  # less lets a busy machine tear words apart
        (folder / "asound.conf").write_text(ALSA)
        patch.setenv("ALSA_CONFIG_PATH", str(folder / "asound.conf"))
        made = Room(folder)
        # What another test of this process began would know of no device that has come since.
        sounddevice = sys.modules.get("sounddevice")
        if sounddevice is not None:
            sounddevice._terminate()
            sounddevice._initialize()
        try:
            yield made
        finally:
            made.close()


def until(happened: Callable[[], object]) -> None:
    """Wait; twenty seconds are far more than is needed."""
    end = monotonic() + 20
    while not happened():
        assert monotonic() < end, "did not happen"
        sleep(0.005)


def words(text: str, language: str = "en", rate: int = 160) -> Signal:
    """The samples of a text, as eSpeak writes them to a file; silence at the ends cut off."""
    command = [*open_espeak(language, None, rate)._command, "--stdout", text]
    done = subprocess.run(command, capture_output=True, check=True)
    with wave.open(io.BytesIO(done.stdout)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
    samples = np.frombuffer(done.stdout[44:], "<i2").astype(float)
    loud = np.flatnonzero(np.abs(samples) > LOUD)
    return samples[loud[0] : loud[-1] + 1]


def find(text: Signal, heard: Signal) -> tuple[int, float]:
    """(sample where the text begins, its correlation with what is heard there: 1 for the same, 0 for unlike)."""
    size = 1 << (len(heard) + len(text)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(text, size)), size)
    power = np.cumsum(np.concatenate(([0.0], heard**2)))
    power = power[len(text) :] - power[: -len(text)]
    # Where next to nothing is heard, its likeness is noise.
    alike = product[: len(power)] / (np.linalg.norm(text) * np.sqrt(np.maximum(power, 0.01 * (text @ text))))
    return int(np.argmax(alike)), float(alike.max())


def stretches(heard: Signal) -> list[Signal]:
    """The pieces of sound between silences of a tenth of a second and more."""
    loud = np.flatnonzero(np.abs(heard) > LOUD)
    gaps = np.flatnonzero(np.diff(loud) > RATE // 10)
    return [heard[piece[0] : piece[-1] + 1] for piece in np.split(loud, gaps + 1) if len(piece)]


def rests(voice: Voice) -> None:
    """Wait until nothing is said nor waits."""
    until(lambda: not voice.speaking)


def test_two_utterances_are_heard_whole_and_do_not_overlap(room: Room):
    start = room.now
    with Voice("en") as voice:
        voice.say("Elbows higher", 2, fresh_s=10)
        voice.say("Three", 3, fresh_s=10)
        rests(voice)
        assert voice.hint is None
    heard = room.whole(start)
    first, second = words("Elbows higher"), words("Three")
    (first_at, first_alike), (second_at, second_alike) = find(first, heard), find(second, heard)
    assert first_alike > 0.99  # anything else at the same time would make it unlike
    assert second_alike > 0.99
    assert first_at + len(first) < second_at
    between = heard[first_at + len(first) : second_at]
    assert np.abs(between).max() <= LOUD
    assert len(between) < 2.5 * RATE


def test_each_language_speaks_with_its_own_voice_and_rate(room: Room):
    start = room.now
    with Voice("de", rate=200) as voice:
        voice.say("Ellbogen höher", fresh_s=10)
        rests(voice)
    heard = room.whole(start)
    _, alike = find(words("Ellbogen höher", "de", 200), heard)
    _, english = find(words("Ellbogen höher", "en", 200), heard)
    assert alike > 0.99
    assert english < 0.5


def test_safety_cuts_in(room: Room):
    start = room.now
    long = "This is a long sentence about the rest of the workout, and it goes on and on"
    with Voice("en") as voice:
        voice.say(long, 4, fresh_s=10)
        room.until_loud(start)
        voice.say("Stop", 0, fresh_s=10)
        rests(voice)
    heard = room.whole(start)
    stop_at, alike = find(words("Stop"), heard)
    assert alike > 0.99
    loud = np.flatnonzero(np.abs(heard) > LOUD)
    assert stop_at - loud[0] < len(words(long)) - RATE  # over a second early
    assert loud[-1] < stop_at + len(words("Stop")) + RATE // 10  # and the rest of it is never heard


def test_closing_falls_silent(room: Room):
    start = room.now
    with Voice("en") as voice:
        voice.say("This is a long sentence about the rest of the workout", 4, fresh_s=10)
        room.until_loud(start)
        before = monotonic()
    assert monotonic() - before < 2
    sleep(0.3)
    assert np.abs(room.whole(room.now)).max() <= LOUD


def test_a_muted_voice_is_not_heard(room: Room):
    start = room.now
    with Voice("en", muted=True) as voice:
        voice.say("Elbows higher", 0, fresh_s=10)
        voice.play(Sound.GO)
        sleep(0.5)
    assert np.abs(room.whole(start)).max() == 0


needs_portaudio = pytest.mark.skipif(find_library("portaudio") is None, reason="needs Debian's libportaudio2")


@needs_portaudio
@pytest.mark.skipif(not list(Path("/usr/lib").glob("*/alsa-lib/*_pcm_pulse.so")), reason="needs libasound2-plugins")
def test_every_sound_is_heard_whole_and_words_beside_it_stay_clear(room: Room):
    # A process of its own: PortAudio looks for devices once, when it is loaded.
    code = """if True:
        from time import sleep
        from trainer.saying import Sound
        from trainer.voice import Voice
        with Voice("en") as voice:
            sleep(0.8)
            for sound in Sound:
                voice.play(sound)
                sleep(0.5)
            voice.say("Elbows higher", fresh_s=10)
            sleep(0.3)
            voice.play(Sound.COUNTED)
            while voice.speaking:
                sleep(0.01)
            sleep(0.3)
            assert voice.hint is None, voice.hint
    """
    start = room.now
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    heard = room.whole(start)
    text_at, alike = find(words("Elbows higher"), heard)
    assert alike > 0.95  # the sound beside it is a hundredth of its power
    runs = stretches(heard[:text_at])
    assert len(runs) == len(Sound)
    for sound, run in zip(Sound, runs, strict=True):
        _, alike = find(tones()[sound][::2] * 32767.0, np.pad(run, RATE // 10))
        assert alike > 0.97, sound


@needs_portaudio
def test_without_an_audio_device_there_is_one_hint_and_no_noise(tmp_path: Path):
    code = """if True:
        from time import monotonic, sleep
        from trainer.saying import Sound
        from trainer.voice import Voice
        with Voice("en") as voice:
            voice.say("Three", fresh_s=60)
            voice.play(Sound.GO)
            end = monotonic() + 20
            while monotonic() < end and "no voice, no sounds" not in (voice.hint or ""):
                sleep(0.01)
            print(voice.hint, voice.speaking)
    """
    (tmp_path / "asound.conf").write_text('pcm.!default { type hw card "none" }\n')
    nowhere = {"ALSA_CONFIG_PATH": f"{tmp_path}/asound.conf", "PULSE_SERVER": f"unix:{tmp_path}/nothing"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **nowhere}, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert done.stdout == "no voice, no sounds: no audio device; captions stay False\n"
