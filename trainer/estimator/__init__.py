"""From a frame to a pose: landmarks of the one who exercises, whoever else is in the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from trainer.estimator.landmarker import Image, Landmarker, Landmarks, loaded
from trainer.estimator.light import lit
from trainer.estimator.speed import choose_live_model, measure
from trainer.looking import Watch
from trainer.people import ELSEWHERE, Home, Person, distinct, including
from trainer.pose import Pose

if TYPE_CHECKING:
    from trainer.sources import Frame

__all__ = ["Estimator", "Landmarker", "choose_live_model", "measure", "without"]

LOOKOUT_PEOPLE = 4
GREY = 127
BEYOND = 0.15  # bodies


class Estimator:
    """Poses of the one who exercises; a context manager that must be closed.

    model: lite, full or heavy. lookout: also count the people now and then, and stay with the right one. ModelError
    when a bundle is missing, broken or does not load. The same frames give the same poses, whatever the clock says.
    """

    def __init__(self, model: str = "heavy", lookout: bool = True) -> None:
        self.model = model
        self._bundle = loaded(model)
        self._watch, self._home = Watch(), Home()
        self._people, self._sure = 1, True
        makers = [lambda: Landmarker(model, self._bundle)]
        if lookout:
            makers.append(lambda: Landmarker("lite", loaded("lite"), LOOKOUT_PEOPLE))
        self._tracker, *others = _made(makers)
        self._lookout = others[0] if others else None

    def estimate(self, frame: Frame) -> Pose:
        """The pose in a frame; not found, with no people, when nobody is seen. Frames come in time order."""
        height, width = frame.image.shape[:2]
        frame = replace(frame, image=lit(frame.image))
        found = self._tracker.find(frame.t, frame.image)
        tracked = found[0] if found else None
        if self._lookout is not None:
            tracked = self._look_around(frame, tracked, self._lookout)
        if tracked is None:
            return Pose(frame.t, (width, height), people=0, model=self.model)
        return Pose.from_arrays(
            frame.t, (width, height), tracked.image, tracked.world, tracked.visibility, self._people, self._sure,
            self.model,
        )  # fmt: skip

    def go_on_with(self, model: str, bundle: bytes, tracker: Landmarker) -> None:
        """Track by another size of the model from the next frame on; who is tracked is found anew, and then checked."""
        self._tracker.close()
        self.model, self._bundle, self._tracker = model, bundle, tracker

    def close(self) -> None:
        """Let go of the models; may be called twice."""
        for landmarker in (self._tracker, self._lookout):
            if landmarker is not None:
                landmarker.close()
        self._lookout = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _look_around(self, frame: Frame, tracked: Landmarks | None, lookout: Landmarker) -> Landmarks | None:
        """The landmarks to go on with: those tracked, or those of the one who exercises if that is someone else."""
        current = None if tracked is None else Person.of(tracked.image)
        if current is None or not self._watch.due(frame.t, current, self._home.left(current)):
            return tracked
        seen = [Person.of(one.image) for one in lookout.find(frame.t, frame.image)]
        people = including(distinct(seen), current)
        chosen = self._home.choose(frame.t, people, current, self._watch.jumped)
        self._people, self._sure = len(people), chosen is not None
        if chosen is None:
            return tracked
        if chosen is not current:
            seized = self._seize(frame, chosen, people)
            self._sure = seized is not None
            if seized is None:
                return tracked
            tracked = seized
        self._watch.settle(chosen)
        return tracked

    def _seize(self, frame: Frame, chosen: Person, people: Sequence[Person]) -> Landmarks | None:
        """Track chosen anew, with the others painted over so that the detector must find chosen; None if it fails."""
        fresh = Landmarker(self.model, self._bundle)
        found = fresh.find(frame.t, without(frame.image, [one for one in people if one is not chosen], chosen))
        if not found or Person.of(found[0].image).unlike(chosen) > ELSEWHERE:
            fresh.close()
            return None
        self._tracker.close()
        self._tracker = fresh
        return found[0]


def _made(makers: Sequence[Callable[[], Landmarker]]) -> list[Landmarker]:
    """What these make, all at the same time, since each takes a fifth of a second; none stays open when one fails."""
    with ThreadPoolExecutor(len(makers)) as pool:
        coming = [pool.submit(make) for make in makers]
    errors = [error for one in coming if (error := one.exception()) is not None]
    if errors:
        for one in coming:
            if one.exception() is None:
                one.result().close()
        raise errors[0]
    return [one.result() for one in coming]


def without(image: Image, others: Sequence[Person], kept: Person) -> Image:
    """A copy with the boxes of the others painted grey, but for what lies in the box of the one kept."""
    painted = image.copy()
    for other in others:
        painted[_cut(image, other)] = GREY
    mine = _cut(image, kept)
    painted[mine] = image[mine]
    return painted


def _cut(image: Image, person: Person) -> tuple[slice, slice]:
    """The person's box in the picture, a little wider, as landmarks lie inside the outline."""
    height, width = image.shape[:2]
    left, top, right, bottom = person.box
    more = BEYOND * person.size
    rows = slice(max(0, int(top - more)), max(0, min(height, int(bottom + more))))
    return rows, slice(max(0, int(left - more)), max(0, min(width, int(right + more))))
