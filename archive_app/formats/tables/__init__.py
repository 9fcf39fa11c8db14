"""Tables that people keep: CSV, TSV and workbooks, what their columns mean, and what their cells say.

``open_table`` reads; ``guess`` proposes a ``TableMapping``; ``targets`` are the fields that a column may become.
Nothing here knows the catalogue: rows become records in ``operations.table_import``.
"""

from __future__ import annotations

from archive_app.formats.tables.model import Row, Table
from archive_app.formats.tables.opening import SUFFIXES, is_table, open_table

__all__ = ["SUFFIXES", "Row", "Table", "is_table", "open_table"]
