"""Moments made by hand, one and more for each stage, with the longest words that the catalogues hold."""

from __future__ import annotations

from dataclasses import replace

from status_figures import rep, status

from trainer.coach import Cue
from trainer.exercise import View
from trainer.exercises import exercises
from trainer.saying import Phrase, Saying, phrase
from trainer.stage import Stage
from trainer.status import Hero, State
from trainer.workout.moment import Action, Moment, Question, Ring
from trainer.workout.steps import Step

REACH = Step(exercises()["arm-reach"], "right", reps=10, hold_s=5.0, view=View.SIDE)
NECK = Step(exercises()["isometric-neck"], "front", reps=10, hold_s=10.0, view=View.FRONT)
SLIDES = Step(exercises()["arm-slides"], None, reps=10, view=View.OBLIQUE)
ROLL = Step(exercises()["bear-roll"], None, reps=10, view=View.FRONT)
BIKE = Step(exercises()["aerobic"], None, minutes=20.0, view=View.SIDE)

PAIN = Question(phrase("question.pain-before"), phrase("question.no-pain"), phrase("question.worst-pain"))
EFFORT = Question(phrase("question.effort"), phrase("question.no-effort"), phrase("question.most-effort"))
BASE = Moment(t=3.0, stage=Stage.EXERCISING, step=REACH, number=3, of=12)


def moment(stage: Stage, step: Step = REACH, **changes: object) -> Moment:
    """A moment of this stage; a status that belongs to the step is there where one is judged."""
    return replace(BASE, stage=stage, step=step, **changes)  # type: ignore[arg-type]


def judged(step: Step, **changes: object) -> object:
    """A status of the step's exercise at BASE's time."""
    return status(3.0, exercise=step.exercise, side=step.side, **changes)


HOLD = {"hold_s": 7.9, "good_s": 6.6, "hold_target_s": 10.0, "hero": Hero("12.4", "s", 0.8, 0.7)}
MOMENTS = {
    "notice": moment(
        Stage.NOTICE,
        title=phrase("notice.title"),
        lines=tuple(phrase(f"notice.{key}") for key in ("doctor", "stop", "pressure", "device", "go-on")),
        ring=Ring(Action.GO, 0.6),
    ),
    "pain": moment(Stage.PAIN_BEFORE, question=replace(PAIN, chosen=10, share=0.4)),
    "pain, no hand": moment(Stage.PAIN_AFTER, question=PAIN),
    "effort": moment(Stage.EFFORT, question=replace(EFFORT, chosen=6, share=0.9)),
    "no one": moment(Stage.POSITIONING, NECK, title=phrase("setup.no-one")),
    "positioning": moment(
        Stage.POSITIONING, REACH,
        title=phrase("setup.middle", part=phrase("part.shoulders")),
        status=judged(REACH, state=State.POSITIONING, blind=("trunk-twist",)),
    ),
    "who": moment(Stage.POSITIONING, SLIDES, title=phrase("setup.who"), ring=Ring(Action.SKIP, 0.3)),
    "green": moment(Stage.READY, ROLL, green=0.7, status=judged(ROLL, state=State.READY)),
    "countdown": moment(
        Stage.READY, SLIDES, green=1.0, left_s=2.4, whole_s=3.0, status=judged(SLIDES, state=State.READY)
    ),
    "exercising": moment(Stage.EXERCISING, NECK, status=judged(NECK, **HOLD)),
    "cue": moment(
        Stage.EXERCISING, SLIDES,
        status=judged(SLIDES, last_rep=rep(2.0, "elbow-off-wall"), blind=("elbow-off-wall", "wrist-off-wall")),
        cue=Cue(Phrase("Bring both arms up evenly"), "asymmetric", "warn"),
    ),
    "caption": moment(
        Stage.EXERCISING, NECK, status=judged(NECK, **HOLD), said=(Saying(3.0, "hold", Phrase("Breathe")),)
    ),
    "riding": moment(
        Stage.EXERCISING, BIKE,
        status=judged(BIKE, hero=Hero("12:34", "min"), cadence=62.0, valid=1234, target=0, blind=("lean-on-arms",)),
    ),
    "lost": moment(
        Stage.LOST, NECK, title=phrase("setup.back", part=phrase("part.shoulders")),
        status=judged(NECK, state=State.LOST, **HOLD),
    ),
    "paused": moment(Stage.PAUSED, title=phrase("workout.away"), lines=(phrase("workout.go-on"),)),
    "rest": moment(
        Stage.REST, NECK, left_s=24.2, whole_s=30.0, following=REACH,
        lines=(
            phrase("after.clean", count=10),
            phrase("after.next", cue=Phrase("Bring both arms up evenly")),
        ),
        ring=Ring(Action.SKIP, 0.5),
    ),
    "rest, standing": moment(Stage.REST, NECK, left_s=1.2, whole_s=30.0, following=replace(NECK, side="back")),
    "done": moment(
        Stage.DONE,
        title=phrase("done.title"),
        lines=(
            *(phrase("done.exercise", exercise=Phrase(e.name), valid=8, asked=10) for e in exercises().values()),
            phrase("done.minutes", minutes=18),
            phrase("done.streak", days=4),
        ),
    ),
}  # fmt: skip
