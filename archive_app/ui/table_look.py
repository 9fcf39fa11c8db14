"""What the import of a table looks up beside the main thread: the table with a mapping for it, and profiles."""

from __future__ import annotations

from pathlib import Path

from archive_app.formats.tables import open_table
from archive_app.formats.tables.guess import guess
from archive_app.formats.tables.mapping import TableMapping
from archive_app.formats.tables.model import Table
from archive_app.i18n import tr
from archive_app.operations import table_profiles
from archive_app.operations.progress import Progress
from archive_app.settings import settings_path
from archive_app.store.archive import Archive


def profiles() -> Path:
    """Where named profiles of tables are kept."""
    return settings_path().parent / "tables"


def read(
    path: Path, sheet: str, header_row: int | None, row: str, _progress: Progress
) -> tuple[Table, TableMapping, tuple[float, ...], str]:
    """The table with a mapping: that of a saved profile for the same headings, or a guess; and what to say of it."""
    table = open_table(path, sheet=sheet, header_row=header_row)
    known = table_profiles.for_headings(profiles(), table.headings)
    if known is not None:
        words = tr("The profile “{name}” fits these headings and is used.").format(name=known.name)
        return table, known, (), words
    found = guess(table, row=row)
    words = f"{found.doubt} {tr('Choose what the columns become.')}" if found.doubt else ""
    return table, found.mapping, found.confidence, words


def is_undone(archive: Archive, number: int | None) -> bool:
    """Whether an operation was taken back. Any thread."""
    if number is None:
        return False
    with archive.read() as reader:
        found = reader.history.by_id(number)
    return bool(getattr(found, "undone", False))
