"""Which state of a catalogue a snapshot shows, by numbers kept in it; equal numbers, equal index.

Most changes are new steps of the history. Others are counted here, in the transaction that makes them: parts of a long
operation, items brought to their places, an index laid out anew. What one program keeps in mind of a catalogue is so
never taken for what another has made of it.
"""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from archive_app.store.bulk import run
from archive_app.store.sqlite.engine import fetch

_CHANGES, _LAYOUTS = -2, -3  # no stretches of docids: the numbers stand beside the columns, which are derived as well
_READ = """
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'operation'), 0),
  coalesce((SELECT CAST(data AS INTEGER) FROM item_column WHERE part = ?), 0),
  coalesce((SELECT CAST(data AS INTEGER) FROM item_column WHERE part = ?), 0)
"""
_COUNT = """
INSERT INTO item_column (part, data) VALUES (?, CAST(1 AS BLOB))
ON CONFLICT (part) DO UPDATE SET data = CAST(CAST(data AS INTEGER) + 1 AS BLOB)
"""


class StateNumber(NamedTuple):
    """Which state it is.

    Attributes:
        steps: The number of the last step of the history.
        changes: How often the index was changed without one.
        layouts: How often it was laid out anew: facet values have other numbers then.
    """

    steps: int
    changes: int
    layouts: int


def state_number(connection: sa.Connection) -> StateNumber:
    """Which state a snapshot shows."""
    return StateNumber(*fetch(connection, _READ, (_CHANGES, _LAYOUTS))[0])


def count_change(connection: sa.Connection) -> None:
    """Note that this transaction changes the index without a new step of the history."""
    run(connection, _COUNT, (_CHANGES,))


def count_layout(connection: sa.Connection) -> None:
    """Note that this transaction lays the index out anew."""
    run(connection, _COUNT, (_LAYOUTS,))
