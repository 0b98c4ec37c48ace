"""Which words a fault is told in: a fault that comes again gets other words, an easier task, and then silence."""

from __future__ import annotations

import math
from dataclasses import dataclass

from trainer.exercise import Cadence, Check, Exercise
from trainer.saying import Phrase
from trainer.status import Rep

AGAIN_S = 7.0  # the same words more often than this are nagging
ANEW_S = 4.0  # other words about a movement that came after; who was just told needs that long to change something
SILENT_S = 30.0  # who did not follow three different hints is not helped by a fourth
RHYTHM_S = 120.0  # posture on a bike or treadmill: one hint each two minutes, so that half an hour stays pleasant


@dataclass(frozen=True, slots=True)
class _Told:
    """How often a fault was told since it was last put right, and when for the last time."""

    times: int = 0
    t: float = -math.inf


class Wording:
    """Remembers what was told in a set, and says which words are due."""

    def __init__(self) -> None:
        self._told: dict[str, _Told] = {}
        self._words: dict[Phrase, float] = {}
        self._ended_s = -math.inf

    def due(self, exercise: Exercise, check: Check, t: float) -> Phrase | None:
        """The words for this fault at t; None while it is better to say nothing."""
        told = self._told.get(check.code, _Told())
        if t - told.t < self._pause(exercise, told):
            return None
        said = Phrase(ways(check)[told.times % len(ways(check))])
        return said if self.fresh(said, t) else None

    def fresh(self, words: Phrase, t: float) -> bool:
        """Whether these very words have not been heard for a while."""
        return t - self._words.get(words, -math.inf) >= AGAIN_S

    def note(self, code: str, words: Phrase, t: float) -> None:
        """These words were told about this code."""
        self._words[words] = t
        self._told[code] = _Told(self._told.get(code, _Told()).times + 1, t)

    def told_since(self, code: str, t: float) -> bool:
        """Whether something was told about this code at t or later."""
        return code in self._told and self._told[code].t >= t

    def ended(self, exercise: Exercise, rep: Rep, t: float) -> None:
        """A movement ended: what it no longer shows, though it began after that was told, has been put right."""
        self._ended_s = t
        wrong = {fault.code for fault in rep.faults}.union(rep.unseen, (rep.reason,))
        for check in exercise.checks:
            told = self._told.get(check.code)
            if told is not None and check.during != "span" and told.t < rep.start_s and check.code not in wrong:
                self.fixed(check.code)

    def fixed(self, code: str) -> None:
        """The fault was put right: if it comes back, it is told from the first words on."""
        if code in self._told:
            self._told[code] = _Told(0, self._told[code].t)

    def _pause(self, exercise: Exercise, told: _Told) -> float:
        if isinstance(exercise.counting, Cadence):
            return RHYTHM_S
        if told.times and told.times % 3 == 0:
            return SILENT_S
        return ANEW_S if told.t < self._ended_s else AGAIN_S


def ways(check: Check) -> tuple[str, str, str]:
    """What is told the first, the second and the third time."""
    again = check.again or check.cue
    return check.cue, again, check.easier or again
