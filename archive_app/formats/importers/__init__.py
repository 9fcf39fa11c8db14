"""The importers that come with the program; the first that recognises a source reads it."""

from __future__ import annotations

from archive_app.formats.importers.base import Importer
from archive_app.formats.importers.html import HtmlImporter
from archive_app.formats.importers.markdown import MarkdownImporter
from archive_app.formats.importers.text import TextImporter

BUILT_IN: tuple[Importer, ...] = (HtmlImporter(), MarkdownImporter(), TextImporter())
