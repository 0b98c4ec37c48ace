"""The engines themselves: a speech program that is a process, and pyttsx3's own queue and loop."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any, ClassVar

import pytest

from trainer.voice.engine import Engine, UnheardError
from trainer.voice.opening import open_engine
from trainer.voice.program import Program, complaint_of, open_espeak, open_say
from trainer.words import Words

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")

ESPEAK = """#!/bin/sh
echo "$*" >>{log}
case "$*" in
  *--voices) printf 'Pty Language Age/Gender VoiceName File\\n 5  de --/M German gmw/de\\n 2  en-gb --/M English gmw/en (en 2)\\n' ;;
  *) {probe} ;;
esac
"""  # noqa: E501
SAY = """#!/bin/sh
echo "$*" >>{log}
case "$*" in
  *"-v ?") printf 'Anna    de_DE    # Hallo! Ich heisse Anna.\\nSamantha    en_US    # Hello!\\n' ;;
esac
"""
NO_SOUND = """ALSA lib confmisc.c:855:(parse_card) cannot find card '0'
ALSA lib pcm.c:2666:(snd_pcm_open_noupdate) Unknown PCM default
error: No such file or directory
"""


def install(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch, **values: str) -> Path:
    """A program of that name, the first on the path; what it is asked goes to the file returned."""
    log = folder / "asked.txt"
    program = folder / name
    program.write_text(script.format(log=log, **values))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return log


def ended(engine: Engine) -> None:
    """Wait for the end of the words."""
    end = monotonic() + 5
    while engine.busy():
        assert monotonic() < end, "does not end"
        sleep(0.005)


@posix
def test_espeak_is_asked_for_voice_rate_and_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    log = install(tmp_path, "espeak-ng", ESPEAK, monkeypatch, probe="true")
    engine = open_espeak("de", None, 140)
    assert engine.note is None
    assert not engine.busy()
    for text in ("Ellbogen höher; $(touch x) 'so'", "-5"):
        engine.begin(text)
        ended(engine)
    assert log.read_text().splitlines() == [
        "--voices",
        "-z -b 1 -s 140 -v gmw/de ",
        "-z -b 1 -s 140 -v gmw/de  Ellbogen höher; $(touch x) 'so'",
        "-z -b 1 -s 140 -v gmw/de  -5",
    ]


@posix
def test_an_unknown_voice_of_espeak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    install(tmp_path, "espeak-ng", ESPEAK, monkeypatch, probe="true")
    assert Words().say(open_espeak("en", "siri", 140).note or "") == "no voice 'siri': the default one speaks"


@posix
def test_espeak_without_a_device_is_found_out_before_the_first_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    install(tmp_path, "espeak-ng", ESPEAK, monkeypatch, probe="echo 'error: No such file or directory' >&2")
    with pytest.raises(UnheardError, match=r"^no audio device$"):
        open_espeak("en", None, 160)


@pytest.mark.parametrize(
    ("opener", "reason"), [(open_espeak, "install espeak-ng"), (open_say, "the system's say command is missing")]
)
def test_a_missing_program(
    opener: Callable[[str, str | None, int], Program],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnheardError) as told:
        opener("en", None, 160)
    assert str(told.value) == reason


@posix
def test_say_is_asked_the_macos_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    log = install(tmp_path, "say", SAY, monkeypatch)
    engine = open_say("de", None, 150)
    engine.begin("Drei")
    ended(engine)
    assert log.read_text().splitlines() == ["-v ?", "-r 150 -v Anna  Drei"]


@posix
def test_stopping_kills_the_program_at_once():
    engine = Program(["sh", "-c", "exec sleep 20"])
    engine.begin("a long text")
    sleep(0.05)
    assert engine.busy()
    before = monotonic()
    engine.stop()
    assert monotonic() - before < 1
    assert not engine.busy()
    engine.close()
    engine.begin("the next")
    assert engine.busy()
    engine.close()


@posix
def test_a_failing_program_says_why():
    engine = Program(["sh", "-c", "echo 'Error: the specified voice does not exist.' >&2; exit 1"])
    engine.begin("three")
    with pytest.raises(UnheardError, match=r"^Error: the specified voice does not exist"):
        ended(engine)


def test_a_program_that_has_gone_is_an_error_not_silence():
    with pytest.raises(OSError, match="no-such-program"):
        Program(["/no-such-program"]).begin("three")


@pytest.mark.parametrize(
    ("code", "errors", "complaint"),
    [
        (0, "", None),
        (0, "ALSA lib pcm.c:8570:(snd_pcm_recover) underrun occurred\n", None),
        (0, NO_SOUND, "no audio device"),
        (1, "\nError: unknown option\n", "Error: unknown option"),
        (1, NO_SOUND, "error: No such file or directory"),
        (1, "error: unknown voice\nALSA lib pcm.c:8570:(snd_pcm_recover) underrun occurred\n", "error: unknown voice"),
        (3, "", "the speech program ended with 3"),
        (-9, "error: killed", None),
    ],
)
def test_what_a_program_complains_of(code: int, errors: str, complaint: str | None):
    found = complaint_of(code, errors)
    assert (None if found is None else Words().say(found)) == complaint


@pytest.mark.parametrize(
    ("platform", "module", "function"),
    [
        ("linux", "program", "open_espeak"),
        ("freebsd14", "program", "open_espeak"),
        ("darwin", "program", "open_say"),
        ("win32", "sapi", "open_sapi"),
    ],
)
def test_each_system_has_its_engine(platform: str, module: str, function: str, monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[str, str | None, int]] = []
    monkeypatch.setattr(f"trainer.voice.{module}.{function}", lambda *wanted: asked.append(wanted))
    monkeypatch.setattr(sys, "platform", platform)
    open_engine("es", "monica", 130)
    assert asked == [("es", "monica", 130)]


class FakeSapi:
    """A driver for pyttsx3 that behaves as its sapi5.py does: say returns at once, the end comes as an event."""

    made: ClassVar[list[FakeSapi]] = []

    def __init__(self, proxy: Any) -> None:
        self.proxy = proxy
        self.log: list[tuple[str, object]] = []
        self.over = False
        self.made.append(self)

    def say(self, text: str) -> None:
        self.proxy.setBusy(True)
        self.proxy.notify("started-utterance")
        if text == "broken":
            raise OSError("device lost")
        self.log.append(("say", text))

    def stop(self) -> None:
        self.log.append(("stop", None))
        self.over = True

    def iterate(self) -> Iterator[None]:
        self.proxy.setBusy(False)
        while True:
            if self.over:
                self.over = False
                self.proxy.notify("finished-utterance", completed=True)
                self.proxy.setBusy(False)
            yield

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802  # pyttsx3's name
        self.log.append((name, value))

    def getProperty(self, name: str) -> list[Any]:  # noqa: N802
        assert name == "voices"
        voice = types.SimpleNamespace
        return [
            voice(id="tok\\HEDDA", name="Hedda - German", languages=["de_DE"]),
            voice(id="tok\\X", name=None, languages=["en-US"]),
        ]

    def destroy(self) -> None:
        self.log.append(("destroy", None))


@pytest.fixture
def sapi(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of that driver, for pyttsx3.init."""
    pytest.importorskip("pyttsx3")
    module = types.ModuleType("pyttsx3.drivers.fakesapi")
    module.buildDriver = FakeSapi  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    FakeSapi.made.clear()
    return "fakesapi"


