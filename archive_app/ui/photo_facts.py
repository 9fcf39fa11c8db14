"""What is said of a photo where photos stand side by side: caption, credit line, dates, sizes; plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QLocale

from archive_app.domain.records import Photo
from archive_app.domain.results import RecordPage
from archive_app.domain.side_by_side import side_by_side
from archive_app.domain.word_diff import Piece
from archive_app.i18n import mark, tr
from archive_app.ui.record_commands import credit_line_of
from archive_app.ui.row_words import date_words

Told = tuple[tuple[str, tuple[tuple[Piece, ...], ...]], ...]
"""Rows: a label, and for each photo its value in pieces."""


def caption_of(page: RecordPage) -> str:
    """The caption of a photo's first printing that has one, else its description."""
    printed = next((one.use.caption for one in page.appears_in if one.use.caption), "")
    return printed or (page.record.description if isinstance(page.record, Photo) else "")


def _names(attribute: str) -> Callable[[RecordPage], str]:
    return lambda page: "; ".join(one.text for one in getattr(page.record, attribute, ()))


def _taken(page: RecordPage) -> str:
    return date_words(page.record.taken) if isinstance(page.record, Photo) else ""


def _pixels(page: RecordPage) -> str:
    media = page.media
    if media is None or not media.width or not media.height:
        return ""
    return f"{QLocale().toString(media.width)} × {QLocale().toString(media.height)}"


def _bytes(page: RecordPage) -> str:
    return QLocale().formattedDataSize(page.media.size, 1) if page.media is not None and page.media.size else ""


def _format(page: RecordPage) -> str:
    media = page.media
    return media.media_type.partition("/")[2].upper().replace("JPG", "JPEG") if media is not None else ""


def _printed(page: RecordPage) -> str:
    return "\n".join(
        " · ".join(part for part in (one.article.publisher, date_words(one.article.published)) if part)
        or one.article.headline
        for one in page.appears_in
    )


FACTS: Final[tuple[tuple[str, Callable[[RecordPage], str]], ...]] = (
    (mark("Caption"), caption_of), (mark("Credit line"), credit_line_of), (mark("Made by"), _names("creators")),
    (mark("Taken"), _taken), (mark("Place"), lambda page: getattr(page.record, "place", "")),
    (mark("Printed in"), _printed), (mark("Pixels"), _pixels), (mark("File size"), _bytes), (mark("Format"), _format),
    (mark("File name"), lambda page: page.media.name if page.media is not None else ""),
)  # fmt: skip
"""What is compared: the label and how to say the value."""

_WHOLE: Final = {"Pixels", "File size", "Format", "Taken"}
"""Values that differ as a whole: a number with one other digit is another number."""


def facts_of(pages: Sequence[RecordPage]) -> Told:
    """What can be said of these photos, without what none of them has; differences are marked."""
    rows = []
    for label, value in FACTS:
        values = [value(page) for page in pages]
        if any(values):
            rows.append((tr(label), _whole(values) if label in _WHOLE else side_by_side(values)))
    return tuple(rows)


def differing(told: Told) -> int:
    """In how many rows the photos do not agree."""
    return sum(1 for _label, values in told if len({"".join(p.text for p in pieces) for pieces in values}) > 1)


def _whole(values: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    same = len({value for value in values if value}) < 2
    return tuple((Piece("same" if same else "added", value),) if value else () for value in values)
