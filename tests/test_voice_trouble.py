"""Engines that hang, raise or never end: the caller never waits for them, and is given one hint."""

from __future__ import annotations

import threading
from time import monotonic, sleep

import pytest
from voice_figures import Actor, Clock, Plays, until, voice_of

from trainer.saying import Sound
from trainer.voice import Voice
from trainer.voice.engine import UnheardError
from trainer.voice.waiting import spoken_seconds


@pytest.mark.parametrize("method", ["open", "begin", "busy"])
def test_an_engine_that_hangs_is_given_up(method: str):
    clock = Clock()
    actor, player = Actor(**{method: threading.Event()}), Plays()
    with voice_of(actor, player, clock) as voice:
        voice.say("three", fresh_s=60)
        until(lambda: "voice" in actor.threads and (method == "open" or "three" in actor.log or method == "begin"))
        sleep(0.05)
        clock.t += 14.9
        assert voice.hint is None
        assert voice.speaking
        clock.t += 0.2
        assert voice.hint == "no voice: the engine hangs; captions stay"
        assert not voice.speaking
        voice.say("four", 0)
        assert not voice.speaking
        voice.play(Sound.COUNTED)
        until(lambda: player.log == ["counted"])  # the sounds go on
        before = monotonic()
        voice.close()
        assert monotonic() - before < 2
    assert "four" not in actor.log


def test_words_that_never_end_are_stopped_by_their_own_thread():
    actor, clock = Actor(), Clock()
    with voice_of(actor, clock=clock) as voice:
        voice.say("three")
        until(lambda: actor.text == "three")
        clock.t += 15.1
        until(lambda: actor.log == ["three", "(close)"])
        assert voice.hint == "no voice: the engine hangs; captions stay"


def test_a_long_text_may_take_long():
    text = "word " * 60  # at 160 a minute 22.5 s, so that it hangs after three times that
    assert spoken_seconds(text, 160) == 22.5
    actor, clock = Actor(), Clock()
    with voice_of(actor, clock=clock) as voice:
        voice.say(text)
        until(lambda: actor.text == text)
        clock.t += 67.0
        sleep(0.06)
        assert voice.hint is None
        clock.t += 1.0
        until(lambda: voice.hint)


def test_saying_never_waits_for_the_engine():
    actor = Actor(begin=threading.Event())
    with voice_of(actor) as voice:
        before = monotonic()
        for number in range(300):
            voice.say(str(number), number % 5)
            voice.play(Sound.TICK)
        assert monotonic() - before < 1


@pytest.mark.parametrize("method", ["open", "begin", "busy", "stop"])
def test_an_engine_that_raises_is_a_hint_and_nothing_else(method: str):
    actor, player = Actor(**{method: RuntimeError("driver failed\nat 0x1")}), Plays()
    with voice_of(actor, player) as voice:
        voice.say("three", fresh_s=60)
        if method == "stop":
            until(lambda: actor.text == "three")
            voice.say("careful", 0)
        until(lambda: voice.hint)
        assert voice.hint == "no voice: driver failed; captions stay"
        voice.say("four", 0)
        assert not voice.speaking
        voice.play(Sound.HELD)
        until(lambda: player.log == ["held"])
    assert "four" not in actor.log
    assert voice.hint == "no voice: driver failed; captions stay"  # still told at the end


def test_an_error_without_words_is_told_by_its_name():
    with voice_of(Actor(open=ValueError())) as voice:
        until(lambda: voice.hint)
        assert voice.hint == "no voice: ValueError; captions stay"


def test_an_engine_that_fails_to_close_is_nobodys_concern():
    actor = Actor(close=RuntimeError("too late"))
    with voice_of(actor) as voice:
        voice.say("three")
        until(lambda: actor.text == "three")
    assert voice.hint is None


def test_closing_cuts_the_words_and_ends_both_threads():
    before = set(threading.enumerate())
    actor = Actor()
    with voice_of(actor) as voice:
        started = {thread.name for thread in set(threading.enumerate()) - before}
        assert started == {"voice", "sounds"}
        voice.say("three")
        until(lambda: actor.text == "three")
        voice.say("four")
    assert set(threading.enumerate()) <= before
    assert actor.log == ["three", "(close)"]
    voice.close()
    voice.say("five")
    voice.play(Sound.GO)
    assert not voice.speaking
    assert actor.log == ["three", "(close)"]


def test_threads_never_keep_the_process():
    release = threading.Event()
    hangs = Actor(open=release)
    voice = Voice(open_engine=hangs.open, open_player=Plays(open=release).open)
    ours = [thread for thread in threading.enumerate() if thread.name in ("voice", "sounds")]
    before = monotonic()
    voice.close()
    assert monotonic() - before < 2
    assert [(thread.daemon, thread.is_alive()) for thread in ours] == [(True, True)] * 2
    release.set()
    for thread in ours:
        thread.join(5)
    assert hangs.log == ["(close)"]  # what was opened in the end is not left open


@pytest.mark.parametrize(
    ("speech", "sounds", "note", "hint"),
    [
        (None, None, None, None),
        (None, None, "no voice 'x': the default one speaks", "no voice 'x': the default one speaks"),
        ("install espeak-ng", None, None, "no voice: install espeak-ng; captions stay"),
        (None, "no audio device", None, "no sounds: no audio device; captions stay"),
        ("no audio device", "no audio device", None, "no voice, no sounds: no audio device; captions stay"),
        (
            "install espeak-ng",
            "install libportaudio2",
            None,
            "no voice: install espeak-ng; no sounds: install libportaudio2; captions stay",
        ),
        (None, "no audio device", "no voice 'x'", "no sounds: no audio device; captions stay"),
    ],
)
def test_one_hint_tells_all(speech: str | None, sounds: str | None, note: str | None, hint: str | None):
    actor = Actor(note, **({"open": UnheardError(speech)} if speech else {}))
    player = Plays(**({"open": UnheardError(sounds)} if sounds else {}))
    with voice_of(actor, player) as voice:
        until(lambda: actor.threads and player.threads)
        until(lambda: voice.hint == hint)
        assert voice.hint == hint
