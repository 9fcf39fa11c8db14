"""XML and JSON of no known format: words are kept, what is damaged is refused, known formats are left to their own."""

from __future__ import annotations

import pytest

from archive_app.domain.errors import FormatError, UnknownFormat
from archive_app.domain.records import Draft
from archive_app.formats.importers.data import DataImporter
from archive_app.formats.registry import importer_for
from tests.formats.contract import drafts_or_error

LETTER = b"""<?xml version="1.0"?><letter><head>The ferry is back</head><p>It came in on <b>Monday</b> morning.</p>
<p>Nobody was hurt, the harbour master said on the phone.</p></letter>"""


def _read(content: bytes, name: str) -> Draft:
    found = drafts_or_error(DataImporter(), content, name)
    assert isinstance(found, list), found
    [draft] = found
    return draft


def test_the_words_of_unknown_xml_are_kept_in_their_order() -> None:
    draft = _read(LETTER, "letter.xml")
    text = draft.source.text
    places = [text.index(word) for word in ("ferry is back", "came in on", "Monday", "morning", "Nobody")]
    assert places == sorted(places)
    assert any("no format that this program knows" in remark for remark in draft.remarks)


def test_the_words_of_unknown_json_are_kept_in_their_order() -> None:
    draft = _read(b'{"a": ["First words.", {"b": "Second words."}], "c": 3, "d": "Third \\ud800 words."}', "x.json")
    places = [draft.source.text.index(word) for word in ("First", "Second", "Third")]
    assert places == sorted(places)


@pytest.mark.parametrize(("name", "content"), [("a.xml", b"<?xml version='1.0'?><a><b/></a>"), ("a.json", b'{"a": 1}')])
def test_a_file_without_words_is_kept_and_says_so(name: str, content: bytes) -> None:
    draft = _read(content, name)
    assert draft.article.body == ()
    assert draft.remarks == ("There are no words in the file; the file itself is kept.",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.xml", LETTER[:90]),
        ("cut.json", b'{"a": "words'),
        ("number.json", b'{"a": ' + b"1" * 5000 + b"}"),
        ("deep.xml", b"<a>" * 5000 + b"words" + b"</a>" * 5000),
        ("entities.xml", b'<!DOCTYPE a [<!ENTITY b "words">]><a>&b;</a>'),
        ("words.xml", b"only words"),
    ],
)
def test_what_is_damaged_or_dangerous_is_refused_and_not_read_as_plain_text(name: str, content: bytes) -> None:
    assert isinstance(drafts_or_error(importer_for(name, content), content, name), FormatError)


def test_pages_and_pictures_are_left_to_others() -> None:
    assert not DataImporter().recognises("a.xml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>")
    assert not DataImporter().recognises("a.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>")
    with pytest.raises(UnknownFormat):
        importer_for("a.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>")
