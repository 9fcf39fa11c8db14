"""CSL-JSON files; the reading itself is ``formats.citations.csl``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.records import Draft
from archive_app.formats.citations.csl import entries_in, looks_like_csl
from archive_app.formats.citations.reading import read_entries
from archive_app.formats.importers.base import RawSource
from archive_app.formats.wire.json_source import json_head
from archive_app.i18n import mark


class CslJsonImporter:
    """Reads each entry of a CSL-JSON file into one draft."""

    name = "csl-json"
    label = mark("CSL-JSON citations")
    suffixes = (".json", ".csljson")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes hold CSL's types; the name of a JSON file says nothing."""
        text = json_head(head)
        return bool(text) and looks_like_csl(text)

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The entries of a file.

        Raises:
            FormatError: No entry can be read.
        """
        yield from read_entries(
            source,
            entries_in,
            importer=self.name,
            media_type="application/vnd.citationstyles.csl+json",
            standard="CSL-JSON",
        )
