"""BibTeX and BibLaTeX files; the reading itself is ``formats.citations.bibtex``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.domain.records import Draft
from archive_app.formats.citations.bibtex import entries_in
from archive_app.formats.citations.reading import read_entries
from archive_app.formats.importers.base import RawSource
from archive_app.formats.reading.decoding import decode, looks_binary
from archive_app.i18n import mark

_SIGN = re.compile(
    r"^[ \t]*@\s*(?:(?:string|preamble|comment)\s*[{(]|[A-Za-z]{3,20}\s*[{(]\s*[^\s,{}\"=]+\s*,\s*[A-Za-z][\w-]*\s*=)",
    re.MULTILINE | re.IGNORECASE,
)


class BibtexImporter:
    """Reads each entry of a BibTeX file into one draft."""

    name = "bibtex"
    label = mark("BibTeX citations")
    suffixes = (".bib", ".bibtex")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether an entry begins in the first bytes."""
        return not looks_binary(head) and _SIGN.search(decode(head).text) is not None

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The entries of a file.

        Raises:
            FormatError: No entry can be read.
        """
        yield from read_entries(
            source, entries_in, importer=self.name, media_type="application/x-bibtex", standard="BibTeX"
        )
