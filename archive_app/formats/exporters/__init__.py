"""The formats that records leave in. ``BUILT_IN`` lists ours, in the order the export window shows them."""

from __future__ import annotations

from archive_app.formats.exporters.base import AnyExporter
from archive_app.formats.exporters.html_sheet import HTML
from archive_app.formats.exporters.json_lossless import JSON, JSON_LINES
from archive_app.formats.exporters.tables import CSV, TSV

BUILT_IN: tuple[AnyExporter, ...] = (CSV, TSV, HTML, JSON, JSON_LINES)
