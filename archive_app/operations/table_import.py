"""Import of tables: a dry run over all rows, then the same rows as one operation that Undo takes back whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict, UnreadableSource
from archive_app.domain.records import Source
from archive_app.formats.tables import mapping as mappings
from archive_app.formats.tables.mapping import TableMapping
from archive_app.formats.tables.model import Row, Table
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.operations.table_cells import RowContent
from archive_app.operations.table_desk import Desk, WritingDesk
from archive_app.operations.table_links import Links
from archive_app.operations.table_plan import RowReport, TableOutcome, TablePlan, without_details
from archive_app.operations.table_prepared import carry_out
from archive_app.operations.table_rows import RowTaker
from archive_app.store.archive import Archive

IMPORTER = "table"
_MEDIA_TYPES = {
    "csv": "text/csv", "tsv": "text/tab-separated-values",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_DETAILED = 100  # new records whose values a plan keeps


def plan(
    archive: Archive,
    table: Table,
    mapping: TableMapping,
    *,
    limit: int = 0,
    progress: Progress | None = None,
) -> TablePlan:
    """What an import would do with each row. Nothing is changed.

    Args:
        archive: The catalogue to compare with.
        table: As ``formats.tables.open_table`` gives it.
        mapping: How its columns are read.
        limit: Look at so many rows only; the plan shows them but cannot be applied. 0 is all.
        progress: Hears of each row.

    Raises:
        InputError: The mapping cannot be used.
        UnreadableSource: The table cannot be read.
        Cancelled: The person asked to stop.
    """
    mappings.check(mapping)
    reports: list[RowReport] = []
    sha256 = _sha256(table)
    source = partial(iter, table.sample[:limit]) if limit else table.rows
    with archive.read() as reader:
        desk = Desk(reader)
        links = Links(table, mapping)
        taker = RowTaker(desk, mapping, table.path.parent, links)
        for done, content in enumerate(taker.contents(_in_order(source, links))):
            if progress is not None:
                progress.at(done, 0, _row_words(content))
            prepared = taker.prepare(content)
            report = carry_out(desk, prepared)
            shown = replace(report, record_id=report.record_id if (report.record_id or 0) > 0 else None)
            reports.append(shown if limit or done < _DETAILED else without_details(shown))
    reports.sort(key=lambda report: report.row)
    return TablePlan(table, mapping, sha256, tuple(reports), complete=not limit)


def apply(
    archive: Archive,
    plan: TablePlan,
    *,
    initiator: str = "",
    progress: Progress | None = None,
    continues: int = 0,
) -> TableOutcome:
    """Carry out a plan as one operation. Rows that cannot be taken are left out and reported; the others go on.

    The table is kept byte for byte as a source; each value's evidence names its column and quotes its cell.
    ``continues`` is a step that this is a further part of; see ``Archive.operation``.

    Raises:
        Conflict: The table's file is another one than the plan was made from.
        DiskFull, ArchiveReadOnly, StoreError: Nothing was imported.
        Cancelled: Nothing was imported.
    """
    table = plan.table
    if not plan.complete:
        raise Conflict(tr("Only the first rows of the table were looked at, so it was not imported."))
    if _sha256(table) != plan.sha256:
        raise Conflict(
            tr("The table was changed since the preview, so nothing was imported."),
            where=str(table.path),
            remedy=tr("Look at the preview again."),
        )
    if not plan.wanted:
        return TableOutcome(Changes(), plan.rows)
    stored = archive.sources.put_file(table.path, table.path.suffix.casefold() or ".csv")
    label = tr_n("Import {n} row of “{name}”", "Import {n} rows of “{name}”", plan.wanted)
    reports: list[RowReport] = []
    label = label.replace("{name}", table.path.name[:60])
    with archive.operation(label, verb="import", initiator=initiator, continues=continues) as writer:
        source = Source(
            sha256=stored.sha256, size=stored.size, name=table.path.name, address=str(table.path),
            media_type=_MEDIA_TYPES.get(table.format, ""), encoding=table.encoding, importer=IMPORTER,
        )  # fmt: skip
        desk = WritingDesk(archive, writer, writer.save(source))
        links = Links(table, plan.mapping)
        taker = RowTaker(desk, plan.mapping, table.path.parent, links)
        expected = {report.row: report for report in plan.rows}
        for done, content in enumerate(taker.contents(_in_order(table.rows, links))):
            planned = expected[content.number]
            if progress is not None:
                progress.at(done, len(plan.rows), _row_words(content))
            prepared = taker.prepare(content)
            found = prepared.report
            if planned.outcome != "error" and not _agrees(planned, found):
                words = tr("The record was changed since the preview, so the row was left out.")
                reports.append(replace(planned, outcome="error", problems=(words,)))
                continue
            reports.append(without_details(carry_out(desk, prepared)))
        desk.finish()
    reports.sort(key=lambda report: report.row)
    return TableOutcome(writer.changes, tuple(reports))


def _in_order(rows: Callable[[], Iterator[Row]], links: Links) -> Iterator[Row]:
    """The rows; articles first where other rows stand in them."""
    if not links.wanted:
        return rows()
    return chain((row for row in rows() if links.is_article(row)), (r for r in rows() if not links.is_article(r)))


def _agrees(planned: RowReport, found: RowReport) -> bool:
    """Whether a row still comes to what the preview showed."""
    if planned.outcome != found.outcome:
        return False
    return planned.outcome != "changed" or planned.changes == found.changes


def _row_words(content: RowContent) -> str:
    return tr("row {n}").format(n=content.number)


def _sha256(table: Table) -> str:
    import hashlib

    try:
        with table.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableSource(
            tr("The file cannot be read ({reason}).").format(reason=error.strerror or error), where=str(table.path)
        ) from error
