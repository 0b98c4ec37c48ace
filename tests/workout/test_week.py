"""Streak and week, day by day; 2026-11-23 is a Monday."""

from __future__ import annotations

import pytest

from trainer import dates
from trainer.doses import Equipment
from trainer.workout.log import Entry, Log, SetDone, Why
from trainer.workout.plan import Plan
from trainer.workout.progress import Care
from trainer.workout.week import Day, Fate, ahead, streak, week

MONDAY, WEDNESDAY, FRIDAY, SUNDAY = "2026-11-23", "2026-11-25", "2026-11-27", "2026-11-29"
WEEKDAYS = (0, 2, 4)
REPS = {"bear-roll": 10, "isometric-neck": 5, "butterfly": 10, "arm-reach": 5, "thoracic-extension": 10}
START = "2026-11-09"  # two weeks before


def session(
    day: str, done: int = 4, of: int = 4, *, finished: bool = True, pain: tuple[int | None, int | None] = (None, None)
) -> Entry:
    """A workout of which so many sets were done, 90 s each."""
    sets = tuple(SetDone(n, "butterfly", reps=10, valid=7, attempts=3, seconds=90.0) for n in range(done))
    return Entry(1, day, f"{day}T18:00:00+01:00", of, finished, *pain, sets)


def log_from(start: str, marks: str) -> Log:
    """Each letter is a day: d done, h half done, l less than half, r rest, p pain, s severe pain, u pain rose."""
    workouts, rests = [], {}
    for n, mark in enumerate(marks):
        day = dates.later(start, n)
        if mark in "dhl":
            workouts.append(session(day, {"d": 4, "h": 2, "l": 1}[mark]))
        if mark == "s":
            workouts.append(session(day, 0, pain=(8, None)))
        if mark == "u":
            workouts.append(session(day, 1, pain=(3, 5)))
        if mark in "rp":
            rests[day] = Why.REST if mark == "r" else Why.PAIN
    return Log(tuple(workouts), rests, ((start, WEEKDAYS),))


@pytest.mark.parametrize(
    ("marks", "today", "kept"),
    [
        ("", MONDAY, 0),
        ("d", "2026-11-09", 1),
        (".", "2026-11-09", 0),  # today is not over yet
        ("d.d.d..", "2026-11-15", 3),
        ("d.d.d..", "2026-11-16", 3),  # Monday morning: nothing is broken
        ("d.d.d..", "2026-11-17", 0),  # Tuesday: Monday was missed
        ("d.d.d..d", "2026-11-16", 4),
        ("d...d..", "2026-11-15", 1),  # Wednesday was missed
        ("d.r.d..", "2026-11-15", 3),  # a rest day
        ("d.p.d..", "2026-11-15", 3),  # a day of pain
        ("d.s.d..", "2026-11-15", 3),  # began, and had too much pain
        ("d.u.d..", "2026-11-15", 3),  # stopped when pain rose
        ("d.h.d..", "2026-11-15", 3),  # half is enough
        ("d.l.d..", "2026-11-15", 1),  # a quarter is not
        ("dd.dd..", "2026-11-15", 1),  # unplanned days make up for nothing
        ("ddddddd", "2026-11-15", 3),  # nor do they add
        ("dr.rdrr", "2026-11-15", 1),  # rest on unplanned days neither
        ("d.d.d..d.d.d..d", MONDAY, 7),
    ],
)  # fmt: skip
def test_the_streak(marks: str, today: str, kept: int):
    assert streak(Plan(days=WEEKDAYS), log_from(START, marks), today) == kept


def test_another_plan_does_not_break_what_was_kept_before():
    log = log_from(START, "d.d.d...d.d")
    tuesdays = (1, 3)
    changed = Log(log.workouts, log.rests, (*log.plans, ("2026-11-16", tuesdays)))
    assert streak(Plan(days=tuesdays), changed, "2026-11-20") == 5
    assert streak(Plan(days=tuesdays), log, "2026-11-20") == 0, "without the note Monday the 16th was missed"


def test_before_the_first_plan_nothing_was_asked_for():
    assert streak(Plan(), Log(), MONDAY) == 0
    assert streak(Plan(), Log((session(MONDAY),)), MONDAY) == 1


