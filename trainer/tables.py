"""Tables and sentences for the terminal: repetitions found, an exercise with its checks, the doctor's findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from trainer.exercise import View
from trainer.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from trainer.analysis import Analysis
    from trainer.doctor import Finding
    from trainer.exercise import Check, Exercise, Limit
    from trainer.status import Fault, Rep, Result

PIPE_WIDTH = 140
"""Columns when the output is no terminal: a file has no edge, and a folded table can't be searched."""
MANY = 60
"""More repetitions than this are told by the minute: pedal turns of half an hour are thousands of rows."""
NOTHING = "–"
HINDERED, HINDERED_ALL = 0.5, 0.1
"""Share of the frames in which something stood in the way, from which it is told; and where nothing was found."""
ENGLISH = Words()


def console() -> Console:
    """The terminal's console, or a wide one when the output goes elsewhere."""
    screen = Console(highlight=False, markup=False, emoji=False)
    return screen if screen.is_terminal else Console(width=PIPE_WIDTH, highlight=False, markup=False, emoji=False)


def clock(seconds: float) -> str:
    """Minutes, seconds and tenths: 1:02.5."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def show_analysis(screen: Console, analysis: Analysis) -> None:
    """What was found in a video, or that nobody was in it."""
    if not analysis.frames_with_pose:
        screen.print(
            f"No person was found in any of the {analysis.frames} frames of {analysis.source}.", soft_wrap=True
        )
        return
    show_result(screen, analysis.exercise, analysis.result, analysis.duration_s)
    screen.print(f"{analysis.frames_with_pose} of {analysis.frames} frames show a person.")
    obstacle, frames = next(iter(analysis.obstacles), (None, 0))
    share = frames / analysis.frames
    if obstacle is not None and share >= (HINDERED if analysis.result.reps else HINDERED_ALL):
        screen.print(f"In {share:.0%} of them the trainer would have said: {ENGLISH.say(obstacle)}.", soft_wrap=True)


def show_result(
    screen: Console, exercise: Exercise, result: Result, duration_s: float, side: str | None = None
) -> None:
    """Repetitions, spans, a summary and what the view could not show; side: the one asked for, which alone counts."""
    if result.reps:
        many = len(result.reps) > MANY
        screen.print(minute_table(result.reps, side) if many else rep_table(exercise, result.reps, side))
    if result.spans:
        screen.print(span_table(result.spans))
    valid, others = (sum(rep.valid for rep in result.reps if asked(rep, side) is of) for of in (True, False))
    view = "" if result.view is None else f", seen from {view_name(result.view)}"
    counts = f"{valid} valid, {count(len(result.reps) - valid - others, 'attempt')}"
    if others:
        counts += f", {others} of another side"
    screen.print(f"{exercise.name}{view}: {counts} in {clock(duration_s)}.", soft_wrap=True)
    from_here = {check.code for check in exercise.checks if result.view in check.views}
    for why, codes in (
        ("this view never shows it", [code for code in result.unseen if code not in from_here]),
        ("it takes a larger model", [code for code in result.unseen if code in from_here]),
    ):
        if codes:
            screen.print(f"Not judged, because {why}: {', '.join(codes)}.", soft_wrap=True)


def show_written(screen: Console, *paths: Path | None) -> None:
    """Where files went; None is a file that was not asked for."""
    for path in paths:
        if path is not None:
            screen.print(f"Wrote {path}", soft_wrap=True)


def count(number: int, what: str) -> str:
    """1 attempt, 2 attempts."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def view_name(view: View) -> str:
    """A view as it stands in a sentence after from."""
    return "45°" if view is View.OBLIQUE else f"the {view}"


def asked(rep: Rep, side: str | None) -> bool:
    """Whether a repetition is of the side that was asked for, None for any."""
    return side in (None, rep.side)


def rep_table(exercise: Exercise, reps: Iterable[Rep], side: str | None = None) -> Table:
    """A row for each repetition or attempt; side: the one asked for, None for any."""
    limits = {check.code: check.limit for check in exercise.checks}
    table = Table("#", "time", "side", "hold", "verdict", "reason", "faults", "not seen")
    for rep in reps:
        table.add_row(
            str(rep.index + 1),
            f"{clock(rep.start_s)}–{clock(rep.end_s)}",
            rep.side or NOTHING,
            f"{rep.hold_s:.1f} s" if rep.hold_s > 0 else NOTHING,
            "✗ attempt" if not rep.valid else "✓ valid" if asked(rep, side) else "✗ other side",
            rep.reason or NOTHING,
            told(rep.faults, limits),
            ", ".join(rep.unseen) or NOTHING,
        )
    return table


