"""Where everything is kept, whose it is, and for whom alone."""

from __future__ import annotations

import stat
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer import folders
from trainer.folders import cache_folder, config_file, data_folder, leads_elsewhere, made, profile_name, scratch


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, in a place of its own and not there yet."""
    monkeypatch.setattr(folders, "user_cache_path", lambda *_, **__: tmp_path / "cache" / "upperback-trainer")
    return cache_folder()


def test_the_folder_is_the_one_asked_for_else_the_environment_s_else_the_user_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "b"))
    assert data_folder(tmp_path / "a") == tmp_path / "a"
    assert data_folder() == tmp_path / "b"
    monkeypatch.setenv("TRAINER_DATA", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "c"))
    assert data_folder().name == "sessions"
    assert "upperback-trainer" in data_folder().parts


def test_the_settings_are_where_the_environment_says_else_the_user_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TRAINER_CONFIG", str(tmp_path / "a.toml"))
    assert config_file() == tmp_path / "a.toml"
    monkeypatch.setenv("TRAINER_CONFIG", "")
    assert config_file().parts[-2:] == ("upperback-trainer", "config.toml")


def test_everyone_else_has_a_folder_in_the_first_person_s(tmp_path: Path):
    assert data_folder(tmp_path, "Änne") == tmp_path / "profiles" / "änne"
    assert data_folder(tmp_path, "") == tmp_path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("anna", "anna"), (" Anna ", "anna"), ("Anna-Lena 2", "anna-lena 2"), ("o_o", "o_o"), ("7", "7"),
        ("Zoe\u0308", "zo\u00eb"), ("अनिता", "अनिता"), ("李雷", "李雷"), ("a" * 40, "a" * 40),
    ],
)  # fmt: skip
def test_names_that_a_person_can_have(text: str, name: str):
    assert profile_name(text) == name
    assert profile_name(name) == name


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "..", "a/b", "a\\b", "/", "../x", "a.b", ".a", "-a", "_a", "\u0308a", "a\0b", "a\nb", "a:b", "c:",
        "con", "NUL", "com1", "LPT³", "a" * 41, "\udce4", "a\u202eb", "a\u200bb", "~", "$HOME", "*",
    ],
)  # fmt: skip
def test_names_that_no_one_can_have(text: str):
    with pytest.raises(ValueError, match=r"^no profile .*: expected a name of letters") as refused:
        profile_name(text)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=50))
def test_no_name_leads_out_of_the_folder(text: str):
    try:
        name = profile_name(text)
    except ValueError:
        return
    assert data_folder(Path("/data"), text).parent == Path("/data/profiles")
    assert not set(name) & set('/\\.:*?"<>|\0')
    assert unicodedata.is_normalized("NFC", name)
    assert profile_name(name) == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_a_folder_is_made_with_all_above_it_for_the_user_alone(tmp_path: Path):
    before = stat.S_IMODE(tmp_path.stat().st_mode)
    assert made(tmp_path / "a" / "b" / "c") == tmp_path / "a" / "b" / "c"
    assert {stat.S_IMODE((tmp_path / part).stat().st_mode) for part in ("a", "a/b", "a/b/c")} == {0o700}
    assert stat.S_IMODE(tmp_path.stat().st_mode) == before
    assert made(tmp_path / "a") == tmp_path / "a"


def test_a_file_in_the_way_is_an_error(tmp_path: Path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "a", tmp_path / "file" / "a" / "b"):
        with pytest.raises(OSError, match=r"."):
            made(folder)


def test_a_folder_for_a_moment_lies_in_the_cache_and_goes(cache: Path):
    with scratch() as folder:
        assert folder.parent == cache
        assert folder.name.startswith(folders.COPY)
        (folder / "copy").write_text("x")
    assert list(cache.iterdir()) == []


def test_without_a_cache_it_lies_among_the_temporary_ones(cache: Path):
    cache.parent.write_text("no folder")
    with scratch() as folder:
        assert folder.is_dir()
        assert cache.parent not in folder.parents
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only developers make links")
def test_a_link_leads_elsewhere(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "c").mkdir()
    assert [leads_elsewhere(tmp_path / p) for p in ("a", "b", "a/c", "b/c", "none")] == [
        False, True, False, False, False,
    ]  # fmt: skip
