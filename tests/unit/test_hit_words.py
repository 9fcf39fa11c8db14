"""A marked word is the one asked for, or it is said to be spelt otherwise."""

from __future__ import annotations

import pytest

from archive_app.domain.hit_words import spelt_otherwise
from archive_app.domain.query_text import parse
from archive_app.domain.results import ResultRow, SnippetPart


@pytest.mark.parametrize(
    ("asked", "hits", "others"),
    [
        ("shipenko", ("Shipenko",), ()),
        ("shipenko", ("Шипенко",), ("Шипенко",)),
        ("shipenko", ("Chipenko", "CHIPENKO", "Shipenko"), ("Chipenko",)),
        ("launch", ("launches",), ("launches",)),
        ("laun*", ("launches",), ()),
        ("cite", ("Cité",), ()),
        ('credit:"via Roscosmos"', ("via Roscosmos",), ()),
        ("-launch film", ("film",), ()),
        ("film or launch", ("launch", "movie"), ("movie",)),
    ],
)
def test_words_not_asked_for_letter_by_letter_are_named(
    asked: str, hits: tuple[str, ...], others: tuple[str, ...]
) -> None:
    row = ResultRow(1, "photo", "t", snippet=tuple(SnippetPart(hit, hit=True) for hit in hits), snippet_field="text")
    assert spelt_otherwise(row, parse(asked).query).otherwise == others


def test_a_row_without_a_hit_stays_as_it_is() -> None:
    row = ResultRow(1, "photo", "t", snippet=(SnippetPart("plain"),))
    assert spelt_otherwise(row, parse("x").query) is row