def told(faults: Iterable[Fault], limits: Mapping[str, Limit]) -> str:
    """Each code once, with the value furthest past its limit."""
    worst: dict[str, Fault] = {}
    for fault in faults:
        before, limit = worst.get(fault.code), limits.get(fault.code)
        if before is None or (limit is not None and limit.excess(fault.worst) > limit.excess(before.worst)):
            worst[fault.code] = fault
    return ", ".join(f"{f.code} ({f.worst:.3g} {f.unit})" for f in worst.values()) or NOTHING


def minute_table(reps: Iterable[Rep], side: str | None = None) -> Table:
    """A row for each minute: how many repetitions ended in it, and how many of the asked side were valid."""
    all_reps, valid = Counter[int](), Counter[int]()
    for rep in reps:
        all_reps[int(rep.end_s // 60)] += 1
        valid[int(rep.end_s // 60)] += rep.valid and asked(rep, side)
    table = Table("from", "to", "repetitions", "valid")
    for minute, count in sorted(all_reps.items()):
        table.add_row(clock(minute * 60), clock(minute * 60 + 60), str(count), str(valid[minute]))
    return table


def span_table(spans: Iterable[Fault]) -> Table:
    """A row for each stretch of time with a fault."""
    table = Table("time", "fault", "worst")
    for span in spans:
        table.add_row(f"{clock(span.start_s)}–{clock(span.end_s)}", span.code, f"{span.worst:.3g} {span.unit}")
    return table


def list_table(exercises: Iterable[Exercise]) -> Table:
    """A row for each exercise."""
    table = Table("exercise", "name", "dose", "how to stand to the camera", "the big number")
    for exercise in exercises:
        table.add_row(exercise.id, exercise.name, exercise.dose, exercise.view_hint, exercise.hero_name)
    return table


def show_exercise(screen: Console, exercise: Exercise) -> None:
    """One exercise in full: what to do, how to stand, the dose, and the checks with where their limits come from."""
    screen.print(f"[bold]{escape(exercise.name)}[/bold]  ({exercise.id})\n", markup=True)
    for number, step in enumerate(exercise.steps, 1):
        screen.print(f"{number}. {step}")
    screen.print(f"\nDose: {exercise.dose}")
    if exercise.sides:
        screen.print(f"Sides: {', '.join(exercise.sides)}")
    screen.print(f"Camera: {exercise.view_hint}")
    screen.print(f"The big number: {exercise.hero_name}\n")
    screen.print(check_table(exercise.checks))
    sources = dict.fromkeys(check.source for check in exercise.checks)
    screen.print("Where the limits come from:")
    for source in sources:
        screen.print(f"- {', '.join(c.code for c in exercise.checks if c.source == source)}: {source}")
    screen.print(f"\nDoes not count: {', '.join(exercise.must_not_count)}.")
    if exercise.never_seen:
        screen.print(f"One camera never shows: {', '.join(exercise.never_seen)}.")


def check_table(checks: Iterable[Check]) -> Table:
    """A row for each check: limit, whether it breaks the repetition, from where and by which models it is seen."""
    table = Table("check", "what", "limit", "when it fails", "seen from", "by", "said")
    for check in checks:
        by = {"lite": "any model", "full": "full, heavy", "heavy": "heavy"}[check.model]
        said = f"“{check.cue}”"
        table.add_row(check.code, check.what, str(check.limit), effect(check), views(check.views), by, said)
    return table


def effect(check: Check) -> str:
    """What a failed check does to the repetition, in words."""
    return "does not count" if check.severity == "break" else "counts, is told"


def views(seen_from: frozenset[View]) -> str:
    """Views in the order front, oblique, side; any when it is all of them."""
    return "any" if len(seen_from) == len(View) else ", ".join(view for view in View if view in seen_from)


def show_findings(screen: Console, findings: Iterable[Finding]) -> None:
    """A line for each thing the doctor looked at, and one below it where there is something to do."""
    for finding in findings:
        screen.print(f"{finding.mark} {finding.what}: {finding.found}", soft_wrap=True)
        if finding.to_do:
            screen.print(f"    → {finding.to_do}", soft_wrap=True)
