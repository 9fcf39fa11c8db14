"""Tables for spreadsheets: CSV and TSV."""

from __future__ import annotations

from archive_app.formats.exporters.tables.table import TableExporter

CSV = TableExporter()
TSV = TableExporter(tabs=True)
