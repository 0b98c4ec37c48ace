"""What is shown and said to the person, in his language: one catalogue a language, English always complete.

A catalogue is a TOML file of sentences by key. What an exercise says stands in its own file, in English; the table
[exercises] of another language holds it by the English sentence, so that adding an exercise takes no second file.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from trainer.saying import Phrase

LANGUAGES = ("en", "de", "es")
ENGLISH = "en"
AUTO = "auto"


def language_of(setting: str, environment: Mapping[str, str]) -> str:
    """The language that a setting means; "auto": that of the environment's LC_ALL, LC_MESSAGES or LANG, else Windows'
    own, else English.

    ValueError when the setting is no language that is spoken here.
    """
    if setting in LANGUAGES:
        return setting
    if setting != AUTO:
        raise ValueError(f"no language {setting!r}: expected {AUTO} or one of {', '.join(LANGUAGES)}")
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    language = re.split("[-_.@]", locale or of_windows())[0].lower()
    return language if language in LANGUAGES else ENGLISH


def of_windows() -> str:
    """What Windows itself speaks, such as de_DE, and no environment tells; "" on any other system."""
    if sys.platform != "win32":
        return ""
    import ctypes
    from locale import windows_locale

    return windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


class Words:
    """Phrases in one language; what it lacks is said in English."""

    def __init__(self, language: str = ENGLISH) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no language {language!r}: expected one of {', '.join(LANGUAGES)}")
        self.language = language
        self._entries = {**entries(ENGLISH), **entries(language)}

    def say(self, said: Phrase | str) -> str:
        """The sentence; a key that no catalogue holds is a sentence of an exercise's file, and stays as it is.

        A number that is 1 takes the key that ends in "-one", where there is one: "one minute", not "1 minutes".
        """
        if isinstance(said, str):
            return self._entries.get(said, said)
        one = f"{said.key}-one" if any(v == 1 for _, v in said.values) else said.key
        text = self._entries.get(one, self._entries.get(said.key, said.key))
        values = {name: self.say(v) if isinstance(v, Phrase) else v for name, v in said.values}
        return text.format_map(values) if values else text

    def table(self, name: str) -> dict[str, str]:
        """All sentences of one table by their own key, for a script that fills in the values itself."""
        within = f"{name}."
        return {key.removeprefix(within): text for key, text in self._entries.items() if key.startswith(within)}


@cache
def entries(language: str) -> Mapping[str, str]:
    """All sentences of one language by key: "setup.back" from the table [setup], or an exercise's English sentence."""
    tables = tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))
    flat: dict[str, str] = {}
    for name, table in tables.items():
        flat |= table if name == "exercises" else {f"{name}.{key}": text for key, text in table.items()}
    return flat
