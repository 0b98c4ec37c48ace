"""What an outlet drives: the few methods of a speech engine or a loudspeaker."""

from __future__ import annotations

from typing import Protocol


class UnheardError(Exception):
    """Nothing can be heard; the message is the reason, short enough for a hint: "install espeak-ng"."""


NO_DEVICE = "no audio device"


class Engine(Protocol):
    """Speaks one text at a time. Made and used in one thread only; any method may raise, which ends its use."""

    note: str | None
    """One line for the user about what was asked for and could not be had, such as the voice; None when all could."""

    def begin(self, text: str) -> None:
        """Start speaking; returns soon."""

    def busy(self) -> bool:
        """Whether the text is still being spoken; asked some fifty times a second, and may do the engine's own work."""

    def stop(self) -> None:
        """Cut what is being spoken; busy() is False soon after."""

    def close(self) -> None:
        """Stop, and give back what the engine holds."""
