"""MHTML, web archives, WARC and WACZ: the article, its pictures, its address and its day, and what is left out."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import brotli
import pytest

from archive_app.domain.errors import FormatError, UnknownFormat
from archive_app.domain.records import Draft
from archive_app.formats.containers.warc_records import WarcReader
from archive_app.formats.importers.base import HEAD_BYTES, RawSource, read_file
from archive_app.formats.importers.warc import WarcImporter
from archive_app.formats.registry import importer_for
from tests.formats.containers import ADDRESS, Warc, mhtml, page, picture, wacz, webarchive
from tests.formats.contract import check_draft, drafts_or_error

# warcio's writer, used by these tests alone, leaves its temporary files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]

QUAY = "https://example.org/img/quay-at-night.png"
SHIP = "https://example.org/news/ship.png"
FILES = ((QUAY, picture("navy")), (SHIP, picture("red")))


def _warc(html: str, files: Sequence[tuple[str, bytes]]) -> bytes:
    made = Warc().response(ADDRESS, html.encode())
    for address, content in files:
        made.response(address, content, "image/png")
    return made.bytes()


def _wacz(html: str, files: Sequence[tuple[str, bytes]]) -> bytes:
    return wacz([_warc(html, files)], [ADDRESS])


MAKERS = {"a.mhtml": mhtml, "a.webarchive": webarchive, "a.warc.gz": _warc, "a.wacz": _wacz}


def _read(content: bytes, name: str) -> list[Draft]:
    found = drafts_or_error(importer_for(name, content[:HEAD_BYTES]), content, name)
    assert isinstance(found, list), found
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_each_container_gives_the_article_with_its_pictures(name: str) -> None:
    make: Callable[[str, Sequence[tuple[str, bytes]]], bytes] = MAKERS[name]
    [draft] = _read(make(page(), FILES), name)
    assert draft.article.headline == "Ferry returns to the harbour"
    assert "“a miracle”" in draft.article.body[0]
    assert draft.article.url == ADDRESS
    assert [photo.use.credit_line for photo in draft.photos] == ["Photo: Ann Roe/AP", "Photo: AFP"]
    assert [one.content for one in draft.carried] == [picture("navy"), picture("red")]
    assert {one.src for one in draft.carried} <= {p.use.src for p in draft.photos} | {p.photo.url for p in draft.photos}
    assert draft.remarks == ()
    by_field = {e.field: e for e in draft.evidence}
    assert by_field["headline"].layer == "text"
    assert by_field["url"].method == "container:address"
    if name != "a.webarchive":
        assert draft.article.accessed == "2021-03-08"


@pytest.mark.parametrize("name", MAKERS)
def test_a_missing_picture_is_remarked(name: str) -> None:
    [draft] = _read(MAKERS[name](page(), FILES[:1]), name)
    assert len(draft.photos) == 2
    assert [one.src for one in draft.carried] == [QUAY]
    assert draft.remarks == ("1 picture is not in the file.",)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.98])
def test_a_container_that_is_cut_off_is_read_as_far_as_it_goes_or_refused(name: str, share: float) -> None:
    whole = MAKERS[name](page(), FILES)
    content = whole[: int(len(whole) * share)]
    try:
        found = drafts_or_error(importer_for(name, content[:HEAD_BYTES]), content, name)
    except UnknownFormat:
        return
    assert isinstance(found, FormatError) or all(draft.remarks for draft in found)


def test_the_largest_picture_that_was_captured_is_taken_whatever_its_size_is_called() -> None:
    html = page(first="https://example.org/img/quay-at-night-1200x800.png")
    files = (("https://example.org/img/quay-at-night-300x200.png", picture("white")), FILES[1])
    [draft] = _read(_warc(html, files), "a.warc.gz")
    assert [one.content for one in draft.carried] == [picture("white"), picture("red")]


def test_parts_of_a_message_are_found_by_their_number() -> None:
    [draft] = _read(mhtml(page("cid:one@mhtml", "cid:two@mhtml"), [("cid:one@mhtml", picture())]), "a.mht")
    assert [one.src for one in draft.carried] == ["cid:one@mhtml"]


def test_a_broken_part_of_a_message_is_remarked() -> None:
    whole = mhtml(page(), FILES)
    at = whole.index(b"iVBOR")
    [draft] = _read(whole[:at] + b"!" + whole[at + 3 :], "a.mhtml")
    assert any("damaged" in remark for remark in draft.remarks)


def test_a_capture_with_many_pages_gives_its_articles_only() -> None:
    made = Warc()
    made.response("https://example.org/", b"<html><title>Home</title><ul><li><a href=/1>One</a></ul>")
    made.response("https://example.org/1", page(headline="The first of the articles").encode())
    made.response("https://example.org/1", page(headline="The first of the articles").encode())
    made.response("https://example.org/old", b"", status="301 Moved", headers=[("Location", "/1")])
    made.response("https://example.org/gone", page(headline="Not found").encode(), status="404 Not Found")
    made.gzipped_and_chunked("https://example.org/2", page(headline="The second of the articles").encode())
    made.response("https://example.org/app.js", b"var x = 1;", "text/javascript")
    found = _read(made.bytes(), "crawl.warc.gz")
    assert [draft.article.headline for draft in found] == ["The first of the articles", "The second of the articles"]
    assert [draft.article.url for draft in found] == ["https://example.org/1", "https://example.org/2"]
    assert any(remark.startswith("1 page in the file does not read as an article") for remark in found[0].remarks)
    assert len({draft.source.sha256 for draft in found}) == 1
    assert found[0].source.text != ""


def test_a_capture_of_one_small_page_is_read_all_the_same() -> None:
    [draft] = _read(Warc().response("https://example.org/", b"<html><p>A notice.</p></html>").bytes(), "a.warc")
    assert draft.article.url == "https://example.org/"


def test_a_page_that_was_sent_in_brotli_is_read() -> None:
    packed = brotli.compress(page().encode())
    coding = ("Content-Encoding", "br")
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (packed[:100], packed[100:])) + b"0\r\n\r\n"
    made = Warc().response(ADDRESS, packed, headers=[coding])
    made.response(ADDRESS + "?2", chunks, headers=[coding, ("Transfer-Encoding", "chunked")])
    first, second = _read(made.bytes(), "a.warc.gz")
    assert first.article.body == second.article.body == _read(page().encode(), "a.html")[0].article.body


def test_brotli_that_ends_too_early_or_never_is_no_obstacle() -> None:
    coding = [("Content-Encoding", "br")]
    packed = brotli.compress(page().encode())
    [found] = _read(Warc().response(ADDRESS, packed[: len(packed) // 2], headers=coding).bytes(), "a.warc")
    assert "The page is damaged or incomplete in the file." in found.remarks
    endless = brotli.compress(b"<p>" + b"a" * 300_000_000, quality=4)
    made = Warc().response(ADDRESS + "?2", endless, headers=coding).response(ADDRESS, packed, headers=coding)
    assert len(_read(made.bytes(), "a.warc")) == 1


def test_a_note_that_a_page_had_not_changed_keeps_its_address() -> None:
    [draft] = _read(Warc(gzip=False).revisit("https://example.org/1").bytes(), "a.warc")
    assert draft.article.url == "https://example.org/1"
    assert draft.article.body == ()
    assert "does not hold the page itself" in draft.remarks[0]


@pytest.mark.parametrize("packed", [True, False])
def test_a_capture_compressed_as_a_whole_is_read(packed: bool) -> None:
    plain = Warc(gzip=False).response(ADDRESS, page().encode()).response(SHIP, picture(), "image/png").bytes()
    [draft] = _read(gzip.compress(plain) if packed else plain, "a.warc.gz")
    assert len(draft.carried) == 1


def test_a_large_capture_is_read_from_its_path_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    path.write_bytes(_warc(page(), FILES))
    source = read_file(path, 100, streams=True)
    assert source.content == b""
    [draft] = WarcImporter().read(source)
    [held] = WarcImporter().read(RawSource(path.name, str(path), path.read_bytes()))
    assert draft.content == b""
    assert draft.source == held.source
    assert draft.carried == held.carried


def test_a_capture_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from archive_app.formats.containers import warc_records

    monkeypatch.setattr(warc_records, "_FREE_BYTES", 1 << 16)
    content = gzip.compress(Warc(gzip=False).response(ADDRESS, b"<html>" + b" " * 4_000_000).bytes())
    with pytest.raises(FormatError, match="a hundred times its size"):
        list(WarcImporter().read(RawSource("bomb.warc.gz", "", content)))


def test_a_collection_gives_the_pages_it_lists() -> None:
    made = Warc()
    for number in (1, 2, 3):
        made.response(f"https://example.org/{number}", page(headline=f"Article number {number}").encode())
    found = _read(wacz([made.bytes()], ["https://example.org/2"]), "a.wacz")
    assert [draft.article.headline for draft in found] == ["Article number 2"]
    assert len(_read(wacz([made.bytes()]), "a.wacz")) == 3


def test_members_of_a_collection_that_lead_elsewhere_are_not_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("archive/../../evil.warc.gz", _warc(page(), ()))
        link = zipfile.ZipInfo("archive/link.warc.gz")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    found = drafts_or_error(importer_for("a.wacz", b"PK\x03\x04"), out.getvalue(), "a.wacz")
    assert isinstance(found, FormatError)


@pytest.mark.parametrize("name", [*MAKERS, "a.warc", "a.mht"])
def test_what_is_only_named_so_is_refused_and_not_read_as_text(name: str) -> None:
    with pytest.raises(UnknownFormat):
        importer_for(name.replace("warc.gz", "warc"), b"hello, this is plain text")


def test_containers_are_known_without_their_names() -> None:
    for name, make in MAKERS.items():
        found = importer_for("download", make(page(), FILES)[:HEAD_BYTES])
        assert any(name.endswith(suffix) for suffix in found.suffixes)


def test_a_message_that_is_no_saved_page_is_left_to_others() -> None:
    from archive_app.formats.importers.mhtml import MhtmlImporter

    letter = b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
    assert not MhtmlImporter().recognises("letter.eml", letter)


def test_pages_in_a_zip_file_come_with_the_pictures_beside_them() -> None:
    out = BytesIO()
    saved = "<!-- saved from url=(0037)https://example.org/news/ferry.html -->\n"
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("saved/My page.html", saved + page("./My page_files/quay(1).png", "My%20page_files/ship.png"))
        packed.writestr("saved/My page_files/quay(1).png", picture("navy"))
        packed.writestr("saved/My page_files/ship.png", picture("red"))
        packed.writestr("saved/My page_files/advert.html", "<html><p>Buy</p></html>")
        packed.writestr("notes.txt", "none of ours")
    [draft] = _read(out.getvalue(), "pages.zip")
    assert draft.article.url == "https://example.org/news/ferry.html"
    assert [one.content for one in draft.carried] == [picture("navy"), picture("red")]
    assert [photo.photo.url for photo in draft.photos] == ["", ""]


def test_a_zip_file_without_pages_is_kept_with_a_remark() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("link.html")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    [draft] = _read(out.getvalue(), "odd.zip")
    assert draft.article.body == ()
    assert len(draft.remarks) == 2


def test_a_zip_bomb_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/a.warc.gz", bytes(200_000_000))
    found = drafts_or_error(importer_for("bomb.wacz", b"PK\x03\x04"), out.getvalue(), "bomb.wacz")
    assert isinstance(found, FormatError)


def test_a_zip_bomb_within_a_sound_record_is_refused() -> None:
    length = 200_000_000
    head = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {ADDRESS}\r\nContent-Length: {length}\r\n\r\n"
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/a.warc", head.encode() + bytes(length))
    found = drafts_or_error(importer_for("bomb.wacz", b"PK\x03\x04"), out.getvalue(), "bomb.wacz")
    assert isinstance(found, FormatError)
    assert "hundred times" in str(found)


def test_a_line_without_an_end_is_given_up_before_all_of_it_is_read() -> None:
    endless = bytes(40_000_000)
    found = drafts_or_error(WarcImporter(), endless, "a.warc")
    assert isinstance(found, FormatError)
    sound = Warc(gzip=False).response(ADDRESS, page().encode()).bytes()
    given = BytesIO(sound + b"WARC/1.0\r\nWARC-Type: " + endless)
    reader = WarcReader(given, len(sound) + len(endless), "a.warc")
    assert len(list(reader.records(lambda head: head.is_page, 1 << 20))) == 1
    assert reader.cut
    assert given.tell() < len(sound) + 4_000_000


def test_drafts_of_containers_keep_the_contract() -> None:
    for name, make in MAKERS.items():
        content = make(page(), FILES)
        for draft in importer_for(name, content[:HEAD_BYTES]).read(RawSource(name, "", content)):
            check_draft(draft, content)
