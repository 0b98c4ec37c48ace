"""The voice of the trainer: speech and sounds that never hold up the picture."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from trainer.saying import Sound
from trainer.settings import RATE
from trainer.sources import clock
from trainer.voice.engine import Engine
from trainer.voice.loudspeaker import open_loudspeaker
from trainer.voice.opening import open_engine
from trainer.voice.outlet import Outlet
from trainer.words import Words

LATE_S = 0.5  # a sound later than this no longer belongs to its movement
CLOSING_S = 0.8  # for each of the two threads; a sound takes half of it

OpenEngine = Callable[[str, str | None, int], Engine]


class Voice:
    """Speaks and sounds until it is closed. Nothing here blocks or raises; what can't be heard is told by `hint`.

    language: "en", "de" or "es", of the hint, too. voice: part of the id or name of one of the system's voices. rate:
    words a minute. muted: nothing is started at all. sounds: without them only words are heard. One utterance at a
    time, the most urgent first (see Utterance.replaces); one of urgency 0 cuts one of urgency 2 and more. Sounds are
    played beside the speech.
    """

    def __init__(
        self,
        language: str = "en",
        *,
        voice: str | None = None,
        rate: int = RATE,
        muted: bool = False,
        sounds: bool = True,
        open_engine: OpenEngine = open_engine,
        open_player: Callable[[], Engine] = open_loudspeaker,
        now: Callable[[], float] = clock,
    ) -> None:
        self._words = Words(language)
        self._speech: Outlet | None = None
        self._sounds: Outlet | None = None
        if not muted:
            self._speech = Outlet("voice", lambda: open_engine(language, voice, rate), now, rate)
        if sounds and not muted:
            self._sounds = Outlet("sounds", open_player, now, rate)

    def say(self, text: str, urgency: int = 3, fresh_s: float = 2.0) -> None:
        """Speak when its turn comes; dropped when it could not begin within fresh_s seconds. 0 is the most urgent."""
        if self._speech is not None and text.strip():
            self._speech.say(text, urgency, fresh_s)

    def play(self, sound: Sound) -> None:
        """Play a short sound now."""
        if self._sounds is not None:
            self._sounds.say(sound.value, 3, LATE_S)

    @property
    def hint(self) -> str | None:
        """One line when something can't be heard or is not as asked for, None when all is well."""
        if self._speech is None:
            return None
        say, troubles = self._words.say, dict[str, list[str]]()
        for what, outlet in (("hint.no-voice", self._speech), ("hint.no-sounds", self._sounds)):
            trouble = None if outlet is None else outlet.trouble
            if trouble is not None:
                troubles.setdefault(say(trouble), []).append(say(what))
        told = [f"{', '.join(missing)}: {reason}" for reason, missing in troubles.items()]
        if told:
            return "; ".join([*told, say("hint.captions")])
        note = self._speech.note
        return None if note is None else say(note)

    @property
    def speaking(self) -> bool:
        """Whether something is being spoken or about to be; sounds don't count."""
        return self._speech is not None and self._speech.speaking

    def close(self) -> None:
        """Cut the speech and end the threads, within two seconds whatever the engines do."""
        outlets = [outlet for outlet in (self._speech, self._sounds) if outlet is not None]
        for outlet in outlets:
            outlet.end()
        for outlet in outlets:
            outlet.join(CLOSING_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
