"""Fixed statements past SQLAlchemy: it writes each once, the driver runs it for one row or for many.

A save asks some forty small things; composing a statement and wrapping its answer cost ten times what SQLite takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

Row = dict[str, Any]


def run(connection: sa.Connection, statement: str, values: Sequence[Any] = ()) -> int:
    """Run a statement that writes; return the id of the row that it made, if it made one."""
    driver: Any = connection.connection.driver_connection
    return int(driver.execute(statement, values).lastrowid or 0)


def run_many(connection: sa.Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement that writes for each of some rows of values; for none nothing is run."""
    driver: Any = connection.connection.driver_connection
    if len(rows) == 1:
        driver.execute(statement, rows[0])
    elif rows:
        driver.executemany(statement, rows)


def insert_many(
    connection: sa.Connection, table: sa.TableClause, rows: Iterable[Row], *, or_ignore: bool = False
) -> None:
    """Insert rows in their order. Each names its columns; two at least."""
    for columns, some in groupby(rows, key=tuple):
        statement, places = _insert(table, columns, or_ignore)
        run_many(connection, statement, list(map(itemgetter(*places), some)))


def update_one(connection: sa.Connection, table: sa.TableClause, key: str, number: int, values: Row) -> None:
    """Set some columns of the row whose column ``key`` is ``number``; of none, nothing is run."""
    if values:
        run(connection, _update(table, key, tuple(values)), (*values.values(), number))


def delete_rows(connection: sa.Connection, table: sa.TableClause, key: str, numbers: Iterable[int]) -> None:
    """Remove the rows whose column ``key`` is one of the numbers."""
    run_many(connection, _delete(table, key), [(number,) for number in numbers])


@lru_cache(maxsize=256)
def _insert(table: sa.TableClause, columns: tuple[str, ...], or_ignore: bool) -> tuple[str, tuple[str, ...]]:
    """The statement and the order in which it wants the columns."""
    statement = sa.insert(table)
    if or_ignore:
        statement = statement.prefix_with("OR IGNORE")
    compiled = statement.compile(dialect=_qmark(), column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ())


@lru_cache(maxsize=1024)
def _update(table: sa.TableClause, key: str, columns: tuple[str, ...]) -> str:
    """The statement; it wants the columns in their order, then the key."""
    wanted = (table.c[name] == sa.bindparam(name) for name in columns)
    parts = [str(each.compile(dialect=_qmark())).removeprefix(f"{table.name}.") for each in wanted]
    return f"UPDATE {table.name} SET {', '.join(parts)} WHERE {key} = ?"


@lru_cache(maxsize=128)
def _delete(table: sa.TableClause, key: str) -> str:
    return f"DELETE FROM {table.name} WHERE {key} = ?"


def _qmark() -> Any:
    return sqlite.dialect(paramstyle="qmark")
