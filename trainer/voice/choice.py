"""Which of the system's voices speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.saying import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Known:
    """A voice of the system: id as the engine wants it, name as people know it, languages such as "en" or "en-us"."""

    id: str
    name: str
    languages: tuple[str, ...]

    def speaks(self, language: str) -> bool:
        """Whether it speaks the language, with whatever accent."""
        return any(spoken.split("-")[0] == language for spoken in self.languages)


@dataclass(frozen=True, slots=True)
class Choice:
    """The id of a voice, None for the system's default, and one line for the user when it is not what was asked for."""

    id: str | None
    note: Phrase | None = None


def choose(known: list[Known], language: str, wanted: str | None) -> Choice:
    """The voice whose id or name has wanted in it, among several one of the language; else the language's own voice.

    The language's own is one without a region ("de", not "de-at") where there is one, else the first that speaks it.
    """
    own = next((v.id for v in known if language in v.languages), None)
    if own is None:
        own = next((v.id for v in known if v.speaks(language)), None)
    silent = None if own is not None else phrase("hint.no-language", language=language)
    if wanted is None:
        return Choice(own, silent)
    part = wanted.casefold()
    named = [v for v in known if part in v.id.casefold() or part in v.name.casefold()]
    # Exactly so named before a part of the name, and the language before others: "anna" is also in "Joanna".
    named.sort(key=lambda v: (part not in (v.id.casefold(), v.name.casefold()), not v.speaks(language)))
    return Choice(named[0].id) if named else Choice(own, phrase("hint.no-such-voice", voice=repr(wanted)))


def espeak_voices(listing: str) -> list[Known]:
    """The table that `espeak-ng --voices` prints: priority, language, gender, name, file, further languages.

    In the order of eSpeak's own priorities, small ones first: else "en" would be spoken in the Caribbean way.
    """
    rows = [row for row in (line.split(maxsplit=5) for line in listing.splitlines()[1:]) if len(row) >= 5]
    return [
        Known(row[4], row[3].replace("_", " "), (row[1], *re.findall(r"\((\S+) \d+\)", "".join(row[5:]))))
        for row in sorted(rows, key=lambda row: int(row[0]))
    ]


def say_voices(listing: str) -> list[Known]:
    """The table that macOS's `say -v '?'` prints: name, language, an example after #."""
    rows = re.findall(r"^(\S.*?)\s+([a-z]{2,3})_(\w+)\s+#", listing, re.MULTILINE)
    known = [Known(name, name, (f"{language}-{region.lower()}",)) for name, language, region in rows]
    # The list is alphabetical and full of jokes ("Bad News"); these are what macOS itself speaks with.
    return sorted(known, key=lambda v: v.name not in ("Samantha", "Anna", "Mónica"))
