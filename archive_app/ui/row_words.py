"""What a result row says in words: its line of facts, its counts, and the sentence a screen reader speaks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from archive_app.domain.date_display import display
from archive_app.domain.field_values import clock
from archive_app.i18n import mark, tr, tr_n
from archive_app.ui import verdicts

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow

KINDS: Final = {"article": mark("Article"), "photo": mark("Photo"), "video": mark("Video")}


_display = lru_cache(maxsize=4096)(display)  # a list paints the same dates at every step of its scrolling


def kind_word(kind: str) -> str:
    """The kind as people read it."""
    return tr(KINDS.get(kind, kind))


def date_words(edtf: str) -> str:
    """A stored date as people read it, "" for none."""
    return _display(edtf, QLocale().name()[:2]) if edtf else ""


def title_of(row: ResultRow) -> str:
    """The title, or a few words in its place; a row is never blank."""
    if row.title:
        return row.title
    if row.caption:
        return row.caption.splitlines()[0]
    return {"article": tr("Untitled article"), "photo": tr("Untitled photo")}.get(row.kind, tr("Untitled video"))


def facts(row: ResultRow) -> str:
    """Publisher, date, maker, length: what stands under the title."""
    makers = row.byline or (row.credit if row.kind != "article" else "")
    parts = [row.publisher, date_words(row.published), makers]
    if row.duration is not None:
        parts.append(clock(row.duration))
    if row.media_missing:
        parts.append(tr("file missing") if row.media_sha else tr("no copy held"))
    return " · ".join(_isolated([part for part in parts if part]))


def _isolated(parts: list[str]) -> list[str]:
    """The parts, each keeping its own direction where scripts are mixed in one line (ux.md section 21)."""
    # No letter before Hebrew runs from right to left; lists ask this of every row they paint.
    odd = [part for part in parts if max(part) >= "\u0590"]
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for part in odd for letter in part):
        return [f"\u2068{part}\u2069" for part in parts]
    return parts


def article_words(row: ResultRow) -> str:
    """The article that a photo or video stands in, and how many more; "" for none."""
    if not row.article_id:
        return ""
    first = tr("in “{headline}”").format(headline=row.article or tr("Untitled article"))
    more = row.articles - 1
    return f"{first} {tr_n('and {n} more', 'and {n} more', more)}" if more else first


def caption_and_credit(row: ResultRow) -> tuple[str, str]:
    """The two lines under a picture in the grid: an article's headline, or the caption, and the credit."""
    shown = title_of(row) if row.kind == "article" else row.caption or title_of(row)
    first = shown.splitlines()[0]
    return first, row.credit or row.byline or (tr("No credit line") if row.kind == "photo" else row.publisher)


def sentence(row: ResultRow) -> str:
    """The whole row as one sentence, for a screen reader."""
    look = verdicts.look(row.answer, row.nobody_looked)
    parts = [title_of(row), kind_word(row.kind), facts(row), verdicts.chip_text(look, row.verdict_note)]
    if row.photos:
        parts.append(tr_n("{n} photo", "{n} photos", row.photos))
    if row.videos:
        parts.append(tr_n("{n} video", "{n} videos", row.videos))
    if row.marked:
        parts.append(tr("marked"))
    if row.article:
        parts.append(article_words(row))
    if row.matched:
        parts.append(tr("found in {fields}").format(fields=", ".join(row.matched)))
    return ", ".join(part for part in parts if part)
