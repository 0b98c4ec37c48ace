"""The voice with engines that tests steer: one utterance at a time, the right one next, and no engine can hurt."""

from __future__ import annotations

import threading
from time import sleep

import pytest
from voice_figures import Actor, Clock, Plays, rests, spoken, until, voice_of

from trainer.saying import Sound
from trainer.voice import Voice


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
