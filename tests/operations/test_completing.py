"""Completion with counts, and what is offered where nothing was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain import query as q
from archive_app.domain.query_text import parse
from archive_app.domain.records import Article, Authority, Name, SavedSearch, Variant
from archive_app.operations import completing, find, nearest
from archive_app.store.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive.create(tmp_path / "c.archive")
    with made.operation("make") as writer:
        shipenko = writer.save(
            Authority(name="Klim Shipenko", kind="person", variants=(Variant("Клим Шипенко", "ru", "Cyrl"),))
        )
        for n in range(3):
            writer.save(Article(
                headline=f"Film crew {n}", body=("A strike at the harbour ended.",), publisher="Evening Courier",
                language="en", bylines=(Name("Klim Shipenko", authority_id=shipenko),),
            ))  # fmt: skip
        writer.save(Article(headline="Bread", body=("Bakers and their strike.",), publisher="Morning Post"))
        writer.save(SavedSearch(name="Film news", query="film"))
    return made


def texts(archive: Archive, text: str) -> dict[str, str]:
    return {one.text: one.detail for one in completing.suggest(archive, text, len(text), limit=20)}


def test_values_come_with_the_number_of_their_records(archive: Archive) -> None:
    assert texts(archive, "publisher:e") == {'"Evening Courier"': "3"}
    assert texts(archive, "publisher:") == {'"Evening Courier"': "3", '"Morning Post"': "1"}
    assert texts(archive, "type:")["article"] == "4"
    assert texts(archive, "rights:")["unknown"] == "4"


def test_a_name_is_offered_for_any_of_its_spellings(archive: Archive) -> None:
    assert texts(archive, "person:Шип") == {'"Klim Shipenko"': "3"}
    assert texts(archive, "shipe")['person:"Klim Shipenko"'] == "3"


@pytest.mark.parametrize(
    ("typed", "field"),
    [("auteu", "auteur:"), ("поста", "поставщик:"), ("bildu", "bildunterschrift:"), ("lizen", "lizenz:")],
)
def test_fields_are_offered_by_the_name_of_the_language_somebody_types_in(
    archive: Archive, typed: str, field: str
) -> None:
    assert field in texts(archive, typed)


def test_a_name_in_another_script_is_offered_without_an_authority(archive: Archive) -> None:
    with archive.operation("more") as writer:
        writer.save(Article(headline="Комета", bylines=(Name("Анна Ветрова"),), publisher="Nordwind"))
    assert texts(archive, "by:vetr") == {'"Анна Ветрова"': "1"}
    assert texts(archive, "publisher:норд") == {"Nordwind": "1"}


def test_dates_are_offered_with_the_years_of_the_catalogue(archive: Archive) -> None:
    with archive.operation("more") as writer:
        for published in ("2021-03-04", "2021", "1994-05", "2019/2021", ""):
            writer.save(Article(headline="Dated", published=published))
    found = texts(archive, "date:")
    assert found["2021"] == "2"
    assert (found["1994"], found["2019"]) == ("1", "1")
    assert {'"last month"', "today", "<7d"} <= found.keys()
    assert list(texts(archive, "date:20")) == ["2021", "2019"]
    assert "<90d" in texts(archive, "expires:")
    assert list(texts(archive, "added:<3")) == ["<30d"]
    for text in found:
        parsed = parse(f"date:{text}")
        assert isinstance(parsed.query, q.Clause)
        assert not parsed.hints


def test_signs_and_relations_are_completed(archive: Archive) -> None:
    with archive.operation("more") as writer:
        writer.save(Article(headline="Sky", subjects=(Name("astronomy"),)))
    assert texts(archive, "#") == {"astronomy": "1"}
    assert texts(archive, "with:").keys() == {"article(", "photo(", "video("}
    assert texts(archive, "in:art").keys() == {"article("}


def test_fields_saved_searches_and_parts_are_offered(archive: Archive) -> None:
    assert "provider:" in texts(archive, "prov")
    assert 'search:"Film news"' in texts(archive, "film")
    assert '"Film news"' in texts(archive, "search:f")
    assert {"photo", "credit"} <= texts(archive, "no:").keys()
    assert "count" not in texts(archive, "no:")


def test_what_was_read_before_is_used_until_it_is_forgotten(archive: Archive) -> None:
    known = completing.KnownValues()
    text = "publisher:"
    assert len(completing.suggest(archive, text, len(text), known=known)) == 2
    with archive.operation("more") as writer:
        writer.save(Article(headline="New", publisher="Weekly"))
    assert len(completing.suggest(archive, text, len(text), known=known)) == 2
    known.forget()
    assert len(completing.suggest(archive, text, len(text), known=known)) == 3


def test_offers_are_spellings_with_what_they_find(archive: Archive) -> None:
    assert nearest.offers(archive, "stirke") == (nearest.Offer("strike", 4),)
    assert nearest.offers(archive, "stirke publisher:weekly")[0].text == "strike"
    assert nearest.did_you_mean(archive, "harbuor stirke") == "harbour strike"
    assert nearest.offers(archive, "person:shipemko") == (nearest.Offer('person:"Klim Shipenko"', 3),)


def test_a_mistake_that_has_a_fix_is_offered_with_what_it_finds(archive: Archive) -> None:
    assert nearest.offers(archive, "publishr:courier")[0] == nearest.Offer("publisher:courier", 3)
    assert nearest.offers(archive, "harbuor publishr:courier")[0] == nearest.Offer("harbour publisher:courier", 3)
    assert nearest.offers(archive, "is:article")[0] == nearest.Offer("type:article", 4)
    assert nearest.offers(archive, "is:photo") == ()


def test_wider_searches_are_offered_with_what_they_find(archive: Archive) -> None:
    found = nearest.offers(archive, "strike type:photo")
    assert found == (nearest.Offer("strike", 4, "words"),)
    nowhere = q.Clause("list", (q.Value("none"),), "=")
    assert nearest.Offer("strike", 4, "everywhere") in nearest.offers(archive, "strike", nowhere)


def test_every_offer_finds_what_it_promises(archive: Archive) -> None:
    for text in ("stirke", "harbuor bakers", "publisher:Mornin lang:de", "person:shipemko stirke"):
        for one in nearest.offers(archive, text):
            assert find.search(archive, one.text).total == one.count > 0
