"""How a person comes to the start of a set, and back to it: positioning, ready, exercising, lost."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer import framing
from trainer.exercise import Exercise, Travel, View
from trainer.pose import Pose
from trainer.saying import Phrase, Saying, Sound, phrase
from trainer.stage import Stage

if TYPE_CHECKING:
    from trainer.scene import Scene
    from trainer.status import Status

GREEN_S, COUNT_S = 2.0, 3.0  # all must be right for so long; then the countdown
BEFORE_S, STAY_S = 0.4, 1.0  # a reason must last before it shows, and stay to be read
GONE_S, HIDDEN_S = 0.5, 1.5  # out of the picture; or a part of the body that nothing can be judged without
TILTED_S, TILTED_DEG = 1.0, 10.0
RISE_S = 1.0  # a counter that asks for no rest first is believed to see the exercise this long after all was right
GAP_S = 1.0  # nobody was seen between poses further apart
REASON_FRESH_S = 5.0  # a reason waits for what the set is, which takes three seconds and a half to say
# The same reason is told again after so long, then after twice as long, and so on; two reasons are so far apart. What
# is told may be heard five seconds later, so that seven lie between.
AGAIN_S, OFTEN, APART_S = 12.0, 3, 2.5
STAY_FRESH_S = 1.0  # soon after it the set may begin, and then nobody should stay like that
DARK = 0.12  # mean luminance: here landmarks go astray by 1.3 cm, and the first persons are missed; a dim room has 0.4
LIGHT = 0.14  # what was too dark is so until here: light that swings around one limit would change for ever
TOO_DARK, TILTED, MOVED = phrase("setup.dark"), phrase("setup.tilted"), phrase("setup.moved")
STAY = phrase("setup.stay")


@dataclass(frozen=True, slots=True)
class SetUpState:
    """Where the person stands at one moment.

    stage: POSITIONING, READY, EXERCISING or LOST. reason: why it can't begin or go on, None while there is none, and
    before one is known. green: share of the time that all must be right for, [0, 1]. countdown: 3, 2, 1, then None.
    said: what begins to be heard with this moment.
    """

    stage: Stage
    reason: Phrase | None = None
    countdown: int | None = None
    green: float = 0.0
    said: tuple[Saying, ...] = ()


class SetUp:
    """Leads through one set; feed it every status with its pose and, where there is one, the scene. It reads no clock.

    side: the person's own side that is about to be trained, None when any is. view: the one to turn to, None leaves it
    to the exercise.
    """

    def __init__(self, exercise: Exercise, side: str | None = None, view: View | None = None) -> None:
        self._exercise, self._side, self._view = exercise, side, view
        self._on = self._begun = self._dark = self._leans = False
        self._reason = Shown()
        self._gone, self._hidden, self._tilted = Lasting(), Lasting(), Lasting()
        self._told: dict[Phrase, tuple[float, int]] = {}
        self._t = self._told_s = -math.inf
        self._count: int | None = None

    def again(self) -> None:
        """Something came between, such as a pause: the set goes on after the same check."""
        self._on = False
        self._reason = Shown()
        self._count = None

    def step(self, status: Status, pose: Pose, scene: Scene | None) -> SetUpState:
        """Where the person stands with this pose."""
        t = pose.t
        if t - self._t > GAP_S and not self._on:
            self.again()
        self._t = t
        obstacle = self._obstacle(status, pose, scene)
        if self._on and not self._leaves(t, status, obstacle):
            return SetUpState(Stage.EXERCISING)
        if self._on:
            self.again()
            self._reason.show(t, obstacle)
        elif self._begins(status, obstacle):
            return self._go(())
        return self._prepare(t, obstacle)

    def _prepare(self, t: float, obstacle: Phrase | None) -> SetUpState:
        """Before the set, or in a break of it."""
        reason = self._reason.step(t, obstacle)
        since = self._reason.clear_s
        if since is None:
            self._count = None
            said = () if reason is None else self._tell(t, reason, 1, REASON_FRESH_S)
            return SetUpState(Stage.LOST if self._begun else Stage.POSITIONING, reason, said=said)
        left = GREEN_S + COUNT_S - (t - since)
        if left <= 0:
            return self._go((Saying(t, "setup", sound=Sound.GO, fresh_s=1.0),))
        count = math.ceil(left) if left <= COUNT_S else None
        if count is None:
            stay = self._count is None and not self._begun and not self._leans
            said = self._tell(t, STAY, 4, STAY_FRESH_S) if stay else ()
        else:
            new = count != self._count
            said = (Saying(t, "setup", Phrase(str(count)), Sound.TICK, fresh_s=0.7),) if new else ()
        self._count = count
        return SetUpState(Stage.READY, countdown=count, green=min((t - since) / GREEN_S, 1.0), said=said)

    def _go(self, said: tuple[Saying, ...]) -> SetUpState:
        self._on = self._begun = True
        self._told = {said: (last_s, 0) for said, (last_s, _) in self._told.items()}
        self._gone, self._hidden, self._count = Lasting(), Lasting(), None
        return SetUpState(Stage.EXERCISING, said=said)

    def _begins(self, status: Status, obstacle: Phrase | None) -> bool:
        """Whether the exercise is seen to go on already, so that nothing is to be waited for."""
        if status.body is not None and any(rep.valid for rep in status.new_reps):
            return True
        clear_s = self._reason.clear_s
        waited = isinstance(self._exercise.counting, Travel) or (clear_s is not None and status.t - clear_s >= RISE_S)
        return waited and obstacle is None and status.phase == "moving"

    def _leaves(self, t: float, status: Status, obstacle: Phrase | None) -> bool:
        """Whether the set can't go on; who rests in another posture has not left."""
        gone = self._gone.step(t, framing.gone(self._exercise.needs, status.body)) > GONE_S
        hidden = self._hidden.step(t, obstacle is not None and status.phase == "lost") > HIDDEN_S
        return gone or hidden or obstacle is MOVED

    def _obstacle(self, status: Status, pose: Pose, scene: Scene | None) -> Phrase | None:
        """What is in the way at this moment, what helps first before the rest."""
        body, exercise = status.body, self._exercise
        self._dark = scene is not None and scene.light < (LIGHT if self._dark else DARK)
        dark = TOO_DARK if self._dark else None
        if body is None:
            return dark or framing.NO_ONE
        first = framing.absence(pose, body) or dark or framing.outside(exercise.needs, body)
        moved = MOVED if scene is not None and scene.moved and self._begun else None
        if self._on or first is not None:
            return first or moved
        self._leans = abs(framing.roll(body) or 0.0) > TILTED_DEG
        tilted = TILTED if self._tilted.step(pose.t, self._leans) >= TILTED_S else None
        return tilted or moved or framing.view_hint(exercise, body, self._side, self._view) or self._posture(status)

    def _posture(self, status: Status) -> Phrase | None:
        """What is wrong with the start posture; nothing is for a counter that has seen it and waits, or counts."""
        if status.body is None or (isinstance(self._exercise.counting, Travel) and status.phase != "lost"):
            return None
        return framing.posture_hint(self._exercise, status.body)

    def _tell(self, t: float, said: Phrase, urgency: int, fresh_s: float) -> tuple[Saying, ...]:
        """The sentence, spoken unless it or another one was just now; the rarer, the less it has helped."""
        last_s, times = self._told.get(said, (-math.inf, 0))
        if t - last_s < AGAIN_S * 2 ** min(max(times - 1, 0), OFTEN) or t - self._told_s < APART_S:
            return ()
        self._told[said], self._told_s = (t, times + 1), t
        return (Saying(t, "setup", said, urgency=urgency, fresh_s=fresh_s),)


