"""Rights as ODRL 2.2 policies with IPTC's RightsML profile, in JSON-LD."""

from __future__ import annotations

from archive_app.formats.exporters.odrl.exporter import ODRL

__all__ = ["ODRL"]