def test_pyttsx3_speaks_one_after_the_other(sapi: str):
    from trainer.voice.sapi import open_sapi

    engine = open_sapi("de", None, 150, driver=sapi)
    driver = FakeSapi.made[0]
    assert engine.note is None
    for text in ("eins", "zwei", "drei"):  # known to say the first one only when driven otherwise
        engine.begin(text)
        assert [engine.busy() for _ in range(3)] == [True, True, True]
        driver.over = True
        ended(engine)
    assert driver.log == [("voice", "tok\\HEDDA"), ("rate", 150), ("say", "eins"), ("say", "zwei"), ("say", "drei")]


class ComError(Exception):
    """What comtypes raises is an Exception of its own, too."""


@pytest.mark.parametrize("error", [ValueError("409;9 is no language"), ComError(-2147200966, None)])
def test_one_voice_that_pyttsx3_cannot_read_silences_nobody(
    sapi: str, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    from trainer.voice.sapi import open_sapi

    def unreadable(self: FakeSapi, name: str) -> list[Any]:
        raise error

    monkeypatch.setattr(FakeSapi, "getProperty", unreadable)
    engine = open_sapi("de", None, 150, driver=sapi)
    engine.begin("eins")
    assert engine.busy()
    assert FakeSapi.made[0].log == [("rate", 150), ("say", "eins")]


def test_pyttsx3_is_cut_and_speaks_again(sapi: str):
    from trainer.voice.sapi import open_sapi

    engine = open_sapi("es", None, 150, driver=sapi)
    assert Words().say(engine.note or "") == "no voice speaks es: the system's default does"
    engine.begin("first")
    assert engine.busy()
    engine.stop()
    ended(engine)
    engine.begin("second")
    assert engine.busy()
    engine.close()
    says = [entry for entry in FakeSapi.made[0].log if entry[0] in ("say", "stop")]
    assert says == [("say", "first"), ("stop", None), ("say", "second"), ("stop", None)]


def test_an_error_within_pyttsx3_is_raised(sapi: str):
    from trainer.voice.sapi import open_sapi

    engine = open_sapi("en", None, 150, driver=sapi)
    engine.begin("broken")
    with pytest.raises(UnheardError, match=r"^device lost$"):
        engine.busy()


def test_windows_needs_com_in_every_thread_that_speaks(sapi: str, monkeypatch: pytest.MonkeyPatch):
    from trainer.voice.sapi import open_sapi

    calls: list[str] = []
    comtypes = types.SimpleNamespace(CoInitialize=lambda: calls.append(f"before {len(FakeSapi.made)}"))
    monkeypatch.setitem(sys.modules, "comtypes", comtypes)  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "platform", "win32")
    open_sapi("en", None, 150, driver=sapi)
    open_sapi("en", None, 150, driver=sapi)
    assert calls == ["before 0", "before 1"]


def test_pyttsx3_missing(monkeypatch: pytest.MonkeyPatch):
    from trainer.voice.sapi import open_sapi

    monkeypatch.setitem(sys.modules, "pyttsx3.engine", None)
    with pytest.raises(UnheardError, match=r"^install pyttsx3$"):
        open_sapi("en", None, 150)
