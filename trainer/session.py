"""The one judge: poses in, statuses out; what it says depends on the poses and their own times alone."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence

from trainer.body import Body, Yardstick
from trainer.calibration import Calibration
from trainer.checking import Checker
from trainer.counting import Counter
from trainer.counting.factory import counter_for
from trainer.counting.travel import TravelCounter
from trainer.exercise import Exercise, Movement, Strictness, View
from trainer.framing import framing_hint, posture_hint, view_hint
from trainer.leaps import Leaps
from trainer.pose import Pose, later
from trainer.saying import Phrase
from trainer.status import Hero, Rep, Result, State, Status

TRUSTED_REPS = 2  # so many are judged by another day's measures; a wrong one, or a bad day, may not spoil the set
GAP_S = 1.0  # poses further apart than this, as when the machine slept: nobody was seen between, and nothing was held


class Session:
    """One set of one exercise."""

    def __init__(
        self,
        exercise: Exercise,
        *,
        strictness: Strictness = Strictness.NORMAL,
        reps: int | None = None,
        hold_s: float | None = None,
        side: str | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self._exercise = exercise
        self._calibration = calibration
        self._target = exercise.reps if reps is None else reps
        self._hold_s = exercise.hold_s if hold_s is None else hold_s
        self._yardstick, self._leaps = Yardstick(), Leaps()
        self._counter: Counter = counter_for(exercise.counting, side)
        self._checker = Checker(exercise, strictness, self._hold_s)
        self._reps: list[Rep] = []
        self._valid = 0
        self._views: Tally[View] = Tally()
        self._details: Tally[int] = Tally()
        self._body: Body | None = None
        self._seen_s: float | None = None
        self._start_s: float | None = None
        self._t: float | None = None
        self._size: tuple[int, int] | None = None

    def step(self, pose: Pose) -> Status:
        """Judge one pose, and say all that is known after it; one that is not later than the last is left out."""
        new = self.judge(pose, live=True)
        return self._status(pose, self._body, new)

    def judge(self, pose: Pose, *, live: bool = False) -> tuple[Rep, ...]:
        """Judge one pose, and say only which repetitions ended with it: enough where nobody watches.

        live: follow what fails at this very moment, too. Only a status tells that, and no verdict needs it.
        """
        if not later(pose.t, self._t):
            return ()
        if self._start_s is None:
            self._start_s = pose.t
        before: Sequence[Movement] = ()
        if self._t is not None and pose.t - self._t > GAP_S:
            before = self._counter.step(pose.t, None)
        if self._size != pose.size:  # another camera, or another picture of the same one: nothing of before compares
            self._size, self._yardstick, self._leaps = pose.size, Yardstick(), Leaps()
        if self._leaps.elsewhere(pose, self._yardstick.px_per_m):
            return tuple(map(self._judged, before))
        self._t = pose.t
        self._body = body = self._yardstick.measure(pose)
        if body is not None:
            self._seen_s = pose.t
            self._views[body.view] += 1
            self._details[pose.detail] += 1
        movements = self._counter.step(pose.t, body)
        self._checker.step(pose.t, body, self._counter, live=live)
        if self._calibration is not None and body is not None and self._counter.phase != "lost":
            kept, self._calibration = self._calibration, None
            self._expect(kept.travel(self._exercise, body.view), kept.bests(self._exercise, body.view))
        return tuple(map(self._judged, (*before, *movements))) if before or movements else ()

    def finish(self) -> Result:
        """Close the set: what was found in it, and what its view could not show."""
        for movement in self._counter.finish():
            self._judged(movement)
        view = max(self._views, key=self._views.__getitem__, default=None)
        detail = max(self._details, key=self._details.__getitem__, default=None)
        spans, checker = self._checker.spans(self._counter), self._checker
        blind = checker.blind(view, detail)
        reps = checker.in_hindsight(self._reps)
        late = tuple(rep.index for rep, said in zip(reps, self._reps, strict=True) if said.valid and not rep.valid)
        return Result(view, reps, spans, blind, checker.bests(view), late)

    def _expect(self, own: float | None, bests: Mapping[str, float]) -> None:
        """Begin with the own range and bests of another day; with None and {} only those of this set count."""
        if isinstance(self._counter, TravelCounter):
            self._counter.expect(own)
        self._checker.expect(bests)

    def _judged(self, movement: Movement) -> Rep:
        rep = self._checker.verdict(len(self._reps), movement)
        self._reps.append(rep)
        self._valid += rep.valid
        if len(self._reps) == TRUSTED_REPS:
            self._expect(None, {})
        return rep

    def _status(self, pose: Pose, body: Body | None, new: tuple[Rep, ...]) -> Status:
        counter, hold = self._counter, self._counter.hold
        t = self._t or 0.0
        hold_s = hold[1] - hold[0] if hold else 0.0
        good_s = self._checker.good_s(hold) if hold else 0.0
        view = body.view if body is not None else None
        state = self._state(pose, body)
        return Status(
            t=t,
            exercise=self._exercise,
            state=state,
            reason=self._reason(state, pose, body),
            view=view,
            hero=self._hero(good_s, body),
            phase=counter.phase,
            side=counter.side,
            valid=self._valid,
            attempts=len(self._reps) - self._valid,
            target=self._target,
            hold_s=hold_s,
            good_s=good_s,
            hold_target_s=self._hold_s,
            active=self._checker.active(),
            last_rep=self._reps[-1] if self._reps else None,
            new_reps=new,
            blind=self._checker.blind(view, pose.detail),
            cadence=counter.cadence,
            elapsed_s=t - (self._start_s or 0.0),
            body=body,
            clock_s=counter.clock_s,
        )

    def _hero(self, good_s: float, body: Body | None) -> Hero:
        share, clock_s = self._counter.share, self._counter.clock_s
        if clock_s is not None:
            return Hero(f"{int(clock_s // 60)}:{int(clock_s % 60):02d}", "min")
        if self._exercise.hero is not None:
            value = self._exercise.hero.of(body) if body is not None else None
            return Hero("–" if value is None else f"{value:.0f}", self._exercise.hero.unit, share, 1.0)
        if self._hold_s is not None:
            return Hero(f"{good_s:.0f}", "s", share, 1.0)
        text = "–" if share is None else f"{100 * max(share, 0.0):.0f}"
        return Hero(text, "%", share, 1.0)

    def _state(self, pose: Pose, body: Body | None) -> State:
        if body is None and self._seen_s is None:
            return State.NO_ONE
        phase, begun = self._counter.phase, bool(self._reps)
        if phase != "lost":
            return State.EXERCISING if begun or phase == "moving" else State.READY
        framed = framing_hint(self._exercise, pose, body) is None
        return State.LOST if begun and not framed else State.POSITIONING

    def _reason(self, state: State, pose: Pose, body: Body | None) -> Phrase | None:
        if state in (State.READY, State.EXERCISING):
            return None
        framing = framing_hint(self._exercise, pose, body)
        if framing is not None or body is None:
            return framing
        return view_hint(self._exercise, body) or posture_hint(self._exercise, body)
