"""Chips, ticks and the text of the box are three views of one query."""

from __future__ import annotations

import pytest

from archive_app.domain.query_print import show
from archive_app.domain.query_text import parse
from archive_app.ui import filters


def test_only_filters_are_chips() -> None:
    query = parse('strike "third week" publisher:"Evening Courier" -type:video date:1974..1979').query
    chips = filters.chips(query)
    assert [chip.label for chip in chips] == ["Publisher: Evening Courier", "Type: Video", "Published: 1974 – 1979"]
    assert [chip.excludes for chip in chips] == [False, True, False]


def test_taking_a_chip_away_leaves_the_rest() -> None:
    query = parse("strike type:photo lang:fr").query
    chip = filters.chips(query)[0]
    assert parse(show(filters.without(query, chip.node))).query == parse("strike lang:fr").query


def test_clearing_keeps_the_words() -> None:
    assert show(filters.words_only(parse("strike -lockout type:photo").query)) == "strike -lockout"
    either = parse("strike OR lockout").query
    assert filters.chips(either) == ()
    assert filters.words_only(either) == either
    query = parse('strike "third week" type:photo no:credit').query
    assert show(filters.words_only(query)) == 'strike "third week"'


@pytest.mark.parametrize("text", ["", "strike", "type:article", "publisher:Gazette strike"])
def test_a_tick_and_its_opposite_cancel_each_other(text: str) -> None:
    query = parse(text).query
    ticked = filters.text_with_facet(query, "lang", "fr", "in")
    assert ticked != show(query)
    assert filters.text_with_facet(parse(ticked).query, "lang", "fr", "") == show(query)


def test_two_ticks_of_one_facet_are_alternatives() -> None:
    once = filters.text_with_facet(parse("").query, "lang", "fr", "in")
    twice = filters.text_with_facet(parse(once).query, "lang", "de", "in")
    assert len(filters.chips(parse(twice).query)) == 1
