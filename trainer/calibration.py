"""What is measured of a person at one exercise: it makes the next set's targets the person's own from its beginning."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer import framing
from trainer.body import LH, LS, RH, RS
from trainer.exercise import ANY_VIEW, Check, Exercise, Signal, Travel, View

if TYPE_CHECKING:
    from trainer.body import Body
    from trainer.pose import Point
    from trainer.status import Rep, Result, Status

SHOULDERS, TRUNK, ROLL, TRAVEL = "shoulders", "trunk", "roll", "travel"
START, BEST = "start ", "best "
"""Names of values; the last two come before the name of a signal: its value at rest, and on the best repetition."""
PLAUSIBLE = 1.6  # nobody's range is larger than so many times what an adult travels at least: landmarks jumped
EASED = 0.9  # a range of another day is asked for in part: seen from the side, one person's own differ by that much
FROM_DAY_TO_DAY = 0.1  # share of a check's limit that a best of another day is eased by: the camera stands elsewhere
CLEAN = 2  # repetitions without any fault that the range is taken from
EACH_S, MOST = 0.2, 100  # between two samples at rest; of one value


@dataclass(frozen=True, slots=True)
class Calibration:
    """Values of one person at one exercise, by "VIEW/NAME": what one view reads is not what another one reads.

    Names: shoulders and trunk (cm, by the pose model's own metres), roll (of the camera, degrees), travel (the own
    comfortable range, in the unit of the exercise's signal), "start SIGNAL" (at rest), "best SIGNAL" (of a check that
    compares with the own best).
    """

    values: Mapping[str, float] = field(default_factory=dict)

    def of(self, view: View, name: str) -> float | None:
        """The value of that name from that view; None when there is none."""
        return self.values.get(f"{view}/{name}")

    def travel(self, exercise: Exercise, view: View) -> float | None:
        """The own range to begin with, in the unit of the counter; None where it is not known or hardly possible.

        Less than what every adult travels is no target: the exercise's own stays. Nor is it one where a position is
        held, since time is what counts there.
        """
        kept, rule = self.of(view, TRAVEL), exercise.counting
        if kept is None or not isinstance(rule, Travel) or exercise.hold_s is not None:
            return None
        return EASED * kept if rule.full < EASED * kept and kept <= PLAUSIBLE * rule.full else None

    def bests(self, exercise: Exercise, view: View) -> dict[str, float]:
        """What to compare signals with until the set has a best of its own, by their names, where it is known."""
        found = {}
        for check in exercise.checks:
            for signal in signals_of(check) if check.against == "own" else ():
                kept = self.of(view, BEST + signal.name)
                if kept is not None:
                    found[signal.name] = kept + FROM_DAY_TO_DAY * check.limit.limit
        return found


class Calibrator:
    """Measures one person during one set; feed it every status in order."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._sampled_s = -math.inf
        self._samples: dict[tuple[View, str], list[float]] = defaultdict(list)
        starts = [check for check in exercise.checks if check.against == "start"]
        self._signals = [(posture.signal, ANY_VIEW) for posture in framing.start_postures(exercise)]
        self._signals += [(signal, check.views) for check in starts for signal in signals_of(check)]

    def step(self, status: Status) -> None:
        """Take a sample while the person is at rest in the start posture."""
        body = status.body
        if body is None or status.phase != "rest" or status.t - self._sampled_s < EACH_S:
            return
        self._sampled_s = status.t
        self._note(body, SHOULDERS, _apart(body, (LS,), (RS,)))
        self._note(body, TRUNK, _apart(body, (LS, RS), (LH, RH)))
        self._note(body, ROLL, framing.roll(body))
        for signal, views in self._signals:
            if body.view in views:
                self._note(body, START + signal.name, signal.of(body))

    def measured(self, result: Result) -> Calibration | None:
        """What this set told; None when it was not done twice without any fault."""
        view, clean = result.view, [rep for rep in result.reps if rep.valid and not rep.faults]
        if view is None or len(clean) < CLEAN:
            return None
        values = {name: statistics.median(seen) for (at, name), seen in self._samples.items() if at is view and seen}
        values |= self._range(clean[:CLEAN]) | {BEST + name: value for name, value in result.bests.items()}
        return Calibration({f"{view}/{name}": float(value) for name, value in values.items() if math.isfinite(value)})

    def _range(self, reps: Sequence[Rep]) -> dict[str, float]:
        """The comfortable range: how far the first clean repetitions went."""
        ways = [rep.travel for rep in reps if rep.travel is not None]
        return {TRAVEL: statistics.mean(ways)} if ways and isinstance(self._exercise.counting, Travel) else {}

    def _note(self, body: Body, name: str, value: float | None) -> None:
        seen = self._samples[body.view, name]
        if value is not None and len(seen) < MOST:
            seen.append(value)


def signals_of(check: Check) -> list[Signal]:
    """The signals that a check looks at; none for what is measured when a movement has ended."""
    return [signal for signal in (check.value, *check.also) if isinstance(signal, Signal)]


def unit_of(exercise: Exercise, name: str) -> str:
    """Unit of a value by its name; "" when the exercise has no such value any more."""
    if name in (SHOULDERS, TRUNK):
        return "cm"
    if name == ROLL:
        return "deg"
    rule = exercise.counting
    if name == TRAVEL:
        return next(iter(rule.tracks.values())).unit if isinstance(rule, Travel) else ""
    signals = [posture.signal for posture in framing.start_postures(exercise)]
    signals += [signal for check in exercise.checks for signal in signals_of(check)]
    return next((signal.unit for signal in signals if name in (START + signal.name, BEST + signal.name)), "")


def _apart(body: Body, some: Sequence[int], others: Sequence[int]) -> float:
    """Distance between the middles of some joints and of others, cm of the pose model's own metres."""
    world = body.pose.world
    return 100 * math.dist(_middle([world[joint] for joint in some]), _middle([world[joint] for joint in others]))


def _middle(points: Sequence[Point]) -> tuple[float, ...]:
    return tuple(sum(values) / len(points) for values in zip(*points, strict=True))
