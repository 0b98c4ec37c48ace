"""What is heard: counts, the last seconds of a hold, minutes, sounds; and never two things at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from sample_truth import NAMES, exercise_of, recorded
from status_figures import fault, rep, status

from trainer.coach import Announcer, Coach, Cue
from trainer.coach.speech import Speech
from trainer.exercises import find
from trainer.saying import Phrase, Saying, Sound
from trainer.session import Session
from trainer.status import Status
from trainer.words import Words

WORDS = Words()
HANDS, HEAD = Phrase("Hands on your shoulders"), Phrase("Keep your head still")
Story = Callable[[float], tuple[Status, Cue | None]]
Heard = tuple[float, str]


def written(said: Iterable[Saying]) -> list[Heard]:
    """When, and the words or the name of the sound."""
    return [(s.t, f"<{s.sound}>" if s.sound is not None else WORDS.say(s.phrase or "")) for s in said]


def heard(story: Story, until_s: float, fps: float = 20, minutes: float | None = None) -> list[Heard]:
    """All that is heard of a story, in order."""
    announcer, said = Announcer(WORDS, minutes=minutes), list[Saying]()
    for i in range(round(until_s * fps) + 1):
        said += announcer.step(*story(i / fps))
    return written(said)


def same(found: list[Heard], expected: list[Heard]) -> None:
    assert [text for _, text in found] == [text for _, text in expected]
    assert [t for t, _ in found] == pytest.approx([t for t, _ in expected], abs=0.051)


def counting(*ends: tuple[float, bool], target: int = 10, before: int = 0) -> Story:
    """Repetitions and attempts that end at these seconds, after so many that counted."""

    def at(t: float) -> tuple[Status, Cue | None]:
        done = [(end, valid) for end, valid in ends if end <= t + 1e-6]
        new = tuple(rep(end, None if valid else "short-hold") for end, valid in done if abs(end - t) < 1e-6)
        valid = before + sum(valid for _, valid in done)
        return status(t, new_reps=new, valid=valid, target=target, phase="rest"), None

    return at


def cue(t: float, phrase: Phrase = HANDS, code: str = "hands-off", rank: int = 2) -> Cue:
    return Cue(phrase, code, "break", t, rank)


def test_each_repetition_is_counted_and_an_attempt_has_its_own_sound() -> None:
    found = heard(counting((2.0, True), (5.0, False), (8.0, True)), 9)
    same(found, [(2.0, "<counted>"), (2.0, "1"), (5.0, "<attempt>"), (8.0, "<counted>"), (8.0, "2")])


@pytest.mark.parametrize(
    ("before", "target", "words"),
    [(6, 10, "7"), (7, 10, "8"), (8, 10, "9, one more"), (9, 10, "10, done"), (10, 10, "11"), (0, 1, "1"), (3, 0, "4")],
)
def test_how_many_are_left(before: int, target: int, words: str) -> None:
    assert heard(counting((1.0, True), target=target, before=before), 2)[-1] == (1.0, words)


def test_only_the_side_that_was_asked_for_is_counted() -> None:
    sides = {2.0: "right", 5.0: "left", 8.0: "right"}

    def at(t: float) -> tuple[Status, Cue | None]:
        done = [replace(rep(end), side=side) for end, side in sides.items() if end <= t + 1e-6]
        new = tuple(r for r in done if abs(r.end_s - t) < 1e-6)
        return status(t, new_reps=new, valid=sum(r.side == "right" for r in done), phase="rest"), None

    announcer, said = Announcer(WORDS, side="right"), list[Saying]()
    for i in range(180):
        said += announcer.step(*at(i / 20))
    one, two = [(2.0, "<counted>"), (2.0, "1")], [(8.0, "<counted>"), (8.0, "2")]
    same(written(said), [*one, (5.0, "<attempt>"), *two])


def holding(
    from_s: float = 0.0, *, whole: float = 10.0, until_s: float = 99.0, bad: tuple[float, float] = (0, 0)
) -> Story:
    """A neck press from from_s on, that ends at until_s; its form is broken during bad."""

    def at(t: float) -> tuple[Status, Cue | None]:
        held = min(max(t - from_s, 0.0), until_s - from_s)
        good = held - min(max(t - bad[0], 0.0), bad[1] - bad[0])
        active = (fault("hands-off", bad[0]),) if bad[0] <= t < bad[1] else ()
        exercise = find("isometric-neck")
        new = (rep(until_s),) if abs(t - until_s) < 1e-6 else ()
        return status(
            t, exercise=exercise, hold_s=held, good_s=good, hold_target_s=whole, active=active, new_reps=new, valid=1,
            phase="moving" if from_s <= t < until_s else "rest",
        ), None  # fmt: skip

    return at


def test_the_last_seconds_of_a_hold_are_counted_and_half_of_it_is_for_breathing() -> None:
    last = [(9.0, "3"), (10.0, "2"), (11.0, "1"), (12.0, "<held>"), (12.0, "relax")]
    same(heard(holding(2.0), 14), [(7.0, "Breathe"), *last])


def test_a_hold_that_is_left_too_early_is_not_counted_to_its_end() -> None:
    same(
        heard(holding(0.0, until_s=8.5), 9), [(5.0, "Breathe"), (7.0, "3"), (8.0, "2"), (8.5, "<counted>"), (8.6, "1")]
    )


def test_in_a_short_hold_there_is_no_time_for_more_than_its_last_seconds() -> None:
    same(heard(holding(0.0, whole=2.0), 3), [(1.0, "1"), (2.0, "<held>"), (2.0, "relax")])
    same(heard(holding(0.0, whole=5.0), 4.5), [(2.0, "3"), (3.0, "2"), (4.0, "1")])


def test_the_next_hold_is_counted_again() -> None:
    first, second = holding(0.0, whole=5.0, until_s=6.0), holding(8.0, whole=5.0)
    found = heard(lambda t: first(t) if t < 8 else second(t), 14)
    assert [text for _, text in found].count("<held>") == 2
    assert [text for _, text in found].count("2") == 2


def test_a_broken_hold_is_not_counted_down_but_ends() -> None:
    same(heard(holding(0.0, bad=(6.0, 7.0)), 14), [(5.0, "Breathe"), (10.0, "relax")])


def test_the_last_seconds_are_those_of_the_ring() -> None:
    late = holding(0.0)
    found = heard(lambda t: (replace(late(t)[0], good_s=max(late(t)[0].good_s - 1, 0)), None), 12)
    same(found[-2:], [(11.0, "<held>"), (11.0, "relax")])


def test_a_second_that_could_not_be_said_in_time_is_left_out() -> None:
    told = cue(6.5)  # until 8.43 s
    found = heard(lambda t: (holding(0.0)(t)[0], told if t >= 6.5 else None), 9.5)
    same(found, [(5.0, "Breathe"), (6.5, HANDS.key), (9.0, "1")])


def riding(t: float) -> tuple[Status, Cue | None]:
    """Beats each second, on a clock that stands still from 100 to 200 s."""
    clock_s = t if t < 100 else max(100.0, t - 100)
    return status(t, clock_s=clock_s, cadence=60.0, new_reps=(rep(t),), phase="moving"), None


def test_minutes_are_told_instead_of_steps() -> None:
    talk = [(400.0, "5 minutes: can you still talk?"), (700.0, "10 minutes: can you still talk?")]
    same(heard(riding, 800, fps=2), talk)


def test_the_end_of_the_minutes_is_told() -> None:
    end = [(340.0, "one more minute"), (400.0, "<held>"), (400.0, "done: slow down")]
    same(heard(riding, 500, fps=2, minutes=5.0), end)


def test_a_cue_is_said_once_when_it_appears() -> None:
    told = cue(1.0)
    same(heard(lambda t: (status(t), told if 1 <= t < 4 else None), 6), [(1.0, HANDS.key)])


def test_a_count_waits_for_a_correction_and_is_dropped_when_it_is_stale() -> None:
    told = cue(2.0)  # 23 letters: until 3.93 s

    def story(end_s: float) -> Story:
        return lambda t: (counting((end_s, True))(t)[0], told if t >= 2 else None)

    same(heard(story(3.0), 9), [(2.0, HANDS.key), (3.0, "<counted>"), (3.95, "1")])
    same(heard(story(2.8), 9), [(2.0, HANDS.key), (2.8, "<counted>")])


def test_a_correction_comes_before_a_count_of_the_same_moment() -> None:
    told = cue(2.0)
    found = heard(lambda t: (counting((2.0, True))(t)[0], told if t >= 2 else None), 4)
    same(found, [(2.0, "<counted>"), (2.0, HANDS.key)])


def test_safety_cuts_a_correction_short_and_nothing_else_does() -> None:
    form, safety = cue(1.0), cue(1.5, HEAD, "head-moves", rank=0)
    same(
        heard(lambda t: (status(t), None if t < 1 else form if t < 1.5 else safety), 4),
        [(1, HANDS.key), (1.5, HEAD.key)],
    )
    other = cue(1.5, HEAD, "elbows")
    same(
        heard(lambda t: (status(t), None if t < 1 else form if t < 1.5 else other), 4),
        [(1, HANDS.key), (2.95, HEAD.key)],
    )


def test_a_safety_cue_does_not_cut_one_of_its_kind() -> None:
    first, second = cue(1.0, HANDS, "a", rank=0), cue(1.5, HEAD, "b", rank=0)
    found = heard(lambda t: (status(t), None if t < 1 else first if t < 1.5 else second), 4)
    same(found, [(1.0, HANDS.key), (2.95, HEAD.key)])


@pytest.mark.parametrize(
    ("rank", "urgency"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 2), (5, 3), (6, 3)],
)  # fmt: skip
def test_how_urgent_a_cue_is(rank: int, urgency: int) -> None:
    (said,) = Announcer().step(status(3.0), cue(3.0, rank=rank))
    assert said == Saying(3.0, "hands-off", HANDS, None, urgency, 2.0)


def test_what_waited_is_fresh_for_so_much_less() -> None:
    speech = Speech(WORDS)
    speech.add("a", Saying(0.0, "a", HANDS, fresh_s=2.0))
    speech.add("b", Saying(0.0, "b", HEAD, urgency=4, fresh_s=2.0))
    assert speech.step(0.0) == (Saying(0.0, "a", HANDS, fresh_s=2.0),)
    assert speech.step(1.5) == ()
    ((said),) = speech.step(1.95)
    assert said.t == 1.95
    assert said.fresh_s == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("language", "seconds"),
    [("en", 0.4 + 23 / 15), ("de", 0.4 + 23 / 15), ("es", 0.4 + 24 / 15)],  # "Las manos en los hombros"
)
def test_how_long_it_takes_depends_on_the_language(language: str, seconds: float) -> None:
    assert Speech(Words(language)).seconds(Saying(0.0, "a", HANDS)) == pytest.approx(seconds)
    assert Speech(WORDS).seconds(Saying(0.0, "a", Phrase("17"))) == 0.6
    assert Speech(WORDS).seconds(Saying(0.0, "a", sound=Sound.TICK)) == 0.0


@pytest.mark.parametrize("name", NAMES)
def test_over_a_sample_nothing_overlaps_and_every_repetition_is_heard(name: str) -> None:
    session, coach, announcer, speech = Session(find(exercise_of(name))), Coach(), Announcer(WORDS), Speech(WORDS)
    said: list[Saying] = []
    for pose in recorded(name):
        now = session.step(pose)
        said += announcer.step(now, coach.step(now))
    spoken = [s for s in said if s.phrase is not None]
    for before, after in pairwise(spoken):
        assert after.t >= before.t + speech.seconds(before) or (after.urgency == 0 and before.urgency >= 2)
    reps = session.finish().reps
    sounds = [s.sound for s in said if s.sound in (Sound.COUNTED, Sound.ATTEMPT)]
    steps = name.startswith("aerobic")
    assert sounds == ([] if steps else [Sound.COUNTED if rep.valid else Sound.ATTEMPT for rep in reps][: len(sounds)])
    assert len(sounds) >= (0 if steps else len(reps) - 1)  # the last may be found at the very end of the set


def test_the_same_set_is_announced_alike() -> None:
    story = holding(2.0)
    assert heard(story, 14) == heard(story, 14)
    assert heard(story, 14) != heard(lambda t: (replace(story(t)[0], good_s=0.0, hold_s=0.0), None), 14)
