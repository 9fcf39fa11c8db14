"""Tables for spreadsheets: CSV, TSV and XLSX."""

from __future__ import annotations

from archive_app.formats.exporters.tables.table import TableExporter
from archive_app.formats.exporters.tables.workbook import WorkbookExporter

CSV = TableExporter()
TSV = TableExporter(tabs=True)
XLSX = WorkbookExporter()
