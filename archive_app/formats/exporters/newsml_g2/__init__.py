"""NewsML-G2 2.35 messages."""

from __future__ import annotations

from archive_app.formats.exporters.newsml_g2.message import NEWSML_G2

__all__ = ["NEWSML_G2"]
