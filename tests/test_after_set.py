"""After a set: one good thing, and one next thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from status_figures import rep

from trainer.coach import after_set
from trainer.exercise import View
from trainer.exercises import find
from trainer.status import Fault, Rep, Result
from trainer.words import Words


def result(*reps: Rep, spans: tuple[str, ...] = ()) -> Result:
    found = tuple(Fault(code, "warn", 5.0, 9.0, 4.0, "s") for code in spans)
    return Result(View.FRONT, reps, found, ())


def held(good_s: float, reason: str | None = None) -> Rep:
    return replace(rep(9.0, reason), good_s=good_s)


def told(found: Result, exercise: str = "arm-slides", language: str = "en") -> tuple[str, str | None]:
    words = Words(language)
    good, following = after_set(found, find(exercise))
    return words.say(good), None if following is None else words.say(following)


CLEAN, ELBOW, SHALLOW = rep(9.0), rep(9.0, "elbow-off-wall"), rep(9.0, "shallow")
FAST = rep(9.0, fault="too-fast")

SETS = [
    pytest.param(result(CLEAN, CLEAN), "All 2 clean.", None, id="all is well: a figure, and nothing to do"),
    pytest.param(result(CLEAN), "Clean, and it counted.", None, id="one"),
    pytest.param(result(), "You began: that is the hardest part.", None, id="nothing at all"),
    pytest.param(result(ELBOW, CLEAN, CLEAN, CLEAN), "The last 3 were clean.", "Next time: Elbows back to the wall",
                 id="it went better towards the end"),
    pytest.param(result(ELBOW, CLEAN, CLEAN), "2 counted.", "Next time: Elbows back to the wall", id="too few"),
    pytest.param(result(CLEAN, CLEAN, CLEAN, FAST), "4 counted.", "Next time: Slower", id="one that only warns"),
    pytest.param(result(FAST, FAST, FAST, SHALLOW, CLEAN), "4 counted.", "Next time: Slide up higher",
                 id="what does not count matters more than what only warns, however often"),
    pytest.param(result(ELBOW, SHALLOW, SHALLOW, CLEAN, CLEAN, CLEAN, FAST), "4 counted.",
                 "Next time: Slide up higher", id="the commonest of two"),
    pytest.param(result(SHALLOW, ELBOW, CLEAN, CLEAN), "2 counted.", "Next time: Elbows back to the wall",
                 id="of two alike the one that the exercise names first"),
    pytest.param(result(ELBOW, ELBOW, CLEAN, CLEAN), "2 counted.", "Next time: Slide only as high as the wall allows",
                 id="in half of them: an easier task"),
    pytest.param(result(ELBOW), "You began: that is the hardest part.", "Next time: Elbows back to the wall",
                 id="once is not mostly"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("late", "language", "following"),
    [
        ((0,), "en", "Looking back, one does not count after all. Next time: Elbows back to the wall"),
        ((0,), "de", "Im Rückblick zählt eine doch nicht. Nächstes Mal: Ellbogen zurück an die Wand"),
        ((1, 2), "en", "Looking back, 2 do not count after all. Next time: Slide up higher"),
        ((1, 2), "es", "Vistas después, 2 no cuentan. La próxima vez: Desliza más arriba"),
    ],
)
def test_what_was_told_to_count_and_does_not_is_told_first(
    late: tuple[int, ...], language: str, following: str
) -> None:
    found = replace(result(ELBOW, SHALLOW, SHALLOW, CLEAN, CLEAN), late=late)
    assert told(found, language=language)[1] == following


@pytest.mark.parametrize(("found", "good", "following"), SETS)
def test_after_a_set(found: Result, good: str, following: str | None) -> None:
    assert told(found) == (good, following)


def test_after_holds_the_seconds_are_told() -> None:
    found = result(held(10.2), held(4.6, "short-hold"), held(10.0))
    assert told(found, "isometric-neck") == ("25 seconds held in good form.", "Next time: Hold a little longer")
    assert told(result(held(1.2, "hand-off")), "isometric-neck")[0] == "One second held in good form."


def test_after_a_ride_the_minutes_are_told() -> None:
    beats = [replace(rep(0.0), start_s=i * 30.0, end_s=(i + 1) * 30.0) for i in range(5)]
    assert told(result(*beats), "aerobic") == ("2 minutes in motion.", None)
    assert told(result(*beats[:2], spans=("slump",)), "aerobic") == ("One minute in motion.", "Next time: Sit tall")


@pytest.mark.parametrize(
    ("span", "following"),
    [
        ("no-shrink", "Next time: let the circles become smaller"),
        ("paused", "Next time: pedal or walk without a pause"),
        ("a-span-of-someone-else", None),
    ],
)
def test_a_fault_of_a_stretch_of_time(span: str, following: str | None) -> None:
    assert told(result(CLEAN, CLEAN, spans=(span,)), "bear-roll") == ("2 counted.", following)
