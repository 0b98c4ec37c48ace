"""The counter that a declaration asks for."""

from __future__ import annotations

from trainer.counting import Counter
from trainer.counting.cadence import CadenceCounter
from trainer.counting.circles import CircleCounter
from trainer.counting.travel import TravelCounter
from trainer.exercise import Circles, Counting, Travel


def counter_for(rule: Counting, asked: str | None = None) -> Counter:
    """A fresh counter for one set; asked: the side that is to be done, None when any is."""
    if isinstance(rule, Travel):
        return TravelCounter(rule, asked)
    if isinstance(rule, Circles):
        return CircleCounter(rule)
    return CadenceCounter(rule)
