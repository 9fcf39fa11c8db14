"""The files behind drafts: the sources they were read from, and the pictures those brought along."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.records import Carried, Draft
from archive_app.formats.media import MediaFacts
from archive_app.i18n import tr
from archive_app.operations.media_reading import facts
from archive_app.operations.previews import make_previews
from archive_app.store.archive import Archive
from archive_app.store.files import StoredFile

MOST_CARRIED_BYTES = 100 * 1024 * 1024
"""A picture that a source brought along is not larger than this."""

_WRITERS = 8


def keep_sources(archive: Archive, drafts: Sequence[Draft]) -> list[StoredFile]:
    """Keep the source of each draft; a source that gave several is written once.

    Raises:
        UnreadableSource: A source that is not held in memory has gone or changed since it was read.
        DiskFull, ArchiveReadOnly, StoreError: It cannot be kept.
    """
    firsts: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        firsts.setdefault(_key(draft), draft)
    # Each file waits for the disk; waiting together, many wait hardly longer than one.
    with ThreadPoolExecutor(_WRITERS) as pool:
        kept = dict(zip(firsts, pool.map(lambda draft: _keep(archive, draft), firsts.values()), strict=True))
    return [kept[_key(draft)] for draft in drafts]


def keep_carried(archive: Archive, carried: Carried) -> tuple[StoredFile, MediaFacts]:
    """Keep a picture that a source brought along, with its facts and previews.

    Raises:
        UnreadableSource: It is no picture that can be read, or larger than any is.
        DiskFull, ArchiveReadOnly, StoreError: It cannot be kept.
    """
    if len(carried.content) > MOST_CARRIED_BYTES:
        raise UnreadableSource(tr("The picture is larger than 100 MB and was not kept."), where=carried.name)
    with tempfile.TemporaryDirectory(prefix="archive-app-") as folder:
        # Facts are read from files; a camera's raw file is told by its ending.
        path = Path(folder) / f"carried{_ending(carried.name, '.bin')}"
        path.write_bytes(carried.content)
        try:
            found = facts(path)
        except UnreadableSource as error:
            raise UnreadableSource(error.message, where=carried.name) from error
    if not found.media_type.startswith("image/"):
        raise UnreadableSource(tr("This is not a picture."), where=carried.name)
    stored = archive.media.put_bytes(carried.content, found.suffix)
    make_previews(archive, stored, found)
    return stored, found


def carried_picture(draft: Draft, *addresses: str) -> Carried | None:
    """The file that a source brought along under one of these addresses, as written or as resolved against the page."""
    if not draft.carried:
        return None
    known = {carried.src: carried for carried in draft.carried}
    for address in addresses:
        for form in _forms(address, draft.article.url):
            if form in known:
                return known[form]
    return None


def _forms(address: str, base: str) -> list[str]:
    if not address:
        return []
    try:
        whole = urljoin(base, address)
    except ValueError:  # a bracket in a host name
        whole = address
    return list(dict.fromkeys((address, whole, urldefrag(whole).url, unquote(address), unquote(whole))))


def _key(draft: Draft) -> tuple[str, str]:
    return draft.source.sha256 or hashlib.sha256(draft.content).hexdigest(), _suffix(draft)


def _keep(archive: Archive, draft: Draft) -> StoredFile:
    if draft.content or not draft.source.size:
        return archive.sources.put_bytes(draft.content, _suffix(draft))
    stored = archive.sources.put_file(Path(draft.source.address), _suffix(draft))
    if stored.sha256 != draft.source.sha256:
        if not stored.was_there:
            stored.path.unlink(missing_ok=True)
        raise UnreadableSource(
            tr("The file was changed after it was read, so nothing was imported."),
            where=draft.source.address,
            remedy=tr("Import it again."),
        )
    return stored


def _suffix(draft: Draft) -> str:
    return _ending(draft.source.name, ".txt")


def _ending(name: str, otherwise: str) -> str:
    suffix = Path(name).suffix.casefold()
    return suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= 12 else otherwise
