"""Saved web pages (``.html``, alone or with a folder beside them) as drafts; ``formats.reading.html`` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft, Evidence
from archive_app.formats.importers.base import RawSource, encoding_remarks, read_characters, source_record
from archive_app.formats.reading.html.reader import read_page
from archive_app.formats.reading.html.saved import declared_encoding, saved_address, with_local_pictures
from archive_app.formats.reading.html.witness import VERSION
from archive_app.i18n import mark

_MARKUP = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|main|section|div|p|h1|table|meta|title|script"
    r"|figure|img|a|b|span)[\s/>]",
    re.IGNORECASE,
)


class HtmlImporter:
    """Reads one web page into one draft."""

    name = "html"
    label = mark("Web page")
    suffixes = (".html", ".htm", ".xhtml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes are those of a page: markup early on, and not another kind of XML."""
        text = head.replace(b"\0", b"").decode("latin-1").lstrip("ï»¿þÿ \t\r\n")
        if re.match(r"<\?xml", text) and not re.search(r"<html[\s>]|xhtml", text, re.IGNORECASE):
            return False
        if re.match(r"<!doctype\s+html|<html[\s>]", text, re.IGNORECASE):
            return True
        if re.match(
            r"(?:from|date|mime-version|content-type|subject|snapshot-content-location|warc/)", text, re.IGNORECASE
        ):
            return False
        return (text.startswith("<") and bool(_MARKUP.search(text))) or (
            name.lower().endswith(self.suffixes) and bool(_MARKUP.search(text))
        )

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article on the page.

        Raises:
            FormatError: The bytes are not those of a page.
        """
        decoded = read_characters(source, declared_encoding(source.content))
        saved, start, end = saved_address(decoded.text)
        try:
            page = read_page(decoded.text, saved or source.address)
        except FormatError as problem:
            if not problem.where:
                problem.where = source.name
            raise
        evidence = page.evidence
        if saved and page.article.url == saved:
            noted = Evidence("url", decoded.text[start:end], "html:saved-from", 0.95, "raw", start, end, VERSION)
            evidence = (*(e for e in evidence if e.field != "url"), noted)
        yield Draft(
            source=source_record(source, decoded, media_type="text/html", importer=self.name, text=page.text),
            article=page.article,
            photos=with_local_pictures(page.photos, decoded.text),
            videos=page.videos,
            evidence=evidence,
            remarks=(*encoding_remarks(decoded), *page.remarks),
            content=source.content,
        )
