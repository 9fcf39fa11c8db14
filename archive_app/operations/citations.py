"""Citations and credit lines of records, to be copied or printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article
from archive_app.formats.citing.rendering import Rendered, render
from archive_app.formats.citing.styles import STYLES, CitationStyle, style_named
from archive_app.formats.exporters.citation.items import csl_item
from archive_app.formats.told.terms import Terms, terms_of
from archive_app.formats.told.works import Film, Picture, films_of, pictures_of
from archive_app.operations.export import gather
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive

__all__ = ["STYLES", "CitationStyle", "CreditLine", "Rendered", "cite", "credit_lines", "style_named"]

MOST = 5000
"""Citations that are made at once; more than that is an export."""


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What to print beside one photo, video or text.

    Attributes:
        id: The work asked for.
        title: What it is called; of an article's photo the photo.
        text: The line, "" where none is recorded.
        duty: Whether a statement says that it must be printed.
        placement: Where it is to stand, as the holder asks.
    """

    id: int
    title: str
    text: str
    duty: bool = False
    placement: str = ""


def cite(
    archive: Archive, ids: Sequence[int], style: str = "", *, progress: Progress | None = None
) -> tuple[Rendered, ...]:
    """Citations of works in a style, in the order given.

    Args:
        archive: The catalogue.
        ids: Works; at most ``MOST`` of them are cited.
        style: A name of ``STYLES``; "" means the first.
        progress: Hears after each; may stop it.

    Raises:
        NotFound: No such style, or no such work.
    """
    chosen = style_named(style)
    made = []
    with archive.read() as reader:
        for done, number in enumerate(ids[:MOST]):
            if progress is not None:
                progress.at(done, min(len(ids), MOST))
            made.append(render(csl_item(gather(archive, reader, number), notes=False), chosen))
    return tuple(made)


def credit_lines(archive: Archive, ids: Sequence[int], *, progress: Progress | None = None) -> tuple[CreditLine, ...]:
    """The credit lines to print with works, in the order given; for articles those of their photos and videos.

    A line that a statement asks for goes before the line as printed.

    Raises:
        NotFound: No such work.
    """
    found: list[CreditLine] = []
    with archive.read() as reader:
        for done, number in enumerate(ids[:MOST]):
            if progress is not None:
                progress.at(done, min(len(ids), MOST))
            found += _lines(number, gather(archive, reader, number))
    return tuple(found)


def _lines(number: int, record: ExportRecord) -> list[CreditLine]:
    made: list[CreditLine] = []
    if isinstance(record.work, Article):
        own = _line(number, record.title, terms_of(record.rights), "")
        if own.text:
            made.append(own)
    shown: list[Picture | Film] = [*pictures_of(record), *films_of(record)]
    made += [_line(number, one.title, one.terms, one.use.credit_line if one.use else "") for one in shown]
    return made or [CreditLine(number, record.title, "")]


def _line(number: int, title: str, terms: Terms, printed: str) -> CreditLine:
    """The text that is asked for, else the line as printed, else what a statement gives as printed."""
    text = terms.first("credit_text") or printed or terms.first("credit_line_printed")
    return CreditLine(number, title, " ".join(text.split()), terms.duties_to_credit(), terms.first("credit_placement"))
