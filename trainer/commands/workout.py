"""trainer alone: today's workout, from the plan and the diary to the summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rich.table import Table

from trainer import dates, tables
from trainer.commands import live
from trainer.commands.live import Wish
from trainer.commands.plan import day_names, sentence
from trainer.recording import SetSettings
from trainer.saying import Phrase, phrase
from trainer.words import Words
from trainer.workout import plan_file
from trainer.workout.bookkeeping import Bookkeeper, set_done
from trainer.workout.choosing import anyway, todays
from trainer.workout.conductor import Conductor
from trainer.workout.course import Wishes
from trainer.workout.diary import Diary
from trainer.workout.judging import parts
from trainer.workout.layout import seconds
from trainer.workout.log import Entry, Log
from trainer.workout.moment import End, SetOver
from trainer.workout.plan import Plan, equipped
from trainer.workout.progress import SEVERE
from trainer.workout.steps import Workout
from trainer.workout.week import streak

TITLE = "Upper back trainer"
LEAST_STREAK = 2  # planned days in a row are worth a line
NEW = 0  # id of a workout that is not in the diary yet, which counts from 1


@dataclass(frozen=True, slots=True)
class Today:
    """What there is to do today. taken_up: id of the workout in the diary that goes on, None for a new one.

    start: number of its first set, from 0. first: the first workout ever. closing: see Wishes.
    """

    workout: Workout
    taken_up: int | None = None
    start: int = 0
    first: bool = False
    closing: Callable[[Sequence[SetOver]], tuple[Phrase, ...]] = lambda _: ()


def workout(wish: Wish, *, now: bool) -> None:
    """Lead through today's workout, or say why there is none; now: train on a rest day as well."""
    today = chosen(wish.folder, dates.today(), now)
    if today is None:
        return
    words = wish.speech.words
    steps = today.workout.steps
    known = live.known(wish, list(dict.fromkeys(step.exercise.id for step in steps)))
    wishes = Wishes(today.start, notice=today.first, closing=today.closing)
    conductor = Conductor(today.workout, parts(wish.strictness, words, known), wishes, words=words)
    settings = SetSettings(steps[today.start].exercise.id, str(wish.strictness))
    started = dates.now().isoformat(timespec="seconds")
    with live.opened(wish) as source:
        folder = wish.folder
        diary = Bookkeeper(lambda: Diary.open(folder), dates.today(), started, today.workout, today.taken_up)
        with diary:
            _, take = live.perform(conductor, wish, source, settings, title=TITLE, keepers=[diary])
    tell(conductor.sets, diary.problem)
    live.close(wish, take)


def chosen(folder: Path, day: str, now: bool) -> Today | None:
    """The workout of that day; None when there is none, which is then told."""
    screen = tables.console()
    kept = plan_file.load(folder)
    plan = kept or Plan()
    with Diary.open(folder) as diary:
        diary.planned(day, plan.days)
        log, begun = diary.log(), diary.unfinished(day)
    if kept is None:
        told = f"No plan yet, so this is the usual one: {sentence(plan)} trainer plan makes it yours."
        screen.print(told, soft_wrap=True)
    if begun is not None:
        screen.print(f"Today's workout goes on with set {begun.next + 1} of {len(begun.workout.steps)}.")
        (entry,) = (one for one in log.of(day) if one.id == begun.id)
        at_end = partial(closing, plan, log, entry)
        return Today(equipped(plan, begun.workout), begun.id, begun.next, closing=at_end)
    found = todays(plan, log, day) or (anyway(plan, log, day) if now else None)
    if found is None:
        screen.print(why_not(plan, log, day), soft_wrap=True)
        return None
    minutes = seconds(found.steps) / 60
    screen.print(f"Today: {len(found.steps)} sets, about {minutes:.0f} minutes.")
    entry = Entry(NEW, day, "", len(found.steps))
    return Today(equipped(plan, found), first=not log.workouts, closing=partial(closing, plan, log, entry))


def why_not(plan: Plan, log: Log, day: str) -> str:
    """Why there is nothing to do on that day, and what the user may do."""
    if any(max(entry.pain_before or 0, entry.pain_after or 0) >= SEVERE for entry in log.of(day)):
        return "Pain was strong today: rest, and your streak stays. See a clinician when it does not get better."
    if any(entry.over for entry in log.of(day)):
        return "Today's workout is done. Another one: trainer --now"
    if day in log.rests:
        return "Today is a rest day, and your streak stays. Train all the same: trainer --now"
    if dates.weekday(day) not in plan.days:
        return f"Today is a rest day: the plan has {day_names(plan)}. Train all the same: trainer --now"
    return "Nothing of the plan fits: trainer plan shows why."


def closing(plan: Plan, log: Log, entry: Entry, sets: Sequence[SetOver]) -> tuple[Phrase, ...]:
    """The streak, when it is one and at least half of today's workout was done.

    entry: the workout as the diary had it before these sets.
    """
    over = replace(entry, finished=True, sets=(*entry.sets, *map(set_done, sets)))
    others = (one for one in log.workouts if one.id != entry.id)
    days = streak(plan, replace(log, workouts=(*others, over)), entry.day)
    return (phrase("done.streak", days=days),) if over.trained and days >= LEAST_STREAK else ()


def tell(sets: Sequence[SetOver], problem: Phrase | str | None) -> None:
    """What was done, as a table, and what could not be noted."""
    screen = tables.console()
    table = Table("set", "exercise", "side", "counted", "asked", "attempts", "")
    for over in sets:
        step = over.step
        table.add_row(
            str(over.number), step.exercise.name, step.side or tables.NOTHING, str(over.valid),
            str(step.reps) if step.minutes is None else f"{step.minutes:.0f} min",
            str(sum(not rep.valid for rep in over.result.reps)), "" if over.end is End.DONE else str(over.end),
        )  # fmt: skip
    if sets:
        screen.print(table)
    if problem is not None:
        screen.print(f"Not all of it is in the diary: {Words().say(problem)}", soft_wrap=True)
