"""Saved web pages (``.html``) as drafts; the reading itself is ``formats.reading.html``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, encoding_remarks, read_characters, source_record
from archive_app.formats.reading.html.reader import read_page
from archive_app.i18n import mark

_MARKUP = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|main|section|div|p|h1|table|meta|title|script"
    r"|figure|img|a|b|span)[\s/>]",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})",
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
        declared = _DECLARED.search(source.content[:8192])
        decoded = read_characters(source, declared.group(1).decode("ascii") if declared else "")
        try:
            page = read_page(decoded.text, source.address)
        except FormatError as problem:
            if not problem.where:
                problem.where = source.name
            raise
        yield Draft(
            source=source_record(source, decoded, media_type="text/html", importer=self.name, text=page.text),
            article=page.article,
            photos=page.photos,
            videos=page.videos,
            evidence=page.evidence,
            remarks=(*encoding_remarks(decoded), *page.remarks),
            content=source.content,
        )
