"""Which records many keys mean: a table's rows are matched by the chunk, in one statement for each sort of key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

import sqlalchemy as sa

from archive_app.domain.records import Kind

Twin = tuple[int, str, str]
"""A record with a title: its id, the title, its date."""

_TABLES: Final[Mapping[Kind, str]] = {Kind.ARTICLE: "article", Kind.PHOTO: "photo", Kind.VIDEO: "video"}
_NUMBERS: Final[Mapping[Kind, int]] = {Kind.ARTICLE: 1, Kind.PHOTO: 2, Kind.VIDEO: 3}
_MOST_TWINS: Final = 20
_UIDS: Final = "SELECT uid, id FROM record WHERE uid IN (SELECT value FROM json_each(?))"
# The plus keeps the planner at the index of addresses: most records are not in the bin.
_ADDRESSES: Final = (
    "SELECT w.url, min(w.id) FROM json_each(?) k JOIN {table} w ON w.url = k.value AND w.url <> ''"
    " JOIN record r ON r.id = w.id WHERE +r.deleted = '' GROUP BY w.url"
)
_TWINS: Final = f"""
SELECT value, (SELECT json_group_array(json_array(record_id, title, published)) FROM
  (SELECT record_id, title, published FROM item
   WHERE title_key = value AND kind = ? AND deleted = 0 LIMIT {_MOST_TWINS})) FROM json_each(?)
"""


class Matching:
    """Looks many keys up in one snapshot; made by ``Reader.matching``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def uids(self, uids: Iterable[str]) -> dict[str, int]:
        """The record of each of these uids that has one, whatever its kind."""
        rows = self._connection.exec_driver_sql(_UIDS, (json.dumps(list(uids)),))
        return {uid: number for uid, number in rows}  # noqa: C416 - mypy knows the types this way

    def addresses(self, kind: Kind, urls: Iterable[str]) -> dict[str, int]:
        """The oldest work of a kind, not in the bin, at each of these addresses."""
        statement = _ADDRESSES.format(table=_TABLES[kind])
        rows = self._connection.exec_driver_sql(statement, (json.dumps(list(urls)),))
        return {url: number for url, number in rows}  # noqa: C416

    def twins(self, kind: Kind, keys: Iterable[str]) -> dict[str, list[Twin]]:
        """Works of a kind, not in the bin, with each of these folded titles: a few of each."""
        rows = self._connection.exec_driver_sql(_TWINS, (_NUMBERS[kind], json.dumps(list(keys))))
        return {key: [(n, title, date) for n, title, date in json.loads(found)] for key, found in rows}
