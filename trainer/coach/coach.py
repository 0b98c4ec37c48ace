"""The one cue to show: the gravest first, in words that are due, and silence while all is well."""

from __future__ import annotations

import math

from trainer.coach.cue import GOOD, PAUSED, RANKS, SEEN, Cue
from trainer.coach.wording import Wording
from trainer.exercise import Check, Travel
from trainer.saying import phrase
from trainer.status import ActiveFault, Rep, State, Status

LASTING_S = 0.4  # a fault shorter than this is a wobble or the model's noise
TYPICAL_S = 1.0  # and where the verdict asks for what is typical of a whole hold, a shorter one may still be none
SHOWN_S = 3.0  # long enough to read six words at a glance, between two breaths
OWED_S = 4.0  # the reason of an attempt is stale after this
FIXED_S = 1.0  # a fault must stay away this long before it is called fixed
BLAMED_S = 5.0  # so long after an attempt nothing is called good, while the screen says that it did not count
HALF_WAY = 0.5  # share of the own best; who is not so far may be scratching the head: what only warns waits
PLACE_S = 1.5  # arms are let down between two repetitions; who does not take the start posture after this is told


class Coach:
    """Chooses the one cue to tell; feed it every Status of a set in order. It reads no clock but status.t.

    framing: whether it tells what is out of sight; not where a set-up does.
    """

    def __init__(self, *, framing: bool = True) -> None:
        self._framing = framing
        self._cue: Cue | None = None
        self._wording = Wording()
        self._unseen_since: float | None = None
        self._owed: tuple[Check, float] | None = None
        self._to_fix: Cue | None = None
        self._live = False
        self._away_since: float | None = None
        self._attempt_s = -math.inf
        self._pause_told = False

    def step(self, status: Status) -> Cue | None:
        """The cue to show now, the same object for as long as it is shown; None for silence.

        Nothing is called good while something else is to be told or breaks the movement, nor later for what was put
        right meanwhile: by then it would be taken for praise of the other.
        """
        for rep in status.new_reps:
            self._end(status, rep)
        fixed = self._fixed(status)
        if self._over(status):
            self._cue = None
        best = min((*self._faults(status), *self._not_seen(status), *self._paused(status)), key=_rank, default=None)
        if best is not None and (self._cue is None or best.rank < self._cue.rank):
            self._tell(status, best)
        elif fixed and best is None and not any(fault.check.severity == "break" for fault in status.active):
            self._tell(status, Cue(phrase("coach.good"), GOOD, "good", status.t, RANKS["good"]))
        return self._cue

    def _tell(self, status: Status, cue: Cue) -> None:
        self._cue = cue
        self._wording.note(cue.code, cue.phrase, cue.t)
        if self._owed is not None and self._owed[0].code == cue.code:
            self._owed = None
        if cue.severity in ("break", "warn"):
            self._to_fix, self._away_since = cue, None
            self._live = any(fault.check.code == cue.code for fault in status.active)

    def _end(self, status: Status, rep: Rep) -> None:
        """A movement ended: what was wrong with it is owed, unless it was told while it happened."""
        if not rep.valid:
            self._attempt_s = status.t
        self._wording.ended(status.exercise, rep, status.t)
        found = {fault.code for fault in rep.faults} if rep.valid else {rep.reason}
        untold = [c for c in status.exercise.checks if c.code in found]
        untold = [c for c in untold if not self._wording.told_since(c.code, rep.start_s)]
        check = min(untold, key=lambda c: RANKS[c.kind], default=None)
        self._owed = None if check is None else (check, status.t)

    def _over(self, status: Status) -> bool:
        """Whether the cue on show has been up long enough, or what it tells is no longer so."""
        cue = self._cue
        if cue is None:
            return False
        back = cue.code == SEEN and status.reason is None
        spoilt = cue.code == GOOD and self._attempt_s == status.t
        return back or spoilt or status.t - cue.t >= SHOWN_S

    def _faults(self, status: Status) -> list[Cue]:
        """Faults that last, the longest first, and what is owed about the last movement, in the words that are due.

        Who is out of sight is told nothing.
        """
        if self._owed is not None and status.t - self._owed[1] > OWED_S:
            self._owed = None
        checks: list[Check] = []
        if status.state is State.EXERCISING:
            lasting = [fault for fault in status.active if _sure(status, fault)]
            checks += [fault.check for fault in sorted(lasting, key=lambda fault: fault.since_s)]
        if self._owed is not None and status.state not in (State.LOST, State.NO_ONE):
            checks.append(self._owed[0])
        cues = []
        for check in checks:
            words = self._wording.due(status.exercise, check, status.t)
            if words is not None:
                cues.append(Cue(words, check.code, check.severity, status.t, RANKS[check.kind]))
        return cues

    def _not_seen(self, status: Status) -> list[Cue]:
        """What is out of sight, and after a while the start posture that was left."""
        if status.reason is None or status.state not in (State.POSITIONING, State.LOST):
            self._unseen_since = None
            return []
        if self._unseen_since is None:
            self._unseen_since = status.t
        begun = status.state is State.POSITIONING and status.last_rep is not None
        if status.t - self._unseen_since < (PLACE_S if begun else LASTING_S):
            return []
        if not (begun or self._framing) or not self._wording.fresh(status.reason, status.t):
            return []
        return [Cue(status.reason, SEEN, "see", status.t, RANKS["place" if begun else "see"])]

    def _paused(self, status: Status) -> list[Cue]:
        """A rhythm that stopped: the clock stands still, told once each time."""
        if status.cadence != 0.0:
            self._pause_told = False
            return []
        if self._pause_told or status.state is not State.EXERCISING:
            return []
        self._pause_told = True
        words = phrase("coach.paused")
        if not self._wording.fresh(words, status.t):
            return []
        return [Cue(words, PAUSED, "see", status.t, RANKS["pace"])]

    def _fixed(self, status: Status) -> bool:
        """Whether the told fault has just been put right; once.

        What does not break a repetition is put right within it; what does, by the next one that counts.
        """
        told = self._to_fix
        if told is None:
            return False
        beats = status.cadence is not None  # of a rhythm have no faults of their own
        for rep in () if beats else status.new_reps:
            if rep.valid and rep.start_s > told.t and all(fault.code != told.code for fault in rep.faults):
                self._put_right(told)
                return True
        if told.severity == "break" or not self._live or not self._away(status, told):
            return False
        self._put_right(told)
        return status.t - self._attempt_s >= BLAMED_S

    def _away(self, status: Status, told: Cue) -> bool:
        """Whether the fault has been away for long enough; at rest or out of sight nothing is put right."""
        here = any(fault.check.code == told.code for fault in status.active)
        idle = status.phase == "rest" or status.state is not State.EXERCISING
        if idle or here or (status.new_reps and status.cadence is None):
            self._away_since = None
            return False
        if self._away_since is None:
            self._away_since = status.t
        return status.t - self._away_since >= FIXED_S

    def _put_right(self, told: Cue) -> None:
        self._wording.fixed(told.code)
        self._to_fix = None


def _sure(status: Status, fault: ActiveFault) -> bool:
    """Whether the fault lasts, and belongs to this exercise and not to something else that looks alike so far."""
    check, share, rule = fault.check, status.hero.share, status.exercise.counting
    if status.t - fault.since_s < (TYPICAL_S if check.typical else LASTING_S):
        return False
    if check.during == "position" and isinstance(rule, Travel) and status.hold_s < rule.least_hold_s:
        return False
    return check.severity == "break" or share is None or share >= HALF_WAY


def _rank(cue: Cue) -> tuple[int, bool]:
    return cue.rank, cue.severity != "break"
