"""What is heard, one thing at a time: what would overlap waits for its turn while it is fresh, and is dropped then."""

from __future__ import annotations

import math
from dataclasses import replace

from trainer.saying import Saying
from trainer.words import Words

LETTERS_A_SECOND = 15.0  # of a calm voice, 160 words a minute: German says the same in fewer, longer words
PAUSE_S = 0.4  # around each sentence
LEAST_S = 0.6  # a number
SAFETY, LATER = 0, 2  # what is this urgent cuts short what is that urgent or less, as the voice does


class Speech:
    """The queue in front of a voice that says one thing at a time; time is that of the poses."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._waiting: dict[str, Saying] = {}
        self._until = -math.inf
        self._urgency = LATER

    def add(self, slot: str, saying: Saying) -> None:
        """Something to say as soon as possible; it takes the place of what waits in the same slot."""
        self._waiting[slot] = saying

    def drop(self, slot: str) -> None:
        """What waits in this slot is not said any more."""
        self._waiting.pop(slot, None)

    def forget(self) -> None:
        """What waits is not said any more."""
        self._waiting.clear()

    def step(self, t: float) -> tuple[Saying, ...]:
        """What begins to be said at t: nothing, or the most urgent one, and of two the one that waits for longer."""
        self._waiting = {slot: s for slot, s in self._waiting.items() if t - s.t <= s.fresh_s}
        slot = min(self._waiting, key=lambda name: (self._waiting[name].urgency, self._waiting[name].t), default=None)
        if slot is None:
            return ()
        saying = self._waiting[slot]
        if t < self._until and (saying.urgency > SAFETY or self._urgency < LATER):
            return ()
        del self._waiting[slot]
        self._until, self._urgency = t + self.seconds(saying), saying.urgency
        return (replace(saying, t=t, fresh_s=saying.fresh_s - (t - saying.t)),)

    def seconds(self, saying: Saying) -> float:
        """About how long it takes to say this."""
        if saying.phrase is None:
            return 0.0
        return max(LEAST_S, PAUSE_S + len(self._words.say(saying.phrase)) / LETTERS_A_SECOND)
