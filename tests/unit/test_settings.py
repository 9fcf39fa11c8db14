from __future__ import annotations

import os
import stat
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from archive_app.domain.errors import SettingsError
from archive_app.settings import READING_SIZES, RECENT_KEPT, THEMES, Settings, load, save, settings_path

texts = st.text(st.characters(codec="utf-8"), max_size=40)
some_settings = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    language=st.sampled_from(["", "fr", "ru", "ar"]),
    user_name=texts,
    reading_size=st.integers(*READING_SIZES),
    recent_searches=st.lists(texts, max_size=RECENT_KEPT).map(tuple),
    diagnose=st.booleans(),
)


def test_without_a_file_the_defaults_hold_and_nothing_is_written() -> None:
    assert load() == Settings()
    assert not settings_path().exists()


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(wanted=some_settings)
def test_what_was_saved_is_loaded(tmp_path: Path, wanted: Settings) -> None:
    path = tmp_path / "settings.toml"
    save(wanted, path)
    assert load(path) == wanted


def test_every_setting_has_a_default_and_is_described() -> None:
    assert Settings.__doc__ is not None
    for item in fields(Settings):
        assert item.name in Settings.__doc__, item.name


def test_what_a_newer_program_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "dark"\nfuture = ["a", "b"]\n\n[panel]\nwidth = 3\n', encoding="utf-8")
    save(replace(load(path), theme="light"), path)
    again = load(path)
    assert again.theme == "light"
    assert again.unknown == {"future": ["a", "b"], "panel": {"width": 3}}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('theme = "pink"', "theme"),
        ("theme = 3", "theme"),
        ("reading_size = true", "reading_size"),
        ("reading_size = 400", "reading_size"),
        ('recent_searches = "harbour"', "recent_searches"),
        ("recent_searches = [1]", "recent_searches"),
        ('theme = "dark"\nlanguage = x\n', "line 2"),
    ],
)
def test_a_slip_is_named_and_what_to_do_is_said(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert named in caught.value.message
    assert caught.value.where == str(path)
    assert caught.value.remedy


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"theme = \x00", b"\xef\xbb\xbftheme = 'dark'"])
def test_any_bytes_end_in_settings_or_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    try:
        assert load(path).theme == "dark"
    except SettingsError as error:
        assert error.message  # noqa: PT017 - either outcome is right


def test_a_folder_in_the_files_place_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be opened"):
        load(tmp_path / "settings.toml")


def test_when_saving_fails_the_old_file_stands_and_no_other_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "settings.toml"
    (folder / "in the way").mkdir(parents=True)
    with pytest.raises(SettingsError, match="could not be saved"):
        save(Settings(), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions otherwise")
def test_only_the_person_can_read_the_settings(tmp_path: Path) -> None:
    save(Settings(recent_searches=("the leak",)), tmp_path / "settings.toml")
    assert stat.S_IMODE((tmp_path / "settings.toml").stat().st_mode) == 0o600


def test_the_newest_search_comes_first_and_stands_once() -> None:
    settings = Settings()
    for text in ("harbour", "bridge", " harbour ", "", *(f"n{number}" for number in range(9))):
        settings = settings.with_search(text)
    assert settings.recent_searches[:2] == ("n8", "n7")
    assert settings.recent_searches[-2:] == ("harbour", "bridge")
    assert len(settings.with_search("one").with_search("two").recent_searches) == RECENT_KEPT


def test_an_opened_catalogue_is_the_last_one_and_the_first_of_the_recent(tmp_path: Path) -> None:
    settings = Settings(recent_catalogues=("a", "b")).with_catalogue(tmp_path)
    assert settings.last_catalogue == str(tmp_path)
    assert settings.recent_catalogues == (str(tmp_path), "a", "b")
