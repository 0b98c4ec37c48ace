"""What is heard in a set: the coach's cues, counts, the last seconds of a hold, minutes, and short sounds."""

from __future__ import annotations

import math

from trainer.coach.cue import RANKS, Cue
from trainer.coach.speech import Speech
from trainer.saying import Phrase, Saying, Sound, phrase
from trainer.status import Status
from trainer.words import Words

LAST_S = 3  # seconds of a hold that are counted down
TALK_S = 300.0  # how often someone on a bike or treadmill is asked whether talking is still easy
URGENCY = {"safety": 0, "see": 1, "form": 2, "range": 2, "pace": 2, "place": 3, "good": 3}
BY_RANK = {RANKS[kind]: urgency for kind, urgency in URGENCY.items()}


class Announcer:
    """Turns the statuses of one set, and what the coach shows with them, into what is heard.

    words: the language in which it will be spoken, from which follows how long it takes. minutes: asked for of a
    rhythm. side: the person's own that was asked for, None for any; a status counts only that one as valid. What is
    told depends on the statuses alone; two sayings never overlap, as far as their length can be told.
    """

    def __init__(self, words: Words | None = None, *, minutes: float | None = None, side: str | None = None) -> None:
        self._speech = Speech(words or Words())
        self._minutes, self._side = minutes, side
        self._cue: Cue | None = None
        self._clock_s = 0.0
        self._begin_hold()

    def step(self, status: Status, cue: Cue | None) -> tuple[Saying, ...]:
        """What begins to be heard with this status: sounds at once, words as soon as there is room for them."""
        if cue is not None and cue is not self._cue:
            self._speech.add("cue", Saying(status.t, cue.code, cue.phrase, urgency=BY_RANK[cue.rank]))
        self._cue = cue
        sounds = [*self._counted(status), *self._hold(status), *self._clock(status)]
        return (*sounds, *self._speech.step(status.t))

    def _counted(self, status: Status) -> list[Saying]:
        """Each repetition with its number; what did not count has a sound of its own, and the coach says why."""
        if not status.new_reps or status.clock_s is not None:
            return []
        last = status.new_reps[-1]
        if not last.valid or self._side not in (None, last.side):
            return [Saying(status.t, "attempt", sound=Sound.ATTEMPT)]
        count = status.valid
        left = status.target - count
        key = {0: "say.last", 1: "say.one-more"}.get(left if status.target > 1 else -1, "say.count")
        self._say(status, "count", phrase(key, count=count), fresh_s=1.0)
        return [Saying(status.t, "count", sound=Sound.COUNTED)]

    def _begin_hold(self) -> None:
        self._next, self._half, self._held, self._spoilt = LAST_S, False, False, False

    def _hold(self, status: Status) -> list[Saying]:
        """Half time, the last seconds and the end of a hold; only the end of one in which a fault broke the form."""
        whole = status.hold_target_s
        if whole is None or status.phase != "moving":
            self._begin_hold()
            return []
        self._spoilt = self._spoilt or any(fault.check.severity == "break" for fault in status.active)
        done = status.hold_s if self._spoilt else status.good_s
        if self._held or done <= 0:
            return []
        left = math.ceil(whole - done)
        if left <= 0:
            self._held = True
            self._say(status, "hold", phrase("say.relax"), fresh_s=1.0)
            return [] if self._spoilt else [Saying(status.t, "hold", sound=Sound.HELD)]
        if self._spoilt:
            return []
        if status.exercise.halfway and not self._half and left > LAST_S and done >= whole / 2:
            self._half = True
            self._say(status, "hold", Phrase(status.exercise.halfway), fresh_s=1.5)
        if left <= self._next and left < whole:
            self._next = left - 1
            self._say(status, "hold", phrase("say.count", count=left), fresh_s=0.4)
        return []

    def _clock(self, status: Status) -> list[Saying]:
        """Minutes instead of beats: each five of them, the last one, and the end."""
        now, before = status.clock_s, self._clock_s
        if now is None:
            return []
        self._clock_s = now
        whole = None if self._minutes is None else 60 * self._minutes
        if whole is not None and before < whole <= now:
            self._say(status, "clock", phrase("say.done"), fresh_s=5.0)
            return [Saying(status.t, "hold", sound=Sound.HELD)]
        if whole is not None and before < whole - 60 <= now:
            self._say(status, "clock", phrase("say.one-minute"), fresh_s=5.0)
        elif math.floor(now / TALK_S) > math.floor(before / TALK_S):
            self._say(status, "clock", phrase("say.talk", count=5 * math.floor(now / TALK_S)), fresh_s=10.0)
        return []

    def _say(self, status: Status, code: str, words: Phrase, *, fresh_s: float) -> None:
        urgency = 4 if code == "clock" else 3
        self._speech.add(code, Saying(status.t, code, words, urgency=urgency, fresh_s=fresh_s))
