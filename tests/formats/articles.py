"""The fixture articles, read."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.records import Draft
from archive_app.formats.importers.base import RawSource, read_file
from archive_app.formats.registry import importer_for_source

FOLDER = Path(__file__).parent.parent / "data" / "articles"
SHARED = Path(__file__).parents[3] / "shared"


def read(path: Path) -> Draft:
    """The one draft in a file."""
    source = read_file(path)
    [draft] = importer_for_source(source).read(source)
    return draft


def read_text(text: str, name: str = "pasted text") -> Draft:
    """The one draft in a text."""
    source = RawSource(name, "", text.encode("utf-8"))
    [draft] = importer_for_source(source).read(source)
    return draft
