"""Which state of a catalogue a snapshot shows, by two numbers kept in it; equal numbers, equal index.

Most changes are new steps of the history. Others are counted here, in the transaction that makes them: parts of a long
operation, items brought to their places, an index laid out anew. What one program keeps in mind of a catalogue is so
never taken for what another has made of it.
"""

from __future__ import annotations

import sqlalchemy as sa

from archive_app.store.bulk import run
from archive_app.store.sqlite.engine import fetch

_PART = -2  # no stretch of docids: the number stands beside the columns, which are derived as well
_READ = """
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'operation'), 0),
  coalesce((SELECT CAST(data AS INTEGER) FROM item_column WHERE part = ?), 0)
"""
_COUNT = """
INSERT INTO item_column (part, data) VALUES (?, CAST(1 AS BLOB))
ON CONFLICT (part) DO UPDATE SET data = CAST(CAST(data AS INTEGER) + 1 AS BLOB)
"""


def state_number(connection: sa.Connection) -> tuple[int, int]:
    """The number of the last step of the history, and of changes of the index that were none."""
    steps, others = fetch(connection, _READ, (_PART,))[0]
    return steps, others


def count_change(connection: sa.Connection) -> None:
    """Note that this transaction changes the index without a new step of the history."""
    run(connection, _COUNT, (_PART,))
