"""Which exercises a day has: what fits, in a fair turn, for any plan that a person may make."""

from __future__ import annotations

from itertools import combinations, groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer import dates
from trainer.doses import Equipment
from trainer.exercise import View
from trainer.exercises import exercises
from trainer.workout.choosing import amounts, anyway, chosen, todays
from trainer.workout.log import Entry, Log, SetDone, Why
from trainer.workout.plan import Plan
from trainer.workout.progress import Care
from trainer.workout.steps import Step, Workout

MONDAY = "2026-11-23"
EACH_S = {  # a repetition with its hold, and a minute of the bike; from the doses, by hand
    "aerobic": 60, "arm-reach": 10, "arm-slides": 5, "bear-roll": 3, "butterfly": 10, "isometric-neck": 15,
    "thoracic-extension": 6,
}  # fmt: skip
LOW = {
    "aerobic": 20, "arm-reach": 5, "arm-slides": 10, "bear-roll": 10, "butterfly": 10, "isometric-neck": 5,
    "thoracic-extension": 10,
}  # fmt: skip
SIDES = {"arm-reach": ("left", "right"), "isometric-neck": ("front", "left", "right", "back")}
HOME = (Equipment.CHAIR, Equipment.WALL, Equipment.MAT)
NEEDS = {
    "aerobic": {Equipment.BIKE, Equipment.TREADMILL},
    "arm-reach": {Equipment.MAT},
    "arm-slides": {Equipment.WALL},
    "thoracic-extension": {Equipment.CHAIR},
}


def length_s(steps: tuple[Step, ...]) -> float:
    """How long it takes, told once more and in another way."""
    total, before = 0.0, None
    for step in steps:
        turned = before is not None and before.view is not step.view
        total += (5 if before is not None and before.exercise is step.exercise else 15) + (30 if turned else 0)
        total += EACH_S[step.exercise.id] * (step.reps or step.minutes or 0) + step.rest_s
        before = step
    return total


def done(day: str, *ids: str, trained: bool = True) -> Entry:
    """A workout of these exercises, as asked for at first, neither clean nor poor."""
    sets = tuple(
        SetDone(n, name, reps=LOW[name], valid=7, attempts=3, skipped=not trained) for n, name in enumerate(ids)
    )
    return Entry(1, day, f"{day}T18:00:00+01:00", len(ids), finished=True, sets=sets)


def names(workout: Workout | None) -> list[str]:
    assert workout is not None
    return [name for name, _ in groupby(step.exercise.id for step in workout.steps)]


def test_what_did_not_fit_on_monday_comes_on_wednesday():
    plan, log = Plan(minutes=15), Log()
    monday = todays(plan, log, MONDAY)
    assert names(monday) == ["bear-roll", "isometric-neck", "butterfly", "arm-reach", "thoracic-extension"]
    log = Log((done(MONDAY, *names(monday)),))
    assert names(todays(plan, log, "2026-11-25")) == [
        "bear-roll", "isometric-neck", "butterfly", "arm-reach", "arm-slides",
    ]  # fmt: skip


def test_what_waits_longest_comes_first():
    log = Log((done(MONDAY, "isometric-neck"), done("2026-11-25", "butterfly")))
    # the four that wait fill 440 s, neck presses 405 more; the butterfly of Wednesday's would be 145 too many
    assert names(todays(Plan(minutes=15), log, "2026-11-27")) == [
        "bear-roll", "isometric-neck", "arm-reach", "arm-slides", "thoracic-extension",
    ]  # fmt: skip


def test_a_second_session_on_one_day_has_what_the_first_had_not():
    again = anyway(Plan(minutes=15), Log((done(MONDAY, "thoracic-extension"),)), MONDAY)
    assert names(again) == ["bear-roll", "isometric-neck", "butterfly", "arm-reach", "arm-slides"]


def test_what_was_skipped_still_waits():
    log = Log((done(MONDAY, "isometric-neck", "butterfly", trained=False),))
    assert names(todays(Plan(minutes=15), log, "2026-11-25")) == names(todays(Plan(minutes=15), Log(), MONDAY))


