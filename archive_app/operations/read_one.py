"""Reads one source into outcomes: drafts, or the error that says why there is none."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.domain.errors import ArchiveError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.importers.base import HEAD_BYTES, MAX_BYTES, first_of_file, read_file
from archive_app.formats.registry import importer_for
from archive_app.i18n import tr, tr_n

MOST_PARTS = 1_000
"""Pictures, and films, of one article."""


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What came of one source: a draft, or the error that kept it from being read."""

    name: str
    path: str
    draft: Draft | None = None
    error: ArchiveError | None = None


def read_one(path: Path) -> list[ReadOutcome]:
    """The outcomes of one file: usually one draft, or one error; several drafts where it holds several articles."""
    return [_storable(outcome) for outcome in _outcomes(path)]


def _storable(outcome: ReadOutcome) -> ReadOutcome:
    """The outcome with names that can be kept: one may hold bytes that are no character in any encoding."""
    if outcome.path.isprintable():  # half characters, which such bytes become, are not
        return outcome
    name, path, draft = _whole(outcome.name), _whole(outcome.path), outcome.draft
    if draft is not None:
        source = replace(draft.source, name=_whole(draft.source.name), address=_whole(draft.source.address))
        draft = replace(draft, source=source)
    return replace(outcome, name=name, path=path, draft=draft)


def _whole(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _outcomes(path: Path) -> list[ReadOutcome]:
    try:
        importer = importer_for(path.name, first_of_file(path, HEAD_BYTES))
        most = getattr(importer, "most_bytes", MAX_BYTES)
        source = read_file(path, most, streams=getattr(importer, "streams", False))
        drafts = list(importer.read(source))
    except ArchiveError as error:
        return [ReadOutcome(path.name, str(path), error=error)]
    except (MemoryError, RecursionError):
        return [failed(path, tr("Reading this file takes more memory than is allowed, so it was left out."))]
    if not drafts:
        return [failed(path, tr("Nothing that looks like an article was found in it."), remedy="")]
    return [ReadOutcome(path.name, str(path), draft=_bounded(draft)) for draft in drafts]


def _bounded(draft: Draft) -> Draft:
    """The draft with so many pictures and films as somebody may look through; a file with more is no article."""
    more = max(0, len(draft.photos) - MOST_PARTS) + max(0, len(draft.videos) - MOST_PARTS)
    if not more:
        return draft
    remark = tr_n("{n} picture or film was left out.", "{n} more pictures or films were left out.", more)
    return replace(
        draft, photos=draft.photos[:MOST_PARTS], videos=draft.videos[:MOST_PARTS], remarks=(*draft.remarks, remark)
    )


def failed(path: Path, message: str, remedy: str | None = None) -> ReadOutcome:
    """The outcome of a file that cannot be read; the remedy says that nothing else is affected, unless one is given."""
    remedy = tr("The other files are not affected.") if remedy is None else remedy
    return ReadOutcome(path.name, str(path), error=UnreadableSource(message, where=str(path), remedy=remedy))
