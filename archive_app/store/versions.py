"""Versions of an article, and pairs that a person found to be different: read in a snapshot, written in a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from archive_app.domain.versions import Version, without
from archive_app.store import tables as t
from archive_app.store.loading import as_json
from archive_app.store.recorder import Recorder
from archive_app.store.sqlite.engine import fetch

Row = dict[str, Any]
End = tuple[int, str]  # a record's id, or 0 with the key of a source that is no record yet
_d = t.different.c
_NAMES = tuple(column.name for column in t.version.c)
# Written once: the page of every record asks them.
_DIFFERENT = (
    "SELECT one_id FROM different WHERE one_id IN (SELECT value FROM json_each(?))"
    " UNION SELECT other_id FROM different WHERE other_id IN (SELECT value FROM json_each(?))"
)
_CHAINS = "SELECT record_id, chain FROM version WHERE record_id IN (SELECT value FROM json_each(?))"
_IN_CHAINS = (
    f"SELECT {', '.join(_NAMES)} FROM version WHERE chain IN (SELECT value FROM json_each(?))"
    " ORDER BY chain, position, id"
)


class VersionsReading:
    """What a snapshot knows of versions; made by ``Reader.versions``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def chain_of(self, article: int) -> list[Version]:
        """All versions of the text that an article is a version of, oldest first; empty when it is the only one."""
        return self.chains([article]).get(article, [])

    def chains(self, articles: Iterable[int]) -> dict[int, list[Version]]:
        """As ``chain_of``, for each of many that has versions."""
        numbers = fetch(self._connection, _CHAINS, (as_json(list(articles)),))
        if not numbers:
            return {}
        by_chain: dict[int, list[Version]] = {}
        for values in fetch(self._connection, _IN_CHAINS, (as_json(sorted({chain for _a, chain in numbers})),)):
            row = dict(zip(_NAMES, values, strict=True))
            made = Version(
                row["id"], row["record_id"], row["chain"], row["position"], bool(row["current"]), row["note"]
            )
            by_chain.setdefault(made.chain, []).append(made)
        return {article: by_chain[chain] for article, chain in numbers}

    def different_from(self, ends: Iterable[End]) -> set[End]:
        """The other ends of every pair with one of these ends that a person found to be different."""
        ids, keys = _parted(ends)
        found: set[End] = set()
        for mine_id, mine_key, id_, key in (
            (_d.one_id, _d.one_key, _d.other_id, _d.other_key), (_d.other_id, _d.other_key, _d.one_id, _d.one_key),
        ):  # fmt: skip
            rows = self._connection.execute(sa.select(id_, key).where(sa.or_(mine_id.in_(ids), mine_key.in_(keys))))
            found |= {(number, text) for number, text in rows}
        return found

    def pairs(self) -> set[tuple[End, End]]:
        """Every pair that a person found to be different."""
        rows = self._connection.execute(sa.select(_d.one_id, _d.one_key, _d.other_id, _d.other_key))
        return {((a, b), (c, d)) for a, b, c, d in rows}


class VersionsWriting(VersionsReading):
    """The same within an operation; made by ``Writer.versions``."""

    def __init__(self, connection: sa.Connection, recorder: Recorder) -> None:
        super().__init__(connection)
        self._recorder = recorder

    def set_chain(self, before: Iterable[Version], after: list[Version]) -> None:
        """Make the rows of some chains what ``after`` says; versions with id 0 are new, those left out go."""
        old = {v.id: v for v in before}
        chain = next((v.chain for v in after if v.chain), 0)
        for gone in old.keys() - {v.id for v in after}:
            self._recorder.delete("version", _row(old[gone]), old[gone].record_id)
        for version in after:
            if version.id not in old:
                number = self._recorder.new_id("version")
                chain = chain or number
                self._recorder.insert("version", _row(version) | {"id": number, "chain": chain}, version.record_id)
                continue
            was, will = _row(old[version.id]), _row(version) | {"chain": chain}
            changed = {k: v for k, v in will.items() if was[k] != v}
            if changed:
                self._recorder.update("version", version.id, {k: was[k] for k in changed}, changed, version.record_id)

    def note_different(self, one: End, other: End, at: str) -> bool:
        """Remember that two are different; False when that was known."""
        one, other = sorted((one, other))
        if any({one, other} == set(pair) for pair in self._pairs_with(one)):
            return False
        self._recorder.insert(
            "different",
            {"one_id": one[0], "other_id": other[0], "one_key": one[1], "other_key": other[1], "at": at},
            0,
        )
        return True

    def forget_different(self, one: End, other: End) -> bool:
        """Take back that two are different; False when nobody had said so."""
        found = False
        for row in self._rows_with(one):
            ends = {(row["one_id"], row["one_key"]), (row["other_id"], row["other_key"])}
            if ends == {one, other}:
                self._recorder.delete("different", row, 0)
                found = True
        return found

    def drop(self, records: Sequence[int]) -> None:
        """Remove what is kept about records that go for good."""
        listed = as_json(records)
        for number, _chain in fetch(self._connection, _CHAINS, (listed,)):
            chain = self.chain_of(number)
            if chain:  # one of those left is in force, and a last one has no versions any more
                self.set_chain(chain, without(chain, number))
                self._recorder.flush()
        for (number,) in fetch(self._connection, _DIFFERENT, (listed, listed)):
            for row in self._rows_with((number, "")):
                self._recorder.delete("different", row, 0)

    def _pairs_with(self, end: End) -> list[tuple[End, End]]:
        return [((r["one_id"], r["one_key"]), (r["other_id"], r["other_key"])) for r in self._rows_with(end)]

    def _rows_with(self, end: End) -> list[Row]:
        number, key = end
        mine = sa.or_(_d.one_id == number, _d.other_id == number) if number else sa.or_(
            _d.one_key == key, _d.other_key == key
        )  # fmt: skip
        rows = self._connection.execute(sa.select(*t.different.c).where(mine)).mappings()
        return [dict(row) for row in rows]


def _row(version: Version) -> Row:
    return {
        "id": version.id, "record_id": version.record_id, "chain": version.chain, "position": version.position,
        "current": int(version.current), "note": version.note,
    }  # fmt: skip


def _parted(ends: Iterable[End]) -> tuple[list[int], list[str]]:
    both = list(ends)
    return [number for number, _key in both if number], [key for _number, key in both if key]
