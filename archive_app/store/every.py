"""All records of the index in their order, when nothing narrows a search.

The items themselves are wide: to read two million for their ids takes ten seconds. Two indexes hold the same in a
twentieth of the bytes, and SQLite hands them over as a few long texts.
"""

from __future__ import annotations

from array import array

import numpy as np
import sqlalchemy as sa

from archive_app.domain.results import ID_TYPE
from archive_app.store.column_part import numbers

MANY = 20_000
"""Below so many records the items themselves are read as soon."""

_PART = 200_000  # ids of records read at once
_ENTRIES = """
SELECT group_concat(record_id), group_concat(docid) FROM item INDEXED BY sqlite_autoindex_item_1
WHERE record_id >= ? AND record_id < ?
"""
_WORKS = "('article', 'photo', 'video')"
_COUNTS = (
    f"SELECT kind, count(*) FROM record INDEXED BY record_kind WHERE kind IN {_WORKS} AND deleted = '' GROUP BY kind"
)
_BINNED = f"SELECT group_concat(id) FROM record INDEXED BY record_kind WHERE kind IN {_WORKS} AND deleted > ''"


def every(connection: sa.Connection) -> tuple[array[int], dict[str, int]] | None:
    """Record ids, the newest first, and their number by kind.

    None where the index does not hold all records, and in a small catalogue: the items have to be asked then.
    """
    run = connection.exec_driver_sql
    end = int(run("SELECT coalesce(max(record_id), 0) + 1 FROM item").scalar_one())
    if end < MANY:
        return None
    parts = [_entries(connection, low) for low in range(0, end, _PART)]
    entries = np.concatenate(parts)
    parts.clear()
    binned = numbers(run(_BINNED).scalar())
    if len(binned):
        entries = entries[~np.isin(entries & np.uint64(0xFFFFFFFF), binned)]
    counts = dict.fromkeys(("article", "photo", "video"), 0) | {kind: number for kind, number in run(_COUNTS)}  # noqa: C416
    if sum(counts.values()) != len(entries):
        return None
    entries.sort()
    entries &= np.uint64(0xFFFFFFFF)
    ids = array(ID_TYPE)
    ids.frombytes(entries[::-1].astype(np.uint32).tobytes())
    return ids, counts


def _entries(connection: sa.Connection, low: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Docid and record id of each item in one number, so that ordering them moves nothing else."""
    records, docids = connection.exec_driver_sql(_ENTRIES, (low, low + _PART)).one()
    return numbers(docids).astype(np.uint64) << np.uint64(32) | numbers(records).astype(np.uint64)
