"""The importers that come with the program; the first that recognises a source reads it."""

from __future__ import annotations

from archive_app.formats.importers.base import Importer

BUILT_IN: tuple[Importer, ...] = ()
