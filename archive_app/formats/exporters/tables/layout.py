"""What CSV, TSV and workbooks have in common: layouts, columns, and rows that are given out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.tables.columns import (
    RECORD_COLUMNS,
    USE_COLUMNS,
    Column,
    Row,
    carried,
    column,
    homes_of,
    others,
    record_row,
    use_rows,
)
from archive_app.formats.exporting.base import ExportColumns, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import Crosswalk
from archive_app.i18n import mark, tr_n

ROWS = ExportOption(
    "rows", mark("Rows"), "records",
    (("records", mark("One row a record")), ("photo_uses", mark("One row a photo in an article"))),
)  # fmt: skip
WORDS = ExportOption("words", mark("Headings and choices in words"), False)

_RIGHTS = frozenset({"verdict", "reasons", "conditions", "may_change_on", "contact"})
_STATEMENTS = frozenset({"holders", "licence"})
_MEDIA = frozenset({"file", "sha256"})


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout that a profile asks for."""

    per_use: bool
    words: bool
    names: tuple[str, ...]

    @classmethod
    def of(cls, profile: ExportProfile) -> Layout:
        """The profile's layout, with the usual columns where it names none."""
        per_use = profile.text("rows", "records") == "photo_uses"
        names = profile.fields or (USE_COLUMNS if per_use else RECORD_COLUMNS)
        return cls(per_use, profile.flag("words"), tuple(names))

    def columns(self) -> list[Column]:
        """The columns in order. Raises NotFound for a name there is not."""
        return [column(name, per_use=self.per_use) for name in self.names]

    def fields(self) -> list[str]:
        """For each column the field of the crosswalk to name when a cell of it is changed."""
        return [next(iter(homes_of(name, per_use=self.per_use)), "record.uid") for name in self.names]

    def choices(self) -> ExportColumns:
        """Every column there is for this layout."""
        chosen = USE_COLUMNS if self.per_use else RECORD_COLUMNS
        known = (*chosen, *others(per_use=self.per_use))
        return ExportColumns(chosen, {n: column(n, per_use=self.per_use).label for n in known})

    def crosswalk(self) -> Crosswalk:
        """What the columns carry."""
        return carried(self.names, per_use=self.per_use)

    def wants(self) -> frozenset[str]:
        """The parts of a bundle that the columns look at (``base.PARTS``)."""
        names = set(self.names)
        found = {"verdict"} if names & _RIGHTS else set()
        if names & _STATEMENTS:
            found.add("rights")
        if names & _MEDIA:
            found.add("media")
        if "collections" in names:
            found.add("collections")
        return frozenset(found)


class Rows:
    """Gives out the rows of records; counts the records that have none, and gives no photo use twice."""

    def __init__(self, layout: Layout) -> None:
        """Begin with nothing given out."""
        self._layout = layout
        self._seen: set[int] = set()
        self.written = 0
        self.left_out = 0

    def of(self, records: Iterable[ExportRecord]) -> Iterator[Row]:
        """The rows, in the order of the records."""
        words = self._layout.words
        if not self._layout.per_use:
            for record in records:
                self.written += 1
                yield record_row(record, words)
            return
        for record in records:
            rows = list(use_rows(record, words))
            self.written += bool(rows)
            self.left_out += not rows
            for row in rows:
                if uid := row.use_uid:
                    # The article and its photo may both be among the records. Half of a uid is enough, and small.
                    known = int(uid[:16], 16)
                    if known in self._seen:
                        continue
                    self._seen.add(known)
                yield row

    def lost(self) -> tuple[str, ...]:
        """The sentence for records without a row."""
        if not self.left_out:
            return ()
        text = tr_n(
            "{n} record was left out because it has no photo.",
            "{n} records were left out because they have no photos.",
            self.left_out,
        )
        return (text,)
