"""Typed text that is not saved as a value yet: one row for each record and field, outside history.

A draft outlives a crash. It is written while a person types and removed when the value is saved or given up.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.reader import Reader
from archive_app.store.writer import Writer


def keep(writer: Writer, number: int, field: str, value: str) -> None:
    """Keep what is typed in a field of a record; what was kept there before goes."""
    drop(writer, number, field)
    writer.connection.execute(
        sa.insert(t.draft).values(record_id=number, field=field, value=value, at=writer.at)
    )  # fmt: skip


def drop(writer: Writer, number: int, field: str) -> int:
    """Forget what was kept for a field; return how many rows that were."""
    done = writer.connection.execute(
        sa.delete(t.draft).where(t.draft.c.record_id == number, t.draft.c.field == field)
    )  # fmt: skip
    return int(done.rowcount)


def of_records(reader: Reader, numbers: Iterable[int]) -> dict[tuple[int, str], str]:
    """What is kept for these records, by record and field."""
    wanted = list(numbers)
    rows = reader.connection.execute(
        sa.select(t.draft.c.record_id, t.draft.c.field, t.draft.c.value).where(t.draft.c.record_id.in_(wanted))
    )
    return {(int(number), str(field)): str(value) for number, field, value in rows}
