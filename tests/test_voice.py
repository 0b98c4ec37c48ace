"""The voice with engines that tests steer: one utterance at a time, the right one next, and no engine can hurt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import pytest

from trainer.saying import Sound
from trainer.voice import Voice
from trainer.voice.engine import UnheardError
from trainer.voice.waiting import spoken_seconds


class Clock:
    """Seconds, which pass when a test says so."""

    def __init__(self) -> None:
        self.t = 100.0

    def __call__(self) -> float:
        return self.t


class Actor:
    """An engine that speaks until the test lets it end, and keeps a log of what is asked of it."""

    def __init__(self, note: str | None = None, **wrong: Exception | threading.Event) -> None:
        self.note = note
        self.wrong = wrong  # per method: what it raises, or what it waits for
        self.log: list[str] = []
        self.threads: set[str] = set()
        self.text: str | None = None

    def open(self, *_: object) -> Actor:
        self._called("open")
        return self

    def begin(self, text: str) -> None:
        self._called("begin")
        assert self.text is None, "speaks already"
        self.text = text
        self.log.append(text)

    def busy(self) -> bool:
        self._called("busy")
        return self.text is not None

    def stop(self) -> None:
        self.log.append("(stop)")
        self.text = None
        self._called("stop")

    def close(self) -> None:
        self.log.append("(close)")
        self.text = None
        self._called("close")

    def end(self) -> None:
        """The words are over."""
        self.text = None

    def _called(self, method: str) -> None:
        self.threads.add(threading.current_thread().name)
        wrong = self.wrong.get(method)
        if isinstance(wrong, Exception):
            raise wrong
        if wrong is not None:
            wrong.wait(20)


class Plays(Actor):
    """A player: a sound is over when begin returns."""

    def busy(self) -> bool:
        self.text = None
        return False


@contextmanager
def voice_of(actor: Actor, player: Actor | None = None, clock: Clock | None = None) -> Iterator[Voice]:
    """A voice that speaks through the actor; all that hangs is let go at the end."""
    player = player or Plays()
    try:
        with Voice(open_engine=actor.open, open_player=player.open, now=clock or Clock()) as voice:
            yield voice
    finally:
        for wrong in (*actor.wrong.values(), *player.wrong.values()):
            if isinstance(wrong, threading.Event):
                wrong.set()


def until(happened: Callable[[], object]) -> None:
    """Wait for the other thread; five seconds are far more than it needs."""
    end = monotonic() + 5
    while not happened():
        assert monotonic() < end, "did not happen"
        sleep(0.002)


def spoken(actor: Actor, *texts: str) -> None:
    """Let the actor end each text when it has begun, in this order."""
    for text in texts:
        until(lambda text=text: actor.text == text)
        actor.end()


def rests(voice: Voice) -> None:
    """Wait until nothing is said nor waits."""
    until(lambda: not voice.speaking)


def test_one_utterance_at_a_time_in_one_thread_of_its_own():
    actor = Actor()
    with voice_of(actor) as voice:
        voice.say("one")
        until(lambda: actor.text == "one")
        voice.say("two")
        sleep(0.1)
        assert actor.log == ["one"]
        assert voice.speaking
        spoken(actor, "one", "two")
        rests(voice)
    assert actor.log == ["one", "two", "(close)"]
    assert actor.threads == {"voice"}


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ([("info", 4), ("three", 3), ("elbows up", 2)], ["elbows up", "three", "info"]),
        # Counts and praise are told one after the other, the same words once.
        ([("three", 3), ("good", 3), ("four", 3)], ["three", "good", "four"]),
        ([("three", 3), ("good", 3), ("three", 3)], ["good", "three"]),
        # How things are now: the newest is the true one.
        ([("step back", 1), ("come closer", 1)], ["come closer"]),
        ([("elbows up", 2), ("wrists to the wall", 2)], ["wrists to the wall"]),
        ([("step back", 1), ("elbows up", 2)], ["step back", "elbows up"]),
        ([("", 0), ("  ", 0), ("three", 3)], ["three"]),
    ],
)
def test_the_most_urgent_and_newest_comes_next(said: list[tuple[str, int]], order: list[str]):
    actor = Actor()
    with voice_of(actor) as voice:
        voice.say("keep still", 0)  # nothing cuts it
        until(lambda: actor.text == "keep still")
        for text, urgency in said:
            voice.say(text, urgency)
        spoken(actor, "keep still", *order)
        rests(voice)
    assert actor.log == ["keep still", *order, "(close)"]


def test_the_stale_is_dropped():
    actor, clock = Actor(), Clock()
    with voice_of(actor, clock=clock) as voice:
        voice.say("long")
        until(lambda: actor.text == "long")
        voice.say("three", fresh_s=1.0)
        voice.say("well done", fresh_s=2.5)
        clock.t += 2.0
        voice.say("four", fresh_s=1.0)
        clock.t += 0.5
        spoken(actor, "long", "well done", "four")
        rests(voice)
        assert "three" not in actor.log


def test_what_turns_stale_while_nothing_else_waits_leaves_silence():
    actor, clock = Actor(), Clock()
    with voice_of(actor, clock=clock) as voice:
        voice.say("long")
        until(lambda: actor.text == "long")
        voice.say("three", fresh_s=1.0)
        assert voice.speaking
        clock.t += 1.1
        actor.end()
        rests(voice)
        sleep(0.06)
    assert actor.log == ["long", "(close)"]


@pytest.mark.parametrize(
    ("urgency", "new", "log"),
    [
        (4, 0, ["first", "(stop)", "second"]),
        (3, 0, ["first", "(stop)", "second"]),
        (2, 0, ["first", "(stop)", "second"]),
        (1, 0, ["first", "second"]),
        (0, 0, ["first", "second"]),
        (4, 1, ["first", "second"]),
    ],
)
def test_only_safety_cuts_and_only_what_matters_less(urgency: int, new: int, log: list[str]):
    actor = Actor()
    with voice_of(actor) as voice:
        voice.say("first", urgency)
        until(lambda: actor.text == "first")
        voice.say("second", new)
        if "(stop)" not in log:
            sleep(0.1)
            assert actor.text == "first"
            actor.end()
        spoken(actor, "second")
        rests(voice)
    assert actor.log == [*log, "(close)"]


def test_one_that_ends_slowly_is_cut_once():
    class Slow(Actor):
        def stop(self) -> None:
            self.log.append("(stop)")

    actor = Slow()
    with voice_of(actor) as voice:
        voice.say("first")
        until(lambda: actor.text == "first")
        voice.say("careful", 0, fresh_s=60)
        sleep(0.1)
        spoken(actor, "first", "careful")
    assert actor.log == ["first", "(stop)", "careful", "(close)"]


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


def test_a_muted_voice_starts_nothing():
    actor, player = Actor(), Plays()
    before = threading.active_count()
    with Voice(muted=True, open_engine=actor.open, open_player=player.open) as voice:
        voice.say("careful", 0)
        voice.play(Sound.GO)
        assert threading.active_count() == before
        assert not voice.speaking
        assert voice.hint is None
    assert (actor.threads, player.threads) == (set(), set())


def test_the_engine_is_asked_for_language_voice_and_rate():
    asked: list[tuple[str, str | None, int]] = []

    def open_engine(language: str, voice: str | None, rate: int) -> Actor:
        asked.append((language, voice, rate))
        return Actor()

    with Voice("de", open_engine=open_engine, open_player=Plays().open):
        until(lambda: len(asked) == 1)
    with Voice("de", voice="anna", rate=120, open_engine=open_engine, open_player=Plays().open):
        until(lambda: len(asked) == 2)
    assert asked == [("de", None, 160), ("de", "anna", 120)]


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


def test_sounds_are_played_beside_the_words():
    actor, player = Actor(), Plays()
    with voice_of(actor, player) as voice:
        voice.say("three")
        until(lambda: actor.text == "three")
        voice.play(Sound.COUNTED)
        voice.play(Sound.HELD)
        until(lambda: player.log == ["counted", "held"])
        assert actor.text == "three"
        actor.end()
        rests(voice)
        voice.play(Sound.GO)
        assert not voice.speaking  # a sound is no speech
    assert (actor.threads, player.threads) == ({"voice"}, {"sounds"})


def test_a_late_sound_is_not_played():
    release, clock = threading.Event(), Clock()
    player = Plays(begin=release)
    with voice_of(Actor(), player, clock) as voice:
        voice.play(Sound.COUNTED)
        until(lambda: "sounds" in player.threads)
        sleep(0.05)  # held up within its first sound
        voice.play(Sound.HELD)
        clock.t += 0.6
        voice.play(Sound.GO)
        release.set()
        until(lambda: player.log == ["counted", "go"])
