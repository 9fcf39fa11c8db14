"""Many rows into one table: SQLAlchemy writes the statement once, the driver runs it for each row."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

Row = dict[str, Any]


def insert_many(
    connection: sa.Connection, table: sa.TableClause, rows: Iterable[Row], *, or_ignore: bool = False
) -> None:
    """Insert rows in their order. Each names its columns; two at least."""
    for columns, some in groupby(rows, key=tuple):
        statement, places = _insert(table, columns, or_ignore)
        connection.exec_driver_sql(statement, list(map(itemgetter(*places), some)))


@lru_cache(maxsize=256)
def _insert(table: sa.TableClause, columns: tuple[str, ...], or_ignore: bool) -> tuple[str, tuple[str, ...]]:
    """The statement and the order in which it wants the columns."""
    statement = sa.insert(table)
    if or_ignore:
        statement = statement.prefix_with("OR IGNORE")
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="qmark"), column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ())