def test_the_bike_takes_turns_with_the_rest():
    plan, log, week = Plan(30, equipment=(*HOME, Equipment.BIKE)), Log(), []
    for day in (MONDAY, "2026-11-25", "2026-11-27"):
        week.append(names(todays(plan, log, day)))
        log = Log((*log.workouts, done(day, *week[-1])))
    # aerobic 15 + 1200 + 30, neck 405, butterfly 145 and 30 to turn, less the last rest of 30: 1795 s of 1800
    assert week[0] == ["isometric-neck", "butterfly", "aerobic"]
    assert set(week[1]) == {"bear-roll", "thoracic-extension", "arm-slides", "arm-reach", "aerobic"}
    assert set(week[2]) == set(LOW) - {"aerobic"}


@pytest.mark.parametrize(
    ("day", "log", "there"),
    [
        (MONDAY, Log(), True),
        ("2026-11-24", Log(), False),  # a Tuesday
        (MONDAY, Log(rests={MONDAY: Why.REST}), False),
        (MONDAY, Log((done(MONDAY, "butterfly"),)), False),  # done already
        ("2026-11-25", Log((done(MONDAY, "butterfly"),)), True),
        (MONDAY, Log((Entry(1, MONDAY, "", 9, sets=(SetDone(0, "butterfly"),)),)), True),  # broken off after one set
    ],
)
def test_whether_a_day_has_a_workout(day: str, log: Log, there: bool):
    assert (todays(Plan(), log, day) is not None) is there


def test_an_unplanned_day_may_have_one_anyway():
    assert names(anyway(Plan(), Log(), "2026-11-24")) == names(todays(Plan(), Log(), MONDAY))


def test_severe_pain_leaves_none():
    assert todays(Plan(), Log(), MONDAY, pain=7) is None
    assert anyway(Plan(), Log(), MONDAY, pain=7) is None
    assert todays(Plan(), Log(), MONDAY, pain=6) is not None


def friday_with_pain(pain_after: int) -> Log:
    nine = tuple(SetDone(n, "isometric-neck", reps=9, valid=6, attempts=3) for n in range(4))
    return Log((Entry(1, "2026-11-20", "", 4, True, pain_before=1, pain_after=pain_after, sets=nine),))


BIKE_ONLY = ("arm-reach", "arm-slides", "bear-roll", "butterfly", "isometric-neck", "thoracic-extension")


def rode(minutes: int, *others: str, **pain: int) -> Entry:
    """A clean ride of Friday's, and other exercises, clean too."""
    sets = (
        SetDone(0, "aerobic", minutes=float(minutes), valid=60 * minutes, effort=4),
        *(SetDone(n, name, reps=9, valid=9) for n, name in enumerate(others, 1)),
    )
    return Entry(1, "2026-11-20", "", len(sets), True, sets=sets, **pain)


@pytest.mark.parametrize(
    ("minutes", "last", "expected"),
    [
        (25, 23, 24),  # 15 s to find the place and 24 minutes: 1455 of 1500 s
        (25, 24, 24),  # 25 minutes would be 1515 s
        (22, 30, 21),  # the plan became shorter: 1275 of 1320 s
        (30, 29, 29),
        (20, 24, None),  # not even the low end fits: 1215 of 1200 s
    ],
)
def test_nothing_grows_out_of_the_plan(minutes: int, last: int, expected: int | None):
    plan = Plan(minutes, without=BIKE_ONLY, equipment=(Equipment.BIKE,))
    workout = todays(plan, Log((rode(last), rode(last))), MONDAY)
    assert (None if workout is None else [step.minutes for step in workout.steps]) == (expected and [expected])
    assert amounts(plan, Log((rode(last), rode(last))), Care()) == {"aerobic": expected or 20}


