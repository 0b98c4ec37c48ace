"""The wall clock and the calendar, for naming and listing sessions; no rule ever sees them."""

from __future__ import annotations

from datetime import date, datetime, timedelta


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
    return f"{moment:%Y-%m-%d_%H-%M-%S}"


def days_before(moment: datetime, days: float) -> datetime:
    """The moment so many days before; the beginning of the calendar when there is none."""
    try:
        return moment - timedelta(days=days)
    except OverflowError:
        return datetime.min.replace(tzinfo=moment.tzinfo)


def monday(moment: datetime) -> str:
    """The Monday of the moment's week: 2026-11-23."""
    return f"{moment - timedelta(days=moment.weekday()):%Y-%m-%d}"


def mondays(first: str, last: str) -> list[str]:
    """Every Monday from first to last, both included."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    return [f"{day + timedelta(weeks=week)}" for week in range((end - day).days // 7 + 1)]
