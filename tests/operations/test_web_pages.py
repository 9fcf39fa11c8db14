"""Pages from web addresses become drafts, with their pictures, as a page or as a WARC file."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from archive_app.domain.errors import AddressRefused, Cancelled, NotFetched, UnreadableSource
from archive_app.domain.records import Kind, Photo
from archive_app.formats.importers.base import RawSource
from archive_app.operations import ingest, web_pages
from archive_app.operations.apart import ReaderApart
from archive_app.operations.progress import Progress
from archive_app.operations.web_pages import Wish
from archive_app.store.archive import Archive
from archive_app.web.guard import Guard
from tests.web.servers import Server, leads_to, says, serving


def _picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return out.getvalue()


_BODY = "".join(
    f"<p>The harbour was flooded for day {n}, and the ferries stayed in their berths.</p>" for n in range(8)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Harbour flooded - The Post</title>
<meta property="og:site_name" content="The Post"></head><body><article><h1>Harbour flooded again</h1>
<figure><img src="/pictures/quay.jpg" width="800" height="600"><figcaption>The quay on Monday. Photo: Ann Lee / AFP
</figcaption></figure>{_BODY}
<figure><img src="/pictures/gone.jpg" width="800" height="600"><figcaption>A ferry. Photo: Ann Lee / AFP</figcaption>
</figure></article><aside><img src="/pictures/advert.jpg" width="300" height="250"></aside></body></html>""".encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        made.routes["/news/harbour-flooded.html"] = says(PAGE)
        made.routes["/pictures/quay.jpg"] = says(_picture("navy"), kind="image/jpeg")
        made.routes["/pictures/advert.jpg"] = says(_picture("red"), kind="image/jpeg")
        yield made


def test_a_page_is_read_with_its_address_and_the_day(server: Server) -> None:
    url = server.url("/news/harbour-flooded.html")
    [draft] = web_pages.fetch_drafts(url, Wish(), guard=server.guard())
    assert draft.article.headline == "Harbour flooded again"
    assert (draft.article.url, draft.article.accessed) == (url, date.today().isoformat())  # noqa: DTZ011
    assert (draft.source.address, draft.source.name) == (url, "harbour-flooded.html")
    assert draft.content == PAGE
    assert [path for path, _ in server.asked] == ["/news/harbour-flooded.html"]


def test_the_pictures_of_the_article_come_along_and_no_other(server: Server, archive: Archive) -> None:
    url = server.url("/news/harbour-flooded.html")
    [draft] = web_pages.fetch_drafts(url, Wish(pictures=True), guard=server.guard())
    assert sorted(path for path, _ in server.asked) == [
        "/news/harbour-flooded.html", "/pictures/gone.jpg", "/pictures/quay.jpg",
    ]  # fmt: skip
    assert [c.content for c in draft.carried] == [_picture("navy")]
    assert any("1 picture was not fetched" in remark for remark in draft.remarks)
    ingest.accept(archive, [draft])
    with archive.read() as reader:
        photos = [p for p in reader.all_of(Kind.PHOTO) if isinstance(p, Photo)]
    assert sorted(p.media_id is not None for p in photos) == [False, True]


def test_a_page_that_nothing_declares_is_read_in_the_servers_encoding(server: Server) -> None:
    page = f"<html><head><title>Überflutung</title></head><body><h1>Überflutung</h1>{_BODY}</body></html>"
    server.routes["/a"] = says(page.encode("cp1251", "replace").replace(b"?berflutung", "Потоп".encode("koi8-r")),
                               kind="text/html; charset=koi8-r")  # fmt: skip
    [draft] = web_pages.fetch_drafts(server.url("/a"), Wish(), guard=server.guard())
    assert draft.article.headline == "Потоп"


def test_a_warc_file_holds_page_and_pictures(server: Server, archive: Archive) -> None:
    url = server.url("/news/harbour-flooded.html")
    [draft] = web_pages.fetch_drafts(url, Wish(as_warc=True, pictures=True), guard=server.guard())
    assert draft.source.name == "harbour-flooded.warc.gz"
    assert draft.content.startswith(b"\x1f\x8b")
    assert draft.article.headline == "Harbour flooded again"
    accepted = ingest.accept(archive, [draft])
    assert not any("cannot" in remark for remark in accepted.remarks)


