"""CSL-JSON 1.0.2, for Zotero and citation processors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.citation.homes import citation_homes
from archive_app.formats.exporters.citation.items import csl_item
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import json_value
from archive_app.formats.exporting.validation import INVALID, JsonSchema, admits
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.policy import ARCHIVE
from archive_app.i18n import mark

SCHEMA = JsonSchema("csl-json", "csl-data.json")


class CslJsonExporter:
    """A list of items, one a work."""

    name = "csl-json"
    label = mark("CSL-JSON citations")
    purpose = mark("For Zotero and other citation programs.")
    group = "citations"
    suffix = ".csl.json"
    media_type = "application/vnd.citationstyles.csl+json"
    lossless = False
    options = (ARCHIVE, INVALID)
    crosswalk = citation_homes(
        {
            "title": "title", "container": "container-title", "section": "section", "language": "language",
            "abstract": "abstract", "url": "URL", "keyword": "keyword", "author": "author", "place": "event-place",
            "length": "dimensions", "note": "note", "id": "id", "platform": "publisher", "medium": "medium",
            "accessed": "accessed",
        },
        date=("issued", mark("Without its time; “about” and “perhaps” become circa.")),
    )  # fmt: skip

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write one item after the other; each is checked against CSL's schema first."""
        archive = profile.text(ARCHIVE.name)
        written = 0
        out.write(b"[")
        for record in records:
            item = json_value(csl_item(record, archive=archive), losses, "use.credit_line")
            tell_kept(record, self.crosswalk, losses)
            if admits(SCHEMA.problems([item]), record, profile, losses):
                out.write((",\n" if written else "\n").encode() + json.dumps(item, ensure_ascii=False).encode())
                written += 1
        out.write(b"\n]\n")
        return ExportNotes(written=written)


CSL_JSON = CslJsonExporter()
