"""A hit names the field it stands in, and the article that a photo or video is printed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.records import (
    Article,
    Authority,
    Name,
    Photo,
    PhotoUse,
    Variant,
    Video,
    VideoUse,
)
from archive_app.operations import find
from archive_app.store.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.create(tmp_path / "c.archive")
    with made.operation("make") as w:
        klim = w.save(Authority(name="Klim Shipenko", kind="person", variants=(Variant("Клим Шипенко", "ru", "Cyrl"),)))
        article = w.save(Article(
            headline="Cosmonauts come home", published="2021-10-17", publisher="Evening Courier", section="Science",
            dateline="Zhezkazgan", notes="seen by the editor", bylines=(Name("K. Shipenko", authority_id=klim),),
        ))  # fmt: skip
        other = w.save(Article(headline="A film from orbit", published="2021-12-01"))
        photo = w.save(Photo(title="A capsule", place="Steppe"))
        for number in (article, other):
            w.save(PhotoUse(article_id=number, photo_id=photo, caption="It landed."))
        video = w.save(Video(title="The landing", url="https://example.org/landing"))
        w.save(VideoUse(article_id=article, video_id=video, mention="Watch the descent above"))
    return made


def explained(archive: Archive, text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    results = find.search(archive, text)
    rows = find.rows(archive, results.ids, results.query)
    return {row.title: (row.snippet_field, tuple(p.text for p in row.snippet if p.hit)) for row in rows}


def test_the_headline_of_an_article_is_not_called_a_note(archive: Archive) -> None:
    found = explained(archive, "cosmonauts")
    assert found["Cosmonauts come home"] == ("title", ("Cosmonauts",))
    assert found["A capsule"] == ("headline of its article", ("Cosmonauts",))
    assert found["The landing"] == ("headline of its article", ("Cosmonauts",))


@pytest.mark.parametrize(
    ("word", "title", "field"),
    [
        ("descent", "The landing", "mention"),
        ("editor", "Cosmonauts come home", "notes"),
        ("zhezkazgan", "Cosmonauts come home", "dateline"),
        ("science", "Cosmonauts come home", "section"),
        ("steppe", "A capsule", "place"),
        ("courier", "Cosmonauts come home", "publisher"),
        ("шипенко", "Cosmonauts come home", "other spelling of a name"),
    ],
)
def test_columns_of_several_fields_are_taken_apart(archive: Archive, word: str, title: str, field: str) -> None:
    assert explained(archive, word)[title][0] == field


@pytest.mark.parametrize(
    ("text", "title", "field", "hits"),
    [
        ("caption:landed", "A capsule", "caption", ("landed",)),
        ("by:shipenko", "Cosmonauts come home", "author or photographer", ("Shipenko",)),
        ("by:Клим", "Cosmonauts come home", "author or photographer", ("Klim",)),
        ("person:klim", "Cosmonauts come home", "person", ("Klim",)),
        ("person:K*o", "Cosmonauts come home", "person", ("Klim Shipenko",)),
        ("publisher:even", "Cosmonauts come home", "publisher", ("Even",)),
        ("publisher:courier cosmonauts", "Cosmonauts come home", "title", ("Cosmonauts",)),
        ("mention:descent", "The landing", "mention", ("descent",)),
        ("note:editor", "Cosmonauts come home", "notes", ("editor",)),
        ('title:~"cosmo\\w+"', "Cosmonauts come home", "title", ("Cosmonauts",)),
    ],
)
def test_a_clause_is_explained_in_its_own_field(
    archive: Archive, text: str, title: str, field: str, hits: tuple[str, ...]
) -> None:
    assert explained(archive, text)[title] == (field, hits)


def test_a_word_of_a_clause_is_not_marked_elsewhere(archive: Archive) -> None:
    with archive.operation("more") as w:
        number = w.save(Article(headline="Northlight wins", body=("Northlight is an agency.",)))
        photo = w.save(Photo(title="The team"))
        w.save(PhotoUse(
            article_id=number, photo_id=photo, caption="The Northlight team", credit_line="Photo: A\nNorthlight/B",
        ))  # fmt: skip
    assert explained(archive, "credit:northlight")["Northlight wins"] == ("credit line", ("Northlight",))
    [row, *_] = find.rows(
        archive, find.search(archive, "credit:northlight").ids, find.search(archive, "credit:northlight").query
    )
    assert row.matched == ("credit line",)


def test_another_spelling_is_said_to_be_one(archive: Archive) -> None:
    results = find.search(archive, "chipenko")
    [row] = find.rows(archive, results.ids, results.query)
    assert row.otherwise[0] in {"Shipenko", "Шипенко"}


def test_photos_and_videos_tell_the_article_they_stand_in(archive: Archive) -> None:
    rows = {row.title: row for row in find.rows(archive, find.search(archive, "").ids)}
    assert (rows["A capsule"].article, rows["A capsule"].articles) == ("Cosmonauts come home", 2)
    assert (rows["The landing"].article, rows["The landing"].articles) == ("Cosmonauts come home", 1)
    assert rows["Cosmonauts come home"].article_id == 0
