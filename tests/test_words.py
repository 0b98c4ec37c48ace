"""Words in three languages: nothing missing, nothing stale, the same placeholders, short enough to be read."""

from __future__ import annotations

import ast
import ctypes
import re
import shutil
import string
import subprocess
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from conftest import ROOT

from trainer.exercise import Check
from trainer.exercises import exercises, find
from trainer.saying import Phrase, fault_name, phrase
from trainer.words import ENGLISH, LANGUAGES, Words, entries, language_of
from trainer.words.sentences import sentences

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
DECLARED = [sentence for exercise in exercises().values() for sentence in sentences(exercise)]
SPOKEN = {"en": (6, 8), "de": (7, 8), "es": (7, 8)}
"""Words that a cue, and an easier task, may have."""


def keys(language: str) -> set[str]:
    """Keys of the catalogue proper, without the sentences of exercises."""
    return {key for key in entries(language) if key not in DECLARED}


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", OTHERS)
def test_no_key_is_missing_or_stale(language: str) -> None:
    assert keys(language) == keys(ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_of_an_exercise_is_missing_or_stale(language: str) -> None:
    translated = [key for key in entries(language) if key not in entries(ENGLISH)]
    assert sorted(translated) == sorted(set(DECLARED))


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_agree(language: str) -> None:
    for key, text in entries(language).items():
        assert placeholders(text) == placeholders(entries(ENGLISH).get(key, key)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_untidy(language: str) -> None:
    for key, text in entries(language).items():
        assert text == " ".join(text.split()) != "", key


def bare(text: str) -> str:
    """The words of a text, without what is filled in."""
    return re.sub(r"\{\w+\}", "", text).strip(" ,:")


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_translated_is_another_sentence(language: str) -> None:
    """A text left in English would be read out with a German tongue."""
    english = {key: entries(ENGLISH).get(key, key) for key in entries(language)}
    same = {key for key, text in entries(language).items() if text == english[key] and " " in bare(text)}
    assert same == set()


def checks() -> Iterator[tuple[str, Check]]:
    for exercise in exercises().values():
        for check in exercise.checks:
            yield exercise.id, check


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cue_is_short(language: str) -> None:
    words, (short, longer) = Words(language), SPOKEN[language]
    for where, check in checks():
        for text, most in ((check.cue, short), (check.again, short), (check.easier, longer)):
            assert 1 <= len(words.say(text).split()) <= most, (where, text)


def test_every_fault_has_three_different_ways_to_be_told() -> None:
    for where, check in checks():
        assert len({check.cue, check.again, check.easier}) == 3, (where, check.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_ways_stay_different(language: str) -> None:
    words = Words(language)
    for where, check in checks():
        assert len({words.say(text) for text in (check.cue, check.again, check.easier)}) == 3, (where, check.code)


def called(name: str) -> Iterator[str]:
    """First arguments, where they are literals, of every call of this name in the trainer's source."""
    for path in sorted((ROOT / "trainer").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name and node.args:
                for value in ast.walk(node.args[0]):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str) and "." in value.value:
                        yield value.value


def test_every_key_that_the_source_names_is_in_the_catalogue() -> None:
    named = {key for key in called("phrase") if key.count(".") == 1 and not key.endswith(".")}
    assert {"setup.no-one", "coach.good", "say.relax"} <= named
    assert named - set(entries(ENGLISH)) == set()


def test_a_phrase_in_three_languages() -> None:
    back = phrase("setup.back", part=phrase("part.hips"))
    assert [Words(language).say(back) for language in LANGUAGES] == [
        "step back: I can't see your hips",
        "geh zurück: ich sehe deine Hüfte nicht",
        "da un paso atrás: no veo tus caderas",
    ]
    cue = Phrase("Elbows back to the wall")
    assert [Words(language).say(cue) for language in LANGUAGES] == [
        "Elbows back to the wall",
        "Ellbogen zurück an die Wand",
        "Los codos a la pared",
    ]


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "One minute in motion.", "2 minutes in motion."),
        ("de", "Eine Minute in Bewegung.", "2 Minuten in Bewegung."),
        ("es", "Un minuto en movimiento.", "2 minutos en movimiento."),
    ],
)
def test_one_is_not_many(language: str, one: str, two: str) -> None:
    assert Words(language).say(phrase("after.minutes", count=1)) == one
    assert Words(language).say(phrase("after.minutes", count=2)) == two
    assert Words(language).say(phrase("say.count", count=1)) == "1"  # has but one form


