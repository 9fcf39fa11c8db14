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
    Column("kind", mark("Kind"), lambda row: row_words.kind_word(row.kind), 90),
    Column("published", mark("Date"), lambda row: row_words.date_words(row.published), 130, sort="oldest",
           sort_back="newest"),
    Column("publisher", mark("Publisher"), lambda row: row.publisher, 150, sort="publisher"),
    Column("byline", mark("Byline"), lambda row: row.byline, 140),
    Column("credit", mark("Credit line"), lambda row: row.credit, 180),
    Column("verdict", mark("Rights"), _verdict, 220),
    Column("photos", mark("Photos"), lambda row: str(row.photos or ""), 64, number=True),
    Column("videos", mark("Videos"), lambda row: str(row.videos or ""), 64, number=True),
    Column("caption", mark("Caption"), lambda row: row.caption, 260, shown=False),
    Column("matched", mark("Found in"), lambda row: ", ".join(row.matched), 140, shown=False),
    Column("article", mark("Article"), row_words.article_words, 220, shown=False),
    Column("language", mark("Language"), lambda row: row.language, 80, shown=False),
    Column("status", mark("Status"), lambda row: row.status, 100, shown=False),
    Column("reviewed", mark("Reviewed"), lambda row: tr("yes") if row.reviewed else tr("no"), 80, shown=False),
    Column("marked", mark("Marked"), lambda row: tr("yes") if row.marked else "", 80, shown=False),
    Column("added", mark("Added"), lambda row: _day(row.added), 120, shown=False, sort="added"),
    Column("modified", mark("Changed"), lambda row: _day(row.modified), 120, shown=False, sort="modified"),
)  # fmt: skip
