"""XMP with IPTC Photo Metadata 2025.1 and PLUS: sidecars, and copies of pictures that carry it inside."""

from __future__ import annotations

from archive_app.formats.exporters.xmp.copies import PICTURES
from archive_app.formats.exporters.xmp.sidecars import XMP

__all__ = ["PICTURES", "XMP"]
