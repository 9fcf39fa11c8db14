"""RIS, BibTeX and CSL-JSON: kinds, names, dates, accents, and bad entries among good ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft
from archive_app.formats.citations.entry import inverted_name, seconds_in
from archive_app.formats.citations.latex import plain_address, plain_text
from archive_app.formats.wire.moments import day_of, moment_of
from tests.formats.wire.reading import fixture, read


def kinds(drafts: list[Draft]) -> list[str]:
    return ["article" if not d.alone else "photo" if d.photos else "video" for d in drafts]


def test_ris_types_become_articles_photos_and_films() -> None:
    drafts = fixture("ris", "mixed.ris")
    assert kinds(drafts) == ["article", "photo", "video", "article"]
    article = drafts[0].article
    assert [name.text for name in article.bylines] == ["Ann Roe", "Jan van der Berg"]
    assert (article.publisher, article.published, article.section) == ("The Harbour Post", "1978-03", "Home")
    assert article.accessed == "2024-04-07"
    assert "Pages: 4–5" in article.notes
    assert drafts[3].article.published == "2003-22"


def test_a_photo_in_ris_keeps_its_credit_line_and_rights() -> None:
    photo = fixture("ris", "mixed.ris")[1].photos[0]
    assert photo.photo.title == "Fog over the mole"
    assert [name.text for name in photo.photo.creators] == ["Carla Moss"]
    assert photo.photo.taken == "1931"
    assert photo.rights[0].credit_line_printed == "Carla Moss/Harbour Press"
    assert photo.rights[0].copyright_notice == "© 1931 Harbour Press"
    assert photo.rights[0].evidence[0].kind == "catalogue_entry"


def test_a_sound_is_left_out_with_a_remark() -> None:
    assert any("1 entry" in remark for remark in fixture("ris", "mixed.ris")[0].remarks)


def test_a_ris_entry_without_its_end_is_read() -> None:
    drafts = read("ris", "TY  - NEWS\nTI  - One\nTY  - NEWS\nTI  - Two")
    assert [draft.article.headline for draft in drafts] == ["One", "Two"]


def test_bibtex_reads_strings_names_months_and_accents() -> None:
    drafts = fixture("bibtex", "mixed.bib")
    article = drafts[0].article
    assert article.headline == "The Ferry that came back — “again”"
    assert [name.text for name in article.bylines] == ["Ann Roe", "Harbour Office", "José de la Cruz", "Hans Müller"]
    assert (article.publisher, article.published, article.language) == ("The Harbour Post", "1978-03-05", "en")
    assert article.url == "https://post.example.org/1978/a_b"
    assert [name.text for name in article.subjects] == ["ferries", "storms"]


def test_bibtex_goes_on_after_an_entry_that_is_never_closed() -> None:
    drafts = fixture("bibtex", "mixed.bib")
    assert kinds(drafts) == ["article", "photo", "video", "article"]
    assert any("1 entry" in remark for remark in drafts[0].remarks)
    assert drafts[1].photos[0].photo.taken == "1931~"
    assert drafts[3].article.published == "2021-05-03/2021-05-04"


def test_csl_reads_zoteros_dates_names_and_markup() -> None:
    drafts = fixture("csl-json", "mixed.json")
    assert kinds(drafts) == ["article", "photo", "video", "article"]
    article = drafts[0].article
    assert article.headline == "The ferry that came back"
    assert [name.text for name in article.bylines] == ["Ann Roe", "Jan van der Berg"]
    assert article.published == "1978-03-05"
    assert drafts[1].photos[0].photo.taken == "1931~"
    assert [name.text for name in drafts[2].videos[0].video.creators] == ["山田太郎"]
    assert drafts[2].videos[0].video.published == "1965-08/1966"
    assert drafts[3].article.published == "2003-22"


def test_csl_goes_on_after_a_damaged_entry() -> None:
    assert any("2 entries" in remark for remark in fixture("csl-json", "mixed.json")[0].remarks)


@pytest.mark.parametrize(
    ("importer", "text"),
    [
        ("ris", "TY  - \nER  - "),
        ("bibtex", "@article{x,"),
        ("bibtex", "no entry"),
        ("csl-json", "[]"),
        ("csl-json", "{"),
    ],
)
def test_a_file_without_an_entry_is_refused(importer: str, text: str) -> None:
    with pytest.raises(FormatError):
        read(importer, text)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Jos{\'e} \'{A}lvarez", "José Álvarez"),
        (r"M{\"u}ller, Stra{\ss}e, {\O}re, {\AA}rhus", "Müller, Straße, Øre, Århus"),
        (r"\v{S}koda na\"{\i}ve {\'\i}ndice \c{c}a \k{a}", "Škoda naïve índice ça ą"),
        (r"A \& B, 50\,\% --- ``so'' it~is", "A & B, 50 % — “so” it is"),
        (r"\emph{The {NASA} papers} \textit{x}", "The NASA papers x"),
        (r"Erd\H{o}s and \L{}\'od\'z", "Erdős and Łódź"),
        ("plain words", "plain words"),
    ],
)
def test_latex_is_printed(latex: str, text: str) -> None:
    assert plain_text(latex) == text


def test_addresses_lose_latex_and_keep_their_tilde() -> None:
    assert plain_address(r"\url{https://x.example/~a\_b\%20c}") == "https://x.example/~a_b%20c"


@given(st.text(max_size=60))
def test_any_text_can_be_printed(text: str) -> None:
    assert "\n" not in plain_text(text)


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        ("Roe, Ann", "Ann Roe"),
        ("Ann Roe", "Ann Roe"),
        ("Smith, Jr, John", "John Smith, Jr"),
        ("Smith, John, III", "John Smith III"),
        ("山田, 太郎", "山田太郎"),
        ("Example Media, Inc", "Example Media, Inc"),
    ],
)
def test_names_are_read_in_either_order(name: str, read_as: str) -> None:
    assert inverted_name(name) == read_as


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024", "2024"),
        ("2024-04", "2024-04"),
        ("20170700", "2017-07"),
        ("20091002T120000Z", "2009-10-02"),
        ("Sat, 06 Apr 2024 23:30:00 +0200", "2024-04-06"),
        ("2008:05:30 15:56:01", "2008-05-30"),
        ("1984-06~", "1984-06~"),
        ("c. 1910", "1910~"),
        ("March 1978", "1978-03"),
        ("0000:00:00 00:00:00", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_dates_of_machines_and_people_become_edtf(text: str, edtf: str) -> None:
    assert day_of(text) == edtf


def test_a_moment_keeps_its_time_and_zone() -> None:
    assert moment_of("2021:05:03 20:15:09+0200") == "2021-05-03T20:15:09+02:00"
    assert moment_of("20031203T104500+0100") == "2003-12-03T10:45:00+01:00"
    assert moment_of("2003-12") == "2003-12"


@pytest.mark.parametrize(("text", "seconds"), [("2:03", 123), ("1:02:03", 3723), ("95 min", 5700), ("x", None)])
def test_lengths_are_seconds(text: str, seconds: float | None) -> None:
    assert seconds_in(text) == seconds
