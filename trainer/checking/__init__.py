"""Checks: they watch signals while a movement goes on and give each code one of three verdicts: ok, fault, not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from trainer.body import Body
from trainer.checking.early import Early
from trainer.checking.spans import SpanWatch
from trainer.checking.verdicts import Verdict, good_s, worst
from trainer.checking.watching import IDLE, START_S, Watch, shown
from trainer.counting import Counter, History
from trainer.exercise import (
    AtLeast,
    AtMost,
    Check,
    Exercise,
    Limit,
    Measure,
    Movement,
    Signal,
    Strictness,
    View,
    Within,
)
from trainer.pose import DETAIL
from trainer.status import ActiveFault, Fault, Rep

SCALE = {Strictness.RELAXED: 1.3, Strictness.NORMAL: 1.0, Strictness.STRICT: 0.8}
HOLD_TOLERANCE_S = 0.3  # a hold may be this much shorter than asked, see the exercises' sources


def scaled(limit: Limit, strictness: Strictness) -> Limit:
    """The limit as this strictness asks it: relaxed widens it by 30 %, strict narrows it by 20 %."""
    factor = SCALE[strictness]
    if isinstance(limit, AtMost):
        return AtMost(limit.limit * factor, limit.unit)
    if isinstance(limit, Within):
        return Within(limit.limit * factor, limit.unit)
    return AtLeast(limit.limit / factor if limit.limit > 0 else limit.limit * factor, limit.unit)


class Checker:
    """All checks of one exercise over one set."""

    def __init__(self, exercise: Exercise, strictness: Strictness, hold_s: float | None) -> None:
        limits = {c: scaled(c.limit, strictness) for c in exercise.checks}
        for check in exercise.checks:
            if hold_s is not None and check.code == "short-hold":
                limits[check] = AtLeast(hold_s - HOLD_TOLERANCE_S, "s")
        self._checks = exercise.checks
        self._never = exercise.never_seen
        self._limits = limits
        self._watches = {
            (c, signal.name): Watch(c, signal, limits[c])
            for c in exercise.checks
            for signal in (c.value, *c.also)
            if isinstance(signal, Signal) and c.during != "span"
        }
        views, details = (*View, None), (*DETAIL.values(), None)  # None: nobody is seen
        self._looking = {of: self._split(*of) for of in product(views, details, (True, False))}
        self._early = Early(exercise, limits)
        self._over_time = [SpanWatch(c, limits[c]) for c in exercise.checks if c.during == "span"]
        self._blind = {of: self._hidden_from(*of) for of in product(views, details)}
        self._frames = History()
        self._t: float | None = None
        self._since = IDLE
        self._broken_s = 0.0
        self._waiting: dict[int, tuple[Movement, dict[str, Verdict]]] = {}

    def step(self, t: float, body: Body | None, counter: Counter, *, live: bool = True) -> None:
        """Note what each check sees at this moment; live: and whether it fails now, which no verdict needs."""
        since = counter.since_s
        forget = min(self._since, since, t) - 4 * START_S  # a movement that ends now is still to be judged
        if since != self._since:
            self._since, self._broken_s = since, 0.0
            for watch in self._watches.values():
                watch.begin(since)
        self._frames.forget(forget)
        self._frames.add(t, 0.0)
        for span in self._over_time:
            span.step(t, body, counter.phase == "moving")
        view, detail = (None, None) if body is None else (body.view, body.detail)
        looking, idle = self._looking[view, detail, since != IDLE]
        for watch in looking:
            watch.note(t, body, forget)
        for watch in idle:
            watch.skip(forget)
        if live:
            self._follow(t, since, counter)
        self._t = t

    def _follow(self, t: float, since: float, counter: Counter) -> None:
        """What fails at this moment, and for how long the hold that goes on was broken."""
        hold = counter.hold
        self._early.step(t, since, counter.share)
        broken = False
        for watch in self._watches.values():
            watch.follow(t, since, hold)
            broken = broken or (watch.active and watch.check.severity == "break")
        if broken and hold is not None and self._t is not None:
            self._broken_s += t - self._t

    def _split(self, view: View | None, detail: int | None, moving: bool) -> tuple[list[Watch], list[Watch]]:
        """The watches that look from there, and the others."""
        looking = [watch for watch in self._watches.values() if watch.looks(view, detail, moving)]
        return looking, [watch for watch in self._watches.values() if watch not in looking]

    def blind(self, view: View | None, detail: int | None = 2) -> tuple[str, ...]:
        """Codes that this view never shows, with landmarks as finely placed as that; none when nobody was seen."""
        return self._blind[view, detail]

    def _hidden_from(self, view: View | None, detail: int | None) -> tuple[str, ...]:
        if view is None:
            return ()
        seen = {c.code for c in self._checks if shown(c, view, detail)}
        return (*dict.fromkeys(c.code for c in self._checks if c.code not in seen), *self._never)

    def spans(self, counter: Counter) -> tuple[Fault, ...]:
        """Faults of a stretch of time rather than of a repetition, in time order; ends the set."""
        found = list(counter.spans)
        for span in self._over_time:
            span.close()
            found += span.found
        return tuple(sorted(found, key=lambda fault: fault.start_s))

    def bases(self, m: Movement) -> dict[tuple[str, str], float | None]:
        """Code and signal's name to what the signal is compared with in this movement; asked before its verdict."""
        own = {(w.check.code, w.check.value.name): w.own for w in self._over_time}
        return own | {(check.code, name): watch.base(m) for (check, name), watch in self._watches.items()}

    def expect(self, bests: Mapping[str, float]) -> None:
        """What to compare with until the set has bests of its own, by signals' names."""
        for (_, name), watch in self._watches.items():
            watch.expect(bests.get(name))

    def bests(self, view: View | None) -> dict[str, float]:
        """The set's own bests, by signals' names, where a check compares with them from this view."""
        watches = [(name, w) for (_, name), w in self._watches.items() if w.check.against == "own"]
        return {name: w.best for name, w in watches if w.best is not None and view in w.check.views}

    def active(self) -> tuple[ActiveFault, ...]:
        """Faults that last at this moment."""
        found: dict[str, ActiveFault] = {}
        failing = {w.check.code for w in self._watches.values() if w.active}
        told = failing - self._masked(failing)
        for w in self._watches.values():
            if w.active and w.check.code in told and w.check.code not in found:
                found[w.check.code] = ActiveFault(w.check, w.bad_since)
        found |= {fault.check.code: fault for fault in self._early.active()}
        for span in self._over_time:
            fault = span.active()
            if fault is not None:
                found[fault.check.code] = fault
        return tuple(found.values())

    def good_s(self, hold: tuple[float, float]) -> float:
        """Seconds of the hold that goes on without any breaking fault."""
        return max(hold[1] - hold[0] - self._broken_s, 0.0)

    def verdict(self, index: int, m: Movement) -> Rep:
        """Whether this movement counts, and why not."""
        verdicts: dict[str, Verdict] = {}
        for check in self._checks:
            if check.during == "span":
                continue
            if verdicts.get(check.code, "unseen") == "unseen":  # rows of one code look from different views
                verdicts[check.code] = self._judge(check, m)
        if any(watch.waits_for(m) for watch in self._watches.values()):
            self._waiting[index] = m, verdicts
        rep = self._rep(index, m, verdicts)
        if not rep.faults:
            for watch in self._watches.values():
                watch.learn(m)
        return rep

    def in_hindsight(self, reps: Sequence[Rep]) -> tuple[Rep, ...]:
        """The set's repetitions; those that came before anything of the person's own to compare with are judged by it.

        The first repetition is the one that nothing is known before: it may turn out to be the worst of all.
        """
        return tuple([self._again(rep) for rep in reps])

    def _again(self, rep: Rep) -> Rep:
        if rep.index not in self._waiting:
            return rep
        m, verdicts = self._waiting[rep.index]
        for watch in self._watches.values():
            if watch.waits_for(m) and verdicts[watch.check.code] == "unseen":
                verdicts[watch.check.code] = watch.judge_again(m)
        return self._rep(rep.index, m, verdicts)

    def _rep(self, index: int, m: Movement, verdicts: Mapping[str, Verdict]) -> Rep:
        hidden = self._masked({code for code, v in verdicts.items() if isinstance(v, Fault)})
        faults = [v for code, v in verdicts.items() if isinstance(v, Fault) and code not in hidden]
        unseen = [code for code, v in verdicts.items() if v == "unseen" or code in hidden]
        breaking = [f for f in faults if f.severity == "break"]
        return Rep(
            index, m.side, m.start_s, m.peak_s, m.end_s, m.hold_s, good_s(m, breaking), not breaking,
            breaking[0].code if breaking else None, tuple(faults), tuple(unseen), m.travel / m.own if m.own else None,
            m.travel if m.own else None,
        )  # fmt: skip

    def _masked(self, failing: set[str]) -> set[str]:
        """Those of the failing codes that another one of them hides."""
        return {c.code for c in self._checks if c.code in failing and failing.intersection(c.masked_by)}

    def _judge(self, check: Check, m: Movement) -> Verdict:
        if isinstance(check.value, Measure):
            limit, value = self._limits[check], check.value.of(m)
            if value is None:
                return "unseen"
            if limit.excess(value) <= 0:
                return None
            return Fault(check.code, check.severity, m.start_s, m.end_s, value, limit.unit)
        watches = [w for w in self._watches.values() if w.check is check]
        start, end = watches[0].phase(m)
        frames = sum(1 for _ in self._frames.between(start, end))
        return worst([watch.judge(m, frames) for watch in watches], self._limits[check])