class Lasting:
    """For how long something has been so without a break."""

    def __init__(self) -> None:
        self._since: float | None = None

    def step(self, t: float, so: bool) -> float:
        """Seconds since it began to be so; negative when it is not."""
        if not so:
            self._since = None
            return -1.0
        if self._since is None:
            self._since = t
        return t - self._since


class Shown:
    """The reason on show: it does not flicker. clear_s: since when there is none, None while that is not sure."""

    def __init__(self) -> None:
        self.clear_s: float | None = None
        self._reason: Phrase | None = None
        self._shown_s = -math.inf
        self._clear, self._same = Lasting(), Lasting()
        self._troubled = Lasting()
        self._last: Phrase | None = None

    def show(self, t: float, reason: Phrase | None) -> None:
        """Show this reason at once."""
        self._reason, self._shown_s, self.clear_s = reason, t, None

    def step(self, t: float, obstacle: Phrase | None) -> Phrase | None:
        """The reason to show, with this obstacle in the way or none."""
        same = self._same.step(t, obstacle == self._last)
        self._last = obstacle
        clear, troubled = self._clear.step(t, obstacle is None), self._troubled.step(t, obstacle is not None)
        read = self._reason is None or t - self._shown_s >= STAY_S
        if clear >= BEFORE_S and read:
            self._reason = None
            self.clear_s = t if self.clear_s is None else self.clear_s
        elif troubled >= BEFORE_S and read and obstacle != self._reason and (self._reason is None or same >= BEFORE_S):
            self.show(t, obstacle)
        return self._reason
