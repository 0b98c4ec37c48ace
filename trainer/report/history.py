"""All sessions together: how each exercise goes over time, and minutes a week against the goal."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from trainer import dates
from trainer.exercises import exercises
from trainer.recording import RecordingError, store
from trainer.recording.reader import Recording
from trainer.report.following import range_unit_of
from trainer.report.words import ENGLISH
from trainer.saying import fault_name, phrase
from trainer.words import Words

if TYPE_CHECKING:
    from trainer.recording import RecordedSet
    from trainer.status import Rep

ENOUGH = 4  # sessions from which the later ones are compared with the earlier ones
RARER = 0.75  # a fault that comes less often than this share of before has become rarer, and the other way round

Way = Literal["rarer", "as often", "more often"]
WAYS = {"rarer": "history.rarer", "as often": "history.as-often", "more often": "history.more-often"}


@dataclass(slots=True)
class Day:
    """One exercise in one session; good_s: seconds held in good form. ranges: of its repetitions, in their own unit."""

    started: str
    week: str
    valid: int = 0
    attempts: int = 0
    good_s: float = 0.0
    minutes: float = 0.0
    ranges: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def range(self) -> float | None:
        """The median of its repetitions; None where none is known."""
        return statistics.median(self.ranges) if self.ranges else None


@dataclass(frozen=True, slots=True)
class Progress:
    """One exercise over time, oldest session first. unit, noise: of its ranges; a smaller change is none."""

    id: str
    name: str
    days: tuple[Day, ...]
    unit: str = ""
    noise: float = 0.0
    holds: bool = False

    @property
    def valid(self) -> int:
        """Repetitions that counted, of all sessions."""
        return sum(day.valid for day in self.days)

    @property
    def good_s(self) -> float:
        """Seconds held in good form, of all sessions."""
        return sum(day.good_s for day in self.days)

    @property
    def change(self) -> float | None:
        """Median range of the later half of the sessions against the earlier half; None for too few."""
        known = [day.range for day in self.days if day.range is not None]
        if len(known) < ENOUGH:
            return None
        half = len(known) // 2
        return statistics.median(known[half:]) - statistics.median(known[:half])

    @property
    def commonest(self) -> str | None:
        """The code that came most often; None when none did."""
        every: Counter[str] = sum((day.faults for day in self.days), Counter())
        return every.most_common(1)[0][0] if every else None

    @property
    def way(self) -> Way | None:
        """Whether the commonest fault gets rarer from the earlier half to the later; None for too few sessions."""
        code, half = self.commonest, len(self.days) // 2
        if code is None or len(self.days) < ENOUGH:
            return None
        before, after = _rate(self.days[:half], code), _rate(self.days[half:], code)
        if after < RARER * before:
            return "rarer"
        return "more often" if before < RARER * after else "as often"


@dataclass(frozen=True, slots=True)
class History:
    """weeks: minutes of exercise by the week's Monday, oldest first, this week last. broken: unreadable."""

    progress: tuple[Progress, ...]
    weeks: tuple[tuple[str, float], ...]
    sessions: int
    broken: int


def history_of(data: Path, days: float | None = None) -> History:
    """What the session folders in data tell; only those of the last so many days when days is given."""
    found: dict[str, list[Day]] = {}
    since = None if days is None else dates.days_before(dates.now(), days)
    count = broken = 0
    for folder in reversed(store.folders(data)):
        try:
            with Recording(folder) as recording:
                moment, sets = dates.parsed(recording.header.started), recording.sets
        except RecordingError:
            broken += 1
            continue
        if moment is None or (since is not None and moment < since):
            continue
        count += 1
        for exercise, day in _days(sets, f"{moment.date()} {moment:%H:%M}", dates.monday(moment)).items():
            found.setdefault(exercise, []).append(day)
    progress = tuple(_progress(exercise, found[exercise]) for exercise in sorted(found))
    return History(progress, _weeks(day for days_of in found.values() for day in days_of), count, broken)


def _days(sets: Iterable[RecordedSet], started: str, week: str) -> dict[str, Day]:
    """The exercises of one session."""
    found: dict[str, Day] = {}
    for done in sets:
        day = found.setdefault(done.settings.exercise, Day(started, week))
        day.valid += sum(rep.valid for rep in done.reps)
        day.attempts += sum(not rep.valid for rep in done.reps)
        day.good_s += sum(rep.good_s for rep in done.reps)
        day.minutes += _minutes(done)
        day.ranges += [reach for rep in done.reps if (reach := range_of(rep)) is not None]
        day.faults.update(fault.code for rep in done.reps for fault in rep.faults)
        day.faults.update(span.code for span in done.spans)
    return found


def range_of(rep: Rep) -> float | None:
    """How far the movement went, in the unit of its exercise; None where the recording does not tell."""
    return rep.travel


def _minutes(done: RecordedSet) -> float:
    """How long a set was; of one that was cut off, until its last repetition."""
    end = max([done.start_s, *(rep.end_s for rep in done.reps)]) if done.end_s is None else done.end_s
    return max(end - done.start_s, 0.0) / 60


def _progress(exercise_id: str, days: Sequence[Day]) -> Progress:
    exercise = exercises().get(exercise_id)
    unit, noise = ("", 0.0) if exercise is None else range_unit_of(exercise)
    for day in days if not unit else ():
        day.ranges.clear()  # how far a hand came to the head is no range of motion
    if exercise is None:
        return Progress(exercise_id, exercise_id, tuple(days))
    return Progress(exercise_id, exercise.name, tuple(days), unit, noise, exercise.hold_s is not None)


def _rate(days: Sequence[Day], code: str) -> float:
    """How often the fault came, a repetition."""
    return sum(day.faults[code] for day in days) / max(sum(day.valid + day.attempts for day in days), 1)


def _weeks(days: Iterable[Day]) -> tuple[tuple[str, float], ...]:
    """Minutes by week, oldest first, until this week; weeks without any are 0."""
    minutes: Counter[str] = Counter()
    for day in days:
        minutes[day.week] += day.minutes  # type: ignore[assignment]
    if not minutes:
        return ()
    return tuple(
        (week, minutes[week]) for week in dates.mondays(min(minutes), max(*minutes, dates.monday(dates.now())))
    )


def fault_text(progress: Progress, words: Words = ENGLISH) -> str:
    """The commonest fault and its way: “shallow, rarer”; empty without any."""
    if progress.commonest is None:
        return ""
    fault = fault_name(progress.commonest)
    return words.say(fault if progress.way is None else phrase(WAYS[progress.way], fault=fault))
