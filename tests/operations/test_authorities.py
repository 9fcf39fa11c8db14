"""Authorities: found in any spelling, merged and taken apart again, linked to printed names only when asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import Authority, Identifier, Name, PhotoUse, Variant
from archive_app.operations import authorities, authority_linking, authority_merging, edit, find, history, ingest
from archive_app.store.archive import Archive
from tests.make import a_draft, add
from tests.store.dump import logical


@pytest.fixture
def people(archive: Archive) -> dict[str, int]:
    """Two records of one director, and articles that print his name."""
    names = ("Klim Shipenko", "Клим Шипенко", "Ann Example")
    director, twin, other = add(
        archive,
        Authority(name=names[0], kind="person", identifiers=(Identifier("wikidata", "Q1"),)),
        Authority(name=names[1], kind="person", variants=(Variant("К. Шипенко", "ru", "Cyrl"),), note="режиссёр"),
        Authority(name=names[2], kind="person"),
    )
    ingest.accept(
        archive,
        [
            a_draft("One", bylines=(Name("Klim Shipenko", authority_id=director),), name="1.html"),
            a_draft("Two", bylines=(Name("Клим Шипенко", authority_id=twin),), name="2.html"),
            a_draft("Three", bylines=(Name("Klim Chipenko"), Name("Ann Example", authority_id=other)), name="3.html"),
        ],
    )
    return {"director": director, "twin": twin, "other": other}


def test_a_name_is_found_in_any_spelling(archive: Archive, people: dict[str, int]) -> None:
    for text in ("Shipenko", "шипенко", "Chipenko", "klim sh"):
        assert people["director"] in {row.id for row in authorities.find(archive, text)}, text
    [row] = authorities.find(archive, "К. Шипенко")
    assert (row.id, row.found_by, row.uses) == (people["twin"], "К. Шипенко", {"bylines": 1})
    assert [r.id for r in authorities.find(archive, kind="place")] == []


def test_what_may_be_the_same_is_proposed_with_reasons(archive: Archive, people: dict[str, int]) -> None:
    [(like, one, other)] = authorities.likely_same(archive)
    assert {one.id, other.id} == {people["director"], people["twin"]}
    assert like.reasons == ("“Klim Shipenko” and “Клим Шипенко” may be spellings of one name.",)


def test_different_numbers_speak_against_it(archive: Archive, people: dict[str, int]) -> None:
    with archive.read() as reader:
        twin = reader.of_type(Authority, [people["twin"]])[people["twin"]]
    edit.save(archive, replace(twin, identifiers=(Identifier("wikidata", "Q2"),)))
    [(like, _, _)] = authorities.likely_same(archive)
    assert like.against == ("They have different numbers in wikidata: Q1 and Q2.",)
    assert authority_merging.preview_merge(archive, people["director"], [people["twin"]]).conflicts == like.against


def test_a_merge_moves_links_and_keeps_words(archive: Archive, people: dict[str, int]) -> None:
    preview = authority_merging.preview_merge(archive, people["director"], [people["twin"]])
    assert preview.links == {"bylines": 1}
    before = logical(archive)
    authority_merging.merge(archive, people["director"], [people["twin"]], reason="same man")
    page = authorities.page(archive, people["director"])
    assert [v.text for v in page.authority.variants] == ["Клим Шипенко", "К. Шипенко"]
    assert page.authority == replace(preview.result, revision=page.authority.revision, modified=page.authority.modified)
    assert page.uses == {"bylines": 2}
    assert [(m.member, m.reason, m.links) for m in page.merged] == [(people["twin"], "same man", 1)]
    results = find.search(archive, "by:Шипенко")
    assert {r.title for r in find.rows(archive, list(results.ids))} >= {"One", "Two"}
    with archive.read() as reader:
        printed = [text for text, *_ in reader.authority_links.printed(linked=True)]
    assert "Клим Шипенко" in printed  # the words stay
    history.undo(archive)
    assert logical(archive) == before


def test_one_member_is_taken_out_later(archive: Archive, people: dict[str, int]) -> None:
    [third] = add(archive, Authority(name="Kl. Shipenko", kind="person"))
    authority_merging.merge(archive, people["director"], [people["twin"], third])
    added = ingest.accept(
        archive, [a_draft("Four", bylines=(Name("Klim Shipenko", authority_id=people["director"]),), name="4.html")]
    )
    authority_merging.unmerge(archive, authority_merging.merge_of(archive, people["twin"]))
    page = authorities.page(archive, people["director"])
    assert [v.text for v in page.authority.variants] == ["Kl. Shipenko"]
    assert {w for w, _, _ in page.works} >= set(added.articles)
    twin = authorities.page(archive, people["twin"])
    assert twin.uses == {"bylines": 1}
    assert [title for _, title, _ in twin.works] == ["Two"]
    assert not twin.authority.deleted
    with pytest.raises(NotFound):
        authority_merging.merge_of(archive, people["twin"])


def test_a_member_comes_out_of_a_chain_of_merges(archive: Archive, people: dict[str, int]) -> None:
    authority_merging.merge(archive, people["director"], [people["twin"]])
    authority_merging.merge(archive, people["other"], [people["director"]])
    authority_merging.unmerge(archive, authority_merging.merge_of(archive, people["twin"]))
    assert authorities.page(archive, people["twin"]).uses == {"bylines": 1}
    assert authorities.page(archive, people["other"]).uses == {"bylines": 2}


def test_a_link_changed_since_stays_as_it_is(archive: Archive, people: dict[str, int]) -> None:
    authority_merging.merge(archive, people["director"], [people["twin"]])
    [two] = find.search(archive, "title:Two").ids
    authority_linking.unlink(archive, people["director"], [two])
    authority_merging.unmerge(archive, authority_merging.merge_of(archive, people["twin"]))
    assert authorities.page(archive, people["twin"]).uses == {}


def test_never_the_same(archive: Archive, people: dict[str, int]) -> None:
    authority_merging.never_same(archive, people["twin"], people["director"], reason="father and son")
    assert authorities.likely_same(archive) == []
    assert authorities.page(archive, people["twin"]).distinct == (
        (people["director"], "Klim Shipenko", "father and son"),
    )  # fmt: skip
    with pytest.raises(InputError, match="is never"):
        authority_merging.merge(archive, people["director"], [people["twin"]])
    authority_merging.may_be_same(archive, people["director"], people["twin"])
    assert len(authorities.likely_same(archive)) == 1


def test_only_like_kinds_are_merged(archive: Archive, people: dict[str, int]) -> None:
    [company] = add(archive, Authority(name="Klim Shipenko", kind="organization"))
    with pytest.raises(InputError, match="different kinds"):
        authority_merging.merge(archive, people["director"], [company])
    with pytest.raises(InputError, match="at least two"):
        authority_merging.merge(archive, people["director"], [people["director"]])


def test_persons_are_never_linked_by_themselves(archive: Archive, people: dict[str, int]) -> None:
    drafts = [
        a_draft("Five", bylines=(Name("Ann Example"),), photos=[("https://e.org/a.jpg", "", "Photo: Ann Example")])
    ]
    ingest.accept(archive, drafts)
    [name] = [n for n in authority_linking.unlinked(archive) if n.text == "Ann Example"]
    assert name.uses == {"bylines": 1, "credit": 1}
    assert name.kind == "person"
    [proposal] = authority_linking.proposals(archive, "Ann Example", kind="person")
    assert (proposal.authority.id, proposal.reasons) == (people["other"], ("Both are called “Ann Example”.",))


def test_company_makes_a_proposal_likelier(archive: Archive, people: dict[str, int]) -> None:
    [five] = ingest.accept(archive, [a_draft("Five", bylines=(Name("Ann Example"),))]).articles
    [proposal] = authority_linking.proposals(archive, "Ann Example", works=[five])
    assert proposal.reasons[-1] == "It is linked in 1 other record of the same publisher."


def test_a_printed_name_is_linked_on_request(archive: Archive, people: dict[str, int]) -> None:
    before = logical(archive)
    authority_linking.link(archive, ["Klim Chipenko"], people["director"])
    assert authorities.page(archive, people["director"]).uses == {"bylines": 2}
    history.undo(archive)
    assert logical(archive) == before
    number, _ = authority_linking.make(archive, ["Klim Chipenko"])
    assert authorities.page(archive, number).uses == {"bylines": 1}
    with pytest.raises(InputError, match="printed nowhere"):
        authority_linking.link(archive, ["Klim Chipenko"], people["director"])


def test_a_link_may_be_for_some_works_only(archive: Archive) -> None:
    photo = [("https://e.org/a.jpg", "", "Photo: Jan Muster")]
    one, two = ingest.accept(
        archive, [a_draft("A", photos=photo, name="a.html"), a_draft("B", photos=photo, name="b.html")]
    ).articles
    number, _ = authority_linking.make(archive, ["Nobody Yet"])
    authority_linking.link(archive, ["Jan Muster"], number, works=[one])
    with archive.read() as reader:
        by_article = {u.article_id: u for u in reader.photo_uses(articles=[one, two])}
    assert isinstance(by_article[one], PhotoUse)
    assert [p.authority_id for p in by_article[one].credit.parties] == [number]
    assert [p.authority_id for p in by_article[two].credit.parties] == [None]


def test_both_articles_of_one_story_know_one_agency(archive: Archive) -> None:
    """The credit lines of the two articles that this program began with."""
    ingest.accept(
        archive,
        [
            a_draft("En", photos=[("https://e.org/1.jpg", "", "photo via Roscosmos Space Agency/AP")], name="a.html"),
            a_draft("Fr", photos=[("https://e.org/2.jpg", "", "Credit : Roscosmos/video capture Cité de l’espace.")],
                    name="b.html"),
        ],
    )  # fmt: skip
    [roscosmos] = [row for row in authorities.find(archive, "Roscosmos") if row.kind == "organization"]
    assert roscosmos.uses["credit"] == 2


def test_the_starting_vocabulary_can_be_added(archive: Archive) -> None:
    authorities.seed(archive)
    rows = {row.name for row in authorities.find(archive)}
    assert len(rows) > 500
    assert {"Reuters", "NASA", "Roscosmos"} <= rows
    for form in ("新华社", "ТАСС", "Роскосмос"):
        assert authorities.find(archive, form)[0].subkind in {"wire_service", "space_agency"}
    assert not authorities.seed(archive)
