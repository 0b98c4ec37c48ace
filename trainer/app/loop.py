"""One training from its first frame to its last: frame, pose, moment; from there to screen, voice, disk and diary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trainer.app.ahead import Ahead, Seen
from trainer.app.hints import Hints
from trainer.app.ports import Adaptable, Estimator, Film, Keeper, Screen, Source, Speaker
from trainer.overlay import Overlay
from trainer.pace import Pace, Speed
from trainer.pose import Pose
from trainer.recording.take import Take
from trainer.saying import Phrase, Saying
from trainer.scene import Watcher
from trainer.sources import Frame
from trainer.stage import Stage
from trainer.status import Result
from trainer.words import Words
from trainer.workout.conductor import PAUSED, Conductor
from trainer.workout.moment import Action, Moment

HELD_S = 0.03
SEEING, HEARD_S = 1, 10.0  # a message of the camera: as urgent as all about what it sees, and still true after so long
ACTIONS = {" ": Action.GO, "s": Action.SKIP, "r": Action.REPEAT, "x": Action.SHORTEN}
NUMBERS = {**{str(n): n for n in range(10)}, "t": 10}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the training ended: the result of the last set, frames judged, the last frame's time in seconds."""

    result: Result
    frames: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where moments go, None for what is not wanted. film: takes the annotated pictures, which are never mirrored."""

    screen: Screen | None = None
    speaker: Speaker | None = None
    take: Take | None = None
    keepers: Sequence[Keeper] = ()
    film: Film | None = None


class Loop:
    """Works through a source until there is nothing more to do."""

    def __init__(
        self,
        estimator: Estimator,
        conductor: Conductor,
        outlets: Outlets,
        overlay: Overlay,
        pace: Pace | None,
        now: Callable[[], float],
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._estimator, self._conductor, self._to = estimator, conductor, outlets
        self._adaptable = estimator if isinstance(estimator, Adaptable) else None
        self._overlay, self._pace, self._speed = overlay, pace, Speed(now)
        self._plain = Overlay(False, overlay.words)
        self._watcher, self._hints = Watcher(), Hints()
        self._stopped = stopped
        self._frames, self._t = 0, 0.0
        self._held = self._over = False
        self._last: tuple[Frame, Pose, Moment] | None = None
        self._camera: str | None = None

    @property
    def words(self) -> Words:
        """The language of all that is shown and said."""
        return self._overlay.words

    def outcome(self) -> Outcome:
        """Nothing more is done: what has come of it, kept where it is to be kept."""
        facts = self._conductor.finish()
        if self._to.take is not None:
            self._to.take.end(facts)
        for keeper in self._to.keepers:
            keeper.end(facts)
        return Outcome(self._conductor.last or Result(None, (), (), ()), self._frames, self._t)

    def run(self, source: Source) -> None:
        """Work until there is nothing more to do."""
        with Ahead(source, self._estimator) as ahead:
            while not self._over and not self._stopped():
                if self._held:
                    self._redraw(None)
                    self._listen(HELD_S, not ahead.live)
                else:
                    self._take(ahead.look(), ahead.live)

    def _take(self, seen: Seen, live: bool) -> None:
        """What was seen, or what to do as nothing came."""
        message = self._told(seen.message)
        self._hear(message)
        if seen.found is not None:
            frame, pose = seen.found
            self._work(frame, pose)
            self._listen(0.0 if self._pace is None else self._pace.wait_s(frame.t), not live)
        elif live:
            self._redraw(message)
            self._listen(0.0, False)
        else:
            self._over = True

    def _work(self, frame: Frame, pose: Pose) -> None:
        """One frame all the way."""
        moment = self._conductor.step(pose, self._watcher.step(frame, pose))
        if self._adaptable is not None:
            self._adaptable.free = not self._conductor.moving  # it may change its model between repetitions
        self._frames, self._t = self._frames + 1, frame.t
        self._last = (frame, pose, moment)
        self._speed.tick()
        self._tell(frame, pose, moment)
        if self._to.screen is not None:
            notice = self._hints.step(frame.t, self._troubles())
            picture = self._overlay.draw_moment(
                frame.image, pose, moment, fps=self._speed.fps, keys=True, notice=notice
            )
            self._to.screen.show(picture)
        self._over = self._over or self._conductor.over

    def _tell(self, frame: Frame, pose: Pose, moment: Moment) -> None:
        """To the ear, the disk, the diary and the movie."""
        to = self._to
        if to.speaker is not None:
            self._speak(to.speaker, moment.said)
        if to.take is not None:
            to.take.follow(frame, pose, moment)
        for keeper in to.keepers:
            keeper.keep(moment)
        if to.film is not None:
            to.film(self._plain.draw_moment(frame.image, pose, moment), frame.t)

    def _speak(self, speaker: Speaker, said: Sequence[Saying]) -> None:
        for saying in said:
            if saying.sound is not None:
                speaker.play(saying.sound)
            if saying.phrase is not None:
                speaker.say(self.words.say(saying.phrase), saying.urgency, saying.fresh_s)

    def _troubles(self) -> list[str | None]:
        """What the user should know meanwhile."""
        to = self._to
        return [
            None if to.take is None else to.take.problem,
            *(self._told(keeper.problem) for keeper in to.keepers),
            None if to.speaker is None else to.speaker.hint,
        ]

    def _told(self, line: Phrase | str | None) -> str | None:
        return None if line is None else self.words.say(line)

    def _hear(self, message: str | None) -> None:
        """Keep what the camera says, once each time it says something new, and tell it where no screen does."""
        new, self._camera = message != self._camera, message
        if message is None or not new:
            return
        if self._to.take is not None:
            self._to.take.note("camera", message)
        if self._to.screen is None:
            print(f"trainer: {message}", file=sys.stderr)
            if self._to.speaker is not None:
                self._to.speaker.say(message, SEEING, HEARD_S)

    def _redraw(self, notice: str | None) -> None:
        """The last frame again, with what the user should know meanwhile."""
        if self._to.screen is None or self._last is None:
            return
        frame, pose, moment = self._last
        moment = replace(moment, said=(), facts=(), ring=None)
        if self._held:
            moment = replace(moment, stage=Stage.PAUSED, title=PAUSED, lines=(), cue=None)
        self._to.screen.show(self._overlay.draw_moment(frame.image, pose, moment, keys=True, notice=notice))

    def _listen(self, wait_s: float, file: bool) -> None:
        """Obey the keys. file: the source waits in a pause, when nothing else has to go on meanwhile."""
        screen = self._to.screen
        if screen is None:
            return
        key = screen.key(round(wait_s * 1000))
        if key == "q" or screen.closed:
            self._over = True
        elif key == " " and file and self._conductor.endless:
            self._held = not self._held
        elif key == "b" and self._to.take is not None:
            self._to.take.note("mark", "bookmark")
        elif key == "m":
            self._overlay.mirrored = not self._overlay.mirrored
        elif key in ACTIONS:
            self._conductor.ask(ACTIONS[key])
        elif key in NUMBERS:
            self._conductor.answer(NUMBERS[key])
