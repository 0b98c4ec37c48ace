"""The next pose is estimated while the one before is judged, drawn and shown."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from trainer.app.ports import Adaptable, Estimator, Patient, Source

if TYPE_CHECKING:
    from trainer.pose import Pose
    from trainer.saying import Phrase
    from trainer.sources import Frame

PATIENCE_S = 0.1  # for a camera's next frame, before the keys are asked again


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: a frame and the pose in it, or None when no frame came. message: what the camera said then."""

    found: tuple[Frame, Pose] | None
    message: Phrase | None = None


class Ahead:
    """Looks at a source; at a camera in a thread of its own, one frame ahead and no more. A context manager.

    A window takes milliseconds to paint, in which the model need not wait for the next picture; of a file none is lost
    by waiting. Frames come in their order, each once; what the source or the estimator raises comes out of `look`. An
    estimator that wants to change its model is let do so when all that it has seen is judged.
    """

    def __init__(self, source: Source, estimator: Estimator) -> None:
        self._frames = iter(source)
        self._camera = source if isinstance(source, Patient) else None
        self._estimator = estimator
        self._adaptable = estimator if isinstance(estimator, Adaptable) else None
        self._pool = ThreadPoolExecutor(1, "pose")
        self._coming: Future[Seen] | None = None

    @property
    def live(self) -> bool:
        """Whether the source goes on by itself, as a camera does."""
        return self._camera is not None

    def look(self) -> Seen:
        """The next frame and its pose, waited for; nothing when a file has ended, or no frame came in time."""
        if self._coming is None:
            if self._adaptable is not None:
                self._adaptable.change()
            self._coming = self._pool.submit(self._see)
        seen = self._coming.result()
        changing = self._adaptable is not None and self._adaptable.changing
        self._coming = self._pool.submit(self._see) if self.live and not changing else None
        return seen

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        while True:
            with suppress(KeyboardInterrupt):  # or the model would be closed while it is at work
                return self._pool.shutdown(cancel_futures=True)

    def _see(self) -> Seen:
        frame = next(self._frames, None) if self._camera is None else self._camera.read(PATIENCE_S)
        message = None if self._camera is None else self._camera.message
        return Seen(None if frame is None else (frame, self._estimator.estimate(frame)), message)
