"""Profiles of exports, and that every built-in exporter keeps what the protocol promises."""

from __future__ import annotations

import pytest

from archive_app.domain.errors import SettingsError
from archive_app.formats.exporters import BUILT_IN
from archive_app.formats.exporting.base import (
    AnyExporter,
    Exporter,
    ExportProfile,
    FolderExporter,
    is_folder,
    options_of,
    profile_from_toml,
    profile_to_toml,
)


@pytest.mark.parametrize("exporter", BUILT_IN, ids=lambda one: one.name)
def test_an_exporter_says_what_it_is(exporter: AnyExporter) -> None:
    """What it writes is tested with ``export_contract.check_exporter``, by each format's own tests."""
    if is_folder(exporter):
        assert isinstance(exporter, FolderExporter)
        assert (exporter.suffix, exporter.media_type) == ("", "inode/directory")
    else:
        assert isinstance(exporter, Exporter)
        assert exporter.suffix.startswith(".")
        assert "/" in exporter.media_type
    assert exporter.label
    for option in options_of(exporter):
        assert option.label
        assert not option.choices or option.default in dict(option.choices)


def test_names_are_unique() -> None:
    assert len({one.name for one in BUILT_IN}) == len(BUILT_IN)


def test_a_profile_survives_its_file() -> None:
    profile = ExportProfile(
        "For the web desk", ("headline", "credit_line"), {"bom": True, "rows": "photo_uses", "n": 3}
    )
    assert profile_from_toml(profile_to_toml(profile)) == profile
    assert profile_from_toml("") == ExportProfile()


def test_a_profile_cannot_be_changed_through_its_options() -> None:
    options: dict[str, str | int | bool] = {"bom": True}
    profile = ExportProfile(options=options)
    options["bom"] = False
    assert profile.flag("bom") is True
    with pytest.raises(TypeError):
        profile.options["bom"] = False  # type: ignore[index] # the point of the test


@pytest.mark.parametrize(
    "text",
    ["fields = 3", "fields = [1]", "name = []", "options = 1", "[options]\na = [1]", "fields = [", 'name = "a'],
)
def test_a_profile_that_cannot_be_used_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        profile_from_toml(text, where="web.toml")
    assert caught.value.where == "web.toml"


@pytest.mark.parametrize(("text", "meant"), [("no", False), ("false", False), ("0", False), ("yes", True), ("x", True)])
def test_flags_typed_on_the_command_line(text: str, meant: bool) -> None:
    assert ExportProfile(options={"bom": text}).flag("bom", not meant) is meant
