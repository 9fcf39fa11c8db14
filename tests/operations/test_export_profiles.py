"""Export profiles: kept with the catalogue and undone, kept with the program, shared as files, found by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.domain.errors import InputError, NotFound, SettingsError
from archive_app.formats.exporting.base import ExportProfile
from archive_app.operations import export_profiles, history
from archive_app.operations.export_profiles import SavedProfile
from archive_app.store.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "profiles") as made:
        yield made


def _saved(name: str = "City portal", **options: str | bool) -> SavedProfile:
    return SavedProfile(ExportProfile(name, ("headline", "caption"), options), "csv", "file")


def test_a_profile_of_the_catalogue_is_kept_replaced_removed_and_undone(archive: Archive, tmp_path: Path) -> None:
    export_profiles.save_profile(archive, _saved(separator=";"))
    [kept] = export_profiles.profiles(archive, tmp_path / "none")
    assert (kept.name, kept.exporter, kept.place) == ("City portal", "csv", "catalogue")
    assert kept.profile == ExportProfile("City portal", ("headline", "caption"), {"separator": ";"})
    export_profiles.save_profile(archive, _saved("CITY PORTAL", separator=","))
    [kept] = export_profiles.profiles(archive, None)
    assert kept.profile.text("separator") == ","
    export_profiles.remove_profile(archive, "city portal")
    assert export_profiles.profiles(archive, None) == ()
    history.undo(archive)
    assert [one.name for one in export_profiles.profiles(archive, None)] == ["CITY PORTAL"]
    history.undo(archive)
    assert [one.profile.text("separator") for one in export_profiles.profiles(archive, None)] == [";"]
    history.undo(archive)
    assert export_profiles.profiles(archive, None) == ()


def test_a_profile_of_the_program_is_a_file_and_the_catalogues_own_goes_first(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "export-profiles"
    path = export_profiles.save_for_program(folder, _saved("A/B: c?"))
    assert path.parent == folder
    assert path.is_file()
    again = export_profiles.save_for_program(folder, _saved("a/b: C?", separator=";"))
    assert again == path
    export_profiles.save_profile(archive, _saved("a/b: c?", separator="|"))
    assert export_profiles.profile_named(archive, folder, "A/B: C?").place == "catalogue"
    assert export_profiles.profile_named(None, folder, "A/B: C?").profile.text("separator") == ";"
    (folder / "broken.toml").write_text("fields = [", encoding="utf-8")
    assert len(export_profiles.profiles(archive, folder)) == 2
    export_profiles.remove_from_program(folder, "a/b: c?")
    assert [one.place for one in export_profiles.profiles(archive, folder)] == ["catalogue"]


def test_a_profile_in_a_file_is_found_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "shared.toml"
    path.write_text(export_profiles.as_text(_saved()), encoding="utf-8")
    found = export_profiles.profile_named(None, None, str(path))
    assert (found.name, found.exporter, found.place) == ("City portal", "csv", "file")
    path.write_text("fields = 3", encoding="utf-8")
    with pytest.raises(SettingsError):
        export_profiles.profile_named(None, None, str(path))
    with pytest.raises(InputError):
        export_profiles.profile_named(None, None, str(tmp_path / "nothing.toml"))


def test_a_name_that_nobody_gave_is_told_with_those_there_are(archive: Archive) -> None:
    export_profiles.save_profile(archive, _saved())
    with pytest.raises(NotFound, match="no export profile") as caught:
        export_profiles.profile_named(archive, None, "Other")
    assert "City portal" in caught.value.remedy
    with pytest.raises(InputError):
        export_profiles.save_profile(archive, _saved(" "))
