"""The counter that a declaration asks for."""

from __future__ import annotations

from trainer.cadence import CadenceCounter
from trainer.circles import CircleCounter
from trainer.counting import Counter
from trainer.exercise import Circles, Counting, Travel
from trainer.travel import TravelCounter


def counter_for(rule: Counting) -> Counter:
    """A fresh counter for one set."""
    if isinstance(rule, Travel):
        return TravelCounter(rule)
    if isinstance(rule, Circles):
        return CircleCounter(rule)
    return CadenceCounter(rule)
