"""SQLite's error codes in the words of ``domain.errors``. Any other database error is a bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy.exc

from archive_app.domain.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveReadOnly,
    Conflict,
    DiskFull,
    InvalidRecord,
    StoreError,
)
from archive_app.store.sqlite.engine import sqlite

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_CONSTRAINT = 19
_INTERRUPT = 9


class Interrupted(StoreError):
    """A running search was stopped because a newer one began."""


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Turn the database's failures into sentences; ``file`` is named in them."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        worded = _worded(error.orig, file)
        if worded is None:
            raise
        raise worded from error
    except sqlite.Error as error:
        worded = _worded(error, file)
        if worded is None:
            raise
        raise worded from error
    except UnicodeEncodeError as error:  # half a character: of a file's name, or of an escape in JSON
        raise InvalidRecord("A text holds characters that are not valid Unicode, so it was not saved.") from error


def _worded(error: BaseException | None, file: Path) -> Exception | None:
    where = str(file.parent)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        code = _from_text(str(error))
    match code & 0xFF:
        case 5 | 6:
            return ArchiveBusy(
                "Another program is using the catalogue, so this could not be saved.",
                where=where,
                remedy="Wait a moment and try again, or close the other program.",
            )
        case 8:
            return ArchiveReadOnly(
                "The catalogue cannot be written.",
                where=where,
                remedy="Check the permissions of its folder, or open a copy elsewhere.",
            )
        case 9:
            return Interrupted("The search was stopped.")
        case 10:
            return StoreError(
                "The disk reported a fault while the catalogue was in use; nothing was half saved.",
                where=where,
                remedy="Check the disk, then try again.",
            )
        case 11 | 26:
            return ArchiveDamaged(
                "The catalogue file is damaged, or is not a catalogue.",
                where=where,
                remedy="Open the newest copy in its folder “backups”.",
            )
        case 13:
            return DiskFull(
                "The disk is full, so this was not saved; everything saved before is safe.",
                where=where,
                remedy="Free some space and try again.",
            )
        case 14:
            return StoreError(
                "The catalogue file cannot be opened.",
                where=where,
                remedy="Check that the folder exists and may be read.",
            )
        case 19:
            return Conflict(
                "Something else in the catalogue depends on what would be changed, so nothing was changed.",
                where=where,
                remedy="Undo the later steps first.",
            )
        case _:
            return None


def _from_text(text: str) -> int:
    for words, code in (
        ("locked", _BUSY), ("readonly", _READONLY), ("interrupted", _INTERRUPT), ("disk I/O", _IOERR),
        ("malformed", _CORRUPT), ("full", _FULL), ("unable to open", _CANTOPEN), ("not a database", _NOTADB),
        ("constraint failed", _CONSTRAINT),
    ):  # fmt: skip
        if words in text:
            return code
    return 0
