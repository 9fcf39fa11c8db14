"""NewsML-G2 2.35: a news message with a news item for each text, picture and film, and a package for each article.

Rights stand in ``rightsInfo`` with the term of what is permitted; the policy goes into ``rightsExpressionData``.
``itemMeta/expires`` is editorial and never written (standards.md §9).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from lxml import etree

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.newsml_g2.items import NAMESPACE, NewsItems
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.validation import INVALID, XmlSchema, admits
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.news_homes import NEWSML_HOMES
from archive_app.formats.told.policy import ARCHIVE
from archive_app.i18n import mark

SCHEMA = XmlSchema("newsml-g2", "NewsML-G2_2.35-spec-All-Power.xsd")
_NEVER = "1970-01-01T00:00:00Z"


class NewsMlExporter:
    """One message with all items."""

    name = "newsml-g2"
    label = mark("NewsML-G2 2.35")
    purpose = mark("For news agencies and broadcasters; the richest rights of all news formats.")
    group = "news"
    suffix = ".newsml.xml"
    media_type = "application/vnd.iptc.g2.newsmessage+xml"
    lossless = False
    options = (ARCHIVE, INVALID)
    crosswalk = NEWSML_HOMES

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write the items of each record, each checked against IPTC's schema first."""
        items = NewsItems(losses, profile.text(ARCHIVE.name))
        written = 0
        begun = False
        for record in records:
            made = items.of(record)
            tell_kept(record, self.crosswalk, losses)
            problems = next((found for one in made if (found := SCHEMA.problems(one))), ())
            if not admits(problems, record, profile, losses):
                continue
            if not begun:
                out.write(_head(record))
                begun = True
            out.write(b"".join(b"\n" + etree.tostring(one, encoding="UTF-8", xml_declaration=False) for one in made))
            written += 1
        if not begun:
            out.write(_head(None))
        out.write(b"\n</itemSet>\n</newsMessage>\n")
        return ExportNotes(written=written)


def _head(record: ExportRecord | None) -> bytes:
    """The message's beginning. It is dated by its first record, so that the same records make the same message."""
    sent = (record.work.modified or record.work.created) if record is not None else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage xmlns="{NAMESPACE}"><header><sent>'
        f"{sent or _NEVER}</sent></header>\n<itemSet>"
    ).encode()


NEWSML_G2 = NewsMlExporter()
