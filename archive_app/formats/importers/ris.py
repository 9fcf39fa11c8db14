"""RIS files; the reading itself is ``formats.citations.ris``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive_app.domain.records import Draft
from archive_app.formats.citations.reading import read_entries
from archive_app.formats.citations.ris import entries_in
from archive_app.formats.importers.base import RawSource
from archive_app.formats.reading.decoding import decode, looks_binary
from archive_app.i18n import mark

_FIRST = re.compile(r"\A\ufeff?(?:[^\n]{0,200}\n){0,20}?[ \t]*TY[ \t]{1,3}-[ \t]*[A-Za-z]{2,10}")


class RisImporter:
    """Reads each entry of a RIS file into one draft: an article, a photo or a film by its type."""

    name = "ris"
    label = mark("RIS citations")
    suffixes = (".ris",)

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether an entry's type stands among the first lines."""
        return not looks_binary(head) and _FIRST.match(decode(head).text) is not None

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The entries of a file.

        Raises:
            FormatError: No entry can be read.
        """
        yield from read_entries(
            source, entries_in, importer=self.name, media_type="application/x-research-info-systems", standard="RIS"
        )
