"""One clip's verdict laid beside its labels: which repetitions, faults, holds and cues were right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from benchmarks.matching import MIN_OVERLAP, Pair, overlap, pairs_of
from benchmarks.telling import delays, explained
from trainer.coach import Cue
from trainer.labels import Labels
from trainer.status import Fault, Rep, Result

UNCOUNTED = "aerobic"  # steps and pedal turns are compared by their number, not one by one

Kind = Literal["found", "not seen", "missed", "made up", "taken for another"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one fault: truth is the labelled code, said the one that was told; either may be None.

    kind "taken for another": truth and said differ, which is a miss and a made up fault at once.
    """

    truth: str | None
    said: str | None
    start_s: float
    end_s: float
    unseen: bool = False

    @property
    def kind(self) -> Kind:
        """In the words of the tables."""
        if self.truth is None:
            return "made up"
        if self.said is None:
            return "not seen" if self.unseen else "missed"
        return "found" if self.truth == self.said else "taken for another"


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that is not as labelled, in words, with its moment."""

    what: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class ClipScore:
    """One clip's figures.

    true, found: repetitions. sets_exact, valid_exact: None where steps are counted, then cadence_error is the relative
    error of their number. right of judged verdicts; hidden: attempts that this view could not tell from repetitions.
    clean: matched repetitions without any fault; false_faults: faults told on them. hold_s, end_s: errors in seconds.
    cues: faults told aloud; false_cues: those of them that no label explains. delays_s: from the start of each labelled
    fault that was found to its cue, None when it got none. seconds: the clip's length.
    """

    name: str
    exercise: str
    view: str
    seconds: float
    true: int
    found: int
    sets_exact: bool | None = None
    valid_exact: bool | None = None
    cadence_error: float | None = None
    right: int = 0
    judged: int = 0
    hidden: int = 0
    clean: int = 0
    false_faults: int = 0
    outcomes: tuple[Outcome, ...] = ()
    hold_s: tuple[float, ...] = ()
    end_s: tuple[float, ...] = ()
    slips: tuple[Slip, ...] = ()
    cues: int = 0
    false_cues: tuple[Cue, ...] = ()
    delays_s: tuple[float | None, ...] = ()


def score_clip(labels: Labels, result: Result, seconds: float, cues: Sequence[Cue] = ()) -> ClipScore:
    """The figures of one clip."""
    told = [cue for cue in cues if cue.severity in ("break", "warn")]
    score = ClipScore(
        labels.name, labels.exercise, labels.view, seconds, len(labels.reps), len(result.reps),
        outcomes=_spans(labels.spans, result), cues=len(told),
        false_cues=tuple(cue for cue in told if not explained(cue, labels)),
    )  # fmt: skip
    pairs = pairs_of(labels.reps, result.reps)
    score = replace(score, delays_s=tuple(delays(labels, result.spans, pairs, cues)))
    if labels.exercise == UNCOUNTED:
        return replace(score, cadence_error=abs(score.found - score.true) / max(score.true, 1))
    return _timed(_counted(score, labels, result, pairs), pairs)


def _counted(score: ClipScore, labels: Labels, result: Result, pairs: Sequence[Pair]) -> ClipScore:
    sided = any(rep.side for rep in labels.reps)
    complete = len(pairs) == score.true == score.found
    exact = complete and _tally(labels.reps, sided) == _tally(result.reps, sided)
    judged = [(t, f) for t, f in pairs if not _hidden(t, f)]
    clean = [f for t, f in pairs if not t.faults]
    return replace(
        score,
        sets_exact=exact,
        valid_exact=exact and _tally(_valid(labels.reps), sided) == _tally(_valid(result.reps), sided),
        right=sum(t.valid == f.valid for t, f in judged),
        judged=len(judged),
        hidden=len(pairs) - len(judged),
        clean=len(clean),
        false_faults=sum(len(_codes(rep)) for rep in clean),
        outcomes=tuple(_outcomes(pairs, result.reps)) + score.outcomes,
        slips=tuple(_slips(labels.reps, result.reps, pairs, sided)),
    )


def _timed(score: ClipScore, pairs: Sequence[Pair]) -> ClipScore:
    hold_s = tuple(abs(t.hold_s - f.hold_s) for t, f in pairs if t.hold_s)
    return replace(score, hold_s=hold_s, end_s=tuple(abs(t.end_s - f.end_s) for t, f in pairs))


def _codes(rep: Rep, severity: str | None = None) -> set[str]:
    return {fault.code for fault in rep.faults if severity is None or fault.severity == severity}


def _valid(reps: Sequence[Rep]) -> list[Rep]:
    return [rep for rep in reps if rep.valid]


def _tally(reps: Sequence[Rep], sided: bool) -> Counter[str | None]:
    return Counter(rep.side if sided else None for rep in reps)


def _hidden(true: Rep, found: Rep) -> bool:
    """Whether all that makes it an attempt was honestly told as not seen."""
    breaking = _codes(true, "break")
    return bool(breaking) and breaking <= set(found.unseen) and found.valid


def _outcomes(pairs: Sequence[Pair], found: Sequence[Rep]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for true, rep in pairs:
        outcomes += _compared(_codes(true), _codes(rep), rep.unseen, true.start_s, true.end_s)
    matched = [rep for _, rep in pairs]
    for rep in found:
        if rep not in matched:
            outcomes += _compared(set(), _codes(rep), (), rep.start_s, rep.end_s)
    return outcomes


def _compared(
    truth: set[str], said: set[str], unseen: Collection[str], start_s: float, end_s: float
) -> list[Outcome]:  # fmt: skip
    """Outcomes of one repetition; what was missed and what was made up instead of it are laid side by side."""
    outcomes = [Outcome(code, code, start_s, end_s) for code in sorted(truth & said)]
    hidden = sorted((truth - said) & set(unseen))
    outcomes += [Outcome(code, None, start_s, end_s, unseen=True) for code in hidden]
    missed, made_up = sorted(truth - said - set(hidden)), sorted(said - truth)
    for i in range(max(len(missed), len(made_up))):
        true = missed[i] if i < len(missed) else None
        told = made_up[i] if i < len(made_up) else None
        outcomes.append(Outcome(true, told, start_s, end_s))
    return outcomes


def _spans(truth: Sequence[Fault], result: Result) -> tuple[Outcome, ...]:
    left, outcomes = list(result.spans), []
    for true in truth:
        hit = next((s for s in left if s.code == true.code and overlap(s, true) >= MIN_OVERLAP), None)
        if hit is not None:
            left.remove(hit)
        said = None if hit is None else hit.code
        outcomes.append(Outcome(true.code, said, true.start_s, true.end_s, unseen=true.code in result.unseen))
    return tuple(outcomes) + tuple(Outcome(None, span.code, span.start_s, span.end_s) for span in left)


def _slips(
    truth: Sequence[Rep], found: Sequence[Rep], pairs: Sequence[Pair], sided: bool
) -> list[Slip]:  # fmt: skip
    """Repetitions missed, made up, of the wrong side or wrongly judged, in time order."""
    matched_true, matched_found = [t for t, _ in pairs], [f for _, f in pairs]
    slips = [Slip("repetition missed", t.start_s, t.end_s) for t in truth if t not in matched_true]
    slips += [Slip("repetition made up", f.start_s, f.end_s) for f in found if f not in matched_found]
    for t, f in pairs:
        if sided and t.side != f.side:
            slips.append(Slip(f"side {t.side} told as {f.side}", t.start_s, t.end_s))
        if f.valid and not t.valid:
            slips.append(Slip(f"attempt counted ({t.reason}{' not seen' * _hidden(t, f)})", t.start_s, t.end_s))
        if t.valid and not f.valid:
            slips.append(Slip(f"repetition not counted ({f.reason})", t.start_s, t.end_s))
    return sorted(slips, key=lambda slip: slip.start_s)
