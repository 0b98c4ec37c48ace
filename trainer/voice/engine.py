"""What an outlet drives: the few methods of a speech engine or a loudspeaker."""

from __future__ import annotations

from typing import Protocol

from trainer.saying import Phrase, phrase
from trainer.words import Words


class UnheardError(Exception):
    """Nothing can be heard; said is the reason, short enough for a hint: "install espeak-ng". As text it is English."""

    def __init__(self, said: Phrase | str) -> None:
        super().__init__(Words().say(said))
        self.said = said


NO_DEVICE = phrase("hint.no-device")


class Engine(Protocol):
    """Speaks one text at a time. Made and used in one thread only; any method may raise, which ends its use."""

    note: Phrase | str | None
    """One line for the user about what was asked for and could not be had, such as the voice; None when all could."""

    def begin(self, text: str) -> None:
        """Start speaking; returns soon."""

    def busy(self) -> bool:
        """Whether the text is still being spoken; asked some fifty times a second, and may do the engine's own work."""

    def stop(self) -> None:
        """Cut what is being spoken; busy() is False soon after."""

    def close(self) -> None:
        """Stop, and give back what the engine holds."""
