"""Which screen belongs to which stage of a workout, and what its bottom line says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.overlay.asking import question
from trainer.overlay.live import exercising, positioning, ready
from trainer.overlay.pages import page
from trainer.overlay.resting import paused, rest
from trainer.overlay.scene import Scene
from trainer.stage import Stage
from trainer.workout.moment import Moment


@dataclass(frozen=True, slots=True)
class Look:
    """How a stage is shown: what draws it, over a dimmed picture or the skeleton; what is said of hands and keys."""

    paint: Callable[[Scene], None]
    dimmed: bool = False
    skeleton: bool = False
    hands: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


MOVING = ("pause", "skip", "shorten", "repeat", "quit", "mirror", "bookmark")
ASKING = Look(question, hands=("skip",), keys=("answer", "skip", "quit"))
LOOKS: Mapping[Stage, Look] = {
    Stage.NOTICE: Look(page, dimmed=True, keys=("go", "quit")),
    Stage.PAIN_BEFORE: ASKING,
    Stage.POSITIONING: Look(
        positioning, skeleton=True, hands=("pause", "skip"), keys=("pause", "skip", "quit", "mirror")
    ),
    Stage.READY: Look(ready, skeleton=True),
    Stage.EXERCISING: Look(exercising, skeleton=True, keys=MOVING),
    Stage.LOST: Look(exercising, skeleton=True, keys=MOVING),
    Stage.PAUSED: Look(paused, dimmed=True, keys=("go", "skip", "repeat", "quit")),
    Stage.EFFORT: ASKING,
    Stage.REST: Look(rest, dimmed=True, hands=("pause", "skip"), keys=("pause", "skip", "repeat", "shorten", "quit")),
    Stage.PAIN_AFTER: ASKING,
    Stage.DONE: Look(page, dimmed=True, keys=("quit",)),
}


def hints(look: Look, moment: Moment, keys: bool) -> list[str]:
    """What the bottom line says, as keys of the catalogue: what hands do, then what keys do, if they are wanted."""
    left_out = () if moment.of > 1 else ("skip", "shorten")  # a single set has nothing to skip to
    hands = [f"screen.hands-{each}" for each in look.hands if each not in left_out]
    return hands + [f"screen.key-{each}" for each in look.keys if keys and each not in left_out]
