"""Fetches one page or picture, as a person asked: checked at each step, counted as it arrives, and kept whole.

What was sent and received at each step is noted (``Exchange``), for the remarks and for a WARC file.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from archive_app.domain.errors import NotFetched
from archive_app.web import wording
from archive_app.web.addresses import WebAddress, read_address, read_redirect
from archive_app.web.connecting import Clock, GuardedTransport, TookTooLong
from archive_app.web.guard import Guard

PAGES = frozenset({
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml",
    "application/rss+xml", "application/atom+xml", "application/pdf", "message/rfc822", "multipart/related",
})  # fmt: skip
PICTURES = frozenset({
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/heic", "image/heif", "image/tiff",
    "image/bmp",
})  # fmt: skip
"""Content types that are taken. A drawing as SVG is a program text of its own and is left where it is."""

_CHUNK = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer.

    Attributes:
        url: What was asked for.
        address: The network address that was connected to.
        at: The moment of asking, UTC.
        status, reason: Of the answer.
        request_headers, headers: As sent and received, in order.
        content: The answer's body, unpacked; empty for a redirect.
    """

    url: str
    address: str
    at: datetime
    status: int
    reason: str
    request_headers: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of an address.

    Attributes:
        url: Where it was found in the end, after redirects.
        media_type: Its content type, without parameters; "" when the server named none.
        encoding: The encoding that the server named, or "".
        content: The bytes, unpacked.
        exchanges: Each step that led there, the last with the content.
    """

    url: str
    media_type: str
    encoding: str
    content: bytes = field(repr=False)
    exchanges: tuple[Exchange, ...] = ()

    @property
    def hosts(self) -> tuple[tuple[str, str], ...]:
        """Each host that was asked, with the network address that was connected to."""
        return tuple(dict.fromkeys((httpx.URL(e.url).raw_host.decode(), e.address) for e in self.exchanges))


def fetch(
    url: str,
    *,
    take: frozenset[str] = PAGES,
    guard: Guard | None = None,
    wanted: Callable[[], None] = lambda: None,
    referer: str = "",
) -> Fetched:
    """Fetch an address.

    Args:
        url: The address; see ``addresses.read_address``.
        take: Content types that are taken.
        guard: The limits.
        wanted: Called again and again; raises (Cancelled) when the person wants it no more.
        referer: The page whose picture this is.

    Raises:
        AddressRefused: The address, or one it leads to, may not be opened.
        NotFetched: There was no answer, a refusal, the wrong kind of thing, or too much of it.
    """
    guard = guard or Guard()
    if guard.proxy and not guard.proxy.startswith(("http://", "https://")):
        raise wording.wrong_proxy(guard.proxy)
    address = read_address(url, ports=guard.ports)
    clock = Clock(guard.seconds, wanted)
    exchanges: list[Exchange] = []
    transport = GuardedTransport(guard, clock)
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    # trust_env=False: neither proxies nor passwords (.netrc) of the environment.
    with httpx.Client(transport=transport, trust_env=False, follow_redirects=False, cookies=no_cookies) as client:
        while True:
            exchange, target = _ask(client, transport, address, guard, take, referer)
            exchanges.append(exchange)
            if not target:
                break
            if len(exchanges) > guard.redirects:
                raise NotFetched(wording.redirects(guard.redirects), where=address.url)
            address = read_redirect(address, target, ports=guard.ports)
    media_type, encoding = _content_type(dict(exchange.headers).get("content-type", ""))
    return Fetched(address.url, media_type, encoding, exchange.content, tuple(exchanges))


def _ask(
    client: httpx.Client,
    transport: GuardedTransport,
    address: WebAddress,
    guard: Guard,
    take: frozenset[str],
    referer: str,
) -> tuple[Exchange, str]:
    """One step: the exchange, and where it leads to ("" when it ends here)."""
    headers = {
        "User-Agent": guard.user_agent,
        "Accept": "image/*" if take is PICTURES else "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    } | ({"Referer": referer} if referer and address.url.startswith("https:") >= referer.startswith("https:") else {})
    request = httpx.Request("GET", address.url, headers=headers)
    at = datetime.now(UTC)
    try:
        answer = client.send(request, stream=True)
        try:
            exchange = Exchange(
                address.url, transport.connected, at, answer.status_code, answer.reason_phrase,
                _texts(request.headers), _texts(answer.headers),
            )  # fmt: skip
            if answer.status_code in _REDIRECTS and answer.headers.get("location"):
                return exchange, answer.headers["location"]
            if answer.status_code != httpx.codes.OK:
                raise wording.status(answer.status_code, address.url)
            media_type, _encoding = _content_type(answer.headers.get("content-type", ""))
            if media_type and media_type not in take:
                raise wording.not_wanted(media_type, address.url, picture=take is PICTURES)
            content = _read(answer, guard.bytes, address.url)
        finally:
            answer.close()
    except TookTooLong as error:
        raise wording.too_slow(address.host, guard.seconds, address.url) from error
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError,
            httpcore.UnsupportedProtocol, httpx.HTTPError, OSError) as error:  # fmt: skip
        raise wording.network(error, address) from error
    if not content.strip():
        raise wording.empty(address.url)
    return replace(exchange, content=content), ""


def _read(answer: httpx.Response, most: int, url: str) -> bytes:
    """The body, unpacked, counted while it grows: neither the length announced nor the packed size is trusted."""
    announced = answer.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise wording.too_large(most, url)
    packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise wording.unknown_packing(packing, url)
    unpack = _Unpacker(packing.removeprefix("x-"), most, url)
    # iter_raw, not iter_bytes: httpx would unpack a bomb's chunk whole before anybody could count it.
    for chunk in answer.iter_raw(_CHUNK):
        unpack.add(chunk)
    unpack.finish()
    return bytes(unpack.content)


class _Unpacker:
    """Unpacks in small steps and stops at the limit."""

    def __init__(self, packing: str, most: int, url: str) -> None:
        self.content = bytearray()
        self._most = most
        self._url = url
        self._packing = packing if packing != "identity" else ""
        self._unzip = zlib.decompressobj(zlib.MAX_WBITS | 32) if self._packing else None
        self._begun = False

    def add(self, chunk: bytes) -> None:
        """Take a piece. Raises NotFetched."""
        if self._unzip is None:
            self._keep(chunk)
            return
        try:
            self._inflate(chunk)
        except zlib.error as error:
            if self._begun or self._packing != "deflate":
                raise wording.damaged(self._url) from error
            # Some servers send "deflate" without its header.
            self._unzip = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                self._inflate(chunk)
            except zlib.error as second:
                raise wording.damaged(self._url) from second

    def finish(self) -> None:
        """Nothing more comes. Raises NotFetched when something is lacking."""
        if self._unzip is not None and self._begun and not self._unzip.eof:
            raise wording.damaged(self._url)

    def _inflate(self, data: bytes) -> None:
        while data and self._unzip is not None and not self._unzip.eof:
            self._keep(self._unzip.decompress(data, _CHUNK))
            self._begun = True
            data = self._unzip.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        self.content += piece
        if len(self.content) > self._most:
            raise wording.too_large(self._most, self._url)


def _content_type(header: str) -> tuple[str, str]:
    """Content type and charset of a Content-Type line, in lower case."""
    media_type, *parameters = header.split(";")
    encoding = ""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            encoding = value.strip().strip("\"'").lower()
    return media_type.strip().lower(), encoding[:40]


def _texts(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers.raw)
