"""The settings: the table, the file, what is wrong with it, and how commands go by it."""

from __future__ import annotations

import codecs
import inspect
import json
import os
import stat
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Command
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from trainer import cli
from trainer.app import Outcome
from trainer.cli.defaults import defaults
from trainer.cli.printing import plain
from trainer.commands import analyze, live
from trainer.commands.keeping import Keep
from trainer.exercise import Strictness
from trainer.exercises import exercises
from trainer.folders import data_folder
from trainer.settings import ROWS, USUAL, Settings
from trainer.settings.file import Loaded, create, line_of, load, template
from trainer.status import Result
from trainer.voice import Voice
from trainer.words import LANGUAGES


def kept(folder: Path, text: str) -> Path:
    """A settings file."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def wrong(folder: Path, text: str) -> list[str]:
    """What is said of a file, after its name."""
    path = kept(folder, text)
    loaded = load(path)
    assert loaded.settings == USUAL
    assert all(problem.startswith(str(path)) and "\n" not in problem for problem in loaded.problems)
    return [problem.removeprefix(str(path)) for problem in loaded.problems]


def test_without_a_file_all_is_as_usual(tmp_path: Path):
    assert load(tmp_path / "none.toml") == Loaded(
        Settings("auto", "", "", 160, False, True, "0", "auto", "normal", True, "video", False, 60), {}, ()
    )


def test_every_setting_can_be_set(tmp_path: Path):
    path = kept(
        tmp_path,
        """
        language = "de"
        profile = "Änne"   # of the family
        voice = "anna"
        rate = 120
        mute = true
        sounds = false
        camera = 2
        model = "full"
        strictness = "strict"
        mirror = false
        record = "skeleton"
        blur_face = true
        goal_minutes = 90
        """,
    )
    loaded = load(path)
    assert loaded.settings == Settings(
        "de", "änne", "anna", 120, True, False, "2", "full", "strict", False, "skeleton", True, 90
    )
    assert loaded.problems == ()
    assert loaded.lines == {name: number for number, name in enumerate(ROWS, 2)}


def test_the_template_changes_nothing_and_each_of_its_lines_can_be_taken_up(tmp_path: Path):
    assert load(kept(tmp_path, template())) == Loaded()
    rows = [line.removeprefix("# ") for line in template().splitlines() if " = " in line]
    assert [row.split(" = ")[0] for row in rows] == list(ROWS)
    assert load(kept(tmp_path, "\n".join(rows))).settings == USUAL
    assert tomllib.loads("\n".join(rows)) == {name: row.default for name, row in ROWS.items()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('langauge = "de"', ", line 2: no setting 'langauge': did you mean language? Expected one of language, prof"),
        ('language = "deu"', ", line 2: no language 'deu': did you mean de? Expected one of auto, en, de, es"),
        ("language = 3", ", line 2: no language '3': did you mean "),
        ("rate = 1000", ", line 2: no rate 1000: expected 60 to 400; the nearest is 400"),
        ("rate = 59", ", line 2: no rate 59: expected 60 to 400; the nearest is 60"),
        ("rate = 160.0", ", line 2: no rate 160.0: expected a whole number from 60 to 400, without quotes"),
        ("rate = true", ", line 2: no rate true: expected a whole number from 60 to 400, without quotes"),
        ('rate = "160"', ', line 2: no rate "160": expected a whole number from 60 to 400, without quotes'),
        ("rate = nan", ", line 2: no rate NaN: expected a whole"),
        ("goal_minutes = 0", ", line 2: no goal_minutes 0: expected 10 to 1000; the nearest is 10"),
        ("mute = 1", ", line 2: no mute 1: expected true or false, without quotes"),
        ('mirror = "no"', ', line 2: no mirror "no": expected true or false, without quotes'),
        ("camera = -1", ", line 2: no camera -1: expected a number, or a path in quotes"),
        ("camera = true", ", line 2: no camera true: expected a number, or a path in quotes"),
        ('camera = " "', ', line 2: no camera " ": expected a number'),
        ('profile = "../bob"', ", line 2: no profile '../bob': expected a name of letters, digits, spaces, - and _"),
        ("profile = 1979-05-27", ', line 2: no profile "1979-05-27": expected a text in quotes'),
        ('voice = "a\\u001b[2J"', ', line 2: no voice "a\\u001b[2J": expected a text in quotes'),
        ('record = "skelton"', ", line 2: no record 'skelton': did you mean skeleton? Expected one of video, skel"),
        ('"mute" = 1', ", line 2: no mute 1"),
        ("[model]", ", line 2: no model '{}': did you mean "),
        ("[[sound]]", ", line 2: no setting 'sound': did you mean sounds?"),
        ("voice.name = 1", ', line 2: no voice {"name": 1}: expected a text'),
        ("mute = yes", ", line 2: Invalid value"),
        ("mute = true\nmute = true", ", line 3: Cannot overwrite a value"),
        ("mute", ", line 2: Expected '=' after a key in a key/value pair"),
        ("voice = 'a", ': Expected "\'"'),
        ("voice = [", ": Invalid value"),
        ("x = " + "[" * 5000, " can't be read: it is nested too deeply"),
        (f'x = "{"y" * 300_000}"', " can't be read: it is too large"),
        (f"{'k' * 5000} = 1", ", line 2: no setting 'kkk"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_wrong_is_told_in_a_line_with_the_nearest_right_one(tmp_path: Path, line: str, said: str):
    (problem,) = wrong(tmp_path, f"# mine\n{line}\n")
    assert problem.startswith(said)
    assert len(problem) < 300


def test_what_is_right_holds_beside_what_is_wrong(tmp_path: Path):
    loaded = load(kept(tmp_path, "rate = 100\nmute = 0\nsonds = true\n"))
    assert loaded.settings == Settings(rate=100)
    assert (loaded.lines, len(loaded.problems)) == ({"rate": 1}, 2)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"mute = true # \xe4"])
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes):
    (tmp_path / "config.toml").write_bytes(content)
    assert load(tmp_path / "config.toml").problems == (
        f"{tmp_path / 'config.toml'} can't be read: it is no UTF-8 text",
    )


def test_an_editor_s_mark_and_line_ends_are_no_mistake(tmp_path: Path):
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf# hello\r\nrate = 100\r\n")
    assert load(tmp_path / "config.toml") == Loaded(Settings(rate=100), {"rate": 2})


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path):
    assert load(tmp_path).problems == (f"{tmp_path} can't be read: it is no file",)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        assert load(tmp_path / "pipe.toml").problems == (f"{tmp_path / 'pipe.toml'} can't be read: it is no file",)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_make_it_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    loaded = load(path)
    assert all("\n" not in problem for problem in loaded.problems)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([*ROWS, "other"]),
    st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "de", "auto", "0", "..", "con", "video", "a\0"]),
)
def test_whatever_a_key_is_set_to_is_used_or_told(tmp_path_factory: pytest.TempPathFactory, key: str, value: Any):
    text = json.dumps(value) if isinstance(value, str) else str(value).lower()
    loaded = load(kept(tmp_path_factory.getbasetemp(), f"{key} = {text}\n"))
    assert (key in loaded.lines) != bool(loaded.problems)
    for name, row in ROWS.items():
        read = getattr(loaded.settings, name)
        assert type(read) is type(row.default)
        assert row.metadata["kind"].read(name, read) == read


def test_a_line_is_found_by_its_key_alone():
    text = "# rate = 1\nmoderate = 1\n 'rate' = 2\n[voice]\n[[rates]]\n"
    assert [line_of(text, key) for key in ("rate", "voice", "rates", "mod")] == [3, 4, 5, 0]


def test_the_file_is_made_once_and_private(tmp_path: Path):
    path = tmp_path / "a" / "b" / "config.toml"
    assert create(path)
    assert path.read_text(encoding="utf-8") == template()
    if sys.platform != "win32":
        assert [stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent, path.parent.parent)] == [
            0o600, 0o700, 0o700,
        ]  # fmt: skip
    path.write_text("rate = 99", encoding="utf-8")
    assert not create(path)
    assert path.read_text(encoding="utf-8") == "rate = 99"


def test_the_defaults_of_the_options_are_the_usual_settings():
    for command in (cli.training.run, cli.training.today):
        usual = {one.name: one.default for one in inspect.signature(command).parameters.values()}
        for name, value in defaults(USUAL, ())["run"].items():
            assert usual[name] == value, name


def wish_of(monkeypatch: pytest.MonkeyPatch, given: Settings, *arguments: str) -> live.Wish:
    """What trainer run passes on with these settings and arguments."""
    wishes: list[live.Wish] = []
    monkeypatch.setattr(live, "live", lambda _, wish: wishes.append(wish))
    done = CliRunner().invoke(
        cli.app, ["run", "-e", "butterfly", *arguments], default_map=defaults(given, ["run"]), obj=Loaded(given)
    )
    assert done.exit_code == 0, done.output
    return wishes[0]


EVERY = Settings("es", "bea", "mara", 200, True, False, "7", "lite", "relaxed", False, "skeleton", True, 90)


def test_the_file_says_what_the_command_line_does_not(monkeypatch: pytest.MonkeyPatch):
    wish = wish_of(monkeypatch, EVERY)
    folder = data_folder(profile="bea")
    assert wish == live.Wish(
        "7", None, None, None, None, "lite", Strictness.RELAXED, True, None, Keep(folder, False, True),
        live.Speech("es", "mara", 200, True, False), folder, False,
    )  # fmt: skip
    assert wish_of(monkeypatch, Settings(record="nothing")).keep is None


def test_the_command_line_beats_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    options = (
        "--language en --voice x --rate 99 --no-mute --sounds --camera 1 --model full --strictness normal --mirror"
        " --pictures --no-blur-face --profile carl"
    )
    folder = tmp_path / "profiles" / "carl"
    assert wish_of(monkeypatch, EVERY, *options.split(), "--data", str(tmp_path)) == live.Wish(
        "1", None, None, None, None, "full", Strictness.NORMAL, True, None, Keep(folder, True, False),
        live.Speech("en", "x", 99, False, True), folder, True,
    )  # fmt: skip
    assert wish_of(monkeypatch, EVERY, "--profile", "").folder == data_folder()
    recorded = wish_of(monkeypatch, Settings(record="nothing"), "--record").keep
    assert recorded == Keep(data_folder(), pictures=False)  # no more than was asked for


@pytest.mark.parametrize("mirror", [True, False])
def test_the_mirror_and_the_voice_are_as_wished(monkeypatch: pytest.MonkeyPatch, mirror: bool):
    options: dict[str, Any] = {}
    voices: list[dict[str, Any]] = []

    def train(*_: object, **given: object) -> Outcome:
        options.update(given)
        return Outcome(Result(None, (), (), ()), 0, 0.0)

    def voice(language: str, **given: Any) -> SimpleNamespace:
        voices.append({"language": language, **given})
        return SimpleNamespace(hint=None)

    monkeypatch.setattr(live, "train", train)
    monkeypatch.setattr(live, "Voice", voice)
    speech = live.Speech("de", "", 120, mute=False, sounds=mirror)
    wish = live.Wish(
        "0", None, None, None, None, "lite", Strictness.NORMAL, True, None, None, speech, mirror=mirror
    )  # fmt: skip
    live.play(exercises()["butterfly"], wish, SimpleNamespace(size=(640, 480)))  # type: ignore[arg-type]
    assert options["mirrored"] is mirror
    assert voices == [{"language": "de", "voice": None, "rate": 120, "muted": False, "sounds": mirror}]


@pytest.mark.parametrize(
    ("given", "arguments", "keep"),
    [
        (USUAL, "", None),
        (USUAL, "--record", Keep(Path("d"))),
        (EVERY, "--record", Keep(Path("d", "profiles", "bea"), pictures=False, blur_face=True)),
        (EVERY, "--record --pictures --no-blur-face --profile carl", Keep(Path("d", "profiles", "carl"))),
        (Settings(record="nothing", model="lite"), "--record", Keep(Path("d"), pictures=False)),
    ],
)
def test_analyze_keeps_no_more_than_the_settings_allow(
    monkeypatch: pytest.MonkeyPatch, given: Settings, arguments: str, keep: Keep | None
):
    kept: list[tuple[str, Keep | None]] = []
    monkeypatch.setattr(
        analyze, "analyze_video", lambda _v, _e, model, _j, _s, keep, _d, _w: kept.append((model, keep))
    )
    command = ["analyze", "a.mp4", "-e", "butterfly", "--data", "d", *arguments.split()]
    done = CliRunner().invoke(cli.app, command, default_map=defaults(given, ["analyze"]), obj=Loaded(given))
    assert done.exit_code == 0, done.output
    assert kept == [("heavy", keep)]  # which model a camera's machine can carry is no matter here


def test_without_sounds_words_are_heard_all_the_same():
    class Mute:
        note = None

        def begin(self, text: str) -> None:
            raise AssertionError("nothing is said here")

        def close(self) -> None:
            pass

    opened: list[str] = []

    def engine(*_: object) -> Any:
        opened.append("voice")
        return Mute()

    def player() -> Any:
        raise AssertionError("no sounds")

    with Voice(sounds=False, open_engine=engine, open_player=player) as voice:
        assert voice.hint is None
    assert opened == ["voice"]


def config(trainer: Command, path: Path, *arguments: str | Path) -> tuple[int, str, list[str]]:
    """Exit status, output and errors of a command that goes by the settings in that file."""
    done = trainer(*arguments, env={**os.environ, "TRAINER_CONFIG": str(path)})
    return done.returncode, done.stdout, done.stderr.splitlines()


def test_config_makes_shows_and_judges_the_file(trainer: Command, tmp_path: Path):
    path = tmp_path / "mine.toml"
    code, shown, errors = config(trainer, path, "config")
    assert (code, errors) == (0, [])
    assert f"Settings: {path} (not there yet: trainer config --init writes it)" in shown
    assert config(trainer, path, "config", "--init") == (0, f"Wrote {path}\n", [])
    code, shown, errors = config(trainer, path, "config", "--init")
    assert (code, shown, len(errors)) == (2, "", 1)
    path.write_text('rate = 120\nmute = "yes"\nprofile = "bea"\n', encoding="utf-8")
    code, shown, errors = config(trainer, path, "config")
    assert errors == [f'trainer: {path}, line 2: no mute "yes": expected true or false, without quotes']
    assert code == 1
    cells = {row[0]: row[1:3] for line in shown.splitlines() if (row := [c.strip() for c in line.split("│")[1:]])}
    assert (cells["rate"], cells["mute"]) == (["120", "line 1"], ["false", "usual"])
    assert str(data_folder(profile="bea")) in shown


def test_a_wrong_file_stops_who_would_go_by_it_and_no_one_else(trainer: Command, tmp_path: Path):
    path = kept(tmp_path, 'recrod = "nothing"\nrate = 1\n')
    for command in ("week", "sessions"):
        code, shown, errors = config(trainer, path, command)
        assert (code, shown) == (2, "")
        assert [error.partition(": no ")[2][:17] for error in errors] == ["setting 'recrod':", "rate 1: expected "]
    assert config(trainer, path, "exercises")[0] == 0
    assert config(trainer, path, "--help")[0] == 0


def test_the_profile_of_the_file_is_who_it_is_about(trainer: Command, tmp_path: Path):
    path = kept(tmp_path, 'profile = "bea"')
    _, shown, _ = config(trainer, path, "plan", "--minutes", "15", "--data", tmp_path)
    assert shown.startswith(f"Wrote {tmp_path / 'profiles' / 'bea' / 'plan.toml'}")
    _, shown, _ = config(trainer, path, "plan", "--data", tmp_path, "--profile", "")
    assert shown.startswith("This is the usual plan")
    code, shown, errors = config(trainer, path, "plan", "--profile", "a/b")
    assert (code, shown, len(errors)) == (2, "", 1)
    assert errors[0].startswith("trainer: no profile 'a/b': expected a name of letters")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_terminal_can_show_what_is_printed(trainer: Command, tmp_path: Path, encoding: str):
    done = trainer("week", "--data", tmp_path, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, "")
    assert ("–" if encoding == "utf-8" else "-") in done.stdout
    refused = trainer("plan", "--days", "mön", "--data", tmp_path, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert refused.returncode == 2
    assert "moen" in refused.stderr


def test_each_character_is_written_with_what_the_encoding_has():
    codecs.register_error("plain", plain)
    assert "5 × 10 s – ≤ 3°… ‼é".encode("ascii", "plain") == b"5 x 10 s - <= 3 deg... ??"
    assert "–→é\udce4".encode("latin-1", "plain") == b"-->\xe9?"
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", "plain")


def test_there_is_a_language_for_each_catalogue():
    assert ROWS["language"].metadata["kind"].told == f"One of auto, {', '.join(LANGUAGES)}."
