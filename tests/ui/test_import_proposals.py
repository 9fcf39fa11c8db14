"""What a review proposes and what its decisions come to; no window."""

from __future__ import annotations

from dataclasses import replace

from archive_app.domain.records import Article, Draft, Evidence, Photo, PhotoDraft, PhotoUse, Source, Video, VideoDraft
from archive_app.domain.records import VideoUse as Use
from archive_app.domain.rights import RightsStatement
from archive_app.ui.import_items import draft_item, from_kept, to_kept
from archive_app.ui.import_proposals import Decision, decided, low_keys, proposals, refusal, shown, source_spans

TEXT = "The quay\n\nBerths at the quay.\n\nPhoto: Ann Example\n\nA film of it (video below)."


def _at(field: str, words: str, confidence: float) -> Evidence:
    start = TEXT.index(words)
    return Evidence(field, words, "text:caption-line", confidence, start=start, end=start + len(words))


def _draft() -> Draft:
    return Draft(
        source=Source(name="quay.txt", text=TEXT),
        article=Article(headline="The quay", published="2021-03", body=("A film of it (video below).",)),
        photos=(
            PhotoDraft(
                Photo(), PhotoUse(caption="Berths at the quay.", credit_line="Photo: Ann Example"),
                (_at("caption", "Berths at the quay.", 0.95), _at("credit_line", "Photo: Ann Example", 0.4)),
            ),
        ),
        videos=(
            VideoDraft(Video(), Use(mention="A film of it (video below)."),
                       (_at("mention", "A film of it (video below).", 0.85),)),
        ),
        evidence=(_at("headline", "The quay", 0.8),),
        content=TEXT.encode(),
    )  # fmt: skip


def test_values_that_are_doubtful_are_not_ticked_and_not_kept() -> None:
    draft = _draft()
    rows = proposals(draft)
    by_key = {row.key: row for row in rows}
    assert not by_key["photo0.credit_line"].taken
    assert by_key["photo0.caption"].taken
    assert len(low_keys(rows)) == 1
    made = decided(draft, rows, {})
    assert made.photos[0].use.credit_line == ""
    assert made.photos[0].use.caption == "Berths at the quay."
    assert not [one for one in made.photos[0].evidence if one.field == "credit_line"]
    accepted = decided(draft, rows, {"photo0.credit_line": Decision(True, None, True)})
    assert accepted.photos[0].use.credit_line == "Photo: Ann Example"


def test_an_item_with_a_doubtful_value_waits_until_it_is_decided() -> None:
    item = draft_item(_draft(), "")
    assert item.state == "check"
    assert not item.ticked
    item.decisions["photo0.credit_line"] = Decision(False)
    assert not item.unsure


def test_what_was_not_found_is_offered_and_stays_empty() -> None:
    rows = proposals(_draft())
    publisher = next(row for row in rows if row.key == "publisher")
    assert not publisher.found
    assert decided(_draft(), rows, {}).article.publisher == ""
    typed = decided(_draft(), rows, {"publisher": Decision(True, "Evening Note")})
    assert typed.article.publisher == "Evening Note"
    assert [one.method for one in typed.evidence if one.field == "publisher"] == ["person"]


def test_a_rejected_video_goes_and_a_new_credit_line_is_parsed_anew() -> None:
    draft = _draft()
    parsed = replace(draft.photos[0], use=replace(draft.photos[0].use, credit_line="Photo: Ann Example"))
    draft = replace(draft, photos=(parsed,))
    rows = proposals(draft)
    made = decided(draft, rows, {
        "video0": Decision(False), "photo0.credit_line": Decision(True, "Ivan Primerov/AP", True),
    })  # fmt: skip
    assert not made.videos
    assert made.photos[0].use.credit_line == "Ivan Primerov/AP"
    assert not made.photos[0].use.credit.literals


def test_accepting_an_article_marks_everything_in_it_as_reviewed() -> None:
    draft = _draft()
    made = decided(draft, proposals(draft), {}, accepted=True)
    assert made.article.reviewed
    assert made.photos[0].photo.reviewed
    assert made.videos[0].video.reviewed
    assert not decided(draft, proposals(draft), {}).article.reviewed


def test_dates_are_typed_in_words_and_nonsense_is_refused() -> None:
    draft = _draft()
    row = next(row for row in proposals(draft) if row.key == "published")
    assert row.value == "March 2021"
    assert refusal(draft, row, "5 October 2021") == ""
    assert "some day" in refusal(draft, row, "some day")
    assert shown(draft, row, {"published": Decision(True, "5 October 2021")}) == "5 October 2021"
    made = decided(draft, proposals(draft), {"published": Decision(True, "5 October 2021")})
    assert made.article.published == "2021-10-05"


def test_the_places_of_the_rows_quote_the_source() -> None:
    draft = _draft()
    found = source_spans(draft, proposals(draft))
    assert {span.key: span.quote for span in found} == {
        "headline": "The quay",
        "photo0.caption": "Berths at the quay.",
        "photo0.credit_line": "Photo: Ann Example",
        "video0.mention": "A film of it (video below).",
    }
    assert [span.kind for span in found] == ["detail", "caption", "credit", "video"]


def test_rights_that_the_source_states_are_shown_and_can_be_refused() -> None:
    stated = RightsStatement(copyright_notice="© 1978 City Archive", usage_terms="Not for advertising")
    draft = _draft()
    photo = replace(draft.photos[0], rights=(stated,))
    draft = replace(draft, rights=(stated, RightsStatement(licence_id="CC-BY-4.0")), photos=(photo,))
    rows = {row.key: row for row in proposals(draft)}
    assert rows["photo0.rights0"].value == "© 1978 City Archive · Not for advertising"
    assert rows["rights1"].value == "CC-BY-4.0"
    kept = decided(draft, tuple(rows.values()), {})
    assert (len(kept.rights), len(kept.photos[0].rights)) == (2, 1)
    refused = {"rights0": Decision(False), "photo0.rights0": Decision(False)}
    kept = decided(draft, tuple(rows.values()), refused)
    assert [one.licence_id for one in kept.rights] == ["CC-BY-4.0"]
    assert kept.photos[0].rights == ()


def test_a_photo_alone_is_reviewed_as_a_photo() -> None:
    photo = Photo(title="Berths", description="Berths at the quay.", place="Harbour")
    draft = Draft(
        source=Source(name="berths.xmp"), article=Article(), photos=(PhotoDraft(photo, PhotoUse()),), alone=True
    )
    rows = proposals(draft)
    assert [row.key for row in rows] == ["photo0", "photo0.title", "photo0.description", "photo0.place"]
    assert rows[0].label == "Photo"
    item = draft_item(draft, "/nowhere/berths.xmp")
    assert item.words == "1 photo · no article"
    assert from_kept(to_kept(item, 1)).alone
    kept = decided(draft, rows, {"photo0.place": Decision(False), "photo0.title": Decision(True, "Empty berths", True)})
    assert (kept.photos[0].photo.title, kept.photos[0].photo.place) == ("Empty berths", "")


def test_a_text_without_spaces_is_counted_in_characters() -> None:
    def length(*body: str) -> str:
        (row,) = [one for one in proposals(Draft(Source(), Article(body=body))) if one.key == "body"]
        return row.value

    assert length("港口的起重机停在第三码头。", "两百年。") == "2 paragraphs · 15 characters"
    assert length("The quay is empty.") == "1 paragraph · 4 words"
