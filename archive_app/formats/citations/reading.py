"""What the importers of bibliographies do alike: drafts of the good entries, one remark for the bad ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.citations.entry import Entry, item_of
from archive_app.formats.reading.sources import RawSource, read_characters
from archive_app.formats.wire.drafts import build
from archive_app.i18n import tr, tr_n


def read_entries(
    source: RawSource,
    entries_in: Callable[[str], Iterator[Entry | None]],
    *,
    importer: str,
    media_type: str,
    standard: str,
) -> Iterator[Draft]:
    """The entries of a file as drafts.

    Args:
        source: As it arrived.
        entries_in: Reads the characters; gives None for an entry that cannot be read.
        importer: The importer's name.
        media_type: Of the source.
        standard: The format's name.

    Raises:
        UnreadableSource: No entry can be read.
    """
    decoded = read_characters(source)
    entries = list(entries_in(decoded.text))
    items = [item for entry in entries if entry is not None and (item := item_of(entry)) is not None]
    if not items:
        raise UnreadableSource(tr("No citation of an article, a picture or a film was found in it."), where=source.name)
    if missing := len(entries) - len(items):
        items[0].remarks.append(
            tr_n(
                "{n} entry of the file cannot be read, or is no article, picture or film; it was left out.",
                "{n} entries of the file cannot be read, or are no articles, pictures or films; they were left out.",
                missing,
            )
        )
    for item in items:
        yield build(item, source, decoded, importer=importer, media_type=media_type, standard=standard)
