"""The pages of a PDF file as pieces of text with their places and sizes; PDFium (BSD-3-Clause) reads them.

PDFium is asked for text only: no form is filled in and no script is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.reading.sources import RawSource
from archive_app.i18n import tr, tr_n

MOST_PAGES = 400
MOST_CHARACTERS = 60_000
"""On one page; a page of a newspaper holds some thirty thousand."""

_HYPHENS = (0x02, 0xAD, 0xFFFE)  # what PDFium gives for a hyphen at a line's end
_GAP = 1.6
"""So many times its size apart, two words are no neighbours in a line but stand in two columns."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one line. Places are in points, counted from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        """The height of its letters, ascenders and descenders included."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its height, its pieces in the file's order, the places of its pictures (left, bottom, right, top)."""

    height: float
    pieces: tuple[Piece, ...]
    pictures: tuple[tuple[float, float, float, float], ...]


@dataclass(slots=True)
class PdfText:
    """What a file gave: its pages, its properties ("Title", "Author", "CreationDate"), and what is odd about it."""

    pages: list[PdfPage] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_pdf(source: RawSource) -> PdfText:
    """The text of a PDF file.

    Raises:
        UnreadableSource: It is damaged, or protected by a password.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    found = PdfText()
    try:
        document = PdfDocument(source.content)
    except (PdfiumError, ValueError) as error:
        if "password" in str(error).casefold():
            raise UnreadableSource(
                tr("The file is protected by a password."),
                where=source.name,
                remedy=tr("Save a copy without a password and import that."),
            ) from error
        raise _damaged(source) from error
    try:
        found.properties = {key: value for key, value in document.get_metadata_dict().items() if value}
        count = len(document)
        failed = 0
        for number in range(min(count, MOST_PAGES)):
            try:
                found.pages.append(_page(document, number))
            except (PdfiumError, ValueError):
                failed += 1
    except (PdfiumError, ValueError) as error:
        raise _damaged(source) from error
    finally:
        document.close()
    if not found.pages:
        raise _damaged(source)
    if failed:
        found.remarks.append(
            tr_n("{n} page is damaged and could not be read.", "{n} pages are damaged and could not be read.", failed)
        )
    if count > MOST_PAGES:
        found.remarks.append(tr("Only the first {n} pages were read.").format(n=MOST_PAGES))
    if b"/JavaScript" in source.content:
        found.remarks.append(tr("The file holds a script; it was not run."))
    return found


def _page(document: Any, number: int) -> PdfPage:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            pieces = tuple(_pieces(text))
        finally:
            text.close()
        return PdfPage(page.get_height(), pieces, tuple(_pictures(page)))
    finally:
        page.close()


def _pictures(page: Any) -> Iterator[tuple[float, float, float, float]]:
    from pypdfium2 import raw

    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        if right - left > 40 and top - bottom > 40:
            yield left, bottom, right, top


def _pieces(page: Any) -> Iterator[Piece]:
    """The runs of characters of a page: they end with a line, and where a wide gap parts columns."""
    from pypdfium2 import raw

    words: list[str] = []
    box = (0.0, 0.0, 0.0, 0.0)

    def piece() -> Iterator[Piece]:
        text = "".join(words)
        if text.strip():
            yield Piece(text.strip(" "), *box)
        words.clear()

    pending = ""
    for place in range(min(page.count_chars(), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(page, place)
        if code in (0x0A, 0x0D, 0):
            yield from piece()
            pending = ""
            continue
        letter = (
            "\u00ad" if code in _HYPHENS else chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        )
        if letter.isspace():
            pending = " " if words else ""
            continue
        left, bottom, right, top = page.get_charbox(place, loose=True)
        size = top - bottom
        if words:
            apart = left - box[1] > _GAP * size or left < box[0] - size
            other_line = abs(bottom - box[2]) > 0.6 * size or words[-1] == "\u00ad"
            if apart or other_line:
                yield from piece()
                pending = ""
        if not words:
            box = (left, right, bottom, top)
        # A raised number or a sign does not tell the size of its line.
        box = (min(box[0], left), max(box[1], right), box[2], box[3]) if words else box
        words.append(pending + letter)
        pending = ""
    yield from piece()


def _damaged(source: RawSource) -> UnreadableSource:
    return UnreadableSource(tr("The file is no PDF file, or it is damaged."), where=source.name)
