"""One set of a workout, from the way into position to its last repetition."""

from __future__ import annotations

import math
from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.calibration import Calibration, Calibrator
from trainer.saying import OTHER_SIDE, Phrase, Saying, phrase
from trainer.setup import COUNT_S
from trainer.workout.gestures import GestureState
from trainer.workout.look import Look, telling
from trainer.workout.moment import Action, Stage
from trainer.workout.parts import Parts
from trainer.workout.steps import Step, headline

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.scene import Scene
    from trainer.status import Rep, Result, Status

IDLE_S = 30.0  # who has not moved for so long is asked into position again, where raised hands are heard
SIDE_S = 9.0  # which side was asked for is told again after so long: said up to two seconds later, seven lie between
MOST_ATTEMPTS = 2  # times the repetitions asked for: then it is enough for today


class SetOn:
    """The set that is on; a part of a workout. t: of its last pose, None before the first. moving: a movement goes on.

    given_up: it ended since too much was tried in vain. calibration: what it began with. told: whether it was announced
    before. endless: it goes on until the person ends it.
    """

    def __init__(self, step: Step, parts: Parts, *, told: bool = False, endless: bool = False) -> None:
        self.task = step
        self.t: float | None = None
        self.reps: list[Rep] = []
        self.given_up = self.moving = False
        self.calibration = parts.known(step)
        self._endless = endless
        self._session, self._set_up = parts.session(step, self.calibration), parts.set_up(step)
        self._calibrator = Calibrator(step.exercise)
        self._coach, self._announcer = parts.coach(step), parts.announcer(step)
        self._waiting = () if told else (headline(step),)
        self._stage = Stage.POSITIONING
        self._moved_s = 0.0
        self._turned = False
        self._sided_s = -math.inf

    @property
    def hands_free(self) -> bool:
        """Outside the exercise itself: arms are part of it."""
        return self._stage is not Stage.EXERCISING

    def step(self, pose: Pose, scene: Scene | None, hands: GestureState) -> Look:
        """Judge one pose, and say where the set stands."""
        t = pose.t
        if self.t is None:
            self._moved_s = t
        self.t = t
        status = self._session.step(pose)
        self.reps += status.new_reps
        last = status.last_rep
        if last is not None and last.valid and not self._asked(last):
            last = replace(last, valid=False, reason=OTHER_SIDE)
        if status.valid != self.valid:
            status = replace(status, valid=self.valid, last_rep=last)
        self.moving = status.phase == "moving"
        self._calibrator.step(status)
        self._wait(t, status)
        state = self._set_up.step(status, pose, scene)
        self._stage = state.stage
        cue = self._coach.step(status) if state.stage is Stage.EXERCISING else None
        said = (
            *state.said,
            *self._announcer.step(status, cue),
            *telling(t, "set", self._waiting),
            *self._sided(status),
        )
        self._waiting = ()
        counting = None if state.countdown is None else float(state.countdown)
        return Look(
            state.stage, status, state.reason if cue is None else cue.phrase, left_s=counting, whole_s=COUNT_S, cue=cue,
            said=said, green=state.green, over=not self._endless and self._done(status),
        )  # fmt: skip

    def takes(self, action: Action) -> bool:
        """Whether it ends by this."""
        return action in (Action.SKIP, Action.SHORTEN, Action.REPEAT)

    def resume(self, away_s: float) -> None:
        """Into position once more; what was counted is kept."""
        self._set_up.again()

    def result(self) -> Result:
        """Close the set: what was found in it."""
        result = self._session.finish()
        self.reps = list(result.reps)
        return result

    def measured(self, result: Result) -> Calibration | None:
        """What the set told of the person; None when too little was clean."""
        return self._calibrator.measured(result)

    @property
    def valid(self) -> int:
        """Movements of the asked side that counted."""
        return sum(self._asked(rep) for rep in self.reps)

    def asked(self, result: Result) -> Result:
        """The result of the side that was asked for alone, as if the other one had not moved."""
        if self.task.side is None:
            return result
        kept = [rep for rep in result.reps if rep.side == self.task.side]
        late = tuple(at for at, rep in enumerate(kept) if rep.index in result.late)
        return replace(result, reps=tuple(kept), late=late)

    def _wait(self, t: float, status: Status) -> None:
        """Ask someone who does nothing into position again."""
        if status.phase == "moving" or status.new_reps or self._stage is not Stage.EXERCISING:
            self._moved_s = t
        elif not self._endless and t - self._moved_s >= IDLE_S:
            self._moved_s = t
            self._set_up.again()

    def _asked(self, rep: Rep) -> bool:
        return rep.valid and self.task.side in (None, rep.side)

    def _done(self, status: Status) -> bool:
        """Whether all that was asked is done, or so much was tried that it is enough."""
        if self.task.minutes is not None:
            return (status.clock_s or 0.0) >= 60 * self.task.minutes
        if self.task.reps <= 0:
            return False
        self.given_up = sum(not rep.valid for rep in self.reps) >= MOST_ATTEMPTS * self.task.reps
        return self._counted() >= self.task.reps or self.given_up

    def _counted(self) -> int:
        """What counts towards the set: of sides that belong together each counts up to its own share."""
        shares = self._shares()
        if not shares:
            return self.valid
        done = Tally(rep.side for rep in self.reps if rep.valid)
        return sum(min(done[side], share) for side, share in shares.items())

    def _shares(self) -> dict[str, int]:
        """How many of each side, where several belong into one set; empty elsewhere."""
        task, dose = self.task, self.task.exercise.programme
        if task.side is not None or dose is None or not dose.sides_together:
            return {}
        sides = task.exercise.sides
        return {side: (task.reps + i) // len(sides) for i, side in enumerate(reversed(sides))}

    def _sided(self, status: Status) -> Sequence[Saying]:
        """What there is to say about sides: that another one was asked for, or that it is the other one's turn."""
        side, t = self.task.side, status.t
        if side is not None and any(rep.side not in (None, side) for rep in status.new_reps):
            if t - self._sided_s < SIDE_S:
                return ()
            self._sided_s = t
            return (Saying(t, "side", phrase("workout.other-side", side=Phrase(side)), urgency=2, fresh_s=4.0),)
        if self._turned or self._endless or not (shares := self._shares()):
            return ()
        first = self.task.exercise.sides[0]
        if sum(rep.valid and rep.side == first for rep in self.reps) < shares[first]:
            return ()
        self._turned = True
        return (Saying(t, "side", phrase("workout.other-way"), urgency=2, fresh_s=4.0),)
