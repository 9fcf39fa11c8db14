"""Word documents (``.docx``): an article as it was written or sent in, with its pictures; python-docx opens it."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, refuse_unreadable
from archive_app.formats.reading.assemble import assemble
from archive_app.formats.reading.decoding import Decoded
from archive_app.formats.reading.persons import is_person_name
from archive_app.formats.reading.stated import Stated
from archive_app.formats.reading.word.blocks import WordReader
from archive_app.formats.reading.word.package import open_word
from archive_app.i18n import mark

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BROKEN = (KeyError, ValueError, TypeError, AttributeError)


class DocxImporter:
    """Reads one Word document into one draft."""

    name = "docx"
    label = mark("Word document")
    suffixes = (".docx",)
    exact = True
    most_bytes = 200 * 1024 * 1024

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether bytes are a ZIP file that is named, or begins, like a Word document."""
        if not head.startswith(b"PK"):
            return False
        return name.casefold().endswith(self.suffixes) or b"word/document.xml" in head

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The article in a document.

        Raises:
            UnreadableSource: It is damaged, no Word document, a bomb, or without words.
        """
        refuse_unreadable(source, self.most_bytes)
        document = open_word(source)
        reader = WordReader(document)
        blocks = list(reader.blocks())
        yield assemble(
            blocks,
            source,
            Decoded("", "", "valid"),
            importer=self.name,
            media_type=_MEDIA_TYPE,
            stated=tuple(_properties(document)),
            carried=tuple(reader.carried.values()),
        )


def _properties(document: object) -> Iterator[Stated]:
    """What the document says of itself. People seldom fill it in, so that the text goes before it."""
    try:
        properties = document.core_properties  # type: ignore[attr-defined]
        title, author, language = (str(properties.title), str(properties.author), str(properties.language))
        created = properties.created.date().isoformat() if properties.created else ""
    except _BROKEN:
        return
    if title.strip() and not title.casefold().startswith(("microsoft word", "document", "dokument", "untitled")):
        yield Stated("headline", title, how="properties", confidence=0.5)
    if is_person_name(author):
        yield Stated("bylines", author, how="properties", confidence=0.4)
        if created:
            yield Stated("published", created, how="properties", confidence=0.3)
    if language:
        yield Stated("language", language, how="properties", confidence=0.5)
