"""Poses of one clip through the trainer's own judge and coach."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.coach import Coach, Cue
from trainer.exercise import Exercise
from trainer.pose import Pose
from trainer.session import Session
from trainer.status import Result


def judged(exercise: Exercise, poses: Iterable[Pose]) -> tuple[Result, list[Cue]]:
    """The whole set as it would be judged live, and every cue that was told, in order."""
    session, coach = Session(exercise), Coach()
    cues: list[Cue] = []
    for pose in poses:
        cue = coach.step(session.step(pose))
        if cue is not None and (not cues or cue is not cues[-1]):
            cues.append(cue)
    return session.finish(), cues
