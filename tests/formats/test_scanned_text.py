"""Texts from scans and typewriters: page numbers, running heads, parted words, indents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive_app.formats.reading.page_lines import without_page_lines
from archive_app.formats.reading.paragraphs import split_paragraphs

SCAN = """THE SEA POST                                     Vol. 3

A man who had been at sea for most of his life came in a meet-
ing that lasted until two in the morning, and said the well-
known words which no one there could have expected from him

                   14

THE SEA POST                                     Vol. 3

because nobody had asked. He was not well that day, but he was
known to be honest, and so they let him speak for a long while
  Then there was silence, and one by one they left the hall to
go home by the sea road, which was dark at that time of the
year.

                   15
"""


def test_a_paragraph_goes_on_over_the_page_and_parted_words_are_whole() -> None:
    head, text = split_paragraphs(SCAN)
    assert head == ["THE SEA POST | Vol. 3"]
    assert text[0].startswith("A man who had been at sea for most of his life came in a meeting that lasted")
    assert "the well-known words which no one there could have expected from him because nobody had asked" in text[0]
    assert text[1].startswith("Then there was silence")
    assert len(text) == 2


def test_years_and_counts_in_lines_of_their_own_stay() -> None:
    lines = ["The war", "1914", "was long.", "", "1918", "It ended."]
    assert without_page_lines(lines) == lines


def test_soft_hyphens_join_and_the_marks_of_quoted_mail_go() -> None:
    assert split_paragraphs("The light\u00ad\nhouse") == [["The lighthouse"]]
    quoted = "> One line.\n>\n> Another line.\n> \n> A third line."
    assert split_paragraphs(quoted) == [["One line."], ["Another line."], ["A third line."]]


@given(st.lists(st.sampled_from(["", "12", "- 3 -", "Page 4 of 9", "THE POST", "13", "end-"])), st.integers(0, 30))
def test_a_line_that_stands_once_is_never_lost(lines: list[str], place: int) -> None:
    lines.insert(place, "words and more words")
    assert "words and more words" in without_page_lines(lines)
