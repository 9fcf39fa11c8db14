"""What an import under way holds beside the database: the bytes of its sources, in a folder of each batch.

Nothing here is a record yet, so nothing waits for the disk: a file that a power cut left half written is found by its
hash and read again from where it came.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Collection
from pathlib import Path

from archive_app.store.files import in_disk_words


class StagedFiles:
    """One folder of files by hash for each batch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, batch: str, content: bytes) -> str:
        """Keep bytes for a batch; return their name. Raises DiskFull, ArchiveReadOnly, StoreError."""
        name = hashlib.sha256(content).hexdigest()
        target = self._path(batch, name)
        if target.exists():
            return name
        part = target.with_name(f"{uuid.uuid4().hex}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise in_disk_words(error, self.folder) from error
        return name

    def get(self, batch: str, name: str) -> bytes | None:
        """The bytes of a name; None when they are not there whole."""
        try:
            content = self._path(batch, name).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == name else None

    def drop(self, batch: str) -> None:
        """Forget all that a batch held."""
        shutil.rmtree(self.folder / batch, ignore_errors=True)

    def keep_only(self, batches: Collection[str]) -> None:
        """Forget what is held for any other batch; the folder goes with the last."""
        if not self.folder.is_dir():
            return
        for one in self.folder.iterdir():
            if one.name not in batches:
                shutil.rmtree(one, ignore_errors=True)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()

    def _path(self, batch: str, name: str) -> Path:
        return self.folder / batch / name[:2] / name
