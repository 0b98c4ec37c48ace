"""A workout played with stand-ins for the parts of its sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from figures import Figure, nobody, pose
from person import STAND
from status_figures import EXERCISE, rep, status

from trainer.coach import Coach, Cue, after_set
from trainer.exercise import Exercise
from trainer.pose import Pose
from trainer.saying import Phrase, Saying, phrase
from trainer.scene import Scene
from trainer.setup import SetUpState
from trainer.stage import Stage
from trainer.status import Rep, Result, Status
from trainer.workout.conductor import Conductor
from trainer.workout.course import Wishes
from trainer.workout.moment import Answer, Moment, SetOver
from trainer.workout.parts import Parts
from trainer.workout.steps import Step, Workout

FPS = 10
S = Stage


@dataclass
class Judge:
    """Counts a repetition with each second of somebody: what is in line for it, valid ones after that."""

    line: list[Rep] = field(default_factory=list)
    reps: list[Rep] = field(default_factory=list)
    poses: int = 0

    def step(self, pose: Pose) -> Status:
        new: tuple[Rep, ...] = ()
        self.poses += pose.found
        if pose.found and self.poses % FPS == 1 and self.poses > 1:
            given = self.line.pop(0) if self.line else rep(pose.t)
            new = (replace(given, index=len(self.reps)),)
            self.reps += new
        valid = sum(one.valid for one in self.reps)
        last = self.reps[-1] if self.reps else None
        return status(pose.t, new_reps=new, last_rep=last, valid=valid, attempts=len(self.reps) - valid)

    def finish(self) -> Result:
        return Result(None, tuple(self.reps), (), ())


class Ready:
    """In position from the second pose on; lost as long as nobody is there."""

    def __init__(self) -> None:
        self.times, self.asked_again = 0, 0

    def step(self, status: Status, pose: Pose, scene: Scene | None) -> SetUpState:
        self.times += 1
        if self.times == 1:
            return SetUpState(S.POSITIONING, phrase("setup.back"), said=(Saying(pose.t, "setup", Phrase("back")),))
        return SetUpState(S.EXERCISING if pose.found else S.LOST, None if pose.found else phrase("setup.no-one"))

    def again(self) -> None:
        self.times = 0
        self.asked_again += 1


class Silent:
    def step(self, status: Status, cue: Cue | None) -> tuple[Saying, ...]:
        return ()


@dataclass
class Play:
    """A conductor with stand-ins for the parts of its sets, and the moments it gave."""

    steps: Sequence[Step]
    wishes: Wishes = field(default_factory=Wishes)
    judge: Callable[[], Judge] = Judge
    t: float = 0.0
    moments: list[Moment] = field(default_factory=list)
    set_ups: list[Ready] = field(default_factory=list)

    def __post_init__(self) -> None:
        def set_up(step: Step) -> Ready:
            self.set_ups.append(Ready())
            return self.set_ups[-1]

        parts = Parts(lambda *_: self.judge(), set_up, lambda _: Coach(), lambda _: Silent(), after_set)
        self.conductor = Conductor(Workout(tuple(self.steps)), parts, self.wishes)

    def see(self, seconds: float, figure: Figure | None = STAND) -> list[Moment]:
        """So many seconds of the figure, None for nobody."""
        new = []
        for _ in range(round(seconds * FPS)):
            seen = nobody(self.t) if figure is None else pose(self.t, figure)
            new.append(self.conductor.step(seen))
            self.t = round(self.t + 1 / FPS, 6)
        self.moments += new
        return new

    def until(self, stage: Stage, figure: Figure | None = STAND, most_s: float = 200) -> float:
        """See the figure until the stage is there; the time at which it was."""
        begin = self.t
        while self.see(1 / FPS, figure)[0].stage is not stage:
            assert self.t - begin < most_s, (stage, self.moments[-1].stage)
        return self.moments[-1].t

    @property
    def facts(self) -> list[SetOver | Answer]:
        return [fact for moment in self.moments for fact in moment.facts]

    @property
    def sets(self) -> list[tuple[int, int, str]]:
        """Number, valid repetitions and end of each set that is over."""
        return [(fact.number, fact.valid, str(fact.end)) for fact in self.facts if isinstance(fact, SetOver)]

    @property
    def answers(self) -> list[tuple[str, int, int | None]]:
        return [(str(fact.stage), fact.number, fact.value) for fact in self.facts if isinstance(fact, Answer)]

    def said(self) -> list[tuple[float, str]]:
        """When what was said, as keys of the catalogue."""
        return [(s.t, s.phrase.key) for moment in self.moments for s in moment.said if s.phrase is not None]


def step(reps: int = 3, rest_s: float = 10.0, side: str | None = None, exercise: Exercise = EXERCISE) -> Step:
    return Step(exercise, side, reps=reps, rest_s=rest_s)


def stages(moments: Iterable[Moment]) -> list[Stage]:
    """The stages in their order, each once as long as it lasts."""
    found: list[Stage] = []
    for moment in moments:
        if not found or found[-1] is not moment.stage:
            found.append(moment.stage)
    return found


PLAIN = Wishes(questions=False)
