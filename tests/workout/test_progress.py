"""How much is asked for next, and what pain asks for: tables of what was done, and what follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trainer.exercises import exercises
from trainer.saying import Phrase
from trainer.words import LANGUAGES, Words
from trainer.workout.log import Entry, Log, SetDone
from trainer.workout.progress import Care, advice, amount, care, painful

Done = tuple[int, int, int, int | None]  # asked, valid, attempts, effort


def log_of(exercise: str, *sessions: tuple[Done, ...]) -> Log:
    return Log(
        tuple(
            Entry(
                n, f"2026-11-{n:02d}", "", len(sets),
                sets=tuple(
                    SetDone(step, exercise, reps=asked, valid=valid, attempts=attempts, effort=effort)
                    for step, (asked, valid, attempts, effort) in enumerate(sets)
                ),
            )
            for n, sets in enumerate(sessions, 1)
        )
    )  # fmt: skip


CLEAN = (5, 4, 1, 7)  # four of five counted, and it was just not hard
SIX = (6, 6, 0, None)  # an effort that was not told is no reason against more


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ((), 5),  # at first the low end
        (((CLEAN,),), 5),  # one clean session is not enough
        (((CLEAN,), (CLEAN,)), 6),
        (((CLEAN,), (CLEAN,), (SIX,)), 7),
        (((CLEAN,), ((5, 7, 2, 7),)), 5),  # 7 of 9: below four fifths
        (((CLEAN,), ((5, 5, 0, 8),)), 5),  # too hard
        ((((5, 5, 0, 8),), (CLEAN,)), 5),  # the one before was
        (((CLEAN, CLEAN), (CLEAN, (5, 0, 3, None))), 5),  # both sides together: 4 of 8, neither clean nor fallen
        (((SIX,), ((6, 2, 3, None),)), 5),  # 2 of 5: form fell
        (((SIX,), ((6, 2, 2, None),)), 6),  # half is not less than half
        ((((5, 0, 6, None),),), 4),  # below the low end, when even that does not go
        ((((4, 0, 6, None),),), 4),  # but never below two thirds of it
        ((((10, 10, 0, 3),), ((10, 10, 0, 3),)), 10),  # the top
        ((((5, 0, 0, None),), ((5, 0, 0, None),)), 5),  # nothing moved: nothing known
        ((((7, 7, 0, 3), (5, 5, 0, 3)), ((7, 7, 0, 3), (5, 5, 0, 3))), 8),  # one side was shortened
    ],
)
def test_neck_presses_go_from_five_to_ten(sessions: tuple[tuple[Done, ...], ...], expected: int):
    assert amount(exercises()["isometric-neck"], log_of("isometric-neck", *sessions)) == expected


def test_a_fixed_dose_goes_down_and_comes_back():
    slides = exercises()["arm-slides"]
    fell, good = (10, 4, 6, 5), (9, 9, 0, 5)
    assert amount(slides, log_of("arm-slides", (fell,))) == 9
    assert amount(slides, log_of("arm-slides", (fell,), (good,), (good,))) == 10
    assert amount(slides, log_of("arm-slides", *[((10 - n, 0, 9, None),) for n in range(6)])) == 7


def test_minutes_go_up_by_one():
    ride = SetDone(0, "aerobic", minutes=20.0, valid=1500, effort=4)
    log = Log(tuple(Entry(n, f"2026-11-{n:02d}", "", 1, sets=(ride,)) for n in (1, 2)))
    assert amount(exercises()["aerobic"], log) == 21


def test_other_exercises_and_skipped_ones_do_not_matter():
    clean, skipped = SetDone(0, "butterfly", reps=5, valid=5), SetDone(0, "isometric-neck", reps=9, skipped=True)
    log = Log(tuple(Entry(n, f"2026-11-{n:02d}", "", 2, sets=(clean, skipped)) for n in (1, 2)))
    assert amount(exercises()["isometric-neck"], log) == 5


@pytest.mark.parametrize("right", [SetDone(1, "arm-reach", reps=5, skipped=True), SetDone(1, "arm-reach", left=True)])
def test_a_side_that_was_not_done_is_not_clean(right: SetDone):
    sets = (SetDone(0, "arm-reach", "left", 5, valid=5), right)
    log = Log(tuple(Entry(n, f"2026-11-{n:02d}", "", 2, sets=sets) for n in (1, 2)))
    assert amount(exercises()["arm-reach"], log) == 5


LEFT = SetDone(0, "isometric-neck", reps=5, valid=1, attempts=3, left=True)
FIRST, SECOND = (SetDone(n, "isometric-neck", reps=5, valid=5) for n in (0, 1))


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ((LEFT, FIRST, SECOND), 6),  # broken off and taken up again, or repeated by key
        ((LEFT, LEFT, FIRST, SECOND), 6),
        ((FIRST, replace(LEFT, step=1), SECOND), 6),
        ((FIRST, replace(LEFT, step=1)), 5),  # never done
        ((LEFT, replace(FIRST, skipped=True), SECOND), 5),
        ((FIRST, LEFT, SECOND), 5),  # done, and then not once more
        ((LEFT, replace(FIRST, effort=8), SECOND), 5),  # too hard the second time
        ((LEFT, replace(FIRST, attempts=3), SECOND), 5),  # 10 of 13: below four fifths
        ((LEFT, replace(FIRST, attempts=2), SECOND), 6),  # 10 of 12, whatever was left
    ],
)
def test_what_was_left_and_done_later_is_clean(sets: tuple[SetDone, ...], expected: int):
    log = Log(tuple(Entry(n, f"2026-11-{n:02d}", "", 2, sets=sets) for n in (1, 2)))
    assert amount(exercises()["isometric-neck"], log) == expected


def test_a_workout_taken_up_again_does_not_mend_that_of_another_day():
    first = Entry(1, "2026-11-01", "", 2, sets=(SECOND, LEFT))
    assert amount(exercises()["isometric-neck"], Log((first, Entry(2, "2026-11-02", "", 2, sets=(FIRST, SECOND))))) == 5


ALL_WELL = Care()
SHORTER = Care(shorter=True)
CLINICIAN = Care(shorter=True, clinician=True)


@pytest.mark.parametrize(
    ("told", "now", "expected"),
    [
        ((), None, ALL_WELL),
        (((None, None),), None, ALL_WELL),
        (((2, 3),), None, ALL_WELL),
        (((2, 4),), None, SHORTER),  # two points during the workout
        (((2, 4), (None, None)), None, ALL_WELL),  # the next one was done, whatever was told of it
        (((2, 4), (None, None)), 2, ALL_WELL),
        (((2, 4), (None, None), (2, 4)), None, CLINICIAN),  # twice running, as far as it was told
        (((2, 4), (2, 4), (None, None)), None, ALL_WELL),
        (((1, 7), (None, None)), None, ALL_WELL),
        (((2, 4), (2, 2)), None, ALL_WELL),  # the next one went well
        (((2, 4), (2, 4)), None, CLINICIAN),  # twice running
        (((2, 4), (2, 2), (2, 4)), None, SHORTER),  # not running
        (((1, 1), (1, 1), (1, 1), (3, 3)), None, SHORTER),  # two above the usual
        (((1, 1), (1, 1), (3, 3)), None, ALL_WELL),  # two workouts tell no usual
        (((5, 5), (1, 1), (1, 1), (1, 1), (3, 3)), None, SHORTER),  # usual is the median: 1
        (((1, 7),), None, CLINICIAN),
        (((7, 3),), None, CLINICIAN),
        (((7, 3), (2, 2)), None, ALL_WELL),
        ((), 6, ALL_WELL),
        ((), 7, Care(shorter=True, rest=True, clinician=True)),
        (((1, 1),) * 3, 3, SHORTER),
        (((1, 1),) * 3, 2, ALL_WELL),
        (((1, 3),), 1, SHORTER),  # the rise of last time was not answered yet
        (((1, 1), (1, 1), (1, 3)), 3, CLINICIAN),  # it rose, and is up again
        (((1, 3), (1, 3)), 1, CLINICIAN),  # neither was this
        (((1, 3), (1, 3), (1, 1)), 1, ALL_WELL),
        (((0, 2), (None, 4)), None, ALL_WELL),  # a pain after that nothing was told before does not compare
    ],
)
def test_what_pain_asks_for(told: tuple[tuple[int | None, int | None], ...], now: int | None, expected: Care):
    one = (SetDone(0, "butterfly", reps=10, valid=9),)
    entries = [Entry(n, f"2026-11-{n:02d}", "", 1, True, *pains, one) for n, pains in enumerate(told, 1)]
    assert care(Log(tuple(entries)), now) == expected


@pytest.mark.parametrize("sets", [(), (SetDone(0, "butterfly", skipped=True),), (SetDone(0, "butterfly", left=True),)])
def test_a_workout_that_never_began_answers_no_pain(sets: tuple[SetDone, ...]):
    hurt = Entry(1, "2026-11-20", "", 1, True, 2, 4)
    assert care(Log((hurt, Entry(2, "2026-11-23", "", 1, sets=sets)))) == SHORTER


def test_the_usual_is_that_of_the_last_eight():
    long_ago, lately = [(1, 1)] * 8, [(4, 4)] * 8
    entries = [Entry(n, "2026-11-01", "", 1, True, *pains) for n, pains in enumerate([*long_ago, *lately])]
    assert care(Log(tuple(entries)), 5) == ALL_WELL
    assert care(Log(tuple(entries)), 6) == SHORTER


@pytest.mark.parametrize(
    ("before", "after", "painful_day"),
    [(None, None, False), (7, None, True), (6, 7, True), (2, 4, True), (2, 3, False), (4, 2, False)],
)
def test_a_painful_workout(before: int | None, after: int | None, painful_day: bool):
    assert painful(Entry(1, "2026-11-23", "", 5, False, before, after)) is painful_day


@pytest.mark.parametrize(
    ("heed", "keys"),
    [
        (ALL_WELL, []),
        (SHORTER, ["care.shorter"]),
        (CLINICIAN, ["care.shorter", "care.clinician"]),
        (Care(True, True, True), ["care.rest", "care.clinician"]),
    ],
)
def test_what_is_told_of_it(heed: Care, keys: list[str]):
    assert advice(heed) == tuple(Phrase(key) for key in keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_every_language(language: str):
    words = Words(language)
    told = {words.say(phrase) for heed in (CLINICIAN, Care(rest=True)) for phrase in advice(heed)}
    assert len(told) == 3
    assert not any(sentence.startswith("care.") for sentence in told)
