"""IIIF Presentation 3 manifests as a folder to be published."""

from __future__ import annotations

from archive_app.formats.exporters.iiif.folder import IIIF

__all__ = ["IIIF"]
