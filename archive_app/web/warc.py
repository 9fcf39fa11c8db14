"""What was fetched as one WARC file (ISO 28500): the requests and the answers, a page with its pictures.

Answers were unpacked while they were counted; their lines about packing are kept under another name
(``X-Archive-Orig-…``), as web archives do, so that the file can be replayed.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive_app import __version__
from archive_app.web.fetching import Exchange, Fetched

MEDIA_TYPE = "application/warc"
_OF_PACKING = {"content-encoding", "transfer-encoding", "content-length"}


def as_warc(fetched: Iterable[Fetched]) -> bytes:
    """A compressed WARC file of fetches, in their order; each record compressed by itself, as the standard asks."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    info = {"software": f"archive-app/{__version__}", "format": "WARC File Format 1.0"}
    writer.write_record(writer.create_warcinfo_record("archive-app.warc.gz", info))
    for one in fetched:
        for exchange in one.exchanges:
            _write(writer, exchange)
    return out.getvalue()


def _write(writer: WARCWriter, exchange: Exchange) -> None:
    headers = [(f"X-Archive-Orig-{n}" if n in _OF_PACKING else n, v) for n, v in exchange.headers]
    headers.append(("Content-Length", str(len(exchange.content))))
    at = exchange.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    warc_headers = {"WARC-Date": at} | ({"WARC-IP-Address": exchange.address} if exchange.address else {})
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=BytesIO(exchange.content),
        length=len(exchange.content),
        http_headers=StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), headers, protocol="HTTP/1.1"),
        warc_headers_dict=dict(warc_headers),
    )
    parts = urlsplit(exchange.url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    request = writer.create_warc_record(
        exchange.url,
        "request",
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(exchange.request_headers), is_http_request=True),
        warc_headers_dict=dict(warc_headers),
    )
    writer.write_request_response_pair(request, response)
    for record in (response, request):
        record.raw_stream.close()  # warcio leaves the spooled copies it digests to the collector
