"""Web containers made by code: our own page with two pictures, in each of the forms that people keep."""

from __future__ import annotations

import base64
import io
import json
import plistlib
import quopri
import zipfile
from collections.abc import Sequence
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from gzip import compress

from PIL import Image
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ADDRESS = "https://example.org/news/ferry.html"


def picture(colour: str = "navy") -> bytes:
    """A small picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


def page(
    first: str = "https://example.org/img/quay-at-night.png", second: str = "ship.png", *, headline: str = ""
) -> str:
    """An article with two pictures under these addresses."""
    headline = headline or "Ferry returns to the harbour"
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{headline}</title>
<meta property="article:published_time" content="2021-03-05T08:00:00Z"></head><body><article><h1>{headline}</h1>
<p class="byline">By Ann Example</p>
<figure><img src="{first}"><figcaption>The quay on Monday. Photo: Ann Roe/AP</figcaption></figure>
<p>The ferry came back on Monday morning with all who were on board, the harbour master said. Nobody was hurt when the
ship touched the quay – “a miracle”, he called it.</p>
<figure><img src="{second}"><figcaption>The ship in the dock. Photo: AFP</figcaption></figure>
<p>It will be looked over in the dock before it sails again, which may take until the end of the month, the company
said in a statement on its site. The bus runs in its place, once an hour, and takes bicycles in the evening only.</p>
</article></body></html>"""


def mhtml(html: str, files: Sequence[tuple[str, bytes]], address: str = ADDRESS) -> bytes:
    """As Chrome saves a page: quoted-printable HTML, base64 pictures under their addresses (or ``cid:``)."""
    whole = MIMEMultipart("related", type="text/html", boundary="----MultipartBoundary--abc----")
    whole["From"] = "<Saved by Blink>"
    whole["Snapshot-Content-Location"] = address
    whole["Subject"] = "=?utf-8?Q?Ferry?="
    whole["Date"] = "Mon, 8 Mar 2021 09:30:00 -0000"
    root: Message = MIMEText("", "html", "utf-8")
    root.replace_header("Content-Transfer-Encoding", "quoted-printable")
    root.set_payload(quopri.encodestring(html.encode()).decode("ascii"))
    root["Content-Location"] = address
    whole.attach(root)
    for place, content in files:
        part = MIMEBase("image", "png")
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(content).decode("ascii"))
        if place.startswith("cid:"):
            part["Content-ID"] = f"<{place[4:]}>"
        else:
            part["Content-Location"] = place
        whole.attach(part)
    return whole.as_bytes()


def webarchive(html: str, files: Sequence[tuple[str, bytes]], address: str = ADDRESS) -> bytes:
    """As Safari saves a page."""
    return plistlib.dumps(
        {
            "WebMainResource": {
                "WebResourceData": html.encode(),
                "WebResourceFrameName": "",
                "WebResourceMIMEType": "text/html",
                "WebResourceTextEncodingName": "UTF-8",
                "WebResourceURL": address,
            },
            "WebSubresources": [
                {"WebResourceData": content, "WebResourceMIMEType": "image/png", "WebResourceURL": place}
                for place, content in files
            ],
        },
        fmt=plistlib.FMT_BINARY,
    )


class Warc:
    """A WARC in the making; ``gzip`` compresses each record by itself, as crawlers do."""

    def __init__(self, *, gzip: bool = True) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=gzip)

    def response(
        self,
        address: str,
        content: bytes,
        media_type: str = "text/html; charset=utf-8",
        *,
        status: str = "200 OK",
        headers: Sequence[tuple[str, str]] = (),
    ) -> Warc:
        """Add what a server sent."""
        sent = StatusAndHeaders(status, [("Content-Type", media_type), *headers], protocol="HTTP/1.1")
        self._writer.write_record(
            self._writer.create_warc_record(
                address,
                "response",
                payload=io.BytesIO(content),
                http_headers=sent,
                warc_headers_dict={"WARC-Date": "2021-03-08T09:30:00Z"},
            )
        )
        return self

    def gzipped_and_chunked(self, address: str, content: bytes) -> Warc:
        """Add a page as servers send it today."""
        packed = compress(content)
        body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (packed[:100], packed[100:]) if part)
        codings = (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
        return self.response(address, body + b"0\r\n\r\n", headers=codings)

    def revisit(self, address: str) -> Warc:
        """Add a note that a page had not changed."""
        self._writer.write_record(
            self._writer.create_revisit_record(
                address, "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", address, "2021-01-01T00:00:00Z"
            )
        )
        return self

    def bytes(self) -> bytes:
        """The file."""
        return self._out.getvalue()


def wacz(warcs: Sequence[bytes], pages: Sequence[str] = ()) -> bytes:
    """A collection with a list of pages."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number, content in enumerate(warcs):
            packed.writestr(f"archive/data-{number}.warc.gz", content)
        if pages:
            lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url, "ts": "2021"} for url in pages)]
            packed.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
        packed.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
    return out.getvalue()
