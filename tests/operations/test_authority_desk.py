"""Authorities as the window needs them: an index that stays true, single values, single places of a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict, InputError, InvalidRecord
from archive_app.domain.records import Article, Authority, Identifier, Name, PhotoUse, Variant
from archive_app.operations import (
    authorities,
    authority_desk,
    authority_index,
    authority_merging,
    authority_spots,
    edit,
    history,
    ingest,
)
from archive_app.store.archive import Archive
from tests.make import a_draft, add
from tests.store.dump import logical


@pytest.fixture
def people(archive: Archive) -> dict[str, int]:
    """A director twice, a namesake to be, an organisation with a part; articles that print them."""
    director, twin, office, part = add(
        archive,
        Authority(name="Klim Shipenko", kind="person"),
        Authority(name="Клим Шипенко", kind="person"),
        Authority(name="Quay Pictures", kind="organization"),
        Authority(name="Quay Pictures North", kind="organization"),
    )
    authority_desk.set_value(archive, part, "parent_id", office, seen=None)
    made = ingest.accept(
        archive,
        [
            a_draft(
                "One",
                bylines=(Name("Klim Shipenko", authority_id=director),),
                name="1.html",
                photos=(("https://example.org/1.jpg", "The quay", "Photo: Quincy Unheard"),),
            ),
            a_draft("Two", bylines=(Name("Ann Lee"),), name="2.html"),
            a_draft("Three", bylines=(Name("ANN LEE"),), name="3.html"),
        ],
    )
    one, two, three = made.articles
    return {
        "director": director, "twin": twin, "office": office, "part": part, "one": one, "two": two, "three": three,
    }  # fmt: skip


def test_the_index_stays_true_through_changes(archive: Archive, people: dict[str, int]) -> None:
    index = authority_index.read(archive)
    assert [row.id for row in index.rows("шипенко")][:1] == [people["twin"]]
    assert {row.name for row in index.rows(usage="used")} == {"Klim Shipenko", "Quay Pictures"}
    assert {row.id for row in index.rows(usage="twice")} == {people["director"], people["twin"]}
    assert [row.name for row in index.rows(kind="organization", order="name")] == [
        "Quay Pictures", "Quay Pictures North",
    ]  # fmt: skip
    steps: tuple[Callable[[], Changes], ...] = (
        lambda: edit.save(archive, Authority(name="Zoë New", kind="person")),
        lambda: edit.save(archive, replace(index.known[people["twin"]], name="Иван Другой", revision=1)),
        lambda: authority_merging.merge(archive, people["director"], [people["twin"]]),
        lambda: history.undo(archive),
        lambda: authority_merging.never_same(archive, people["director"], people["twin"]),
        lambda: authority_desk.remove(archive, [people["office"]]),
    )
    for step in steps:
        changes = step()
        index = authority_index.updated(archive, index, {0, *changes.records})
        fresh = authority_index.read(archive)
        assert (index.known, index.counts, index.apart) == (fresh.known, fresh.counts, fresh.apart)
        assert {k: v for k, v in index.keys.items() if v} == {k: v for k, v in fresh.keys.items() if v}


def test_the_page_from_the_index_is_the_page(archive: Archive, people: dict[str, int]) -> None:
    index = authority_index.read(archive)
    for number in (people["director"], people["office"], people["part"]):
        assert index.page(archive, number) == authorities.page(archive, number)
    assert [like.one for like in index.page(archive, people["twin"]).alike] == [people["director"]]


def test_a_value_is_set_and_never_over_somebody_elses(archive: Archive, people: dict[str, int]) -> None:
    number = people["director"]
    forms = (Variant("К. Шипенко", "ru", "Cyrl"),)
    before = logical(archive)
    authority_desk.set_value(archive, number, "variants", forms, seen=())
    with pytest.raises(Conflict):
        authority_desk.set_value(archive, number, "variants", (Variant("Other"),), seen=())
    assert authorities.page(archive, number).authority.variants == forms
    authority_desk.set_value(archive, number, "identifiers", (Identifier("wikidata", "Q1"),), seen=())
    assert authorities.page(archive, number).authority.identifiers == (Identifier("wikidata", "Q1"),)
    history.undo(archive)
    history.undo(archive)
    assert logical(archive) == before


def test_nothing_is_part_of_its_own_part(archive: Archive, people: dict[str, int]) -> None:
    for parent in (people["part"], people["office"]):
        with pytest.raises(InputError):
            authority_desk.set_value(archive, people["office"], "parent_id", parent, seen=None)
    authority_desk.set_value(archive, people["part"], "parent_id", None, seen=people["office"])
    assert authorities.page(archive, people["office"]).children == ()


def test_a_new_authority_needs_a_name(archive: Archive) -> None:
    number, _changes = authority_desk.new(archive, "  Ann Lee ", "person")
    assert authorities.page(archive, number).authority.name == "Ann Lee"
    with pytest.raises(InvalidRecord):
        authority_desk.new(archive, " ", "person")


def test_removing_takes_links_away_and_leaves_words(archive: Archive, people: dict[str, int]) -> None:
    before = logical(archive)
    authority_desk.remove(archive, [people["director"], people["office"]])
    with archive.read() as reader:
        assert reader.of_type(Article, [people["one"]])[people["one"]].bylines == (Name("Klim Shipenko"),)
        assert {a.id for a in reader.authorities()} == {people["twin"], people["part"]}
        assert reader.of_type(Authority, [people["part"]])[people["part"]].parent_id is None
    history.undo(archive)
    assert logical(archive) == before


def test_only_the_places_named_are_linked(archive: Archive, people: dict[str, int]) -> None:
    forms = ["Ann Lee", "ANN LEE"]
    places = {spot.work: spot for spot in authority_spots.spots(archive, forms)}
    assert {(spot.title, spot.use) for spot in places.values()} == {("Two", "bylines"), ("Three", "bylines")}
    number, _changes = authority_spots.make(archive, forms, [places[people["two"]].row], kind="person")
    page = authorities.page(archive, number)
    assert [work for work, _, _ in page.works] == [people["two"]]
    assert page.authority.variants == ()  # ANN LEE differs in case only
    [left] = authority_spots.spots(archive, forms)
    assert left.work == people["three"]
    with pytest.raises(InputError):
        authority_spots.link(archive, forms, [places[people["two"]].row], people["twin"])
    authority_spots.link(archive, forms, [left.row], people["twin"])
    assert authority_spots.spots(archive, forms) == []


def test_one_name_of_one_record_is_linked_and_let_go(archive: Archive, people: dict[str, int]) -> None:
    before = logical(archive)
    authority_spots.relink(archive, people["two"], "bylines", "Ann Lee", people["twin"])
    assert authorities.page(archive, people["twin"]).uses == {"bylines": 1}
    authority_spots.relink(archive, people["two"], "bylines", "Ann Lee", None)
    with pytest.raises(Conflict):
        authority_spots.relink(archive, people["two"], "bylines", "Nobody", people["twin"])
    with pytest.raises(Conflict):
        authority_spots.relink(archive, people["two"], "publisher", "Nobody", people["twin"])
    for _step in range(2):
        history.undo(archive)
    assert logical(archive) == before


def test_publishers_and_credit_parties_are_linked_one_by_one(archive: Archive, people: dict[str, int]) -> None:
    with archive.read() as reader:
        article = reader.of_type(Article, [people["one"]])[people["one"]]
        [use] = reader.photo_uses(articles=[people["one"]])
    edit.save(archive, replace(article, publisher="The Unheard Of"))
    authority_spots.relink(archive, people["one"], "publisher", "The Unheard Of", people["office"])
    number, _changes = authority_spots.make_for(archive, use.id or 0, "credit", "Quincy Unheard", kind="person")
    with archive.read() as reader:
        assert reader.of_type(Article, [people["one"]])[people["one"]].publisher_id == people["office"]
        parties = reader.of_type(PhotoUse, [use.id or 0])[use.id or 0].credit.parties
    assert [(p.name, p.authority_id) for p in parties] == [("Quincy Unheard", number)]
    [spot] = authorities.page(archive, number).works
    assert spot[2] == "credit"
    authority_spots.relink(archive, people["one"], "publisher", "The Unheard Of", None)
    with archive.read() as reader:
        assert reader.of_type(Article, [people["one"]])[people["one"]].publisher_id is None