def test_a_week_day_by_day():
    log = Log(
        (session(MONDAY), session("2026-11-24", 2), session(FRIDAY, 1, finished=False)),
        {WEDNESDAY: Why.PAIN},
        ((START, WEEKDAYS),),
    )
    found = week(Plan(days=(*WEEKDAYS, 6)), log, FRIDAY)
    assert found.days == (
        Day(MONDAY, True, Fate.DONE, 6.0),
        Day("2026-11-24", False, Fate.EXTRA, 3.0),
        Day(WEDNESDAY, True, Fate.PAIN, 0.0),
        Day("2026-11-26", False, Fate.FREE, 0.0),
        Day(FRIDAY, True, Fate.BEGUN, 1.5),
        Day("2026-11-28", False, Fate.FREE, 0.0),
        Day(SUNDAY, True, Fate.COMING, 0.0),
    )
    assert found.minutes == 10.5
    assert found.streak == 2
    assert found.care == Care()
    assert found.next is not None
    assert found.next[0] == FRIDAY


@pytest.mark.parametrize(("today", "fate"), [(MONDAY, Fate.TODAY), ("2026-11-24", Fate.MISSED), (SUNDAY, Fate.MISSED)])
def test_a_planned_day_without_anything(today: str, fate: Fate):
    assert week(Plan(), Log(plans=((START, WEEKDAYS),)), today).days[0] == Day(MONDAY, True, fate, 0.0)


def test_the_goal_is_what_the_planned_sessions_take():
    # all six exercises: bear roll 75, neck 405, butterfly 145, turn 30, reach 165 + 30, slides 95, extension 75: 990 s
    assert week(Plan(minutes=20), Log(), MONDAY).planned_min == pytest.approx(3 * 990 / 60)


def test_the_goal_of_a_week_with_a_bike():
    # half an hour: neck, butterfly and bike 1795 s, then bike and the others 1685 s, then all but the bike 990 s
    plan = Plan(30, equipment=(*Plan().equipment, Equipment.BIKE))
    assert week(plan, Log(), MONDAY).planned_min == pytest.approx(4470 / 60)


def test_the_goal_stays_when_its_sessions_are_done():
    plan, done = Plan(15, days=(0,)), ("bear-roll", "isometric-neck", "butterfly", "arm-reach", "thoracic-extension")
    sets = tuple(SetDone(n, name, reps=REPS[name], valid=1, attempts=1) for n, name in enumerate(done))
    log = Log((Entry(1, MONDAY, "", 5, True, sets=sets),), plans=((START, (0,)),))
    assert [week(plan, known, FRIDAY).planned_min for known in (Log(), log)] == [pytest.approx(895 / 60)] * 2


@pytest.mark.parametrize(
    ("log", "days"),
    [
        (Log(), [MONDAY, WEDNESDAY, FRIDAY, "2026-11-30"]),
        (Log((session(MONDAY),)), [WEDNESDAY, FRIDAY, "2026-11-30"]),
        (Log(rests={WEDNESDAY: Why.REST}), [MONDAY, FRIDAY, "2026-11-30"]),
        (Log((session(MONDAY, 1),)), [WEDNESDAY, FRIDAY, "2026-11-30"]),  # over, and too little of it was done
        (Log((session(MONDAY, 1, finished=False),)), [MONDAY, WEDNESDAY, FRIDAY, "2026-11-30"]),
        (Log((session(MONDAY, 1), session(MONDAY, 0, finished=False))), [MONDAY, WEDNESDAY, FRIDAY, "2026-11-30"]),
    ],
)
def test_what_lies_ahead(log: Log, days: list[str]):
    assert [day for day, _ in ahead(Plan(), log, MONDAY)] == days


def test_only_the_next_session_is_shorter_after_pain():
    log = Log((session("2026-11-20", pain=(1, 3)),))
    sizes = [len(workout.steps) for _, workout in ahead(Plan(), log, MONDAY)]
    assert sizes[0] < sizes[1] == sizes[2]


def test_one_day_a_week_has_its_next_session_a_week_later():
    assert [day for day, _ in ahead(Plan(days=(0,)), Log((session(MONDAY),)), MONDAY)] == ["2026-11-30"]


def test_what_does_not_fit_the_first_session_lies_in_the_second():
    first, second = (
        {step.exercise.id for step in workout.steps} for _, workout in ahead(Plan(minutes=15), Log(), MONDAY)[:2]
    )
    assert second - first == {"arm-slides"}
