"""Bytes become text in the encoding they were written in, without an exception and with a remark on losses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.formats.importers.base import RawSource, encoding_remarks, read_characters
from archive_app.formats.reading.decoding import decode, known_encoding, looks_binary
from archive_app.formats.reading.paragraphs import ReadingText, clean, clean_line

FRENCH = "Le cinéma a été filmé à l’Élysée — « déjà vu » où ça ?"
RUSSIAN = "Экипаж «Союза» прибыл на станцию — фильм снят без помощи с Земли."
CHINESE = "俄罗斯电影摄制组抵达国际空间站，开始拍摄第一部太空电影。"
JAPANESE = "ロシアの映画撮影班が国際宇宙ステーションに到着した。"
POLISH = "Film został nakręcony przez rosyjską ekipę, która wróciła na Ziemię."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("Größe über Straße, „Ja“ sagte er", "cp1252"),
        ("It’s here", "cp1252"),
        (RUSSIAN, "cp1251"),
        ("Экипаж Союза прибыл на станцию, фильм снят.", "koi8-r"),
        (CHINESE, "gb18030"),
        (JAPANESE, "cp932"),
        (POLISH, "cp1250"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32"),
        (FRENCH, "utf-32-le"),
        (JAPANESE, "utf-8-sig"),
    ],
)
def test_undeclared_encodings_are_told_by_the_text(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.replaced == 0


def test_a_declaration_decides_between_readings_that_both_make_sense() -> None:
    assert decode("naïveté".encode("cp1252"), "iso-8859-1").encoding == "cp1252"
    assert decode("МОСКВА".encode("cp1251"), "windows-1251").text == "МОСКВА"
    assert decode("こんにちは".encode("iso2022_jp"), "iso-2022-jp").text == "こんにちは"


def test_flawless_utf8_goes_before_a_wrong_declaration() -> None:
    assert decode(FRENCH.encode(), "iso-8859-1").text == FRENCH


@pytest.mark.parametrize(
    "label", ["", "nonsense", "rot13", "base64", "idna", "\0", "utf-7", "unicode_escape", "a" * 500]
)
def test_names_that_are_no_encoding_of_files_are_ignored(label: str) -> None:
    assert known_encoding(label) == ""
    assert decode(FRENCH.encode("cp1252"), label).text == FRENCH


def test_damaged_utf8_keeps_what_is_whole_and_says_how_much_is_lost() -> None:
    found = decode(RUSSIAN.encode() + b"\xff\xfe" + FRENCH.encode())
    assert found.encoding == "utf-8"
    assert found.text.startswith(RUSSIAN)
    assert found.replaced == 2
    assert any("2 characters" in remark for remark in encoding_remarks(found))


def test_a_guess_is_told() -> None:
    assert any("cp1251" in remark for remark in encoding_remarks(decode(RUSSIAN.encode("cp1251"))))
    assert encoding_remarks(decode(RUSSIAN.encode())) == ()


@given(st.binary(max_size=2000), st.sampled_from(["", "utf-8", "gb2312", "shift_jis", "utf-16", "hz", "cp1252"]))
def test_any_bytes_make_a_text(content: bytes, declared: str) -> None:
    found = decode(content, declared)
    assert found.replaced == found.text.count("\ufffd")
    found.text.encode("utf-8")
    looks_binary(content)


@given(st.text(min_size=1, max_size=300))
def test_utf8_is_always_read_back(text: str) -> None:
    if "\x00" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04rest", b"\x7fELF\x02", bytes(range(256)) * 4])
def test_pictures_and_programs_are_binary(content: bytes) -> None:
    assert looks_binary(content)


def test_the_senders_word_goes_before_the_pages_own() -> None:
    source = RawSource("page", "", "МОСКВА".encode("cp1251"), encoding="windows-1251")
    assert read_characters(source, "koi8-r").text == "МОСКВА"


def test_cleaning_drops_what_nobody_sees_and_keeps_what_shapes_letters() -> None:
    assert clean_line("Tages\u00adanzeiger \u200b\ufeffda\u00a0!") == "Tagesanzeiger da !"
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert clean_line("e\u0301t\u0301") == "ét\u0301"
    persian = "می\u200cخواهم"
    assert clean_line(persian) == persian
    assert clean_line("abc\u202edef\u200c") == "abcdef"


@given(st.lists(st.text(max_size=40), max_size=10))
def test_every_paragraph_stands_where_the_reading_text_says(paragraphs: list[str]) -> None:
    reading = ReadingText()
    spans = [reading.add(paragraph) for paragraph in paragraphs]
    assert [reading.text[start:end] for start, end in spans] == [clean_line(paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        "L'été, le chalutier a quitté le port à l'aube, après deux siècles de pêche.\rLe maire l'a déclaré à Paris.",
        "Die Fähre läuft über die Brücke; die Straße ist gesperrt. „Schön“, sagte Jürgen Müller.",
    ],
)
def test_old_files_of_the_macintosh_are_read(text: str) -> None:
    found = decode(text.encode("mac_roman"))
    assert found.text == text
    assert decode(text.encode("cp1252")).encoding == "cp1252"
