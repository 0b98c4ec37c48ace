"""One thing to tell the person, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.saying import Phrase

RANKS = {"safety": 0, "see": 1, "form": 2, "range": 3, "pace": 4, "place": 5, "good": 6}
"""What is told first; place: the start posture, which whoever rests between repetitions has left on purpose."""
SEEN = "not-seen"
GOOD = "good"
PAUSED = "paused"

Tone = Literal["break", "warn", "see", "good"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to tell the person; t: when it was first told, seconds of the poses' time.

    code: of the check, or "not-seen", "paused" or "good". severity: of the check; "see" when the camera can't see
    enough. rank: of RANKS; what is smaller is told first.
    """

    phrase: Phrase
    code: str
    severity: Tone
    t: float = 0.0
    rank: int = 0
