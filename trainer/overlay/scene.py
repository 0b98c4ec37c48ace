"""All that a stage's screen is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.overlay.messages import Message
from trainer.overlay.panels import Heading
from trainer.overlay.sheet import Sheet
from trainer.overlay.skeleton import Spot
from trainer.saying import Phrase
from trainer.workout.moment import Moment


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment on its sheet.

    seen: joints in the shown picture. fps: to print, None for not. notice: a line about the camera. caption: what is
    heard just now. at_top: whether a message goes to the top, where nothing of the person is.
    """

    sheet: Sheet
    moment: Moment
    seen: Mapping[int, Spot]
    mirrored: bool
    fps: float | None
    notice: str | None
    caption: Message | None
    at_top: Callable[[str], bool]

    def say(self, said: Phrase | str) -> str:
        """In the person's language."""
        return self.sheet.words.say(said)

    @property
    def heading(self) -> Heading:
        """What is done at this moment."""
        moment, status = self.moment, self.moment.status
        side = moment.step.side or (None if status is None else status.side)
        place = (moment.number, moment.of) if moment.of > 1 else None
        return Heading(moment.step.exercise, side, place, () if status is None else status.blind)
