"""What is missing or doubtful in a record, and what may not be stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.checks import invalid, problems
from archive_app.domain.records import (
    Article,
    Authority,
    Collection,
    Credit,
    CreditParty,
    Identifier,
    MediaFile,
    Name,
    Photo,
    PhotoUse,
    Record,
    SavedSearch,
    Variant,
    Video,
    VideoUse,
)
from archive_app.domain.rights import Grant, RightsAgent, RightsStatement, Verdict
from archive_app.domain.verdict import decide

TODAY = date(2026, 11, 21)
ARTICLE = Article(
    headline="Harbour strike enters third week",
    body=("The crane drivers left the quay.",),
    publisher="Evening Courier",
    language="en",
    published="1978-03-14",
    accessed="2024-05",
    url="https://example.org/1978/strike",
    reviewed=True,
)
PHOTO = Photo(title="Empty berths", creators=(Name("A. Ames"),), media_id=5, taken="1978-03", reviewed=True)
USE = PhotoUse(caption="Empty berths.", credit_line="A. Ames/City Archive")


def codes(record: Record, **more: Any) -> dict[str, str]:
    return {problem.code: problem.severity for problem in problems(record, today=TODAY, **more)}


def test_complete_records_have_no_problems() -> None:
    assert codes(ARTICLE, uses=[USE]) == {}
    assert codes(PHOTO, uses=[USE, USE]) == {}


def test_an_empty_article_says_everything_that_is_missing() -> None:
    assert codes(Article()) == {
        "no_headline": "warning",
        "no_text": "warning",
        "no_date": "warning",
        "no_publisher": "info",
        "no_language": "info",
        "not_reviewed": "info",
    }


@pytest.mark.parametrize(
    ("published", "code"),
    [
        ("XXXX-10-05", "date_without_year"),
        ("1978~", "date_uncertain"),
        ("1978?", "date_uncertain"),
        ("[1978-03-04,1978-04-03]", "date_ambiguous"),
        ("2027", "date_in_future"),
        ("14 March", "invalid"),
    ],
)
def test_doubtful_dates(published: str, code: str) -> None:
    assert code in codes(replace(ARTICLE, published=published, accessed=""))


def test_a_page_is_not_read_before_it_is_published() -> None:
    assert "dates_disagree" in codes(replace(ARTICLE, published="2025", accessed="2024"))
    assert "dates_disagree" not in codes(replace(ARTICLE, published="2024", accessed="2024"))


def test_an_article_names_the_photo_without_a_credit() -> None:
    uses = [replace(USE, position=1, credit_line=""), USE]

    sentences = [problem.sentence for problem in problems(ARTICLE, uses=uses, today=TODAY)]

    assert sentences == ["Photo 2: There is no credit line."]


def test_photos_without_file_words_or_credit() -> None:
    found = codes(Photo(reviewed=True))

    assert found == {"media_missing": "info", "no_description": "warning", "no_credit": "warning"}
    assert "no_credit" not in codes(Photo(), uses=[USE])


def test_two_texts_that_disagree_are_shown() -> None:
    other = replace(USE, caption="The strike of 1979.", credit_line="Roscosmos/AP")
    first = replace(USE, caption="The strike of 1978.")

    found = problems(PHOTO, uses=[first, other], today=TODAY)

    assert {problem.code for problem in found} == {"captions_differ", "credits_differ", "years_differ"}
    assert all("1979" in p.sentence for p in found if p.code == "captions_differ")


def test_the_year_of_a_film_is_compared_across_its_mentions() -> None:
    video = Video(url="https://example.org/v", status="linked", published="2017", reviewed=True)
    mention = VideoUse(mention="his film (2007), complete film below")

    assert "years_differ" in codes(video, uses=[mention])
    assert "years_differ" not in codes(replace(video, published="2007"), uses=[mention])


def test_credits_that_name_the_same_parties_agree() -> None:
    parties = (CreditParty("Roscosmos"), CreditParty("AP"))
    one = replace(USE, credit_line="Roscosmos/AP", credit=Credit(parties=parties))
    other = replace(USE, credit_line="AP via Roscosmos", credit=Credit(parties=parties[::-1]))

    assert "credits_differ" not in codes(PHOTO, uses=[one, other])
    assert "captions_differ" not in codes(PHOTO, uses=[USE, replace(USE, caption="EMPTY BERTHS")])


def test_films_known_only_by_their_name() -> None:
    assert codes(Video(reviewed=True)) == {"media_missing": "info"}
    assert codes(Video(status="missing", reviewed=True)) == {"media_missing": "warning"}
    assert codes(Video(status="held", reviewed=True)) == {"media_missing": "warning"}
    assert codes(Video(status="linked", reviewed=True)) == {"no_address": "warning"}


def test_files_that_are_gone_or_changed_come_first() -> None:
    gone = problems(replace(PHOTO, reviewed=False), media=MediaFile(sha256="a" * 64, fixity="missing"), today=TODAY)

    assert [(problem.code, problem.severity) for problem in gone] == [
        ("media_missing", "error"),
        ("not_reviewed", "info"),
    ]
    assert codes(PHOTO, media=MediaFile(sha256="a" * 64, fixity="changed")) == {"fixity_failed": "error"}


def test_rights_that_need_attention() -> None:
    soon = Verdict("allowed", may_change_on="2027-02-19")
    later = Verdict("allowed", may_change_on="2027-02-20")

    assert codes(PHOTO, verdict=decide([])) == {"rights_not_known": "warning"}
    assert codes(PHOTO, verdict=soon) == {"rights_expiring": "warning"}
    assert codes(PHOTO, verdict=later) == {}
    assert codes(PHOTO, verdict=Verdict("not_allowed")) == {"rights_to_check": "info"}


def test_statements_that_say_too_little() -> None:
    found = codes(
        RightsStatement(
            credit_obligation="required",
            copyright_status="in_copyright",
            confidence="documented",
            embargo_until="XXXX-10-05",
            basis="statute",
        )
    )

    assert set(found) == {"credit_text_missing", "holder_unknown", "no_evidence", "date_without_year", "no_citation"}


VALID: list[Record] = [
    ARTICLE,
    PHOTO,
    USE,
    Article(),
    Video(),
    Article(language="zh-Hant-TW", url="urn:isbn:9780000000000"),
    Authority(
        name="Roscosmos",
        variants=(Variant("Роскосмос", "ru", "Cyrl"),),
        identifiers=(Identifier("wikidata", "Q190903"), Identifier("isni", "0000 0001 2156 142X")),
    ),
    RightsStatement(
        rights_uri="http://rightsstatements.org/vocab/InC/1.0/",
        embargo_until="2026-12-01T00:00:00Z",
        agents=(RightsAgent("AP", "licensor"),),
        grants=(Grant(action="publish_online", territory=("FR", "WORLD"), starts="2024", ends="2024-06"),),
    ),
    Collection(name="Strikes"),
]


@pytest.mark.parametrize("record", VALID)
def test_good_values_may_be_stored(record: Record) -> None:
    assert invalid(record) == ()


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Article(published="14.03.1978"), "published"),
        (Article(language="English language"), "language"),
        (Article(language="e"), "language"),
        (Article(url="javascript:alert(1)"), "url"),
        (Article(url="example.org/page"), "url"),
        (Article(url="https://"), "url"),
        (Article(url="http://[half"), "url"),
        (Article(bylines=(Name(" "),)), "bylines.0"),
        (Article(body=("one", "two\nthree")), "body.1"),
        (Article(notes="a\0b"), "notes"),
        (Article(subjects=(Name("\ud800"),)), "subjects.0.text"),
        (Photo(medium="painting"), "medium"),
        (Photo(medium=""), "medium"),
        (Photo(taken="1978-13"), "taken"),
        (Video(status="lost"), "status"),
        (Video(duration=-1.0), "duration"),
        (PhotoUse(credit=Credit(parties=(CreditParty("AP", role="owner"),))), "credit.parties.0.role"),
        (PhotoUse(credit=Credit(flags=("leaked",))), "credit.flags"),
        (VideoUse(position=-1), "position"),
        (Authority(), "name"),
        (Authority(name="X", kind="robot"), "kind"),
        (Authority(name="X", variants=(Variant("Y", "ru", "cyrillic"),)), "variants.0.script"),
        (Authority(name="X", identifiers=(Identifier("wikidata", "190903"),)), "identifiers.0"),
        (Authority(name="X", identifiers=(Identifier("shelf", "1"),)), "identifiers.0.scheme"),
        (Authority(name="X", id=3, parent_id=3), "parent_id"),
        (MediaFile(sha256="abc"), "sha256"),
        (MediaFile(sha256="a" * 64, width=-1), "width"),
        (SavedSearch(query="x"), "name"),
        (RightsStatement(status="maybe"), "status"),
        (RightsStatement(embargo_until="soon"), "embargo_until"),
        (RightsStatement(agents=(RightsAgent("AP", "owner"),)), "agents.0.role"),
        (RightsStatement(grants=(Grant(effect="allow"),)), "grants.0.effect"),
        (RightsStatement(grants=(Grant(action="print"),)), "grants.0.action"),
        (RightsStatement(grants=(Grant(territory=("France",)),)), "grants.0.territory"),
        (RightsStatement(grants=(Grant(starts="2025", ends="2024"),)), "grants.0.ends"),
        (RightsStatement(id=2, supersedes_id=2), "supersedes_id"),
    ],
)
def test_bad_values_are_named_with_their_field(record: Record, field: str) -> None:
    found = invalid(record)

    assert [name for name, _ in found] == [field]
    assert found[0][1].endswith(".")
    assert ("invalid", "error") in {(problem.code, problem.severity) for problem in problems(record, today=TODAY)}


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=12))
def test_any_text_can_be_checked(url: str, published: str, language: str) -> None:
    record = Article(url=url, published=published, language=language)

    assert {name for name, _ in invalid(record)} <= {"url", "published", "language"}
    assert all(problem.sentence for problem in problems(record, uses=[PhotoUse(caption=published)], today=TODAY))
