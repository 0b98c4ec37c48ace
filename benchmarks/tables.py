"""Figures as Markdown, the same on the screen and in the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.scoring import ClipScore
from benchmarks.summary import GOALS, Goal, Summary, confusion, summarised
from trainer.checking import Checker
from trainer.exercise import Exercise, Strictness, View
from trainer.words import Words

SHORT = {
    "sets exact": 0, "valid exact": 1, "verdicts": 4, "precision": 5, "recall": 6, "coverage": 8, "false faults": 9,
    "hold, median": 11, "hold, 95th": 12, "end, median": 13, "steps": 15,
}  # fmt: skip
"""Columns of the narrow tables: heading and index into GOALS."""


def report(scores: Sequence[ClipScore], named: bool = True) -> str:
    """All figures of one model, and every miss with its moment; clips by name, or else by number."""
    return "\n".join([
        goal_table({"measured": summarised(scores)}),
        "### Per exercise\n", narrow_table("exercise", grouped(scores, lambda s: s.exercise)),
        "### Per view\n", narrow_table("view", grouped(scores, lambda s: s.view)),
        "### Per exercise and view\n",
        narrow_table("exercise, view", grouped(scores, lambda s: f"{s.exercise}, {s.view}")),
        "### Faults, labelled against told\n", confusion_table(scores),
        "### What was missed, made up or not seen\n", misses(scores, named),
    ])  # fmt: skip


def goal_table(columns: Mapping[str, Summary]) -> str:
    """Every figure beside its goal, a column a summary; what misses its goal is bold."""
    lines = [row("figure", "goal", *columns), row("---", "---", *("---:" for _ in columns))]
    lines += [row(goal.name, goal.text, *(_cell(goal, summary) for summary in columns.values())) for goal in GOALS]
    return "\n".join(lines) + "\n"


def narrow_table(heading: str, groups: Mapping[str, Sequence[ClipScore]]) -> str:
    """A row a group of clips."""
    goals = [GOALS[index] for index in SHORT.values()]
    lines = [row(heading, "clips", *SHORT), row("---", *("---:" for _ in range(1 + len(goals))))]
    for name, scores in groups.items():
        summary = summarised(scores)
        lines.append(row(name, str(summary.clips), *(_cell(goal, summary) for goal in goals)))
    return "\n".join(lines) + "\n"


def confusion_table(scores: Sequence[ClipScore]) -> str:
    """A row a labelled code of an exercise: how often it was told, not seen, missed or taken for another one."""
    lines = [row("exercise", "labelled", "told", "not seen", "missed", "told as another"), row(*["---"] * 6)]
    for exercise, group in grouped(scores, lambda s: s.exercise).items():
        cells = confusion(outcome for score in group for outcome in score.outcomes)
        for truth in sorted({truth for truth, _ in cells}, key=lambda code: (code == "none", code)):
            found = {said: count for (code, said), count in sorted(cells.items()) if code == truth}
            told, unseen, missed = (found.pop(key, 0) for key in (truth, "not seen", "none"))
            others = ", ".join(f"{_code(said)} {count}" for said, count in found.items())
            label = "no fault" if truth == "none" else _code(truth)
            lines.append(row(exercise, label, *map(_count, (told, unseen, missed)), others or "–"))
    return "\n".join(lines) + "\n"


def blind_table(exercises: Iterable[Exercise]) -> str:
    """A row an exercise: the codes that each view never shows, by its declaration."""
    lines = [row("exercise", *View), row("---", *("---" for _ in View))]
    for exercise in exercises:
        checker = Checker(exercise, Strictness.NORMAL, exercise.hold_s)
        hidden = [", ".join(map(_code, checker.blind(view))) for view in View]
        lines.append(row(exercise.id, *(text or "–" for text in hidden)))
    return "\n".join(lines) + "\n"


def misses(scores: Sequence[ClipScore], named: bool = True) -> str:
    """A line for each thing that is not as labelled; one word when there is none."""
    names = [f"`{score.name}`" if named else f"clip {number}" for number, score in enumerate(scores, 1)]
    lines = [line for name, score in zip(names, scores, strict=True) for line in _misses(name, score)]
    return "\n".join(lines or ["Nothing."]) + "\n"


def grouped(scores: Iterable[ClipScore], key: Callable[[ClipScore], str]) -> dict[str, list[ClipScore]]:
    """The scores by key, in the order of the keys."""
    groups: dict[str, list[ClipScore]] = {}
    for score in scores:
        groups.setdefault(key(score), []).append(score)
    return dict(sorted(groups.items()))


def row(*cells: str) -> str:
    """One line of a table."""
    return "| " + " | ".join(cells) + " |"


def _cell(goal: Goal, summary: Summary) -> str:
    shown = goal.shown(summary)
    return shown if goal.met(summary) else f"**{shown}**"


def _code(code: str) -> str:
    return "no fault" if code == "none" else f"`{code}`"


def _count(number: int) -> str:
    return str(number) if number else "–"


def _misses(name: str, score: ClipScore) -> list[str]:
    found = [(slip.start_s, slip.end_s, slip.what) for slip in score.slips]
    for outcome in score.outcomes:
        if outcome.kind != "found":
            codes = " as ".join(f"`{code}`" for code in (outcome.truth, outcome.said) if code is not None)
            found.append((outcome.start_s, outcome.end_s, f"{codes} {outcome.kind}"))
    found += [(cue.t, cue.t, f"cue “{Words().say(cue.phrase)}” without a reason") for cue in score.false_cues]
    if score.cadence_error:
        found.append((0.0, score.seconds, f"{score.found} steps or turns told of {score.true}"))
    place = f"{score.exercise}, {score.view} ({name})"
    return [f"- {place}, {_moment(start, end)}: {what}" for start, end, what in sorted(found)]


def _moment(start_s: float, end_s: float) -> str:
    return f"{start_s:.1f} s" if start_s == end_s else f"{start_s:.1f}–{end_s:.1f} s"