def test_what_fell_below_the_low_end_stays_there():
    poor = SetDone(0, "aerobic", minutes=20.0, valid=300, attempts=900)
    log = Log((Entry(1, "2026-11-20", "", 1, True, sets=(poor,)),))
    assert amounts(Plan(15, equipment=(Equipment.BIKE,), without=BIKE_ONLY), log, Care()) == {"aerobic": 19}


@pytest.mark.parametrize(
    ("without", "past", "expected"),
    [
        (BIKE_ONLY, (), [("aerobic", 20)]),  # 1215 s are more than two thirds of 25 minutes, 1000 s
        (BIKE_ONLY[:4] + BIKE_ONLY[5:], (), [("isometric-neck", 5)]),  # 405 s fit, and then no ride does
    ],
)
def test_what_fits_no_shorter_session_is_done_alone(
    without: tuple[str, ...], past: tuple[str, ...], expected: list[tuple[str, int]]
):
    hurt = rode(24, *past, pain_before=1, pain_after=4)
    workout = todays(Plan(25, without=without, equipment=(Equipment.BIKE,)), Log((rode(24), hurt)), MONDAY)
    assert workout is not None
    assert list(dict.fromkeys((step.exercise.id, step.minutes or step.reps) for step in workout.steps)) == expected


def test_what_fits_no_session_at_all_is_not_done_after_pain_either():
    hurt = rode(20, pain_before=1, pain_after=4)
    assert todays(Plan(20, without=BIKE_ONLY, equipment=(Equipment.BIKE,)), Log((hurt,)), MONDAY) is None


def test_after_pain_a_third_of_the_time_goes():
    # 13:20 of 20 minutes: bear roll 75, neck 405, butterfly 145, 30 to turn and reach 135 make 790 of 800 s
    assert len(names(todays(Plan(minutes=20), Log(), MONDAY))) == 6
    hurt = Log((Entry(1, "2026-11-20", "", 4, True, pain_before=1, pain_after=3),))
    assert names(todays(Plan(minutes=20), hurt, MONDAY)) == ["bear-roll", "isometric-neck", "butterfly", "arm-reach"]


@pytest.mark.parametrize(("pain_after", "reps"), [(2, 9), (3, 5)])
def test_after_pain_the_doses_are_low(pain_after: int, reps: int):
    plan = Plan(15, without=("aerobic", "arm-reach", "arm-slides", "butterfly", "thoracic-extension"))
    workout = todays(plan, friday_with_pain(pain_after), MONDAY)
    assert workout is not None
    assert [step.reps for step in workout.steps] == [10, reps, reps, reps, reps]


plans = st.builds(
    Plan,
    minutes=st.integers(15, 30),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    without=st.sets(st.sampled_from(sorted(LOW)), max_size=5).map(lambda ids: tuple(sorted(ids))),
    equipment=st.sets(st.sampled_from(list(Equipment))).map(lambda things: tuple(sorted(things))),
)
share = st.floats(0, 1)
turns = st.lists(st.tuples(st.integers(-9, -1), st.frozensets(st.sampled_from(sorted(LOW)))), max_size=6)


@given(plans, share, turns, st.booleans())
def test_any_session_fits_and_is_whole(plan: Plan, progress: float, past: list[tuple[int, frozenset[str]]], hurt: bool):
    asked = {
        e.id: round(e.programme.low + progress * (e.programme.high - e.programme.low))
        for e in plan.exercises if e.programme is not None
    }  # fmt: skip
    done_on = sorted((dates.later(MONDAY, ago), ids) for ago, ids in past)
    workout = chosen(plan, asked, done_on, MONDAY, Care(shorter=hurt))
    if workout is None:  # nothing but the bike, which takes longer than the session, or nothing at all
        assert set(asked) <= {"aerobic"}
        return
    assert length_s(workout.steps) <= plan.minutes * 60
    if hurt and length_s(workout.steps) > plan.minutes * 60 * 2 / 3:  # only what is too long even by itself
        assert set(asked) <= {"aerobic", "isometric-neck"}
        assert len(names(workout)) == 1
    places = [view for view, _ in groupby(step.view for step in workout.steps)]
    assert len(places) == len(set(places)) <= 3
    assert places == [view for view in View if view in places]
    for name, steps in groupby(workout.steps, key=lambda step: step.exercise.id):
        sets = list(steps)
        assert name not in plan.without
        assert name not in NEEDS or NEEDS[name] & set(plan.equipment)
        assert tuple(step.side for step in sets) == SIDES.get(name, (None,))
        assert all(step.view in step.exercise.views for step in sets)
        assert all((step.minutes or step.reps) == asked[name] for step in sets)
    assert len(names(workout)) == len(set(names(workout)))
    for _, group in groupby(workout.steps, key=lambda step: step.view):
        ids = list(dict.fromkeys(step.exercise.id for step in group))
        if "isometric-neck" in ids:
            assert ids.index("isometric-neck") <= ("bear-roll" in ids), "only the light circles come before the presses"


