"""The plan's times as a calendar file (RFC 5545) that any calendar opens."""

from __future__ import annotations

from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from trainer import dates
from trainer.workout import WorkoutError
from trainer.workout.plan import Plan

AHEAD_MIN = 10  # the alarm: time to put the camera up
SUMMARY = "Upper-back training"
DESCRIPTION = "Start it with: trainer"


def calendar(plan: Plan, folder: Path, today: str) -> bytes:
    """One event that comes again on each planned day, from today on, with an alarm before it.

    Its time is that of the clock on the wall wherever the person is. Opened again it takes the place of the one before:
    its name follows from the person's folder. WorkoutError when the plan names no time.
    """
    if plan.at is None:
        raise WorkoutError("the plan names no time of day: set one first, such as trainer plan --at 18:00")
    from icalendar import Alarm, Calendar, Event  # takes a while to load

    days = [dates.DAYS[day][:2].upper() for day in plan.days]
    first = next(day for day in (dates.later(today, n) for n in range(7)) if dates.weekday(day) in plan.days)
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, folder.absolute().as_uri())}@upperback-trainer")
    event.add("dtstamp", dates.now())
    event.add("summary", SUMMARY)
    event.add("description", DESCRIPTION)
    event.add("dtstart", dates.at(first, plan.at))
    event.add("duration", dates.minutes(plan.minutes))
    event.add("rrule", {"freq": "weekly", "byday": days})
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", SUMMARY)
    alarm.add("trigger", dates.minutes(-AHEAD_MIN))
    event.add_component(alarm)
    whole = Calendar()
    whole.add("prodid", "-//upperback-trainer//plan//EN")
    whole.add("version", "2.0")
    whole.add_component(event)
    written: bytes = whole.to_ical()
    return written
