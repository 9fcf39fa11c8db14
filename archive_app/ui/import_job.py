"""The long pieces of an import as plain functions for the lanes: reading what was dropped, carrying out decisions.

Neither touches a widget. Reading gives each item away as soon as it is there (``put``), so that stopping it keeps
what has been read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from archive_app.domain.batches import BatchItem
from archive_app.domain.errors import ArchiveError, InputError, UnreadableSource
from archive_app.domain.records import Draft
from archive_app.formats.media.sniff import ENOUGH, type_of
from archive_app.i18n import tr
from archive_app.operations import ingest, reading
from archive_app.operations.progress import Progress
from archive_app.operations.sorting import Skipped, sort_out
from archive_app.ui.import_items import (
    ImportItem,
    address_item,
    bundle_item,
    decisions_of,
    draft_item,
    media_item,
    table_item,
    trouble_item,
)
from archive_app.ui.import_proposals import decided, proposals
from archive_app.ui.import_web import WantedPage, fetch_items, is_address
from archive_app.ui.same_pictures import use_records

Put = Callable[[ImportItem], None]


def read_items(
    dropped: Iterable[Path | str],
    put: Put,
    *,
    progress: Progress,
    processes: int | None = None,
    known: Collection[str] = frozenset(),
    prepare: Callable[[Draft], Draft] = lambda draft: draft,
    left_out: Callable[[Sequence[Skipped]], None] = lambda _some: None,
) -> None:
    """Read files, folders and texts into items.

    Args:
        dropped: Paths as given; other strings are addresses or text. Only a ``WantedPage`` is fetched.
        put: Called with each item from this thread.
        progress: Hears how many of the sources are done.
        processes: How many reader processes; None lets the program choose.
        known: Paths that have been read; they are not read again.
        prepare: What is done with each draft before it is reviewed.
        left_out: Hears which files nobody is offered.

    Raises:
        Cancelled: The person asked to stop; what was put so far stands.
    """
    paths: list[Path] = []
    pages: list[WantedPage] = []
    later: list[ImportItem] = []
    for one in dropped:
        if isinstance(one, Path):
            paths.append(one)
        elif isinstance(one, WantedPage):
            pages.append(one)
        elif is_address(one):
            later += [address_item(address) for address in one.split()]
        elif one.strip():
            _read_text(one, put, prepare)
    counted = tr("{n} files found")
    found = sort_out(paths, lambda n, _path: progress.at(0, 0, counted.format(n=n)))
    if found.skipped:
        left_out(found.skipped)
    new = [path for path in found.sources if str(path) not in known]
    used: set[Path] = set()
    try:
        later += [bundle_item(path) for path in found.bundles if str(path) not in known]
        later += [table_item(path) for path in found.tables if str(path) not in known]
        for outcome in reading.read(new, progress=progress, processes=processes):
            if outcome.draft is not None:
                used |= _pictures_of(outcome.draft)
                put(draft_item(prepare(outcome.draft), outcome.path))
            else:
                put(trouble_item(outcome.name, outcome.path, outcome.error or _nothing(outcome.name)))
        fetch_items(pages, put, progress, prepare)
    finally:
        # What needs no review stands after what does, however the reading ended.
        for item in later:
            put(item)
        for path in found.media:
            if str(path) not in known and path not in used:
                put(_media(path))


def carry_out(kept: BatchItem, draft: Draft) -> Draft:
    """The draft as the person wants it, every decision carried out; any thread."""
    decisions = decisions_of(kept)
    return decided(use_records(draft, decisions), proposals(draft), decisions, accepted=kept.accepted)


def _pictures_of(draft: Draft) -> set[Path]:
    """The pictures beside a page that come with it: they are no items of their own."""
    names = {name for one in draft.photos for name in (one.use.src, one.photo.url) if name}
    return {path for name in names if (path := ingest.local_picture(draft, name)) is not None}


def _media(path: Path) -> ImportItem:
    try:
        empty = path.stat().st_size == 0
    except OSError:
        empty = False  # told in words when it is imported
    if empty:
        return trouble_item(path.name, str(path), UnreadableSource(tr("The file is empty."), where=path.name))
    return media_item(path, _media_type(path))


def _media_type(path: Path) -> str:
    kind = type_of(_head(path))
    return kind.media_type if kind is not None else ""


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(ENOUGH)
    except OSError:
        return b""


def _read_text(text: str, put: Put, prepare: Callable[[Draft], Draft]) -> None:
    try:
        for draft in ingest.read_text(text):
            put(draft_item(prepare(draft), ""))
    except ArchiveError as error:
        put(trouble_item(tr("Pasted text"), "", error))


def _nothing(name: str) -> ArchiveError:
    return InputError(tr("Nothing was found in it."), where=name)