@given(plans, st.integers(0, 3))
def test_no_exercise_waits_for_ever(plan: Plan, more: int):
    asked = {exercise.id: LOW[exercise.id] + more for exercise in plan.exercises}
    fitting = {name for name in asked if _fits(plan, name, asked)}
    past: list[tuple[str, frozenset[str]]] = []
    for n in range(len(LOW)):
        day = dates.later(MONDAY, 7 * n)
        workout = chosen(plan, asked, past, day, Care())
        past.append((day, frozenset() if workout is None else frozenset(names(workout))))
    assert frozenset().union(*(ids for _, ids in past)) == fitting


def _fits(plan: Plan, name: str, asked: dict[str, int]) -> bool:
    sides = SIDES.get(name, (None,))
    work_s = len(sides) * asked[name] * EACH_S[name]
    return 15 + work_s + (len(sides) - 1) * (5 + 15) <= plan.minutes * 60


@pytest.mark.parametrize("days", [(0, 3), (0, 2, 4), (0, 1, 3, 4)])
@pytest.mark.parametrize("minutes", [15, 17, 20, 25, 30])
@pytest.mark.parametrize("bike", [(), (Equipment.BIKE,)])
def test_each_exercise_comes_twice_a_week_where_any_order_makes_that_possible(
    minutes: int, days: tuple[int, ...], bike: tuple[Equipment, ...]
):
    plan = Plan(minutes, days, equipment=(*HOME, *bike))
    ids = sorted(exercise.id for exercise in plan.exercises)
    past: list[tuple[str, frozenset[str]]] = []
    for day in days:
        workout = chosen(plan, LOW, past, dates.later(MONDAY, day), Care())
        past.append((dates.later(MONDAY, day), frozenset(names(workout))))
    twice = all(sum(name in on for _, on in past) >= 2 for name in ids)
    assert twice is possible(plan, ids, len(days))


def possible(plan: Plan, ids: list[str], days: int) -> bool:
    """Whether some choice of sessions that fit gives each exercise two days; every choice is tried."""
    sessions = [frozenset(c) for size in range(len(ids) + 1) for c in combinations(ids, size) if whole_fits(plan, c)]
    largest = [one for one in sessions if not any(one < other for other in sessions)]
    reached = {(0,) * len(ids)}
    for _ in range(days):
        reached = {
            tuple(min(count + (name in one), 2) for count, name in zip(counts, ids, strict=True))
            for counts in reached for one in largest
        }  # fmt: skip
    return (2,) * len(ids) in reached


def whole_fits(plan: Plan, ids: tuple[str, ...]) -> bool:
    others = tuple(name for name in LOW if name not in ids)
    only = Plan(plan.minutes, plan.days, None, others, plan.equipment)
    workout = chosen(only, LOW, [], MONDAY, Care())
    return workout is not None and set(names(workout)) == set(ids)


def test_the_table_of_lengths_is_that_of_the_exercises():
    assert {
        e.id: e.programme.seconds_each + (e.hold_s or 0) for e in exercises().values() if e.programme is not None
    } == EACH_S
