"""schema.org in JSON-LD."""

from archive_app.formats.exporters.schema_org.exporter import SCHEMA_ORG

__all__ = ["SCHEMA_ORG"]
