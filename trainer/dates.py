"""The wall clock and the calendar, for naming and listing sessions; no rule ever sees them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = tuple(name[:3] for name in WEEKDAYS)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def now() -> datetime:
    """This moment in local time, with its offset from UTC."""
    return datetime.now().astimezone()


def parsed(text: str) -> datetime | None:
    """The moment of an ISO 8601 text, with its own offset or else in local time; None when it is no date."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def folder_name(moment: datetime) -> str:
    """A name that sorts by time and is legal on every file system: 2026-11-23_18-05-12."""
    return f"{moment.date()}_{moment:%H-%M-%S}"  # %Y does not fill up to four digits everywhere


def days_before(moment: datetime, days: float) -> datetime:
    """The moment so many days before; the beginning of the calendar when there is none."""
    try:
        return moment - timedelta(days=days)
    except OverflowError:
        return datetime.min.replace(tzinfo=moment.tzinfo)


def monday(moment: datetime) -> str:
    """The Monday of the moment's week: 2026-11-23."""
    return f"{moment.date() - timedelta(days=moment.weekday())}"


def mondays(first: str, last: str) -> list[str]:
    """Every Monday from first to last, both included."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    return [f"{day + timedelta(weeks=week)}" for week in range((end - day).days // 7 + 1)]


def today() -> str:
    """Today's date where the user is: 2026-11-23."""
    return f"{now().date()}"


def is_day(text: str) -> bool:
    """Whether the text is a date of this age, written as 2026-11-23."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return f"{day}" == text and 1970 <= day.year < 2970


def weekday(day: str) -> int:
    """0 for a Monday to 6 for a Sunday."""
    return date.fromisoformat(day).weekday()


def later(day: str, days: int) -> str:
    """The date so many days later."""
    return f"{date.fromisoformat(day) + timedelta(days=days)}"


def week_of(day: str) -> tuple[str, ...]:
    """The seven dates of the day's week, Monday first."""
    return tuple(later(day, n - weekday(day)) for n in range(7))


def spoken(day: str) -> str:
    """A date as a person reads it: Mon 23 Nov."""
    return f"{DAYS[weekday(day)].title()} {date.fromisoformat(day).day} {MONTHS[date.fromisoformat(day).month - 1]}"


def at(day: str, clock: str) -> datetime:
    """That day at a time such as 18:00, wherever one is then."""
    return datetime.fromisoformat(f"{day}T{clock}")


def minutes(count: float) -> timedelta:
    """A stretch of so many minutes."""
    return timedelta(minutes=count)
