"""Figures of several clips together, and what was asked of them."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.scoring import ClipScore, Outcome

PROMPT_S = 2.0  # from a fault's start to its cue: later, the person has gone on to something else


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares in [0, 1] and seconds; None where there is nothing to divide by.

    mae: mean of |found - true| / true over the sets; obo: share of sets off by one at most. coverage: labelled faults
    that the view showed. false_faults: faults told on repetitions without any, per such repetition. false_cues: told
    aloud without a reason, a minute. prompt: faults found that were told aloud within PROMPT_S.
    """

    clips: int
    sets_exact: float | None
    valid_exact: float | None
    mae: float | None
    obo: float | None
    verdicts: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    coverage: float | None
    false_faults: float | None
    false_cues: float | None
    hold_median_s: float | None
    hold_p95_s: float | None
    end_median_s: float | None
    end_p95_s: float | None
    cadence_error: float | None
    prompt: float | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure in words, its goal, and how to write it."""

    name: str
    text: str
    of: Callable[[Summary], float | None]
    unit: str = "%"
    least: float = -math.inf
    most: float = math.inf

    def shown(self, summary: Summary) -> str:
        """The figure as text; a dash where it is not defined."""
        value = self.of(summary)
        if value is None:
            return "–"
        if self.unit == "%":
            return f"{100 * value:.1f} %"
        return f"{value:.2f} {self.unit}" if self.unit else f"{value:.3f}"

    def met(self, summary: Summary) -> bool:
        """Whether the goal is reached; a figure that is not defined reaches it."""
        value = self.of(summary)
        return value is None or self.least <= value <= self.most


GOALS = (
    Goal("sets exact: every repetition found, none made up, right side", "100 %", lambda s: s.sets_exact, least=1.0),
    Goal("valid exact: and the right number of them counts", "≥ 96 %", lambda s: s.valid_exact, least=0.96),
    Goal("mean error of the count (MAE)", "0", lambda s: s.mae, "", most=0.0),
    Goal("sets off by one at most (OBO)", "100 %", lambda s: s.obo, least=1.0),
    Goal("verdicts right, of those that the view shows", "≥ 98 %", lambda s: s.verdicts, least=0.98),
    Goal("fault precision", "≥ 0.95", lambda s: s.precision, "", least=0.95),
    Goal("fault recall", "≥ 0.92", lambda s: s.recall, "", least=0.92),
    Goal("fault F1", "≥ 0.93", lambda s: s.f1, "", least=0.93),
    Goal("coverage: labelled faults that the view showed", "≥ 0.85", lambda s: s.coverage, "", least=0.85),
    Goal("false faults per clean repetition", "≤ 0.02", lambda s: s.false_faults, "", most=0.02),
    Goal("false cues a minute", "0", lambda s: s.false_cues, "", most=0.0),
    Goal("hold time, median error", "≤ 0.15 s", lambda s: s.hold_median_s, "s", most=0.15),
    Goal("hold time, 95th percentile", "≤ 0.5 s", lambda s: s.hold_p95_s, "s", most=0.5),
    Goal("end of a repetition, median error", "≤ 0.25 s", lambda s: s.end_median_s, "s", most=0.25),
    Goal("end of a repetition, 95th percentile", "–", lambda s: s.end_p95_s, "s"),
    Goal("steps and pedal turns, error of their number", "≤ 2 %", lambda s: s.cadence_error, most=0.02),
    Goal("faults found that are told within 2 s of their start", "≥ 80 %", lambda s: s.prompt, least=0.8),
)


def summarised(scores: Sequence[ClipScore]) -> Summary:
    """The clips' figures together; every fault, repetition and set weighs the same."""
    sets = [s for s in scores if s.sets_exact is not None]
    kinds = Counter(outcome.kind for score in scores for outcome in score.outcomes)
    mixed = kinds["taken for another"]
    found, missed, made_up = kinds["found"], kinds["missed"] + mixed, kinds["made up"] + mixed
    hold = [error for score in scores for error in score.hold_s]
    end = [error for score in scores for error in score.end_s]
    delays = [delay for score in scores for delay in score.delays_s]
    return Summary(
        clips=len(scores),
        sets_exact=ratio(sum(bool(s.sets_exact) for s in sets), len(sets)),
        valid_exact=ratio(sum(bool(s.valid_exact) for s in sets), len(sets)),
        mae=ratio(sum(abs(s.found - s.true) / max(s.true, 1) for s in sets), len(sets)),
        obo=ratio(sum(abs(s.found - s.true) <= 1 for s in sets), len(sets)),
        verdicts=ratio(sum(s.right for s in scores), sum(s.judged for s in scores)),
        precision=ratio(found, found + made_up),
        recall=ratio(found, found + missed),
        f1=ratio(2 * found, 2 * found + missed + made_up),
        coverage=ratio(found + missed, found + missed + kinds["not seen"]),
        false_faults=ratio(sum(s.false_faults for s in scores), sum(s.clean for s in scores)),
        false_cues=ratio(60 * sum(len(s.false_cues) for s in scores), sum(s.seconds for s in scores)),
        hold_median_s=statistics.median(hold) if hold else None,
        hold_p95_s=percentile(hold, 0.95),
        end_median_s=statistics.median(end) if end else None,
        end_p95_s=percentile(end, 0.95),
        cadence_error=_mean([s.cadence_error for s in scores if s.cadence_error is not None]),
        prompt=ratio(sum(delay is not None and delay <= PROMPT_S for delay in delays), len(delays)),
    )


def ratio(part: float, whole: float) -> float | None:
    """part / whole; None when there is no whole."""
    return part / whole if whole else None


def percentile(values: Iterable[float], share: float) -> float | None:
    """The value below which that share of them lies; None when there are none."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else None


def confusion(outcomes: Iterable[Outcome]) -> dict[tuple[str, str], int]:
    """How often a labelled code (or "none") was told as which code (or "none", "not seen")."""
    nothing = {"missed": "none", "not seen": "not seen"}
    return Counter((o.truth or "none", o.said or nothing[o.kind]) for o in outcomes)


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None
