"""The pages in the person's language: every sentence of a catalogue is used, and none is left in English."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from conftest import ROOT, Command
from recorded import REPS, SLIDE, fault, film, header, record, rep

from trainer.cli.defaults import defaults
from trainer.exercises import exercises
from trainer.recording import SetSettings
from trainer.recording.reader import Recording
from trainer.report.history import history_of
from trainer.report.history_page import history_page, write_history
from trainer.report.review import review_of, write_review
from trainer.settings import Settings
from trainer.words import ENGLISH, LANGUAGES, Words, entries
from trainer.words.sentences import sentences

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
TABLES = ("review", "history", "plot", "strictness")
SHOWN = ("text", "name", "label", "signal", "unit", "fault")
"""Values of the script's data that are shown."""


def data_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


def told(data: Any) -> Iterator[str]:
    """All that the script shows of its data."""
    if isinstance(data, list):
        for one in data:
            yield from told(one)
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key in SHOWN:
                yield value
            elif key == "words":
                yield from (re.sub(r"\{\w+\}", "…", text) for text in value.values())
            else:
                yield from told(value)


def shown(page: str) -> str:
    """What a person can read of a page, or hear, line by line."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S)
    named = re.findall(r'(?:title|aria-label|alt)="(.*?)"', body)
    lines = [*re.sub(r"<[^>]*>", "\n", body).splitlines(), *named]
    return "\n".join([*map(html.unescape, lines), *told(data_of(page))])


def left_in_english(page: str, language: str) -> set[str]:
    """Sentences of the English catalogue, and of exercises, that a person reads in the page."""
    english = {key: text for key, text in entries(ENGLISH).items() if key.split(".")[0] in TABLES}
    english |= {said: said for exercise in exercises().values() for said in sentences(exercise)}
    text, found = shown(page), set()
    for key, said in english.items():
        part = max(re.split(r"\{\w+\}", said), key=len).strip()
        mine = entries(language)[key]
        if re.search("[a-z]{2}", part) and part not in mine and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text):
            found.add(said)
    return found


def session(folder: Path, exercise: str) -> Path:
    """A recorded set in which every check of an exercise fails once, and each is once not seen."""
    codes = list(dict.fromkeys(check.code for check in exercises()[exercise].checks))
    units = {check.code: check.value.unit for check in exercises()[exercise].checks}
    sides = exercises()[exercise].sides or (None,)
    faults = [fault(code, 4 * i + 1.0, 2.5, units[code], "break" if i % 2 else "warn") for i, code in enumerate(codes)]
    reps = [replace(rep(i, one), side=sides[i % len(sides)]) for i, one in enumerate(faults)]
    reps.append(rep(len(codes), unseen=tuple(codes)))
    spans = (fault(codes[0], 1.0, 20.0, units[codes[0]], "warn"),)
    return record(folder, video=False, reps=reps, spans=spans, settings=SetSettings(exercise, "strict", 4))


def review(folder: Path, language: str) -> str:
    with Recording(folder) as recording:
        return review_of(recording, Words(language))


@pytest.fixture(scope="module")
def german() -> str:
    return review(film(), "de")


@pytest.fixture(scope="module")
def spanish() -> str:
    return review(film(), "es")


def test_what_the_counter_itself_found_is_told_and_advised(tmp_path: Path):
    folder, span = tmp_path / "2026-11-23_18-05-12", fault("paused", 4.0, 4.3, "s", "warn")
    record(folder, video=False, reps=(), spans=(span,), settings=SetSettings("aerobic", "normal", None))
    page = review(folder, "de")
    assert "Ohne Pause treten oder gehen: Unterbrechung, 1 Mal." in page
    assert "paused" not in shown(page)
    folder, span = tmp_path / "2026-11-23_18-06-12", fault("no-shrink", 4.0, 1.0, "of the first", "warn")
    record(folder, video=False, reps=(), spans=(span,), settings=SetSettings("bear-roll", "normal", 10))
    assert "nicht kleiner geworden" in review(folder, "de")
    assert "vom ersten" in review(folder, "de")


def test_the_goal_of_three_times_twenty_minutes_is_named_with_that_goal_alone(tmp_path: Path):
    record(tmp_path / "2026-11-23_18-05-12", video=False)
    named = ["Dreimal 20" in history_page(history_of(tmp_path), goal, Words("de")) for goal in (60, 90)]
    assert named == [True, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_which_language_it_is_in(language: str, tmp_path: Path):
    record(tmp_path / "2026-11-23_18-05-12", video=False)
    assert f'<html lang="{language}">' in review(tmp_path / "2026-11-23_18-05-12", language)
    assert f'<html lang="{language}">' in history_page(history_of(tmp_path), 60, Words(language))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("exercise", sorted(exercises()))
def test_no_sentence_of_a_review_is_left_in_english(exercise: str, language: str, tmp_path: Path):
    page = review(session(tmp_path / "2026-11-23_18-05-12", exercise), language)
    assert left_in_english(page, language) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_of_odd_reviews_is_left_in_english(language: str, tmp_path: Path):
    cut = header(started="2026-11-23T18:05:12+01:00")
    odd = record(tmp_path / "odd", settings=replace(SLIDE, exercise="headstand"), about=cut, video=False)
    none = record(tmp_path / "none", reps=(), poses=(), video=False)
    for page in (review(odd, language), review(none, language), review(film(), language)):
        assert left_in_english(page, language) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_of_the_history_is_left_in_english(language: str, tmp_path: Path):
    for day in range(11, 17):
        about = header(started=f"2026-11-{day}T18:00:00+00:00")
        reps = [replace(one, travel=20.0 + 2 * day) for one in REPS]
        record(tmp_path / f"2026-11-{day}_18-00-00", video=False, reps=reps, about=about)
    session(tmp_path / "2026-11-18_18-00-00", "butterfly")
    assert left_in_english(history_page(history_of(tmp_path), 60, Words(language)), language) == set()


def test_english_is_found_where_it_is(tmp_path: Path):
    page = review(session(tmp_path / "2026-11-23_18-05-12", "arm-slides"), ENGLISH)
    found = left_in_english(page, "de")
    assert {"Worst moments", "seen from {view}", "own best so far", "the elbows stay on the wall", "shallow"} <= found


def test_a_german_page(german: str):
    for literal in (
        "<title>Training vom 2026-11-23 18:05</title>",
        "Kamera 0 · Modell heavy, Trainer 0.1.0",
        "<b>3</b> gezählt",
        "<b>2</b> Versuche",
        "Ansicht von vorn",
        "10 Wiederholungen, normal",
        "<th>was geschah</th>",
        'aria-label="abspielen oder anhalten"',
        "<h3>Schwächste Momente</h3>",
        "Ellbogen zurück an die Wand: „Ellbogen nicht an der Wand“ hat 1 Wiederholung gekostet.",
        "die Ellbogen bleiben an der Wand: gemessen 13 cm, Grenze ≤ 5,2 cm",
        "(nur schräg (45°) oder von der Seite zu sehen)",
    ):
        assert literal in german, literal
    (only,) = data_of(german)["sets"]
    assert (only["name"], only["signal"]) == ("Armgleiten an der Wand", "Armhöhe")
    assert [line["label"] for line in only["limits"]] == ["bisheriger Bestwert", "zählt ab 72 %"]
    assert only["bars"][0]["text"] == "1: gezählt"


def test_a_spanish_page(spanish: str):
    for literal in (
        "<title>Sesión del 2026-11-23 18:05</title>",
        "<b>3</b> contadas",
        "vista de frente",
        "<th>qué pasó</th>",
        "<h3>Peores momentos</h3>",
        "Los codos a la pared: «codo separado de la pared» costó 1 repetición.",
        "los codos siguen en la pared: medido 13 cm, límite ≤ 5,2 cm",
        "(solo se ve a 45° o de lado)",
    ):
        assert literal in spanish, literal


def test_the_language_is_that_of_the_other_commands(trainer: Command, tmp_path: Path):
    folder = record(tmp_path / "2026-11-23_18-05-12", video=False)
    done = trainer("review", "--no-open", "--language", "de", "--data", tmp_path)
    assert (done.returncode, done.stdout) == (0, f"Wrote {folder / 'review.html'}\n")
    assert '<html lang="de">' in (folder / "review.html").read_text(encoding="utf-8")
    done = trainer("history", "--html", "--no-open", "--language", "es", "--data", tmp_path)
    assert done.returncode == 0
    assert "<h1>Historial</h1>" in (tmp_path / "history.html").read_text(encoding="utf-8")
    done = trainer("review", "--no-open", "--language", "fr", "--data", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no language 'fr': expected auto or one of en, de, es" in done.stderr


def test_the_settings_file_tells_the_language_too():
    given = defaults(Settings(language="de"), ["review", "history", "week"])
    assert (given["review"]["language"], given["history"]["language"]) == ("de", "de")
    assert given["history"]["goal_minutes"] == given["week"]["goal_minutes"]


def named(pattern: str, *endings: str) -> set[str]:
    """What the templates and scripts name, and with .py the trainer's whole source."""
    files = [path for path in (ROOT / "trainer").rglob("*") if path.suffix in endings and "vendor" not in path.parts]
    return {key for path in files for key in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_key_of_a_template_is_in_the_catalogue_and_none_is_stale():
    used = named(r'"((?:review|history)\.(?!html|js)[a-z-]+)"', ".html", ".py")
    known = {key for key in entries(ENGLISH) if key.split(".")[0] in ("review", "history")}
    assert used - known == set()
    ends = {key for key in known if key.endswith("-one") and key.removesuffix("-one") in known}
    views = {key for key in known if key.startswith("review.from-")}
    assert known - ends - views == used


def test_every_sentence_of_a_script_is_in_the_catalogue_and_none_is_stale():
    used = named(r'said\("([a-z-]+)"', ".js")
    assert used | {"separators"} == set(Words().table("plot"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fits_in_every_language(browser: Browser, tmp_path: Path, language: str, width: int):
    folder = session(tmp_path / "2026-11-23_18-05-12", "butterfly")
    with Recording(folder) as recording:
        path = write_review(recording, Words(language))
    browser.complaints.clear()
    for page in (path, write_history(tmp_path, history_of(tmp_path), 60, Words(language))):
        browser.open(page, width, 900)
        assert browser.run("document.documentElement.scrollWidth") <= width
        over = "[...document.querySelectorAll('.card, .watch, .top, h2, figcaption, .controls')]"
        assert browser.run(f"{over}.filter(n => n.scrollWidth > n.clientWidth + 1 && n.clientWidth).length") == 0
    assert browser.complaints == []


def test_plots_speak_german(browser: Browser, tmp_path: Path):
    with Recording(session(tmp_path / "2026-11-23_18-05-12", "arm-slides")) as recording:
        path = write_review(recording, Words("de"))
    browser.open(path)
    drawn = browser.run("[...document.querySelectorAll('.main-svg text')].map(n => n.textContent).join('|')")
    for text in ("Armhöhe, %", "Wdh.", "bisheriger Bestwert", "eigener Bestwert", "Ellbogen nicht an der Wand"):
        assert text in drawn, text
    browser.open(write_history(tmp_path, history_of(tmp_path), 60, Words("de")))
    drawn = browser.run("[...document.querySelectorAll('.main-svg text')].map(n => n.textContent).join('|')")
    for text in ("Ziel: 60 min", "Wiederholungen"):
        assert text in drawn, text
    assert re.search(r"\d\. [JFMASOND]", drawn), "the weeks' dates"
