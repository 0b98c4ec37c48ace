"""The vocabulary of a rule: an exercise is a declaration made of these, and no code of its own but its signals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from trainer.doses import Dose
from trainer.limits import AtLeast as AtLeast  # all of the vocabulary: a rule's file reads it from here
from trainer.limits import AtMost as AtMost
from trainer.limits import Limit as Limit
from trainer.limits import Within as Within
from trainer.pose import Joint, Model
from trainer.recognition import Aside as Aside
from trainer.recognition import Cadence as Cadence
from trainer.recognition import Circles as Circles
from trainer.recognition import Counting as Counting
from trainer.recognition import Measure as Measure
from trainer.recognition import Movement as Movement
from trainer.recognition import Posture as Posture
from trainer.recognition import Signal as Signal
from trainer.recognition import Travel as Travel
from trainer.view import View as View

ANY_VIEW = frozenset(View)
Severity = Literal["break", "warn"]
Kind = Literal["safety", "form", "range", "pace"]
Against = Literal["nothing", "start", "hold", "own"]


class Strictness(StrEnum):
    """How close to its limit a value may come; scales every limit of every check."""

    RELAXED = "relaxed"
    NORMAL = "normal"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can go wrong: the rule, what breaks by it, where it can be seen, and what to say."""

    # as in the results
    code: str
    # the rule in words
    what: str
    # what is compared with the limit
    value: Signal | Measure
    limit: Limit
    # break makes the repetition an attempt; warn is told, and it counts
    severity: Severity
    # at most six words, said while it happens
    cue: str
    # where the limit comes from
    source: str
    # what is told first: safety (what loads the neck or the lower back), then form, range, pace
    kind: Kind = "form"
    # other words for the cue, when the same fault comes again; and what to do instead when that did not help
    again: str = ""
    easier: str = ""
    # judged while in position, all along the movement, or over the set as a span of time, then against its start
    during: Literal["position", "movement", "span"] = "movement"
    # the limit is for the difference to: nothing, the median at the repetition's start, or at the hold's start, or the
    # person's own: the median of the earlier faultless repetitions, of two the better one (not seen until there is one)
    against: Against = "nothing"
    # the median of the whole phase counts, not the worst stretch
    typical: bool = False
    # a share of the own best in percent, which is told as soon as the way back shows that it was not reached
    early: bool = False
    # how long a stretch past the limit must last
    lasting_s: float = 0.4
    # a limit inside the first one: what lies between the two is neither clearly right nor wrong, and so not seen
    clear: Limit | None = None
    # faults by which this one can't be told from the picture any more: not seen in the same repetition
    masked_by: tuple[str, ...] = ()
    # from where it can be seen at all
    views: frozenset[View] = ANY_VIEW
    # the smallest model whose landmarks are fine enough: with a smaller one it is not seen
    model: Model = "lite"
    # marked in the picture
    joints: tuple[Joint, ...] = ()
    # further signals under the same limit; the worst of them counts
    also: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise as a physiotherapist would write it down."""

    # on the command line and in results
    id: str
    name: str
    # what to do, a sentence each
    steps: tuple[str, ...]
    dose: str
    # how many are asked for, unless told otherwise
    reps: int
    # how to stand to the camera, in words, and the views that suit
    view_hint: str
    views: frozenset[View]
    # the one big number
    hero_name: str
    hero_unit: str
    counting: Counting
    checks: tuple[Check, ...]
    # joints that must be in the picture
    needs: tuple[Joint, ...]
    # movements that look alike
    must_not_count: tuple[str, ...]
    # possible sides of a repetition, () where it has none
    sides: tuple[str, ...] = ()
    # how long to hold, None where nothing is held
    hold_s: float | None = None
    # said at half of each hold, "" for nothing
    halfway: str = ""
    # codes of faults that one camera shows from nowhere: told as not seen, never as right
    never_seen: tuple[str, ...] = ()
    # what the big number shows, where it is neither the hold's seconds nor the share of the own best
    hero: Signal | None = None
    # what a workout asks for; None where it is done on its own only
    programme: Dose | None = None
