"""What an import of a table would do, and did: row by row, with counts, and as a report that can be saved."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from archive_app.domain.changes import Changes
from archive_app.formats.tables.formulas import MARKER, is_formula
from archive_app.formats.tables.mapping import TableMapping
from archive_app.formats.tables.model import Table
from archive_app.i18n import mark, tr, tr_n

OUTCOMES: Final[Mapping[str, str]] = {
    "new": mark("new"), "changed": mark("changed"), "unchanged": mark("unchanged"), "left": mark("left as it is"),
    "error": mark("cannot be taken"),
}  # fmt: skip
"""What may come of a row. "left" is a record that is known and was to be left alone."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a record, before and after, as people read it; ``before`` is "" in a new record."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowReport:
    """What one row would become, or became.

    Attributes:
        row: Its number as a spreadsheet shows it.
        outcome: One of ``OUTCOMES``.
        title: What people call the record.
        kind: Of the record: article, photo, video, authority.
        record_id: Its number in the catalogue; None while it is not there.
        changes: In a record that is known, what changes; in a new one its values, as far as they were asked for.
        problems: Sentences that name the column; with any, nothing of the row is taken.
        remarks: Sentences on what was taken differently from how it stands.
    """

    row: int
    outcome: str
    title: str = ""
    kind: str = ""
    record_id: int | None = None
    changes: tuple[ValueChange, ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Problems and remarks."""
        return self.problems + self.remarks


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A dry run over a table.

    Attributes:
        table, mapping: What was read, and how.
        sha256: Of the file's bytes; another file is not imported by this plan.
        rows: One report for each row.
        complete: False when only the first rows were looked at; such a plan cannot be applied.
    """

    table: Table
    mapping: TableMapping
    sha256: str
    rows: tuple[RowReport, ...] = ()
    complete: bool = True

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come to what; every outcome is there."""
        return count(self.rows)

    @property
    def wanted(self) -> int:
        """How many rows would change the catalogue."""
        counts = self.counts
        return counts["new"] + counts["changed"]


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """What came of an import.

    Attributes:
        changes: For the feed; empty when nothing was done.
        rows: One report for each row, with the records' numbers.
    """

    changes: Changes
    rows: tuple[RowReport, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows came to what."""
        return count(self.rows)


def count(rows: Sequence[RowReport]) -> dict[str, int]:
    """How many rows there are of each outcome."""
    found = Counter(row.outcome for row in rows)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def counts_words(counts: Mapping[str, int]) -> str:
    """The counts as one line: "32 new · 3 changed · 1 cannot be taken"."""
    words = {
        "new": ("{n} new", "{n} new"), "changed": ("{n} changed", "{n} changed"),
        "unchanged": ("{n} unchanged", "{n} unchanged"), "left": ("{n} left as it is", "{n} left as they are"),
        "error": ("{n} cannot be taken", "{n} cannot be taken"),
    }  # fmt: skip
    parts = [tr_n(*words[outcome], counts[outcome]) for outcome in OUTCOMES if counts.get(outcome)]
    return " · ".join(parts) or tr("No rows")


def as_csv(rows: Sequence[RowReport]) -> str:
    """The report as a table with a line for each row, or for each change of a record that was known."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["row", "outcome", "kind", "record", "title", "field", "before", "after", "remarks"])
    for row in rows:
        lines = row.changes if row.outcome == "changed" and row.changes else (ValueChange("", "", "", ""),)
        for change in lines:
            told = (str(row.row), row.outcome, row.kind, str(row.record_id or ""), row.title, change.field)
            cells = (*told, change.before, change.after, " ".join(row.sentences))
            writer.writerow([f"{MARKER}{cell}" if is_formula(cell) else cell for cell in cells])
    return out.getvalue()


def as_json(rows: Sequence[RowReport]) -> str:
    """The report as JSON: counts, and one object for each row."""
    return json.dumps({"counts": count(rows), "rows": [row_as_json(row) for row in rows]}, ensure_ascii=False, indent=2)


def row_as_json(row: RowReport) -> dict[str, Any]:
    """One row of the report."""
    return {
        "row": row.row, "outcome": row.outcome, "kind": row.kind, "record": row.record_id, "title": row.title,
        "changes": [
            {"field": one.field, "before": one.before, "after": one.after} for one in row.changes
        ],
        "problems": list(row.problems), "remarks": list(row.remarks),
    }  # fmt: skip


def without_details(report: RowReport) -> RowReport:
    """The report of a new record without its values: a long table has too many of them to be kept."""
    return replace(report, changes=()) if report.outcome == "new" else report
