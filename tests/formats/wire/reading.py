"""Fixtures and texts, read by one importer."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.records import Draft, Evidence
from archive_app.formats.importers.base import RawSource
from archive_app.formats.registry import importers

DATA = Path(__file__).parents[2] / "data"


def read(importer: str, content: str | bytes, address: str = "") -> list[Draft]:
    """The drafts that an importer makes of a text."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    found = next(one for one in importers() if one.name == importer)
    return list(found.read(RawSource("a source", address, raw)))


def fixture(importer: str, name: str) -> list[Draft]:
    """The drafts that an importer makes of a fixture."""
    folder = "citations" if name.startswith("mixed") else "wire"
    return read(importer, (DATA / folder / name).read_bytes())


def evidence(draft: Draft, field: str) -> Evidence:
    """The evidence for a field of the article."""
    return next(item for item in draft.evidence if item.field == field)
