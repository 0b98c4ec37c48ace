"""Leads through a whole workout: notice, questions, sets, rests, end; poses in, moments out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.coach.speech import Speech
from trainer.pose import later
from trainer.saying import Phrase, Saying, phrase
from trainer.stage import Stage
from trainer.status import Result
from trainer.words import Words
from trainer.workout.course import Course, Wishes
from trainer.workout.gestures import NOTHING, Gestures, GestureState
from trainer.workout.look import Look, telling
from trainer.workout.moment import Action, Fact, Moment, SetOver
from trainer.workout.parts import Parts
from trainer.workout.questions import Asking
from trainer.workout.rests import Done, Notice
from trainer.workout.sets import SetOn
from trainer.workout.steps import Workout

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.scene import Scene

AWAY_S = 120.0  # nobody there for so long: the workout waits until it is asked to go on
JUMP_S = 5.0  # poses further apart: the machine slept, or the camera was gone
PAUSED, AWAY, GO_ON = phrase("workout.paused"), phrase("workout.away"), phrase("workout.go-on")


class Conductor:
    """One workout from its first pose to its last; feed it every pose in time order. It reads no clock but pose.t.

    words: the language, from which follows how long speech takes. endless: see Wishes.
    """

    def __init__(
        self, workout: Workout, parts: Parts, wishes: Wishes | None = None, *, words: Words | None = None
    ) -> None:
        self._course = Course(workout, parts, wishes or Wishes())
        self.endless = self._course.wishes.endless
        self._speech, self._gestures = Speech(words or Words()), Gestures()
        self._t = self._seen_s = self._worked_s = 0.0
        self._begun = False
        self._paused_s: float | None = None
        self._why, self._told = PAUSED, False
        self._shown: Look | None = None

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do."""
        return self._course.part is None

    @property
    def moving(self) -> bool:
        """Whether a repetition is going on, which nothing should disturb."""
        return isinstance(self._course.part, SetOn) and self._course.part.moving

    @property
    def last(self) -> Result | None:
        """How the last set went that is over."""
        return self._course.last

    @property
    def sets(self) -> tuple[SetOver, ...]:
        """The sets that are over."""
        return tuple(self._course.sets)

    def step(self, pose: Pose, scene: Scene | None = None) -> Moment:
        """What to show, say and keep with this pose; one that is not later than the last is taken as of that moment."""
        if not later(pose.t, self._t if self._begun else None):
            pose = replace(pose, t=self._t)
        self._follow(pose)
        hands = self._hands(pose)
        if hands.action is not None:
            self.ask(hands.action)
        part = self._course.part
        look = self._standing() if part is None or self._paused_s is not None else part.step(pose, scene, hands)
        if self._shown is not None and look.stage is not self._shown.stage:
            self._speech.drop("setup")  # it was about another stage
        moment = self._moment(pose.t, look, hands)
        self._shown = look
        if look.over:
            self._go_on()
        return replace(moment, facts=self._kept())

    def ask(self, action: Action) -> None:
        """The person asks for something, by hand or key; what makes no sense now does nothing."""
        part = self._course.part
        if part is None or (self.endless and action in (Action.SKIP, Action.SHORTEN)):
            return
        if action is Action.QUIT:
            self._course.break_off(self._t, self._worked_s)
        elif part.takes(action):
            self._resume()
            self._go_on(action)
        elif action is Action.GO and self._paused_s is not None:
            self._resume()
        elif action is Action.GO:
            self._pause(PAUSED)

    def answer(self, value: int) -> None:
        """The person tells a number from 0 to 10 by key; nothing happens where none is asked for."""
        if isinstance(self._course.part, Asking) and self._paused_s is None:
            self._course.part.answer(value)

    def finish(self) -> tuple[Fact, ...]:
        """The workout ends here: what is to be kept that no moment has told."""
        self._course.break_off(self._t, self._worked_s)
        return self._kept()

    def _follow(self, pose: Pose) -> None:
        """Note the time and who is there; a jump or a long absence is a pause."""
        passed = pose.t - self._t if self._begun else 0.0
        if pose.found or not self._begun:
            self._seen_s = pose.t
        part = self._course.part
        if passed > JUMP_S and self._paused_s is None:
            if not self.endless:
                self._pause(PAUSED)
            elif part is not None:
                part.resume(passed)
        elif self._paused_s is None:
            self._worked_s += passed
        self._t, self._begun = pose.t, True
        waits = self.endless or isinstance(part, Notice | Done)
        if pose.t - self._seen_s >= AWAY_S and self._paused_s is None and not waits:
            self._worked_s -= pose.t - self._seen_s
            self._pause(AWAY)

    def _hands(self, pose: Pose) -> GestureState:
        """What raised hands ask for, where they are heard, and of that only what makes sense."""
        part = self._course.part
        if part is None or not (part.hands_free or self._paused_s is not None):
            return NOTHING
        hands = self._gestures.step(pose)
        deaf = Action.SKIP if self.endless else Action.GO if isinstance(part, Asking) else None
        if self._paused_s is not None and deaf is Action.GO:
            return hands
        if hands.ring is not None and hands.ring.action is deaf:
            hands = replace(hands, ring=None)
        return replace(hands, action=None) if hands.action is deaf else hands

    def _pause(self, why: Phrase) -> None:
        self._paused_s, self._why, self._told = self._t, why, False
        self._speech.forget()

    def _resume(self) -> None:
        """Go on; whoever asks for it is there, be it out of sight."""
        if self._paused_s is not None and self._course.part is not None:
            self._course.part.resume(self._t - self._paused_s)
        self._paused_s, self._seen_s = None, self._t

    def _go_on(self, asked: Action | None = None) -> None:
        self._course.go_on(self._t, self._worked_s, asked)
        self._speech.forget()
        self._gestures.forget()

    def _standing(self) -> Look:
        """While nothing goes on: the pause, or the end as it was shown last."""
        if self._course.part is not None:
            said = () if self._told else telling(self._t, "pause", (self._why, GO_ON), urgency=2)
            self._told = True
            return Look(Stage.PAUSED, None, self._why, (GO_ON,), said=said)
        return Look(Stage.DONE) if self._shown is None else replace(self._shown, said=(), over=False)

    def _kept(self) -> tuple[Fact, ...]:
        facts, self._course.facts = tuple(self._course.facts), []
        return facts

    def _moment(self, t: float, look: Look, hands: GestureState) -> Moment:
        course = self._course
        began_with = course.part.calibration if isinstance(course.part, SetOn) else None
        between = look.stage in (Stage.EFFORT, Stage.REST, Stage.PAIN_AFTER, Stage.DONE)
        return Moment(
            t, look.stage, course.step, min(course.at, len(course.workout.steps) - 1) + 1, len(course.workout.steps),
            status=look.status, title=look.title, lines=look.lines, left_s=look.left_s, whole_s=look.whole_s,
            following=course.following, last=course.last if between else None, ring=hands.ring, question=look.question,
            cue=look.cue, said=self._heard(t, look.said), green=look.green,
            calibration=began_with,
        )  # fmt: skip

    def _heard(self, t: float, said: tuple[Saying, ...]) -> tuple[Saying, ...]:
        """Sounds at once; words one after the other, whoever says them."""
        for saying in said:
            if saying.phrase is not None:
                self._speech.add(saying.code, saying)
        return (*(one for one in said if one.phrase is None), *self._speech.step(t))
