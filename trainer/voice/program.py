"""Speech by the system's own program: espeak-ng on Linux, say on macOS; one process for each utterance."""

from __future__ import annotations

import shutil
import subprocess

from trainer.saying import Phrase, phrase
from trainer.voice.choice import choose, espeak_voices, say_voices
from trainer.voice.engine import NO_DEVICE, UnheardError

ANSWER_S = 5.0  # for a list of voices or a look at the audio device


class Program:
    """An Engine: a command that speaks its last argument, and ends when that has been heard."""

    def __init__(self, command: list[str], note: Phrase | str | None = None) -> None:
        self.note = note
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, text: str) -> None:
        """Start the program. Raises OSError when it is gone."""
        # A session of its own: Ctrl-C at the terminal is for the trainer, which ends the voice in its own time.
        # The space keeps a text such as "-5" from being read as an option. Not through standard input: measured,
        # espeak-ng 1.51 reads past the end of a short text there, and says "three" with two made-up syllables.
        self._process = subprocess.Popen(
            [*self._command, f" {text}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def busy(self) -> bool:
        """Whether it still speaks. Raises UnheardError with the program's own complaint when it could not."""
        if self._process is None or self._process.poll() is None:
            return self._process is not None
        complaint = complaint_of(self._process.returncode, self._end())
        if complaint is not None:
            raise UnheardError(complaint)
        return False

    def stop(self) -> None:
        """Kill the program."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._end()

    def close(self) -> None:
        """Nothing is held between utterances."""
        self.stop()

    def _end(self) -> str:
        assert self._process is not None
        assert self._process.stderr is not None
        with self._process.stderr as pipe:
            said = pipe.read().decode(errors="replace")
        self._process = None
        return said


def complaint_of(code: int, errors: str) -> Phrase | str | None:
    """Why nothing was heard, None when all is well; code < 0 is a program that was stopped.

    ALSA's own lines are chatter: what matters is whether the program got a device. espeak-ng ends with 0 without one.
    """
    lines = [line.strip() for line in errors.splitlines() if line.strip() and not line.startswith("ALSA lib")]
    if code > 0:
        return lines[-1] if lines else phrase("hint.ended", code=code)
    return NO_DEVICE if code == 0 and any(line.lower().startswith("error") for line in lines) else None


def open_espeak(language: str, voice: str | None, rate: int) -> Program:
    """eSpeak NG. Raises UnheardError when it is not installed or has no audio device."""
    path = shutil.which("espeak-ng") or shutil.which("espeak")
    if path is None:
        raise UnheardError(phrase("hint.install", program="espeak-ng"))
    chosen = choose(espeak_voices(_answer([path, "--voices"])), language, voice)
    # -z: no pause after the last word, so that the next utterance need not wait for it.
    command = [path, "-z", "-b", "1", "-s", str(rate), *(["-v", chosen.id] if chosen.id else [])]
    _answer([*command, ""])  # says nothing, but opens the audio device
    return Program(command, chosen.note)


def open_say(language: str, voice: str | None, rate: int) -> Program:
    """The say command of macOS. Raises UnheardError when it is missing."""
    path = shutil.which("say")
    if path is None:
        raise UnheardError(phrase("hint.no-say"))
    chosen = choose(say_voices(_answer([path, "-v", "?"])), language, voice)
    return Program([path, "-r", str(rate), *(["-v", chosen.id] if chosen.id else [])], chosen.note)


def _answer(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=ANSWER_S)
    complaint = complaint_of(done.returncode, done.stderr.decode(errors="replace"))
    if complaint is not None:
        raise UnheardError(complaint)
    return done.stdout.decode(errors="replace")