def test_a_page_that_leads_to_another_site_says_so(server: Server) -> None:
    server.routes["/a"] = leads_to(server.url("/news/harbour-flooded.html", "other.example"))
    [draft] = web_pages.fetch_drafts(server.url("/a", "news.example"), Wish(), guard=server.guard())
    assert "The address led on from news.example to other.example." in draft.remarks


def test_one_address_that_fails_leaves_the_others(server: Server) -> None:
    urls = [server.url("/nowhere"), "http://10.0.0.1/", server.url("/news/harbour-flooded.html")]
    guard = server.guard(resolver=lambda host, _port: [host])
    outcomes = list(web_pages.fetch_all(urls, Wish(), guard=guard))
    assert [type(o.error) for o in outcomes] == [NotFetched, AddressRefused, type(None)]
    assert [o.path for o in outcomes[:2]] == urls[:2]


def test_stopping_keeps_what_came(server: Server) -> None:
    progress = Progress()
    found = web_pages.fetch_all(
        [server.url("/news/harbour-flooded.html")] * 2, Wish(), guard=server.guard(), progress=progress
    )
    assert next(found).draft is not None
    progress.cancel()
    with pytest.raises(Cancelled):
        next(found)
    assert len(server.asked) == 1


def test_hosts_are_looked_up_once_and_shown_in_ascii() -> None:
    asked: list[str] = []

    def resolver(host: str, _port: int) -> list[str]:
        asked.append(host)
        if host == "nobody.example":
            raise socket.gaierror(socket.EAI_NONAME, "")
        return ["10.0.0.1"] if host == "inside.example" else ["93.184.216.34"]

    urls = ["https://bücher.example/1", "https://bücher.example/2", "http://inside.example/", "http://nobody.example/",
            "ftp://x.example/"]  # fmt: skip
    hosts = web_pages.hosts_of(urls, guard=Guard(resolver=resolver))
    assert asked == ["xn--bcher-kva.example", "inside.example", "nobody.example"]
    by_name = {h.name: h for h in hosts}
    assert by_name["xn--bcher-kva.example"].words == "xn--bcher-kva.example (93.184.216.34)"
    assert len(by_name["xn--bcher-kva.example"].urls) == 2
    assert isinstance(by_name["inside.example"].error, AddressRefused)
    assert "nobody.example" in str(by_name["nobody.example"].error)
    assert by_name["ftp://x.example/"].error is not None


def test_addresses_are_found_in_pasted_lines() -> None:
    text = "https://example.org/a\n  example.net/b c\nhttps://example.org/a <http://example.com/>\nword www.example.org"
    assert web_pages.addresses_in(text) == [
        "https://example.org/a", "https://example.net/b", "http://example.com/", "https://www.example.org",
    ]  # fmt: skip


def test_a_page_that_ends_its_reader_is_one_failed_page(server: Server) -> None:
    """Reading happens in a confined process: too much memory there is one page less here."""
    deep = b"<html><body>" + b"<div>" * 400_000 + b"x"
    server.routes["/deep"] = says(deep)
    urls = [server.url("/deep"), server.url("/news/harbour-flooded.html")]
    first, second = web_pages.fetch_all(urls, Wish(), guard=server.guard())
    assert first.path == urls[0]
    assert second.draft is not None
    assert second.draft.article.headline == "Harbour flooded again"


def test_a_reader_that_dies_is_replaced() -> None:
    with ReaderApart() as reader:
        page = RawSource("a.html", "https://example.org/a", PAGE)
        assert reader.read(page)[0].article.headline == "Harbour flooded again"
        for process in reader._pool._processes.values():  # type: ignore[union-attr]  # it has just read
            process.kill()
        with pytest.raises(UnreadableSource, match="ended the reader"):
            reader.read(page)
        assert reader.read(page)[0].article.headline == "Harbour flooded again"
