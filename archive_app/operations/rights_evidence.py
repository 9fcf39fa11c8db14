"""Files that prove what a rights statement says: a contract, a letter, a page of terms, kept by their hash."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.errors import NotFound
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive


def keep_file(archive: Archive, path: Path, *, progress: Progress | None = None) -> str:
    """Keep a file beside the catalogue's sources; its SHA-256 is what ``RightsEvidence.attachment`` holds.

    The file is there before any statement names it. One that no statement comes to name is counted by the check of
    the catalogue, like any file without a record.

    Raises:
        UnreadableSource: It cannot be read.
        DiskFull, ArchiveReadOnly, StoreError: It cannot be kept.
    """
    archive.require_writable()
    size = max(path.stat().st_size, 1) if path.exists() else 1

    def tick(done: int) -> None:
        if progress is not None:
            progress.at(done, size, path.name)

    return archive.sources.put_file(path, path.suffix.casefold(), tick).sha256


def file_of(archive: Archive, sha256: str) -> Path:
    """Where a file that was kept stands. Raises NotFound."""
    folder = archive.sources.path(sha256, "").parent
    found = next((one for one in folder.glob(f"{sha256}*") if one.is_file()), None)
    if found is None:
        raise NotFound(tr("The file that proves this is not here any more."), where=sha256[:12])
    return found
