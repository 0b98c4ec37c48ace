"""What the live loop needs of its surroundings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from trainer.overlay.drawing import Picture
    from trainer.pose import Pose
    from trainer.saying import Phrase, Sound
    from trainer.sources import Frame
    from trainer.workout.moment import Fact, Moment

Film = Callable[["Picture", float], object]
"""Takes an annotated picture and its time in seconds, and soon comes back."""


class Source(Protocol):
    """Frames in time order."""

    def __iter__(self) -> Iterator[Frame]: ...

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the pictures in pixels."""


@runtime_checkable
class Patient(Protocol):
    """A source that can be asked for a frame without waiting for ever, and says what is wrong with it."""

    def read(self, timeout: float = ...) -> Frame | None:
        """The newest frame not yet taken, None when none came in time."""

    @property
    def message(self) -> Phrase | None:
        """One line for the user, None when pictures come."""


class Estimator(Protocol):
    """Frame -> Pose."""

    def estimate(self, frame: Frame) -> Pose:
        """The pose in the frame."""


@runtime_checkable
class Adaptable(Protocol):
    """An estimator that may change its model between two frames; free: whether it may now. model: that runs."""

    free: bool
    model: str

    @property
    def changing(self) -> bool:
        """Whether another model is ready, and free."""

    def change(self) -> None:
        """Go on with the model that is ready, if free; nothing is estimated meanwhile."""


class Screen(Protocol):
    """What the loop needs of a window."""

    def show(self, rgb: Picture) -> None:
        """Show a picture."""

    def key(self, wait_ms: int) -> str | None:
        """The key pressed within so many milliseconds."""

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""


class Speaker(Protocol):
    """What is heard; nothing here takes time."""

    def say(self, text: str, urgency: int = ..., fresh_s: float = ...) -> None:
        """Speak when its turn comes, or not at all when that is too late."""

    def play(self, sound: Sound) -> None:
        """Play a short sound now."""

    @property
    def hint(self) -> str | None:
        """One line when nothing can be heard, None when all is well."""


class Keeper(Protocol):
    """Who keeps what was done of a workout; nothing here takes time."""

    def keep(self, moment: Moment) -> None:
        """Note what a moment tells."""

    def end(self, facts: Sequence[Fact]) -> None:
        """Note what the workout's end tells."""

    @property
    def problem(self) -> Phrase | str | None:
        """One line when something could not be kept, None otherwise."""
