"""An estimator for live sessions: it goes over to another size of the model where the machine asks for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from trainer.estimator import Estimator
from trainer.estimator.landmarker import Landmarker, loaded
from trainer.modelchoice import ModelChooser

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.sources import Frame

Ready = tuple[str, bytes, Landmarker]


class LiveEstimator(Estimator):
    """An Estimator that keeps the pace; a context manager that must be closed.

    model: the size to begin with; `model` always tells which one runs. clock: seconds, monotonic. free: to be set to
    False while a repetition goes on, in which nothing changes. Another size is loaded in a thread, so that the picture
    never waits for it, and runs from the next `change` on; one that does not load is not asked for again.
    """

    def __init__(self, model: str, clock: Callable[[], float]) -> None:
        super().__init__(model)
        self.free = True
        self._clock = clock
        self._chooser: ModelChooser | None = ModelChooser(model)
        self._loader = ThreadPoolExecutor(1, "pose model")
        self._coming: Future[Ready] | None = None

    @property
    def changing(self) -> bool:
        """Whether another size is ready, and no repetition goes on."""
        return self.free and self._coming is not None and self._coming.done()

    def change(self) -> None:
        """Go on with the size that is ready, unless a repetition goes on; not while a frame is estimated."""
        coming = self._coming
        if coming is None or not self.changing:
            return
        self._coming = None
        if coming.exception() is not None:  # its file is broken or gone, or there is no memory: what runs is good
            self._chooser = None
            return
        self.go_on_with(*coming.result())

    def estimate(self, frame: Frame) -> Pose:
        """The pose in a frame, as Estimator gives it."""
        before = self._clock()
        pose = super().estimate(frame)
        if pose.found and self._chooser is not None and self._coming is None:
            wanted = self._chooser.tick(frame.t, self._clock() - before, self.free)
            if wanted is not None:
                self._coming = self._loader.submit(_load, wanted)
        return pose

    def close(self) -> None:
        """Let go of the models; may be called twice."""
        super().close()
        self._loader.shutdown()
        if self._coming is not None and self._coming.exception() is None:
            self._coming.result()[2].close()
        self._coming = None


def _load(model: str) -> Ready:
    bundle = loaded(model)
    return model, bundle, Landmarker(model, bundle)
