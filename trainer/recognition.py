"""How a repetition is recognised: signals, postures, and the three ways of counting that an exercise declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.body import Body
from trainer.limits import Limit


@dataclass(frozen=True, slots=True)
class Signal:
    """A number with a unit, read from one body; None when it can't be seen. It decides nothing."""

    name: str
    unit: str
    of: Callable[[Body], float | None]


@dataclass(frozen=True, slots=True)
class Posture:
    """Something that must be so: a signal inside a limit, and what to tell the person when it is not."""

    signal: Signal
    limit: Limit
    hint: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement as a counter measured it, before any check: times in seconds, sizes in the unit of the counter.

    side: the person's own, None when the exercise has none. rest and peak: values at the start and at the far end.
    travel: how far it went. own: the person's best travel so far, this one included, and at least the counter's `full`.
    hold_start_s and hold_end_s: first and last moment in position, equal when nothing was held. balance: the smaller
    side's share of the larger one's size, [0, 1], None when there is only one. early: movements of this side so far,
    this one included, while none of the side that should have come first was done.
    """

    side: str | None
    start_s: float
    peak_s: float
    end_s: float
    rest: float
    peak: float
    own: float
    hold_start_s: float
    hold_end_s: float
    balance: float | None = None
    early: int = 0

    @property
    def travel(self) -> float:
        """Distance between rest and peak, without sign."""
        return abs(self.peak - self.rest)

    @property
    def duration_s(self) -> float:
        """From the first to the last moment of the movement."""
        return self.end_s - self.start_s

    @property
    def hold_s(self) -> float:
        """Time in position, ramps excluded."""
        return self.hold_end_s - self.hold_start_s


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a unit that is known when a movement has ended; None when it can't be told."""

    name: str
    unit: str
    of: Callable[[Movement], float | None]


@dataclass(frozen=True, slots=True)
class Travel:
    """Counts a way out and back: rest, far end (held or not), rest."""

    # the signal that travels, by side; None where the exercise has no sides
    tracks: Mapping[str | None, Signal]
    # a shorter way is no attempt
    least: float
    # what an adult travels at least; the person's own best replaces it when larger
    full: float
    # share of the own best from which a hold counts
    far: float = 0.7
    # what must be so at rest before a repetition may begin
    start: tuple[Posture, ...] = ()
    # what must stay so, or it was another movement
    keep: tuple[Posture, ...] = ()
    # tells the side while held, where the track does not; without a side in half of the hold it was another movement
    side: Callable[[Body], str | None] | None = None
    # how long the way takes before and after its middle, as multiples of the time from a fifth to four fifths of it:
    # 1.44 each for a minimum-jerk reach (Flash & Hogan 1985), other where the picture foreshortens the reach
    ramp: tuple[float, float] = (1.44, 1.44)
    # who stays in position for less did something else
    least_hold_s: float = 0.0
    # how long the way back must last to be believed, where hidden joints jump
    back_s: float = 0.0
    # how long a movement that was seen to begin may stay unseen and still be one
    unseen_s: float = 0.5
    # who is back sooner did not do it: a landmark jumped
    quickest_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Aside:
    """What tells best how far forward somebody's shoulders are who is turned away, by turn, from from_deg on."""

    forward: Signal
    turn: Signal
    from_deg: float


@dataclass(frozen=True, slots=True)
class Circles:
    """Counts full circles of both shoulders, which go up, forward, down and back (forward) or the other way (backward).

    height: how high each shoulder is, by the person's side. forward: evidence of how far forward they are, of any
    scale; it tells the direction. still: what must move far less than the shoulders, or something else moved. least: a
    smaller way up is no circle. full: the way up of a large circle. slowest_s: who takes longer is not rolling. keep:
    what must stay so, or it was another movement. planted: what hardly moves while someone rolls, where it is seen.
    aside: what tells the direction of somebody who is turned away. sides: names of the two directions, the one to begin
    with first.
    """

    height: Mapping[str, Signal]
    forward: Signal
    still: Signal
    least: float
    full: float
    slowest_s: float
    keep: tuple[Posture, ...]
    planted: Signal | None = None
    aside: Aside | None = None
    sides: tuple[str, str] = ("forward", "backward")


@dataclass(frozen=True, slots=True)
class Cadence:
    """Counts the beats of a rhythm: steps on a treadmill, pedal turns on a bike.

    step: how far one foot is ahead of the other, cm; each swing from one end to the other is a step. pedals: how high
    the foot is, or the knee when no foot is seen, cm; up and down again is a turn. thighs: how far forward they point.
    least_step, least_pedal: a smaller swing is no beat, cm. On a bike the thighs point forward and the feet go round as
    high as wide, on a treadmill neither: thighs / seat_deg + height / width is above seated on the one and below it on
    the other. slowest_s: a longer wait ends the rhythm. pause_s: so long without a beat is a pause.
    """

    step: Signal
    pedals: tuple[Signal, ...]
    thighs: Signal
    least_step: float
    least_pedal: float
    seat_deg: float
    seated: float
    slowest_s: float = 2.0
    pause_s: float = 2.0


Counting = Travel | Circles | Cadence
