"""schema.org in JSON-LD."""

from __future__ import annotations

from archive_app.formats.exporters.schema_org.exporter import SCHEMA_ORG

__all__ = ["SCHEMA_ORG"]
