"""What is said and when: one cue at a time, the gravest first, and silence while all is well."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from trainer.exercise import Check
from trainer.saying import Phrase, phrase
from trainer.status import ActiveFault, Rep, State, Status

LASTING_S = 0.4  # a fault shorter than this is a wobble or the model's noise
SHOWN_S = 3.0  # long enough to read six words at a glance, between two breaths
AGAIN_S = 7.0  # the same words more often than this are nagging
OWED_S = 4.0  # the reason of an attempt is stale after this
FIXED_S = 1.0  # a fault must stay away this long before it is called fixed

RANKS = {"safety": 0, "see": 1, "form": 2, "range": 3, "pace": 4, "good": 5}
"""What is told first."""
SEEN = "not-seen"
GOOD = "good"

Tone = Literal["break", "warn", "see", "good"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to tell the person; t: when it was first told, seconds of the poses' time.

    code: of the check, or "not-seen" or "good". severity: of the check; "see" when the camera can't see enough.
    rank: of RANKS; what is smaller is told first.
    """

    phrase: Phrase
    code: str
    severity: Tone
    t: float = 0.0
    rank: int = 0


class Coach:
    """Chooses the one cue to tell; feed it every Status of a set in order. It reads no clock but status.t."""

    def __init__(self) -> None:
        self._cue: Cue | None = None
        self._told: dict[Phrase, float] = {}
        self._unseen_since: float | None = None
        self._owed: Cue | None = None
        self._to_fix: Cue | None = None
        self._away_since: float | None = None

    def step(self, status: Status) -> Cue | None:
        """The cue to show now, the same object for as long as it is shown; None for silence."""
        t = status.t
        fixed = self._fixed(status)
        wishes = [*self._not_seen(status), *_lasting(status), *self._attempt(status)]
        fresh = [w for w in wishes if w.phrase not in self._told or t - self._told[w.phrase] >= AGAIN_S]
        if self._over(status):
            self._cue = None
        best = min(fresh, key=_rank, default=None)
        if best is not None and (self._cue is None or best.rank < self._cue.rank):
            self._tell(best)
        elif fixed is not None and (self._cue is None or self._cue.code == fixed.code):
            self._tell(Cue(phrase("coach.good"), GOOD, "good", t, RANKS["good"]))
        return self._cue

    def _tell(self, cue: Cue) -> None:
        self._cue = cue
        self._told[cue.phrase] = cue.t
        if self._owed is not None and self._owed.phrase == cue.phrase:
            self._owed = None
        if cue.severity in ("break", "warn"):
            self._to_fix, self._away_since = cue, None

    def _over(self, status: Status) -> bool:
        """Whether the cue on show has been up long enough, or tells of a person out of sight who is back."""
        cue = self._cue
        if cue is None:
            return False
        back = cue.code == SEEN and status.reason is None
        return back or status.t - cue.t >= SHOWN_S

    def _not_seen(self, status: Status) -> list[Cue]:
        if status.reason is None or status.state not in (State.POSITIONING, State.LOST):
            self._unseen_since = None
            return []
        if self._unseen_since is None:
            self._unseen_since = status.t
        if status.t - self._unseen_since < LASTING_S:
            return []
        return [Cue(status.reason, SEEN, "see", status.t, RANKS["see"])]

    def _attempt(self, status: Status) -> list[Cue]:
        """Why the last movement did not count; waits for its turn for a while, since a movement ends only once."""
        for rep in status.new_reps:
            self._owed = _why(status, rep)
        if self._owed is None or status.t - self._owed.t > OWED_S:
            self._owed = None
            return []
        return [replace(self._owed, t=status.t)]

    def _fixed(self, status: Status) -> Cue | None:
        """The told fault that has just been put right, once; None when there is none.

        A fault that ended with its movement is not put right yet: the next repetition without it is.
        """
        told = self._to_fix
        if told is None or status.state is not State.EXERCISING:
            self._away_since = None
            return None
        if any(rep.valid and all(f.code != told.code for f in rep.faults) for rep in status.new_reps):
            self._to_fix = None
            return told
        # At rest nothing is wrong, and nothing is put right.
        if status.phase == "rest" or status.new_reps or any(f.check.code == told.code for f in status.active):
            self._away_since = None
            return None
        if self._away_since is None:
            self._away_since = status.t
        if status.t - self._away_since < FIXED_S:
            return None
        self._to_fix = None
        return told


def _rank(cue: Cue) -> tuple[int, bool]:
    return cue.rank, cue.severity != "break"


def _lasting(status: Status) -> list[Cue]:
    """Cues for faults that last long enough to be told, the longest first."""
    lasting: list[ActiveFault] = [f for f in status.active if status.t - f.since_s >= LASTING_S]
    lasting.sort(key=lambda f: f.since_s)
    return [_cue(f.check, status.t) for f in lasting]


def _why(status: Status, rep: Rep) -> Cue | None:
    for check in status.exercise.checks:
        if check.code == rep.reason:
            return _cue(check, status.t)
    return None


def _cue(check: Check, t: float) -> Cue:
    return Cue(Phrase(check.cue), check.code, check.severity, t, RANKS[check.kind])
