"""RSS and Atom feeds: each entry one draft; the reading itself is ``formats.wire.feed``."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.records import Article, Draft
from archive_app.formats.importers.base import RawSource, nothing_to_read, source_record
from archive_app.formats.reading.decoding import Decoded
from archive_app.formats.wire.drafts import build
from archive_app.formats.wire.feed import entries_of, is_feed
from archive_app.formats.wire.xml_source import below, namespace, parse_xml, root_of
from archive_app.i18n import mark, tr, tr_n

_INCLUSION = "http://www.w3.org/2001/XInclude"


class FeedImporter:
    """Reads a feed into a draft for each entry."""

    name = "feed"
    label = mark("RSS or Atom feed")
    suffixes = (".rss", ".atom", ".rdf", ".xml")

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the first bytes are those of a feed."""
        return is_feed(*root_of(head))

    def read(self, source: RawSource) -> Iterator[Draft]:
        """The entries of a feed in its order; one that says nothing is left out with a remark at the first.

        Raises:
            FormatError: It is no feed, holds no entry, or cannot be read.
        """
        xml = parse_xml(source)
        entries = list(entries_of(xml))
        items = [entry for entry in entries if entry is not None]
        if not items:
            if any(namespace(one) == _INCLUSION for one in below(xml.root, "include")):
                yield _elsewhere(source, xml.decoded)
                return
            raise nothing_to_read(source)
        if len(entries) > len(items):
            items[0].remarks.append(
                tr_n(
                    "{n} entry of the feed says nothing and was left out.",
                    "{n} entries of the feed say nothing and were left out.",
                    len(entries) - len(items),
                )
            )
        for item in items:
            if xml.mended:
                item.remarks.append(tr("The feed is not well-formed; what could be read of it was read."))
            yield build(
                item, source, xml.decoded, importer=self.name, media_type="application/xml", standard="RSS/Atom feed"
            )


def _elsewhere(source: RawSource, decoded: Decoded) -> Draft:
    """A draft without text for a feed whose entries are in another file: that one is not opened."""
    record = source_record(source, decoded, media_type="application/xml", importer=FeedImporter.name, text="")
    remark = tr("The file refers to another file for its content; that file was not opened.")
    return Draft(source=record, article=Article(), remarks=(remark,), content=source.content)
