"""Citations in words, in every style offered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.errors import NotFound
from archive_app.domain.records import Authority, Name
from archive_app.formats.citing.rendering import render
from archive_app.formats.citing.styles import STYLES, style_named
from archive_app.formats.exporters.citation.items import csl_date, csl_item
from archive_app.formats.exporters.citation.person_names import csl_name, inverted
from tests.formats.bundles import article_bundle, photo_bundle
from tests.formats.export_records import bare_records, full_records, odd_records

ARTICLE: dict[str, Any] = {
    "id": "a", "type": "article-newspaper", "title": "Capsule lands after six months",
    "container-title": "Example Daily", "author": [{"family": "Example", "given": "Jane Anna"}],
    "issued": {"date-parts": [[2024, 4, 6]]}, "language": "en", "note": "Credit: nobody", "abstract": "Three people.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("chicago", "Example, Jane Anna. “Capsule Lands After Six Months.” Example Daily, April 6, 2024."),
        ("apa", "Example, J. A. (2024, April 6). Capsule lands after six months. Example Daily."),
        ("mla", "Example, Jane Anna. “Capsule Lands After Six Months.” Example Daily, 6 Apr. 2024."),
        ("gost", "Example J. A. Capsule lands after six months // Example Daily. 2024."),
    ],
    ids=lambda one: one.split(" ")[0].strip(",."),
)  # fmt: skip
def test_a_newspaper_article_in_the_four_styles(style: str, text: str) -> None:
    assert render(ARTICLE, style_named(style)).text == text


@pytest.mark.parametrize("style", STYLES, ids=lambda one: one.name)
def test_every_style_cites_every_kind_without_what_is_only_a_note(style: Any) -> None:
    for bundle in (article_bundle(), photo_bundle()):
        made = render(csl_item(bundle), style)
        assert any(part.casefold() in made.text.casefold() for part in ("Film crew returns", "The crew after landing"))
        assert "Credit:" not in made.text
        assert "Rights:" not in made.text


def test_titles_in_other_languages_keep_their_letters() -> None:
    made = render(ARTICLE | {"title": "Die Landung der Kapsel", "language": "de"}, STYLES[0])
    assert "Die Landung der Kapsel" in made.text


@pytest.mark.parametrize("style", STYLES, ids=lambda one: one.name)
def test_a_title_without_an_author_is_printed_once(style: Any) -> None:
    made = render(
        {"id": "p", "type": "graphic", "title": "Crew of the capsule", "issued": {"date-parts": [[2021]]}}, style
    )
    assert made.text.casefold().count("crew of the capsule") == 1


def test_italics_are_there_for_whoever_takes_html() -> None:
    made = render(ARTICLE, STYLES[0])
    assert "<i>Example Daily</i>" in made.html
    assert "<" not in made.text


def test_an_unknown_style_is_refused_by_name() -> None:
    with pytest.raises(NotFound, match="turabian"):
        style_named("turabian")


@pytest.mark.parametrize("style", STYLES, ids=lambda one: one.name)
def test_any_record_at_all_can_be_cited(style: Any) -> None:
    for bundle in (*list(odd_records())[:: 5 if style.name != "apa" else 1], *full_records(3), *bare_records(6)):
        made = render(csl_item(bundle, notes=False), style)
        assert "\n" not in made.text
        assert not bundle.title.isalpha() or bundle.title.casefold() in made.text.casefold()


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Jane Example", "Example", "Jane"),
        ("Anna van der Berg", "Berg", "Anna"),
        ("Иван Примеров", "Примеров", "Иван"),
        ("Martin L. King Jr.", "King", "Martin L."),
    ],
)
def test_names_of_persons_are_parted(text: str, family: str, given: str) -> None:
    made = csl_name(Name(text))
    assert (made["family"], made["given"]) == (family, given)


@pytest.mark.parametrize("text", ["Reuters", "Roscosmos Space Agency", "山田太郎", "AFP", "Example, Jane"])
def test_names_that_cannot_be_parted_stay_whole(text: str) -> None:
    assert csl_name(Name(text)) == {"literal": text}


def test_the_authority_says_how_a_name_is_parted() -> None:
    known = Authority(name="García Márquez, Gabriel", kind="person")
    made = csl_name(Name("Gabriel García Márquez"), known)
    assert inverted(made) == "García Márquez, Gabriel"
    assert csl_name(Name("Jane Example"), Authority(name="Jane Example Ltd")) == {"literal": "Jane Example"}


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2024-04-06", {"date-parts": [[2024, 4, 6]]}),
        ("2024-04~", {"date-parts": [[2024, 4]], "circa": True}),
        ("2024-21", {"date-parts": [[2024]], "season": 1}),
        ("2019/2021", {"date-parts": [[2019], [2021]]}),
        ("193X", {"literal": "193X"}),
        ("", {}),
    ],
)
def test_dates_become_csl_dates(edtf: str, date: dict[str, Any]) -> None:
    assert csl_date(edtf) == date


_WORDS = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_no_letter_of_a_name_is_lost(words: list[str]) -> None:
    made = csl_name(Name(" ".join(words)))
    parts = [made.get(part, "") for part in ("given", "non-dropping-particle", "family", "suffix", "literal")]
    assert "".join("".join(parts).split()) == "".join("".join(words).split())