def test_a_sentence_that_no_catalogue_holds_stays_as_it_is() -> None:
    assert Words("de").say(Phrase("Wiggle {your} ears")) == "Wiggle {your} ears"


def test_why_something_did_not_count_in_words() -> None:
    assert [Words(language).say(fault_name("wrist-off-wall")) for language in LANGUAGES] == [
        "wrist off wall",
        "Handgelenk nicht an der Wand",
        "muñeca separada de la pared",
    ]


def test_an_unknown_language_is_told_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no language 'fr': expected one of en, de, es"):
        Words("fr")
    with pytest.raises(ValueError, match="no language 'fr': expected auto or one of en, de, es"):
        language_of("fr", {})


@pytest.mark.parametrize(
    ("setting", "environment", "language"),
    [
        ("es", {"LANG": "de_DE.UTF-8"}, "es"),
        ("auto", {"LANG": "de_AT.UTF-8"}, "de"),
        ("auto", {"LANG": "es"}, "es"),
        ("auto", {"LANG": "es-MX"}, "es"),
        ("auto", {"LANG": "de@euro"}, "de"),
        ("auto", {"LANG": "de_DE", "LC_MESSAGES": "es_ES"}, "es"),
        ("auto", {"LANG": "de_DE", "LC_MESSAGES": "es_ES", "LC_ALL": "en_GB"}, "en"),
        ("auto", {"LANG": "de_DE", "LC_ALL": ""}, "de"),  # empty is as good as unset
        ("auto", {"LANG": "C.UTF-8"}, "en"),
        ("auto", {"LANG": "est_EE"}, "en"),  # Estonian, though it begins like Spanish
        ("auto", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("auto", {}, "en"),
    ],
)
def test_the_language_of_the_environment(
    setting: str, environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert language_of(setting, environment) == language


@pytest.mark.parametrize(
    ("number", "environment", "language"),
    [
        (0x0407, {}, "de"),  # German (Germany)
        (0x0C07, {}, "de"),  # German (Austria)
        (0x080A, {}, "es"),  # Spanish (Mexico)
        (0x0409, {}, "en"),
        (0x040C, {}, "en"),  # French
        (0xFFFF, {}, "en"),  # none that is known
        (0x0407, {"LANG": "es_ES"}, "es"),
    ],
)
def test_windows_tells_its_language_itself(
    number: int, environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers are those of Windows' language identifiers (MS-LCID)."""
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: number)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr("sys.platform", "win32")
    assert language_of("auto", environment) == language


def test_the_sentences_of_an_exercise_are_all_that_it_says_in_training() -> None:
    found = sentences(find("isometric-neck"))
    assert len(found) == len(set(found))
    for sentence in (
        "Isometric neck press", "front, upper body", "let your hands rest", "Breathe", "left", "Keep your head still",
        "Look at one point ahead", "Press more gently", "head moves",
    ):  # fmt: skip
        assert sentence in found
    assert "scratching the head" not in found  # for `trainer exercises` alone
    assert "keep your wrists above your elbows" in sentences(find("arm-slides"))
    assert "sit or stand upright" in sentences(find("bear-roll"))


NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six twenty-seven "
    "twenty-eight twenty-nine thirty",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn zwanzig einundzwanzig zweiundzwanzig dreiundzwanzig vierundzwanzig fünfundzwanzig "
    "sechsundzwanzig siebenundzwanzig achtundzwanzig neunundzwanzig dreißig",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve treinta",
}


def consonants(lines: list[str], language: str) -> list[str]:
    """What espeak-ng would say, line by line: its consonants, since vowels are shorter where digits are read."""
    command = ["espeak-ng", "-q", "-x", "-v", language, "--stdin"]
    said = subprocess.run(command, input="\n\n".join(lines), capture_output=True, text=True, check=True).stdout
    return ["".join(c for c in line.lower() if c.isalpha() and c not in "aeiouyvj") for line in said.splitlines()]


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_spoken_from_digits(language: str) -> None:
    digits = [Words(language).say(phrase("say.count", count=number)) for number in range(1, 31)]
    assert digits == [str(number) for number in range(1, 31)]
    assert consonants(digits, language) == consonants(NUMBERS[language].split(), language)
