"""A star in a word stands for any letters of it, in plain words, in fields and in what is shut out."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.records import Article, MediaFile, Name, Photo, PhotoUse
from archive_app.operations import find
from archive_app.operations.first_rows import first
from archive_app.store.archive import Archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive.create(tmp_path_factory.mktemp("stars") / "c.archive")
    with made.operation("make") as writer:
        harbour = writer.save(Article(
            headline="Harbour strike", body=("The cranes of pier MS-19 stand.",), url="https://example.org/strike",
            bylines=(Name("Lena Brandt"),), published="2021",
        ))  # fmt: skip
        writer.save(Article(headline="A hunter in the snow", body=("Labour day in Łódź.",), published="2020"))
        photo = writer.save(Photo(title="Crane"))
        writer.save(PhotoUse(
            article_id=harbour, photo_id=photo, caption="A crane [left] stands still",
            credit_line="Tomas Reel/Northlight",
        ))  # fmt: skip
    return made


def titles(archive: Archive, text: str) -> set[str]:
    return {row.title for row in find.rows(archive, find.search(archive, text).ids)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("*bour", {"Harbour strike", "A hunter in the snow", "Crane"}),  # the photo by the headline of its article
        ("h*r", {"Harbour strike", "A hunter in the snow", "Crane"}),
        ("hunt*r", {"A hunter in the snow"}),
        ("h*r strike", {"Harbour strike", "Crane"}),
        ("h*r -h*nter", {"Harbour strike", "Crane"}),
        ("-*bour", set()),
        ("ms-*9", {"Harbour strike"}),
        ("Ł*Ź", {"A hunter in the snow"}),
        ("title:*unt*", {"A hunter in the snow"}),
        ("text:*bour", {"A hunter in the snow"}),
        ("caption:s*s", {"Crane"}),
        ("credit:*light", {"Crane", "Harbour strike"}),
        ("by:*brandt", {"Harbour strike"}),
        ("by:*ran*", {"Harbour strike"}),
        ("url:*example*", {"Harbour strike"}),
        ("url:http?://*", set()),  # a question mark is one
        ("x*x", set()),
        ('"h*r"', set()),  # between quotation marks a star is no letter
        ("*[*", set()),
    ],
)  # fmt: skip
def test_a_star_within_a_word(archive: Archive, text: str, found: set[str]) -> None:
    assert titles(archive, text) == found
    assert {row.title for row in first(archive, text).rows} == found


def test_a_star_alone_finds_nothing_by_itself(archive: Archive) -> None:
    assert titles(archive, "*") == titles(archive, "**") == set()
    assert titles(archive, "crane *") == titles(archive, "crane")


def test_the_words_are_marked_as_those_that_were_asked_for(archive: Archive) -> None:
    results = find.search(archive, "title:h*r")
    rows = find.rows(archive, results.ids, results.query)
    assert {part.text for row in rows for part in row.snippet if part.hit} == {"Harbour", "hunter"}
    assert {row.otherwise for row in rows} == {()}


def test_a_file_by_its_ending(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "c.archive") as archive:
        with archive.operation("make") as writer:
            media = writer.save(MediaFile(sha256="0" * 64, name="Quay.JPEG", suffix=".jpg", size=3))
            writer.save(Photo(title="Quay", media_id=media))
        for text in ("file:*.jp*", "file:*.jpeg", "file:q*", "file:quay"):
            assert titles(archive, text) == {"Quay"}, text
        assert titles(archive, "file:*.png") == set()
