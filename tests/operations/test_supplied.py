"""What suppliers say comes into the catalogue: rights, works without an article, pictures with their sidecars."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from archive_app.domain.records import Article, Draft, Kind, Photo, Source, Video
from archive_app.domain.rights import RightsStatement
from archive_app.formats.importers.base import HEAD_BYTES
from archive_app.formats.media.xmp import read_xmp
from archive_app.formats.registry import importer_for
from archive_app.operations import history, ingest, media_intake, sorting
from archive_app.store.archive import Archive
from tests.formats.pictures import jpeg, packet
from tests.formats.test_films import _movie
from tests.formats.wire.reading import DATA, fixture


def all_of(archive: Archive, kind: Kind) -> list[object]:
    with archive.read() as reader:
        return list(reader.records(list(reader.ids_of(kind, deleted=False))).values())


def statements(archive: Archive) -> list[RightsStatement]:
    return [one for one in all_of(archive, Kind.RIGHTS) if isinstance(one, RightsStatement)]


def test_a_suppliers_rights_are_saved_with_the_work_they_speak_of(archive: Archive) -> None:
    drafts = fixture("newsml", "newsml-message.xml")
    ingest.accept(archive, drafts)
    held = {one.scope: one for one in statements(archive)}
    assert set(held) == {"text", "photo"}
    with archive.read() as reader:
        photo = reader.record(held["photo"].work_id or 0)
        article = reader.record(held["text"].work_id or 0)
    assert isinstance(photo, Photo)
    assert isinstance(article, Article)
    assert held["photo"].usage_terms == "Editorial use only."
    assert (held["photo"].status, held["photo"].confidence) == ("current", "stated")
    assert held["photo"].evidence[0].kind == "supplier_feed"


def test_the_same_rights_of_the_same_picture_are_not_said_twice(archive: Archive) -> None:
    text, _film = fixture("newsml", "newsml-message.xml")
    ingest.accept(archive, [text])
    ingest.accept(archive, [replace(text, article=replace(text.article, headline="Another text"))])
    assert len([one for one in statements(archive) if one.scope == "photo"]) == 1
    assert len(all_of(archive, Kind.PHOTO)) == 1


def test_a_work_without_an_article_becomes_a_record_without_a_use(archive: Archive) -> None:
    drafts = fixture("ris", "mixed.ris")
    accepted = ingest.accept(archive, drafts)
    assert len(accepted.articles) == len(drafts)
    assert len(all_of(archive, Kind.ARTICLE)) == 2
    [photo] = [one for one in all_of(archive, Kind.PHOTO) if isinstance(one, Photo)]
    [video] = [one for one in all_of(archive, Kind.VIDEO) if isinstance(one, Video)]
    assert (photo.title, photo.taken) == ("Fog over the mole", "1931")
    assert (video.title, video.duration) == ("The last tug", 720)
    assert not all_of(archive, Kind.PHOTO_USE)
    with archive.read() as reader:
        held = reader.evidence([photo.id or 0])[photo.id or 0]
    assert {"title", "taken", "creators.0"} <= {item.field for item in held}


def test_what_stands_alone_is_not_made_twice_from_one_file(archive: Archive) -> None:
    drafts = [draft for draft in fixture("ris", "mixed.ris") if draft.alone]
    first = ingest.accept(archive, drafts)
    again = ingest.accept(archive, drafts)
    assert again.articles == first.articles
    assert len(again.remarks) == len(drafts)
    assert len(all_of(archive, Kind.PHOTO)) == 1
    history.undo(archive)
    history.undo(archive)
    assert not all_of(archive, Kind.PHOTO)
    assert len(ingest.accept(archive, drafts).remarks) == 0


def test_one_undo_takes_a_suppliers_import_back(archive: Archive) -> None:
    before = [len(all_of(archive, kind)) for kind in Kind]
    ingest.accept(archive, [*fixture("newsml", "newsml-message.xml"), *fixture("ris", "mixed.ris")])
    assert [len(all_of(archive, kind)) for kind in Kind] != before
    history.undo(archive)
    assert [len(all_of(archive, kind)) for kind in Kind] == before


def test_a_value_that_cannot_be_stored_is_a_remark(archive: Archive) -> None:
    text, _film = fixture("newsml", "newsml-message.xml")
    [photo] = text.photos
    odd = replace(photo, rights=(replace(photo.rights[0], review_date="some day"),))
    accepted = ingest.accept(archive, [replace(text, photos=(odd,))])
    assert any("date" in remark for remark in accepted.remarks)
    assert [one.review_date for one in statements(archive) if one.scope == "photo"] == [""]


def test_a_draft_alone_is_called_by_its_picture() -> None:
    assert [draft.title for draft in fixture("ris", "mixed.ris")][1:3] == ["Fog over the mole", "The last tug"]
    assert Draft(Source(name="a.txt"), Article()).title == "a.txt"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "pier.jpg"
    path.parent.mkdir()
    path.write_bytes(jpeg(xmp=packet("", 'photoshop:Headline="The pier" photoshop:Credit="Jo Roe/Coast Wire"')))
    return path


def beside(picture: Path, name: str, *, older: bool = False) -> Path:
    sidecar = picture.with_name(name)
    sidecar.write_text(packet("", 'photoshop:Headline="The old pier" photoshop:City="Bergen"'), encoding="utf-8")
    moment = picture.stat().st_mtime + (-100 if older else 100)
    os.utime(sidecar, (moment, moment))
    return sidecar


def made_from(archive: Archive, picture: Path) -> tuple[Photo, media_intake.Intake]:
    intake = media_intake.make_works(archive, [picture])
    with archive.read() as reader:
        photo = reader.record(intake.made[0][1])
    assert isinstance(photo, Photo)
    return photo, intake


def test_a_picture_becomes_what_it_says_of_itself(archive: Archive, picture: Path) -> None:
    photo, _intake = made_from(archive, picture)
    assert photo.title == "The pier"
    assert photo.media_id is not None
    [rights] = statements(archive)
    assert (rights.work_id, rights.credit_line_printed) == (photo.id, "Jo Roe/Coast Wire")
    assert rights.evidence[0].kind == "embedded_metadata"
    with archive.read() as reader:
        [item] = reader.evidence([photo.id or 0])[photo.id or 0]
    assert (item.field, item.method, item.quote) == ("title", "xmp:photoshop:Headline", "The pier")
    history.undo(archive)
    assert not all_of(archive, Kind.PHOTO)
    assert not statements(archive)


@pytest.mark.parametrize("name", ["pier.xmp", "pier.jpg.xmp", "pier.XMP"])
def test_a_sidecar_is_read_with_its_picture_and_kept(archive: Archive, picture: Path, name: str) -> None:
    sidecar = beside(picture, name)
    photo, _intake = made_from(archive, picture)
    assert (photo.title, photo.place) == ("The old pier", "Bergen")
    [source] = [one for one in all_of(archive, Kind.SOURCE) if isinstance(one, Source)]
    assert archive.sources.path(source.sha256, ".xmp").read_bytes() == sidecar.read_bytes()
    with archive.read() as reader:
        held = reader.evidence([photo.id or 0])[photo.id or 0]
    assert {item.source_id for item in held if item.method.startswith("sidecar:")} == {source.id}


def test_a_sidecar_that_is_older_than_the_picture_only_adds(archive: Archive, picture: Path) -> None:
    beside(picture, "pier.xmp", older=True)
    photo, _intake = made_from(archive, picture)
    assert (photo.title, photo.place) == ("The pier", "Bergen")


def test_a_sidecar_that_cannot_be_read_is_a_remark(archive: Archive, picture: Path) -> None:
    picture.with_name("pier.xmp").write_text("<!DOCTYPE x><x/>", encoding="utf-8")
    photo, intake = made_from(archive, picture)
    assert photo.title == "The pier"
    assert any("pier.xmp" in remark for remark in intake.remarks)


def test_a_sidecar_is_not_offered_beside_its_picture(picture: Path) -> None:
    beside(picture, "pier.xmp")
    lone = picture.with_name("other.xmp")
    lone.write_text(packet(""), encoding="utf-8")
    found = sorting.sort_out([picture.parent])
    assert [path.name for path in found.media] == ["pier.jpg"]
    assert [path.name for path in found.sources] == ["other.xmp"]
    assert [one.path.name for one in found.skipped] == ["pier.xmp"]
    assert [path.name for path in sorting.sort_out([picture.with_name("pier.xmp")]).sources] == ["pier.xmp"]
    assert read_xmp(lone.read_bytes()) == {}


def test_json_is_told_by_its_content(tmp_path: Path) -> None:
    ours = b'{"format": "archive-app", "version": 1, "records": []}'
    files = {
        "a.json": ours, "b.jsonl": b'{"format": "archive-app", "version": 1}\n', "c.export": ours,
        "d.json": (DATA / "wire" / "ninjs-1.json").read_bytes(),
        "e.json": (DATA / "citations" / "mixed.json").read_bytes(),
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found = sorting.sort_out([tmp_path])
    assert [path.name for path in found.bundles] == ["a.json", "b.jsonl", "c.export"]
    assert [path.name for path in found.sources] == ["d.json", "e.json"]
    heads = {path.name: path.read_bytes()[:HEAD_BYTES] for path in found.sources}
    assert [importer_for(name, head).name for name, head in heads.items()] == ["ninjs", "csl-json"]


def test_a_sidecar_beside_a_film_is_read_with_the_film_and_kept(archive: Archive, tmp_path: Path) -> None:
    film = tmp_path / "landing.mp4"
    film.write_bytes(_movie())
    sidecar = film.with_name("landing.mp4.xmp")
    sidecar.write_text(packet("", 'photoshop:Headline="The landing" photoshop:Credit="NASA TV"'), encoding="utf-8")
    intake = media_intake.make_works(archive, [film])
    [video] = [one for one in all_of(archive, Kind.VIDEO) if isinstance(one, Video)]
    assert (video.title, video.status, video.duration) == ("The landing", "held", 90.0)
    assert not all_of(archive, Kind.PHOTO)
    [rights] = statements(archive)
    assert (rights.work_id, rights.scope, rights.credit_line_printed) == (intake.made[0][1], "video", "NASA TV")
    [source] = [one for one in all_of(archive, Kind.SOURCE) if isinstance(one, Source)]
    assert archive.sources.path(source.sha256, ".xmp").read_bytes() == sidecar.read_bytes()
    with archive.read() as reader:
        [item] = reader.evidence([video.id or 0])[video.id or 0]
    assert (item.field, item.method, item.source_id) == ("title", "sidecar:photoshop:Headline", source.id)


def test_a_film_without_a_sidecar_is_called_as_its_file(archive: Archive, tmp_path: Path) -> None:
    film = tmp_path / "landing.mp4"
    film.write_bytes(_movie())
    media_intake.make_works(archive, [film])
    [video] = [one for one in all_of(archive, Kind.VIDEO) if isinstance(one, Video)]
    assert (video.title, video.status) == ("landing", "held")
