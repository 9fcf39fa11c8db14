"""Originals put into an exported folder: each file once, under a safe name, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import MediaFile
from archive_app.formats.exporting.base import KeptFile, Originals
from archive_app.formats.exporting.names import Names
from archive_app.i18n import tr_n

Copy = Callable[[Path, str], object]
"""Copies a file to a name; raises OSError."""


class OriginalsBeside:
    """Copies the files of records as they come.

    Args:
        originals: Gives them.
        folder: Where they go; made when the first one comes.
        copy: Copies a file to a name in that folder; plain copying when not given.
    """

    def __init__(self, originals: Originals, folder: Path, copy: Copy | None = None) -> None:
        self._originals = originals
        self._folder = folder
        self._copy = copy or self._plain
        self._names = Names()
        # A name for each file; of a million, some hundred megabytes.
        self._given: dict[bytes, str] = {}
        self._lacking = 0

    def take(self, record: ExportRecord) -> dict[str, str]:
        """Copy the files of a record that are not there yet; return their addresses in the folder, by SHA-256."""
        found: dict[str, str] = {}
        for held in _held(record):
            kept = self._originals.media(held)
            if kept is None:
                self._lacking += 1
                continue
            found[held.sha256] = quote(self.put(kept))
        return found

    def put(self, kept: KeptFile) -> str:
        """Copy one file unless it is there; return its name in the folder."""
        key = bytes.fromhex(kept.sha256)
        name = self._given.get(key)
        if name is None:
            name = self._names.of_file(kept.name or kept.path.name)
            self._copy(kept.path, name)
            self._given[key] = name
        return name

    def remarks(self) -> tuple[str, ...]:
        """What a person must know: files that records name and that are not held."""
        if not self._lacking:
            return ()
        return (
            tr_n(
                "{n} file is not held, or missing, and could not be taken along.",
                "{n} files are not held, or missing, and could not be taken along.",
                self._lacking,
            ),
        )

    def _plain(self, original: Path, name: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original, self._folder / name)


def _held(record: ExportRecord) -> Iterator[MediaFile]:
    for held in (record.media, *(one.media for one in record.photos), *(one.media for one in record.videos)):
        if held is not None:
            yield held
