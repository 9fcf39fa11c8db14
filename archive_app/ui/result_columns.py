"""The columns of the results table: what each shows and how wide it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from archive_app.i18n import mark, tr
from archive_app.ui import row_words, verdicts

if TYPE_CHECKING:
    from archive_app.domain.results import ResultRow


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``sort`` and ``sort_back`` are sorts of ``operations.find``, "" where it cannot be sorted by."""

    name: str
    label: str
    text: Callable[[ResultRow], str]
    width: int
    shown: bool = True
    sort: str = ""
    sort_back: str = ""
    number: bool = False


def _verdict(row: ResultRow) -> str:
    return verdicts.chip_text(verdicts.look(row.answer, row.nobody_looked), row.verdict_note)


def _day(moment: str) -> str:
    return row_words.date_words(moment[:10])


COLUMNS: Final = (
    Column("title", mark("Title"), row_words.title_of, 340, sort="title", sort_back="title_desc"),
    Column("kind", mark("Kind"), lambda row: row_words.kind_word(row.kind), 90, sort="kind", sort_back="kind_desc"),
    Column("published", mark("Date"), lambda row: row_words.date_words(row.published), 130, sort="oldest",
           sort_back="newest"),
    Column("publisher", mark("Publisher"), lambda row: row.publisher, 150, sort="publisher",
           sort_back="publisher_desc"),
    Column("byline", mark("Byline"), lambda row: row.byline, 140, sort="byline", sort_back="byline_desc"),
    Column("credit", mark("Credit line"), lambda row: row.credit, 180, sort="credit", sort_back="credit_desc"),
    Column("verdict", mark("Rights"), _verdict, 220, sort="rights_desc", sort_back="rights"),
    Column("photos", mark("Photos"), lambda row: str(row.photos or ""), 64, number=True, sort="photos_desc",
           sort_back="photos"),
    Column("videos", mark("Videos"), lambda row: str(row.videos or ""), 64, number=True, sort="videos_desc",
           sort_back="videos"),
    Column("caption", mark("Caption"), lambda row: row.caption, 260, shown=False, sort="caption",
           sort_back="caption_desc"),
    Column("matched", mark("Found in"), lambda row: ", ".join(row.matched), 140, shown=False, sort="relevance"),
    Column("article", mark("Article"), row_words.article_words, 220, shown=False, sort="article",
           sort_back="article_desc"),
    Column("language", mark("Language"), lambda row: row.language, 80, shown=False, sort="language",
           sort_back="language_desc"),
    Column("status", mark("Status"), lambda row: row.status, 100, shown=False, sort="status", sort_back="status_desc"),
    Column("reviewed", mark("Reviewed"), lambda row: tr("yes") if row.reviewed else tr("no"), 80, shown=False,
           sort="reviewed_desc", sort_back="reviewed"),
    Column("marked", mark("Marked"), lambda row: tr("yes") if row.marked else "", 80, shown=False, sort="marked_desc",
           sort_back="marked"),
    Column("added", mark("Added"), lambda row: _day(row.added), 120, shown=False, sort="added",
           sort_back="added_first"),
    Column("modified", mark("Changed"), lambda row: _day(row.modified), 120, shown=False, sort="modified",
           sort_back="modified_first"),
)  # fmt: skip

SHOWN_OF: Final = {
    "article": ("title", "published", "publisher", "byline", "verdict", "photos", "videos"),
    "photo": ("title", "caption", "credit", "byline", "published", "article", "verdict"),
    "video": ("title", "status", "credit", "published", "article", "verdict"),
}
"""The columns that a table begins with when all its rows are of one kind."""


def sort_words(sort: str) -> str:
    """An order by a column in words; "" for one that no column has."""
    for column in COLUMNS:
        if sort in {column.sort, column.sort_back} and sort:
            words = tr("By {column}, backwards") if sort == column.sort_back else tr("By {column}")
            return words.format(column=tr(column.label))
    return ""
