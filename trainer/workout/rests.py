"""What lies around the sets: the notice before the first workout, the rest between two sets, and the end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trainer.saying import Phrase, Saying, phrase
from trainer.workout.gestures import GestureState
from trainer.workout.look import Look, telling
from trainer.workout.moment import Action, Stage
from trainer.workout.steps import Step, headline

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.scene import Scene

NOTICE = tuple(phrase(f"notice.{key}") for key in ("doctor", "stop", "pressure", "device", "go-on"))
"""Whom to ask, when to stop, what the trainer is not, and how to go on."""
LEAST_S = 5.0  # of a rest, when a question has taken its time: enough to read what comes next
LAST = 3  # seconds that are spoken
DONE_S = 30.0  # for reading the summary


class Notice:
    """What must be read before the first workout ever; it waits until the person goes on."""

    hands_free = True

    def __init__(self) -> None:
        self._waiting = NOTICE

    def step(self, pose: Pose, scene: Scene | None, hands: GestureState) -> Look:
        """The notice, said once."""
        said, self._waiting = telling(pose.t, "notice", self._waiting, urgency=1), ()
        return Look(Stage.NOTICE, None, phrase("notice.title"), NOTICE, said=said)

    def takes(self, action: Action) -> bool:
        """Only going on: nobody skips it."""
        return action is Action.GO

    def resume(self, away_s: float) -> None:
        """Time means nothing here."""


class Rest:
    """The time between two sets. following: the set after it; since: when the one before ended, seconds."""

    hands_free = True

    def __init__(self, following: Step, since: float, rest_s: float, lines: tuple[Phrase, ...], turned: bool) -> None:
        camera = (phrase("setup.camera", view=Phrase(following.exercise.view_hint)),) if turned else ()
        self._title = phrase("rest.next", set=headline(following))
        self._lines = (*lines, *camera)
        self._waiting = (*lines, self._title, *camera)
        self._end_s = since + rest_s
        self._begin_s: float | None = None
        self._spoken = LAST + 1

    def step(self, pose: Pose, scene: Scene | None, hands: GestureState) -> Look:
        """The countdown; its last seconds are spoken."""
        t = pose.t
        if self._begin_s is None:
            self._begin_s, self._end_s = t, max(self._end_s, t + LEAST_S)
        left = max(self._end_s - t, 0.0)
        said, self._waiting = telling(t, "rest", self._waiting), ()
        second = math.ceil(left)
        if 0 < second < self._spoken:
            self._spoken = second
            said = (*said, Saying(t, "countdown", Phrase(str(second)), urgency=2, fresh_s=0.5))
        whole = self._end_s - self._begin_s
        return Look(Stage.REST, None, self._title, self._lines, left, whole, said=said, over=left <= 0)

    def takes(self, action: Action) -> bool:
        """It ends early, or the set before is done again."""
        return action in (Action.SKIP, Action.SHORTEN, Action.REPEAT)

    def resume(self, away_s: float) -> None:
        """What was left is left still."""
        self._end_s += away_s
        if self._begin_s is not None:
            self._begin_s += away_s


class Done:
    """The end, with the summary. first: what is said of it."""

    hands_free = True

    def __init__(self, lines: tuple[Phrase, ...], first: tuple[Phrase, ...] = ()) -> None:
        self._lines = (*first, *lines)
        self._waiting = (phrase("done.title"), *first)
        self._begin_s: float | None = None

    def step(self, pose: Pose, scene: Scene | None, hands: GestureState) -> Look:
        """The summary, for as long as it takes to read it."""
        if self._begin_s is None:
            self._begin_s = pose.t
        left = self._begin_s + DONE_S - pose.t
        said, self._waiting = telling(pose.t, "done", self._waiting), ()
        return Look(Stage.DONE, None, phrase("done.title"), self._lines, said=said, over=left <= 0)

    def takes(self, action: Action) -> bool:
        """Whatever is asked for now: there is nothing left."""
        return True

    def resume(self, away_s: float) -> None:
        """Time means little here."""
