"""A number from 0 to 10 is asked for, and answered by the height of the right hand, or a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.saying import Phrase, phrase
from trainer.workout.gestures import LOW, MOST, GestureState
from trainer.workout.look import Look, telling
from trainer.workout.moment import Action, Question, Stage

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.scene import Scene

STILL_S = 1.5  # a hand that stays at one number for this long has chosen it
STILL = 0.5  # of a number: a hand that moves no further is still
LIFTED = LOW  # a hand must be seen down first, and then this high: one that is up already, or in the lap, says nothing
DROPOUT_S = 0.3
PATIENCE_S = 20.0  # without a raised hand: then nobody wants to answer

ASKED = {
    Stage.PAIN_BEFORE: ("question.pain-before", "question.no-pain", "question.worst-pain"),
    Stage.EFFORT: ("question.effort", "question.no-effort", "question.most-effort"),
    Stage.PAIN_AFTER: ("question.pain-after", "question.no-pain", "question.worst-pain"),
}
"""Of each stage: the question, what 0 means and what 10 means."""


class Asking:
    """One question; a part of a workout. value: the answer, None for none.

    first: what is said and shown before it. explained: whether it was said how to answer, which is always shown.
    """

    hands_free = True

    def __init__(self, stage: Stage, first: tuple[Phrase, ...] = (), *, explained: bool = False) -> None:
        question, low, high = ASKED[stage]
        self.stage = stage
        self.value: int | None = None
        self._question, self._low, self._high = phrase(question), phrase(low), phrase(high)
        self._first = first
        self._waiting = (*first, self._question, *(() if explained else (phrase("question.how"),)))
        self._idle_since: float | None = None
        self._lowered = self._lifted = False
        self._anchor: float | None = None
        self._since, self._seen, self._elsewhere = 0.0, float("-inf"), float("-inf")

    def answer(self, value: int) -> None:
        """A number was told by key; ValueError when it is none of the scale."""
        if not 0 <= value <= MOST:
            raise ValueError(f"expected a number from 0 to {MOST}, got {value}")
        self.value = value

    def step(self, pose: Pose, scene: Scene | None, hands: GestureState) -> Look:
        """The question with what the hand points at; over when it was chosen, or nobody has answered."""
        t = pose.t
        said, self._waiting = telling(t, "question", self._waiting), ()
        self._follow(t, hands)
        if self._idle_since is None or self._anchor is not None or hands.ring is not None:
            self._idle_since = t
        chosen = None if self._anchor is None else round(self._anchor)
        share = 0.0 if self._anchor is None else min((t - self._since) / STILL_S, 1.0)
        if self.value is None and share >= 1.0:
            self.value = chosen
        over = self.value is not None or t - self._idle_since >= PATIENCE_S
        question = Question(self._question, self._low, self._high, self.value if over else chosen, share)
        return Look(self.stage, None, self._question, self._first, question=question, said=said, over=over)

    def takes(self, action: Action) -> bool:
        """Only to skip it: the hand for going on is the one that points."""
        return action is Action.SKIP

    def resume(self, away_s: float) -> None:
        """The time for an answer begins anew; the hand that went on is none."""
        self._idle_since, self._anchor = None, None
        self._lowered = self._lifted = False

    def _follow(self, t: float, hands: GestureState) -> None:
        """Note where the hand is; a moment out of sight changes nothing, and out of sight is not down."""
        height = hands.pointed
        if not hands.down:
            self._elsewhere = t
        elif t - self._elsewhere > DROPOUT_S:
            self._lowered = True
        if height is None or (not self._lifted and height < LIFTED):
            if t - self._seen > DROPOUT_S:
                self._anchor, self._lifted = None, False
            return
        self._seen = t
        if not self._lowered:
            return
        self._lifted = True
        if self._anchor is None or abs(height - self._anchor) > STILL:
            self._anchor, self._since = height, t
