"""PDF files with text (``.pdf``): articles as they were printed or saved; PDFium reads them through pypdfium2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Article, Draft
from archive_app.formats.importers.base import RawSource, refuse_unreadable, source_record
from archive_app.formats.reading.assemble import assemble
from archive_app.formats.reading.decoding import Decoded
from archive_app.formats.reading.pdf.pages import PdfText, read_pdf
from archive_app.formats.reading.pdf.paragraphs import blocks_of
from archive_app.formats.reading.persons import is_person_name
from archive_app.formats.reading.stated import Stated
from archive_app.i18n import mark, tr

_MEDIA_TYPE = "application/pdf"
_NO_TITLE = re.compile(
    r"(?i)^(?:microsoft word|untitled|unbenannt|sans titre|sin título|document\d*|dokument\d*|print|slide \d"
    r"|.*\.(?:docx?|indd|qxd|pdf|rtf|odt|pages|pptx?|xlsx?)$)"
)
_MADE = re.compile(r"^D:(\d{4})(\d{2})(\d{2})")


class PdfImporter:
    """Reads one PDF file into one draft."""

    name = "pdf"
    label = mark("PDF")
    suffixes = (".pdf",)
    exact = True
    most_bytes = 200 * 1024 * 1024

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether bytes begin as a PDF file; a few odd ones may stand before its mark."""
        return b"%PDF-" in head[:1024]

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article in a file.

        Raises:
            UnreadableSource: It is damaged, protected, or holds pictures of text only.
        """
        refuse_unreadable(source, self.most_bytes)
        if b"%PDF-" not in source.content[:1024]:
            raise UnreadableSource(tr("The file is no PDF file, or it is damaged."), where=source.name)
        found = read_pdf(source)
        blocks = blocks_of(found.pages)
        decoded = Decoded("", "", "valid")
        if blocks:
            stated = tuple(_properties(found))
            remarks = tuple(found.remarks)
            yield assemble(
                blocks, source, decoded, importer=self.name, media_type=_MEDIA_TYPE, stated=stated, remarks=remarks
            )
            return
        if any(page.pictures for page in found.pages):
            raise UnreadableSource(
                tr("The pages are pictures of text (a scan), so there are no words to read."),
                where=source.name,
                remedy=tr("Let a program for text recognition (OCR) read it, then import the result."),
            )
        record = source_record(source, decoded, media_type=_MEDIA_TYPE, importer=self.name, text="")
        remarks = (tr("The pages are empty."), *found.remarks)
        yield Draft(source=record, article=Article(), remarks=remarks, content=source.content)


def _properties(found: PdfText) -> Iterator[Stated]:
    """What the file says of itself; programs fill it in at will, so that the text goes before it."""
    title, author = found.properties.get("Title", ""), found.properties.get("Author", "")
    if title.strip() and not _NO_TITLE.match(title.strip()):
        yield Stated("headline", title, how="properties", confidence=0.45)
    if is_person_name(author):
        yield Stated("bylines", author, how="properties", confidence=0.4)
    made = _MADE.match(found.properties.get("CreationDate", ""))
    if made and (title.strip() or is_person_name(author)):
        yield Stated("published", "-".join(made.groups()), how="properties", confidence=0.3)
