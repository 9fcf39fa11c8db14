"""The files behind drafts: the sources they were read from, and the pictures those brought along."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
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


def keep_sources(archive: Archive, drafts: Sequence[Draft]) -> list[StoredFile]:
    """Keep the source of each draft; a source that gave several is written once.

    Raises:
        UnreadableSource: A source that is not held in memory has gone or changed since it was read.
        DiskFull, ArchiveReadOnly, StoreError: It cannot be kept.
    """
    keys = [_key(draft) for draft in drafts]
    firsts = dict(zip(reversed(keys), reversed(drafts), strict=True))
    held = {key: draft for key, draft in firsts.items() if draft.content or not draft.source.size}
    contents = [(draft.content, _hash(draft, key), key[1]) for key, draft in held.items()]
    kept = dict(zip(held, archive.sources.put_many(contents), strict=True))
    for key, draft in firsts.items():
        if key not in held:
            kept[key] = _keep_file(archive, draft)
    return [kept[key] for key in keys]


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


def _hash(draft: Draft, key: tuple[str, str]) -> str:
    """The hash of what a draft holds in memory, whatever was said of it."""
    return hashlib.sha256(draft.content).hexdigest() if draft.source.sha256 else key[0]


def _keep_file(archive: Archive, draft: Draft) -> StoredFile:
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
