"""RIS, which every reference manager reads: tagged lines, one value a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.citation.homes import citation_homes
from archive_app.formats.exporters.citation.items import Item, csl_item
from archive_app.formats.exporters.citation.person_names import inverted
from archive_app.formats.exporting.base import ExportNotes, ExportProfile
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import line_text
from archive_app.formats.told.keeping import tell_kept
from archive_app.formats.told.policy import ARCHIVE
from archive_app.i18n import mark

_TYPES = {"article-newspaper": "NEWS", "graphic": "ART", "motion_picture": "VIDEO"}
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_CIRCA = mark("RIS has no sign for “about”; the date stands there as if it were sure, and in a note.")


class RisExporter:
    """One entry a work: NEWS for articles, ART for photos, VIDEO for videos."""

    name = "ris"
    label = mark("RIS citations")
    purpose = mark("For EndNote, Citavi, Mendeley and Zotero.")
    group = "citations"
    suffix = ".ris"
    media_type = "application/x-research-info-systems"
    lossless = False
    options = (ARCHIVE,)
    crosswalk = citation_homes(
        {
            "title": "TI", "container": "T2", "section": "SE", "language": "LA", "abstract": "AB", "url": "UR",
            "keyword": "KW", "author": "AU", "place": "PP", "length": "RT", "note": "N1", "id": "ID", "platform": "PB",
            "medium": "M3", "accessed": "Y2",
        },
        date=("DA, PY", mark("Without its time; of an interval its beginning; “about” stands in a note.")),
    )  # fmt: skip

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write one entry after the other."""
        archive = profile.text(ARCHIVE.name)
        written = 0
        for record in records:
            item = csl_item(record, archive=archive)
            lines = (
                f"{tag}  - {line_text(value, losses, 'use.credit_line')}"
                for tag, value in (*_lines(item, losses), ("ER", ""))
            )
            out.write(("\n".join(lines) + "\n\n").encode())
            tell_kept(record, self.crosswalk, losses)
            written += 1
        return ExportNotes(written=written)


def _lines(item: Item, losses: Losses) -> Iterator[tuple[str, str]]:
    """Tags and values in RIS's usual order; the type comes first."""
    film = item["type"] == "motion_picture"
    issued = item.get("issued", {})
    single = {"TI": "title", "T2": "container-title"}
    yield "TY", _TYPES[item["type"]]
    yield "ID", item["id"]
    yield from ((tag, item[name]) for tag, name in single.items() if name in item)
    yield from (("AU", inverted(one)) for one in item.get("author", ()))
    yield from (("A4", inverted(one)) for one in item.get("translator", ()))
    for tag, name in (("PB", "publisher"), ("PP", "event-place")):
        if name in item:
            yield tag, item[name]
    if date := _date(issued):
        yield "PY", date[:4]
        yield "DA", date
    if date := _date(item.get("accessed", {})):
        yield "Y2", date
    for tag, name in (("SE", "section"), ("LA", "language"), ("M3", "medium"), ("AB", "abstract")):
        if name in item:
            yield tag, item[name]
    yield from (("KW", word) for word in item.get("keyword", "").split("; ") if word)
    if film and "dimensions" in item:
        yield "RT", item["dimensions"]
    for tag, name in (("UR", "URL"), ("DB", "archive"), ("AN", "archive_location")):
        if name in item:
            yield tag, item[name]
    yield from (("N1", line) for line in item.get("note", "").splitlines())
    if issued.get("circa") or "literal" in issued:
        losses.changed("article.published" if item["type"] == "article-newspaper" else "photo.taken", _CIRCA)
        yield "N1", f"Date: {issued.get('literal') or 'about ' + _date(issued)}"


def _date(date: dict[str, object]) -> str:
    """``2024/04/06``, ``2024/04``, ``2024``, or with a season as ``2024///Spring``."""
    parts = date.get("date-parts")
    if not isinstance(parts, list) or not parts:
        return ""
    year, *rest = parts[0]
    season = date.get("season")
    if isinstance(season, int):
        return f"{year:04d}///{_SEASONS[season - 1]}"
    return "/".join((f"{year:04d}", *(f"{part:02d}" for part in rest)))


RIS = RisExporter()
