"""Fetching, against a server on this computer that behaves well or badly."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive_app.domain.errors import AddressRefused, Cancelled, NotFetched
from archive_app.web.fetching import PICTURES, fetch
from archive_app.web.guard import Guard
from archive_app.web.warc import as_warc
from tests.web.servers import Server, leads_to, says, serving

PAGE = "<html><body><h1>Hafen überflutet</h1></body></html>".encode()


def test_a_page_comes_whole_with_its_type_and_encoding(server: Server) -> None:
    server.routes["/a"] = says(PAGE, kind='text/html; charset="ISO-8859-1"')
    found = fetch(server.url("/a#part"), guard=server.guard())
    assert (found.content, found.media_type, found.encoding) == (PAGE, "text/html", "iso-8859-1")
    assert found.url == server.url("/a")
    assert found.hosts == (("127.0.0.1", "127.0.0.1"),)


def test_we_say_who_we_are_and_bring_no_cookies(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.routes["/a"] = says(b"", status=302, Location="/b", Set_Cookie="id=1; Path=/")
    server.routes["/b"] = says(PAGE)
    fetch(server.url("/a"), guard=server.guard())
    (_, first), (_, second) = server.asked
    assert first["user-agent"].startswith("archive-app/")
    assert "cookie" not in second
    assert "authorization" not in second


def test_the_host_keeps_its_name_though_the_connection_goes_to_the_checked_address(server: Server) -> None:
    server.routes["/a"] = says(PAGE)
    fetch(server.url("/a", host="news.example"), guard=server.guard())
    assert server.asked[0][1]["host"] == f"news.example:{server.port}"


@pytest.mark.parametrize("packing", ["gzip", "deflate", "raw deflate", "x-gzip"])
def test_packed_pages_are_unpacked(server: Server, packing: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(PAGE),
        "x-gzip": gzip.compress(PAGE),
        "deflate": zlib.compress(PAGE),
        "raw deflate": raw.compress(PAGE) + raw.flush(),
    }[packing]
    server.routes["/a"] = says(packed, Content_Encoding=packing.rsplit(maxsplit=1)[-1])
    assert fetch(server.url("/a"), guard=server.guard()).content == PAGE


def test_a_bomb_is_stopped_at_the_limit(server: Server) -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)
    assert len(bomb) < 100_000
    server.routes["/a"] = says(bomb, Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="larger than 25 MB"):
        fetch(server.url("/a"), guard=server.guard())


def test_a_body_without_end_is_stopped_at_the_limit(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"<p>more</p>" * 10_000)

    server.routes["/a"] = endless
    with pytest.raises(NotFetched, match="larger than 1 MB"):
        fetch(server.url("/a"), guard=server.guard(bytes=1024 * 1024))


def test_an_announced_size_over_the_limit_is_not_even_begun(server: Server) -> None:
    def announce(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "99999999999")
        handler.end_headers()

    server.routes["/a"] = announce
    with pytest.raises(NotFetched, match="larger"):
        fetch(server.url("/a"), guard=server.guard())


@pytest.mark.parametrize("where", ["body", "head"])
def test_a_slow_drip_ends_with_the_time_of_the_whole_fetch(server: Server, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        if where == "body":
            handler.wfile.write(b"\r\n")
        while True:
            handler.wfile.write(b"x" if where == "body" else b"X-A: b\r\n")
            time.sleep(0.05)

    server.routes["/a"] = drip
    with pytest.raises(NotFetched, match="took longer than 1 second"):
        fetch(server.url("/a"), guard=server.guard(seconds=1.0))


def test_a_silent_server_and_a_person_who_stops(server: Server) -> None:
    over = threading.Event()

    def silent(_handler: BaseHTTPRequestHandler) -> None:
        over.wait(60)

    server.routes["/a"] = silent
    calls = 0

    def wanted() -> None:
        nonlocal calls
        calls += 1
        if calls > 3 and server.asked:
            raise Cancelled

    with pytest.raises(Cancelled):
        fetch(server.url("/a"), guard=server.guard(), wanted=wanted)
    over.set()


def test_a_resolver_that_hangs_ends_with_the_time(server: Server) -> None:
    over = threading.Event()

    def hang(_host: str, _port: int) -> list[str]:
        over.wait(60)
        return ["127.0.0.1"]

    with pytest.raises(NotFetched, match="took longer"):
        fetch("http://news.example/", guard=Guard(seconds=0.5, resolver=hang))
    over.set()


def test_redirects_are_followed_five_times_and_no_more(server: Server) -> None:
    for n in range(6):
        server.routes[f"/{n}"] = leads_to(f"/{n + 1}", status=(301, 302, 303, 307, 308, 302)[n])
    server.routes["/6"] = says(PAGE)
    found = fetch(server.url("/1"), guard=server.guard())
    assert found.url == server.url("/6")
    assert [e.status for e in found.exchanges] == [302, 303, 307, 308, 302, 200]
    with pytest.raises(NotFetched, match="led on more than 5 times"):
        fetch(server.url("/0"), guard=server.guard())


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/", "http://localhost/", "file:///etc/passwd"],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_refused(server: Server, target: str) -> None:
    server.routes["/a"] = leads_to(target)

    def resolver(host: str, _port: int) -> list[str]:
        return ["127.0.0.1"] if host == "news.example" else [{"localhost": "127.0.0.1"}.get(host, host)]

    with pytest.raises(AddressRefused):
        fetch(server.url("/a", host="news.example"), guard=server.guard(resolver=resolver))
    assert len(server.asked) == 1


def test_a_name_that_changes_its_address_between_check_and_use_gains_nothing(server: Server) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    guard = Guard(resolver=lambda _h, _p: next(answers), seconds=60.0)
    from archive_app.web.addresses import read_address

    assert guard.look_up(read_address("http://rebind.example/")) == "93.184.216.34"
    with pytest.raises(AddressRefused):
        fetch("http://rebind.example/", guard=guard)
    assert server.asked == []


def test_the_address_connected_to_is_the_one_that_was_checked(server: Server) -> None:
    """The name is resolved once for a connection; no second look-up lies between check and use."""
    asked: list[str] = []

    def resolver(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    server.routes["/a"] = says(PAGE)
    fetch(server.url("/a", host="news.example"), guard=server.guard(resolver=resolver))
    assert asked == ["news.example"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "no page at this address"), (410, "no page at this address"), (403, "does not give this page"),
        (401, "name and a password"), (402, "subscribers"), (451, "legal reasons"), (429, "asked too often"),
        (500, "out of order"), (503, "out of order"), (418, "418"), (204, "204"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_words(server: Server, status: int, words: str) -> None:
    server.routes["/a"] = says(b"", status=status)
    with pytest.raises(NotFetched, match=words) as told:
        fetch(server.url("/a"), guard=server.guard())
    assert told.value.where == server.url("/a")
    assert told.value.remedy


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("image/png", "a picture"), ("video/mp4", "a film"), ("audio/mpeg", "a sound"),
        ("application/octet-stream", "octet-stream"), ("application/zip", "zip"),
    ],
)  # fmt: skip
def test_what_is_not_a_page_is_left(server: Server, kind: str, words: str) -> None:
    server.routes["/a"] = says(b"x", kind=kind)
    with pytest.raises(NotFetched, match=words):
        fetch(server.url("/a"), guard=server.guard())


def test_pictures_are_taken_only_as_pictures(server: Server) -> None:
    server.routes["/a.jpg"] = says(b"\xff\xd8\xff", kind="image/jpeg")
    server.routes["/b.jpg"] = says(PAGE)
    server.routes["/c.svg"] = says(b"<svg/>", kind="image/svg+xml")
    assert fetch(server.url("/a.jpg"), take=PICTURES, guard=server.guard()).media_type == "image/jpeg"
    for path in ("/b.jpg", "/c.svg"):
        with pytest.raises(NotFetched, match="not a picture"):
            fetch(server.url(path), take=PICTURES, guard=server.guard())


@pytest.mark.parametrize("packing", ["br", "zstd", "compress"])
def test_a_packing_that_nobody_asked_for_is_said(server: Server, packing: str) -> None:
    server.routes["/a"] = says(b"x", Content_Encoding=packing)
    with pytest.raises(NotFetched, match=packing):
        fetch(server.url("/a"), guard=server.guard())


@pytest.mark.parametrize("content", [gzip.compress(PAGE)[:-12], b"not packed at all"], ids=["cut off", "not packed"])
def test_damaged_packing_is_said(server: Server, content: bytes) -> None:
    server.routes["/a"] = says(content, Content_Encoding="gzip")
    with pytest.raises(NotFetched, match="damaged"):
        fetch(server.url("/a"), guard=server.guard())


def test_an_empty_page_is_said(server: Server) -> None:
    server.routes["/a"] = says(b"  \n")
    with pytest.raises(NotFetched, match="empty"):
        fetch(server.url("/a"), guard=server.guard())


def test_a_name_that_nobody_has_is_said() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(NotFetched, match=r"No computer named nobody\.example was found"):
        fetch("http://nobody.example/", guard=Guard(resolver=nobody))


def test_a_closed_door_is_said() -> None:
    with serving() as gone:
        url, guard = gone.url("/a"), gone.guard()
    with pytest.raises(NotFetched, match="does not accept connections"):
        fetch(url, guard=guard)


def test_an_answer_that_breaks_off_is_said(server: Server) -> None:
    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<p>half")

    server.routes["/a"] = half
    with pytest.raises(NotFetched, match="broke off"):
        fetch(server.url("/a"), guard=server.guard())


def test_what_is_no_http_at_all_is_said(server: Server) -> None:
    def says_hello(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    server.routes["/a"] = says_hello
    with pytest.raises(NotFetched, match="broke off or answered in a way"):
        fetch(server.url("/a"), guard=server.guard())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl here to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    made = subprocess.run(
        [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(path.with_suffix(".key")), "-out",
         str(path), "-days", "2", "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl made no certificate")
    return path


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


def test_a_certificate_nobody_vouches_for_is_said(certificate: Path) -> None:
    with serving(_tls(certificate)) as server, pytest.raises(NotFetched, match=r"certificate of news\.example"):
        fetch(server.url("/a", "news.example", "https"), guard=server.guard())


def test_the_certificate_must_be_of_the_name_asked_for(certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    with serving(_tls(certificate)) as server:
        server.routes["/a"] = says(PAGE)
        guard = server.guard(certificates=trusting)
        assert fetch(server.url("/a", "news.example", "https"), guard=guard).content == PAGE
        with pytest.raises(NotFetched, match=r"certificate of other\.example"):
            fetch(server.url("/a", "other.example", "https"), guard=guard)


def test_a_redirect_out_of_protection_is_refused(certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    with serving(_tls(certificate)) as server:
        server.routes["/a"] = leads_to("http://news.example/open")
        with pytest.raises(AddressRefused, match="protected connection"):
            fetch(server.url("/a", "news.example", "https"), guard=server.guard(certificates=trusting))


def test_a_proxy_of_the_settings_is_asked(server: Server) -> None:
    """An http proxy is asked for the whole address; it may stand inside the person's network."""
    server.routes["http://news.example/a"] = says(PAGE)
    guard = Guard(proxy=f"http://127.0.0.1:{server.port}", seconds=60.0)
    assert fetch("http://news.example/a", guard=guard).content == PAGE
    assert server.asked[0][0] == "http://news.example/a"


@pytest.mark.parametrize("proxy", ["proxy.example:3128", "socks5://127.0.0.1:1080", "nonsense"])
def test_a_proxy_that_cannot_be_one_is_said(proxy: str) -> None:
    with pytest.raises(NotFetched, match="proxy in your settings"):
        fetch("http://news.example/", guard=Guard(proxy=proxy))


def test_a_proxy_is_not_asked_for_private_addresses(server: Server) -> None:
    guard = Guard(proxy=f"http://127.0.0.1:{server.port}", seconds=60.0)
    with pytest.raises(AddressRefused):
        fetch("http://192.168.1.1/", guard=guard)
    assert server.asked == []


def test_a_warc_file_holds_requests_and_answers_as_they_went(server: Server) -> None:
    server.routes["/a"] = leads_to("/b?c=d")
    server.routes["/b?c=d"] = says(gzip.compress(PAGE), Content_Encoding="gzip")
    found = fetch(server.url("/a"), guard=server.guard())
    records = []
    for record in ArchiveIterator(BytesIO(as_warc([found])), check_digests=True):
        body = record.content_stream().read()
        assert record.digest_checker.passed is not False
        records.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
    assert [r[0] for r in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[3][1:] == (server.url("/b?c=d"), PAGE)
