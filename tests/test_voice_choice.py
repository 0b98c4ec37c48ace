"""Which voice speaks: the language's own, or the one that was asked for by a part of its name."""

from __future__ import annotations

import pytest

from trainer.saying import phrase
from trainer.voice.choice import Choice, Known, choose, espeak_voices, say_voices
from trainer.words import Words

ESPEAK = """\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn              (zh-cmn 5)(zh 5)
 5  de              --/M      German             gmw/de               
 5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
 5  es              --/M      Spanish_(Spain)    roa/es               
 5  es-419          --/M      Spanish_(Latin_America) roa/es-419           (es-mx 6)(es 6)
 5  eu              --/M      Basque             eu                   
"""  # noqa: W291  # as the program pads it

SAY = """\
Albert              en_US    # Hello! My name is Albert.
Anna                de_DE    # Hallo! Ich heiße Anna.
Bad News            en_US    # Hello! My name is Bad News.
Daniel              en_GB    # Hello! My name is Daniel.
Eddy (German (Germany)) de_DE    # Hallo! Ich heiße Eddy.
Joanna              en_US    # Hello! My name is Joanna.
Mónica              es_ES    # ¡Hola! Me llamo Mónica.
Samantha            en_US    # Hello! My name is Samantha.
"""

SAPI = [
    Known("HKEY\\Tokens\\TTS_MS_DE-DE_HEDDA_11.0", "Microsoft Hedda Desktop - German", ("de-de",)),
    Known("HKEY\\Tokens\\TTS_MS_EN-US_ZIRA_11.0", "Microsoft Zira Desktop - English (United States)", ("en-us",)),
]


def test_the_list_of_espeak():
    voices = espeak_voices(ESPEAK)
    assert voices[0] == Known("gmw/en", "English (Great Britain)", ("en-gb", "en"))
    assert voices[2] == Known("sit/cmn", "Chinese (Mandarin, latin as English)", ("cmn", "zh-cmn", "zh"))
    assert voices[3] == Known("gmw/de", "German", ("de",))
    assert voices[-1] == Known("eu", "Basque", ("eu",))
    assert len(voices) == 8


def test_the_list_of_say():
    voices = say_voices(SAY)
    assert {v.name for v in voices[:3]} == {"Anna", "Mónica", "Samantha"}
    assert Known("Eddy (German (Germany))", "Eddy (German (Germany))", ("de-de",)) in voices
    assert Known("Bad News", "Bad News", ("en-us",)) in voices
    assert len(voices) == 8


@pytest.mark.parametrize(
    ("known", "language", "voice"),
    [
        (espeak_voices(ESPEAK), "en", "gmw/en"),  # not gmw/en-029, which comes first in the list
        (espeak_voices(ESPEAK), "de", "gmw/de"),
        (espeak_voices(ESPEAK), "es", "roa/es"),
        (say_voices(SAY), "en", "Samantha"),
        (say_voices(SAY), "de", "Anna"),
        (say_voices(SAY), "es", "Mónica"),
        (SAPI, "en", "HKEY\\Tokens\\TTS_MS_EN-US_ZIRA_11.0"),
        (SAPI, "de", "HKEY\\Tokens\\TTS_MS_DE-DE_HEDDA_11.0"),
    ],
)
def test_the_languages_own_voice(known: list[Known], language: str, voice: str):
    assert choose(known, language, None) == Choice(voice)


def test_a_voice_without_region_comes_before_one_with():
    known = [Known("a", "Austrian", ("de-at",)), Known("g", "German", ("de",))]
    assert choose(known, "de", None) == Choice("g")
    assert choose(known[:1], "de", None) == Choice("a")


def test_a_language_that_nobody_speaks_is_told():
    note = phrase("hint.no-language", language="es")
    assert Words().say(note) == "no voice speaks es: the system's default does"
    assert choose(SAPI, "es", None) == Choice(None, note)
    assert choose([], "en", None) == Choice(None, phrase("hint.no-language", language="en"))
    # "den" is another language than "de".
    assert choose([Known("x", "Slavey", ("den",))], "de", None).id is None


@pytest.mark.parametrize(
    ("known", "language", "wanted", "voice"),
    [
        (espeak_voices(ESPEAK), "en", "america", "gmw/en-US"),  # not Latin America, which is Spanish
        (espeak_voices(ESPEAK), "es", "america", "roa/es-419"),
        (espeak_voices(ESPEAK), "de", "GMW/EN", "gmw/en"),  # exactly so, though gmw/en-029 has it too
        (espeak_voices(ESPEAK), "en", "german", "gmw/de"),  # asked for, so given
        (say_voices(SAY), "en", "anna", "Anna"),
        (say_voices(SAY), "en", "joan", "Joanna"),
        (SAPI, "de", "zira", "HKEY\\Tokens\\TTS_MS_EN-US_ZIRA_11.0"),
    ],
)
def test_a_voice_by_a_part_of_its_name(known: list[Known], language: str, wanted: str, voice: str):
    assert choose(known, language, wanted) == Choice(voice)


def test_an_unknown_voice_is_told_and_the_languages_own_speaks():
    assert choose(SAPI, "en", "siri") == Choice(SAPI[1].id, phrase("hint.no-such-voice", voice="'siri'"))
    assert choose(SAPI, "es", "siri") == Choice(None, phrase("hint.no-such-voice", voice="'siri'"))
