"""trainer rejudge: what today's rules say of recorded sessions, against what was said live."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from trainer import tables
from trainer.commands import CommandError
from trainer.exercises import exercises
from trainer.recording import RecordingError, store
from trainer.recording.reader import Recording
from trainer.rejudge import FaultChange, Kind, RepChange, SetComparison, rejudge
from trainer.tables import NOTHING, clock, count

if TYPE_CHECKING:
    from rich.console import Console

    from trainer.exercise import Strictness
    from trainer.status import Fault, Rep

MANY = 60  # more changes than this are counted, not listed
NOT_COUNTED = "✗ attempt"
REP_WORDS: dict[Kind, str] = {
    "won": "repetition won",
    "lost": "repetition lost",
    "new": "attempt new",
    "gone": "attempt gone",
    "reason": "other reason",
    "measure": "other numbers",
}
FAULT_WORDS: dict[Kind, str] = {"new": "fault new", "gone": "fault gone", "measure": "other numbers"}


def rejudge_sessions(data: Path, names: Sequence[str], strictness: Strictness | None) -> None:
    """Judge these sessions of data again and print what changed; one that can't be read does not stop the others.

    RecordingError when there is no session of a name, CommandError when one could not be read.
    """
    screen = tables.console()
    unread = 0
    for folder in [store.find(data, name) for name in names]:
        try:
            with Recording(folder) as recording:
                show(screen, folder.name, rejudge(recording, strictness), strictness)
        except RecordingError as error:
            unread += 1
            print(f"trainer: {error}", file=sys.stderr)
    if unread:
        raise CommandError(f"{count(unread, 'session')} of {len(names)} could not be judged")


def show(screen: Console, name: str, sets: Sequence[SetComparison], strictness: Strictness | None) -> None:
    """One session: a table and a sentence for each set."""
    if not sets:
        screen.print(f"{name}: no set was recorded, there is nothing to judge.", soft_wrap=True)
    for number, compared in enumerate(sets, 1):
        title = f"{name}, set {number} of {len(sets)}" if len(sets) > 1 else name
        changes = len(compared.reps) + len(compared.faults)
        if 0 < changes <= MANY:
            screen.print(change_table(compared))
        for sentence in sentences(compared, strictness):
            screen.print(f"{title}: {sentence}", soft_wrap=True)


def sentences(compared: SetComparison, strictness: Strictness | None) -> list[str]:
    """What came out of a set, in words."""
    settings = compared.recorded.settings
    if compared.now is None:
        return [f"today there is no exercise {settings.exercise!r}: not judged."]
    name = exercises()[settings.exercise].name
    if strictness is not None and strictness != settings.strictness:
        name += f", {settings.strictness} live and {strictness} today"
    until = ", up to where the recording was cut off" if compared.cut_off else ""
    if compared.same:
        return [f"{name}: nothing changed{until}: {totals(compared)}, the same to the last digit."]
    before, after = (valid_and_attempts(reps) for reps in (compared.recorded.reps, compared.now.reps))
    found = [f"{name}: {before} live; {after} today{until}: {changed(compared)}."]
    return found + [f"{other}." for other in compared.other]


def valid_and_attempts(reps: Sequence[Rep]) -> str:
    """8 valid, 2 attempts."""
    valid = sum(rep.valid for rep in reps)
    return f"{valid} valid, {count(len(reps) - valid, 'attempt')}"


def totals(compared: SetComparison) -> str:
    """What a set holds, in numbers."""
    then = compared.recorded
    faults = sum(len(rep.faults) for rep in then.reps) + len(then.spans)
    return f"{valid_and_attempts(then.reps)}, {count(faults, 'fault')} in {count(compared.poses, 'pose')}"


def changed(compared: SetComparison) -> str:
    """How many of each kind of change; other numbers only where there are any."""
    reps, faults = Counter(c.kind for c in compared.reps), Counter(c.kind for c in compared.faults)
    parts = [f"{count(reps['won'], 'repetition')} won, {reps['lost']} lost"]
    if reps["new"] or reps["gone"]:
        parts.append(f"{count(reps['new'], 'attempt')} new, {reps['gone']} gone")
    if reps["reason"]:
        parts.append(f"{count(reps['reason'], 'attempt')} for another reason")
    parts.append(f"{count(faults['new'], 'fault')} new, {faults['gone']} gone")
    if reps["measure"] or faults["measure"]:
        parts.append(f"other numbers in {count(reps['measure'], 'repetition')} and {count(faults['measure'], 'fault')}")
    return "; ".join(parts)


def change_table(compared: SetComparison) -> Table:
    """A row for each change, in time order."""
    rows = [rep_row(change) for change in compared.reps] + [fault_row(change) for change in compared.faults]
    table = Table("time", "what changed", "said live", "today")
    for _, *cells in sorted(rows, key=lambda row: row[0]):
        table.add_row(*cells)
    return table


def rep_row(change: RepChange) -> tuple[float, str, str, str, str]:
    """Start in seconds, and the cells of a repetition's row."""
    then, now = change.then, change.now
    first = then or now
    start, end = (first.start_s, first.end_s) if first is not None else (0.0, 0.0)
    then_text, now_text = (rep_text(rep, exact=change.kind == "measure") for rep in (then, now))
    return start, f"{clock(start)}–{clock(end)}", REP_WORDS[change.kind], then_text, now_text


def fault_row(change: FaultChange) -> tuple[float, str, str, str, str]:
    """Start in seconds, and the cells of a fault's row."""
    then, now = change.then, change.now
    first = then or now
    start, end = (first.start_s, first.end_s) if first is not None else (0.0, 0.0)
    then_text, now_text = (fault_text(fault, exact=change.kind == "measure") for fault in (then, now))
    return start, f"{clock(start)}–{clock(end)}", FAULT_WORDS[change.kind], then_text, now_text


def rep_text(rep: Rep | None, *, exact: bool = False) -> str:
    """Verdict, side and reason; exact: with its times to the millisecond, where the verdict is the same."""
    if rep is None:
        return NOTHING
    verdict = "✓ valid" if rep.valid else NOT_COUNTED if rep.reason is None else f"{NOT_COUNTED}: {rep.reason}"
    side = "" if rep.side is None else f", {rep.side}"
    times = f", {rep.start_s:.3f}–{rep.end_s:.3f} s, held {rep.hold_s:.3f} s" if exact else ""
    return f"{verdict}{side}{times}"


def fault_text(fault: Fault | None, *, exact: bool = False) -> str:
    """Code and worst value; exact: with its times to the millisecond."""
    if fault is None:
        return NOTHING
    times = f", {fault.start_s:.3f}–{fault.end_s:.3f} s" if exact else ""
    return f"{fault.code} ({fault.worst:.3g} {fault.unit}){times}"
