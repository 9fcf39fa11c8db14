"""Writes folders whole or not at all, or as one ZIP file: a temporary folder beside the target, then a rename."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from archive_app.domain.errors import ExportRefused, path_text
from archive_app.formats.writing import in_words, whole_file
from archive_app.i18n import tr

_TEMPORARY = ".archive-app-{mark}.part"
# The same content gives the same ZIP file, whenever it is written (the earliest moment that ZIP can name).
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4", ".mov", ".webm", ".zip", ".gz", ".pdf"})


@contextlib.contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder to write into, which becomes ``path`` when the block ends without an error.

    A folder that is there already is only replaced when it is empty: what a person keeps in it is never deleted. When
    the name ends in ``.zip`` the folder is packed into that file, which replaces an older one whole.

    Raises:
        DiskFull: No room is left.
        ArchiveReadOnly: The folder may not be written, or its disk is read-only.
        ExportRefused: Something else has that name, or the folder it is to stand in does not exist.
        StoreError: The disk failed.
    """
    if "\0" in os.fspath(path):
        raise ExportRefused(tr("This disk does not allow such a name."), remedy=tr("Choose another name."))
    target = Path(os.path.realpath(path))
    packed = target.suffix.casefold() == ".zip"
    if not packed:
        _must_be_free(target)
    temporary = target.with_name(_TEMPORARY.format(mark=secrets.token_hex(6)))
    try:
        try:
            temporary.mkdir()
        except OSError as error:
            raise in_words(error, target) from error
        yield temporary
        if packed:
            _pack(temporary, target)
        else:
            _rename(temporary, target)
    except OSError as error:
        # Exporters of folders open files themselves; a full disk is said in words here too.
        raise in_words(error, target) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _must_be_free(target: Path) -> None:
    try:
        found = target.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise in_words(error, target) from error
    if not stat.S_ISDIR(found.st_mode):
        raise ExportRefused(
            tr("A file has this name, so no folder was written."),
            where=path_text(target),
            remedy=tr("Choose another name."),
        )
    if any(target.iterdir()):
        raise ExportRefused(
            tr("This folder is there already and not empty; nothing in it was touched."),
            where=path_text(target),
            remedy=tr("Choose another name, or empty the folder first."),
        )


def _rename(temporary: Path, target: Path) -> None:
    for folder, _, names in os.walk(temporary):
        for name in names:
            with (Path(folder) / name).open("rb") as written:
                os.fsync(written.fileno())
    _must_be_free(target)
    if target.is_dir():  # an empty one, as was just seen
        target.rmdir()
    temporary.rename(target)


def _pack(folder: Path, target: Path) -> None:
    with whole_file(target) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED_ALREADY else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.file_size = path.stat().st_size
            with path.open("rb") as source, packed.open(info, "w") as entry:
                shutil.copyfileobj(source, entry, 1 << 20)
