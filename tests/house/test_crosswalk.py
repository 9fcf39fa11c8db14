"""Every exporter says of every field what becomes of it."""

from __future__ import annotations

import dataclasses

import pytest

from archive_app.domain.records import Article, MediaFile, Photo, PhotoUse, Video, VideoUse
from archive_app.domain.rights import RightsStatement
from archive_app.formats.exporters import BUILT_IN
from archive_app.formats.exporting.base import AnyExporter, crosswalk_of
from archive_app.formats.exporting.crosswalk import CROSSWALK_FIELDS, crosswalk, filled, label_for
from tests.formats.export_records import full_records


@pytest.mark.parametrize("exporter", BUILT_IN, ids=lambda one: one.name)
def test_an_exporter_says_what_becomes_of_every_field_and_of_no_other(exporter: AnyExporter) -> None:
    homes = crosswalk_of(exporter)
    assert homes is not None
    assert set(homes) == set(CROSSWALK_FIELDS)
    for name, home in homes.items():
        assert (home.fidelity == "dropped") == (home.where == ""), f"{name}: {home}"


def test_the_list_holds_every_field_of_the_records_that_a_person_fills() -> None:
    kept_by_the_program = {"id", "uid", "revision", "created", "modified", "deleted", "source_id", "media_id", "credit"}
    links = {"article_id", "photo_id", "video_id", "work_id"}
    parts = [("article", Article), ("photo", Photo), ("video", Video), ("use", PhotoUse), ("use", VideoUse)]
    for part, kind in [*parts, ("rights", RightsStatement)]:
        names = {each.name for each in dataclasses.fields(kind)} - kept_by_the_program - links
        assert {f"{part}.{name}" for name in names} <= set(CROSSWALK_FIELDS)
    assert {f"media.{name}" for name in ("sha256", "name", "width")} <= set(CROSSWALK_FIELDS)
    assert dataclasses.fields(MediaFile)


def test_records_with_every_field_fill_the_whole_list() -> None:
    found: set[str] = set()
    for record in full_records(3, seed=1):
        found |= filled(record)
    assert set(CROSSWALK_FIELDS) - found == set()


def test_every_field_has_a_name_for_people() -> None:
    labels = [label_for(name) for name in CROSSWALK_FIELDS]
    assert all(labels)
    assert len(set(labels)) > len(labels) * 0.9


def test_a_crosswalk_that_forgets_a_field_or_names_one_there_is_not_is_no_crosswalk() -> None:
    with pytest.raises(ValueError, match="not said"):
        crosswalk(exact={"article.headline": "title"})
    with pytest.raises(ValueError, match="no such field"):
        crosswalk(exact={"article.colour": "title"}, dropped=("*",))
    with pytest.raises(ValueError, match="twice"):
        crosswalk(exact={"article.url": "a"}, lossy={"article.url": "b"}, dropped=("*",))
    made = crosswalk(exact={"rights.note": "note"}, dropped={"rights.*": "Why.", "*": ""})
    assert made["rights.note"].fidelity == "exact"
    assert made["rights.fee"].note == "Why."
