"""The samples of all articles' texts, by which alike articles are found; derived, and rebuilt with the index.

``article_print`` has one row an article; ``article_shingle`` is an FTS5 index in which each sampled run is a word.
Looking up an article's own runs is a few dozen searches in it, whatever the size of the catalogue.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import sqlalchemy as sa

from archive_app.domain import likeness
from archive_app.domain.addresses import canonical
from archive_app.domain.likeness_samples import samples
from archive_app.store.bulk import run_many
from archive_app.store.loading import as_json, chunks
from archive_app.store.sqlite.engine import fetch

_CHUNK = 400
_TEXTS = """
SELECT a.id, a.headline, a.body, a.url, coalesce(s.address, '') AS place, p.checksum, p.address, p.hashes
FROM article a LEFT JOIN source s ON s.id = a.source_id LEFT JOIN article_print p ON p.article_id = a.id
WHERE a.id IN (SELECT value FROM json_each(?))
"""
_OWNERS = """
SELECT value, (SELECT json_group_array(rowid) FROM
  (SELECT rowid FROM article_shingle WHERE article_shingle MATCH value LIMIT ?)) FROM json_each(?)
"""
_GONE = "INSERT INTO article_shingle (article_shingle, rowid, hashes) VALUES ('delete', ?, ?)"
_NOT_BINNED = "SELECT id FROM record WHERE deleted = '' AND id IN (SELECT value FROM json_each(?))"


class Prints:
    """What a snapshot knows of the likeness of articles; made by ``Reader.prints``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def owners(self, sample: Iterable[int]) -> dict[int, list[int]]:
        """For each hash of a sample the articles that have it: at most a few more than are looked at."""
        wanted = json.dumps([_word(number) for number in sorted(sample)])
        rows = self._connection.exec_driver_sql(_OWNERS, (likeness.LOOKED_AT + 1, wanted))
        return {int(word, 16): owners for word, found in rows if (owners := json.loads(found))}

    def sizes(self, articles: Iterable[int]) -> dict[int, int]:
        """How large the samples of these articles are."""
        rows = self._run(
            "SELECT article_id, length(hashes) / 4 FROM article_print"
            " WHERE article_id IN (SELECT value FROM json_each(?))",
            articles,
        )
        return {number: size for number, size in rows}  # noqa: C416 - mypy knows the types this way

    def not_binned(self, articles: Iterable[int]) -> set[int]:
        """Those of the articles that are not in the bin."""
        return {number for (number,) in self._run(_NOT_BINNED, articles)}

    def with_address(self, key: str) -> list[int]:
        """Articles not in the bin at this canonical address."""
        rows = self._connection.exec_driver_sql(
            "SELECT p.article_id FROM article_print p JOIN record r ON r.id = p.article_id"
            " WHERE p.address = ? AND p.address <> '' AND r.deleted = '' ORDER BY p.article_id",
            (key,),
        )
        return [number for (number,) in rows] if key else []

    def lacking(self, most: int = -1) -> int:
        """How many articles have no sample yet (a catalogue of an older version); counted no further than ``most``."""
        statement = (
            "SELECT count(*) FROM (SELECT 1 FROM article a WHERE NOT EXISTS"
            " (SELECT 1 FROM article_print p WHERE p.article_id = a.id) LIMIT ?)"
        )
        return int(self._connection.exec_driver_sql(statement, (most,)).scalar_one())

    def close_pairs(self, progress: Callable[[int, int, str], None]) -> Counter[tuple[int, int]]:
        """Pairs of articles that share sampled runs (at least two), with the number of these; the smaller id first."""
        found: Counter[tuple[int, int]] = Counter()
        shared = "SELECT term FROM shingle_list WHERE doc BETWEEN 2 AND ?"
        words = self._connection.exec_driver_sql(shared, (likeness.LOOKED_AT // 2,))
        hashes = [int(word, 16) for (word,) in words]
        for done, chunk in enumerate(chunks(hashes)):
            progress(done * len(chunk), len(hashes), "")
            for owners in self.owners(chunk).values():
                found.update(combinations(sorted(owners), 2))
        return Counter({pair: n for pair, n in found.items() if n > 1})

    def equal_sources(self) -> list[list[int]]:
        """Groups of articles not in the bin that were read from the same bytes and bear the same headline."""
        return self._groups(
            "SELECT json_group_array(a.id) FROM article a JOIN source s ON s.id = a.source_id"
            " JOIN record r ON r.id = a.id WHERE r.deleted = '' AND s.sha256 <> ''"
            " GROUP BY s.sha256, a.headline HAVING count(*) > 1"
        )

    def equal_addresses(self) -> list[list[int]]:
        """Groups of articles not in the bin that have the same canonical address."""
        return self._groups(
            "SELECT json_group_array(p.article_id) FROM article_print p JOIN record r ON r.id = p.article_id"
            " WHERE r.deleted = '' AND p.address <> '' GROUP BY p.address HAVING count(*) BETWEEN 2 AND 50"
        )

    def _groups(self, statement: str) -> list[list[int]]:
        return [sorted(json.loads(found)) for (found,) in self._connection.exec_driver_sql(statement)]

    def _run(self, statement: str, articles: Iterable[int]) -> Any:
        return self._connection.exec_driver_sql(statement, (json.dumps(list(articles)),))


# Not from the table of articles, whose texts would be read on the way.
_LACKING = """
SELECT id FROM record r WHERE kind = 'article' AND deleted {} AND id > ?
AND NOT EXISTS (SELECT 1 FROM article_print p WHERE p.article_id = r.id) ORDER BY id LIMIT ?
"""


def refresh(connection: sa.Connection, articles: Iterable[int], *, removed: Iterable[int] = ()) -> int:
    """Make anew the samples of those articles whose text changed; drop those of ``removed``. Returns how many."""
    _drop(connection, removed)
    made = 0
    for chunk in chunks(articles, _CHUNK):
        made += _write(connection, chunk)
    return made


def fill(connection: sa.Connection, progress: Callable[[int, int, str], None]) -> int:
    """Make the samples that are lacking; return how many."""
    lacking = "SELECT id FROM article WHERE id NOT IN (SELECT article_id FROM article_print) ORDER BY id"
    ids = [number for (number,) in connection.exec_driver_sql(lacking)]
    for done, chunk in enumerate(chunks(ids, _CHUNK)):
        progress(done * _CHUNK, len(ids), "Comparing articles")
        _write(connection, chunk)
    return len(ids)


def fill_part(connection: sa.Connection, most: int, after: int = 0) -> int:
    """Make some of the samples that articles behind one lack, then those in the bin.

    Returns:
        Behind which article to go on; 0 when there are no more.
    """
    run = connection.exec_driver_sql
    ids = [row[0] for row in run(_LACKING.format("= ''"), (after, most))]
    ids = ids or [row[0] for row in run(_LACKING.format("> ''"), (0, most))]
    if ids:
        _write(connection, ids)
    return max(after, ids[-1]) if ids else 0


def rebuild(connection: sa.Connection, progress: Callable[[int, int, str], None]) -> int:
    """Make every sample anew; return how many articles there are."""
    connection.exec_driver_sql("INSERT INTO article_shingle (article_shingle) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM article_print")
    return fill(connection, progress)


def _write(connection: sa.Connection, articles: list[int]) -> int:
    rows = fetch(connection, _TEXTS, (as_json(articles),))
    stale: list[tuple[int, str]] = []
    fresh: list[tuple[int, str]] = []
    prints: list[tuple[int, int, str, bytes]] = []
    changed: list[tuple[int, int, str, str, bytes | None]] = []
    for number, headline, body, url, place, checksum, address, hashes in rows:
        now = likeness.checksum(headline, (body,))
        key = canonical(url) or canonical(place)
        if checksum != now:
            changed.append((number, now, key, f"{headline}\n{body}", hashes))
        elif address != key:
            prints.append((number, now, key, hashes))
    for (number, now, key, _text, before), sample in zip(changed, samples([one[3] for one in changed]), strict=True):
        packed = _packed(sample)
        was, will = set(_words(before or b"").split()), set(_words(packed).split())
        if before is not None:  # of most texts nearly all runs stay, and need not be told again
            stale.append((number, " ".join(was - will)))
        fresh.append((number, " ".join(will - was)))
        prints.append((number, now, key, packed))
    run_many(connection, _GONE, stale)
    run_many(connection, "INSERT INTO article_shingle (rowid, hashes) VALUES (?, ?)", fresh)
    run_many(
        connection,
        "INSERT OR REPLACE INTO article_print (article_id, checksum, address, hashes) VALUES (?, ?, ?, ?)",
        prints,
    )
    return len(prints)


def _drop(connection: sa.Connection, removed: Iterable[int]) -> None:
    for chunk in chunks(removed):
        wanted = (json.dumps(chunk),)
        rows = fetch(
            connection,
            "SELECT article_id, hashes FROM article_print WHERE article_id IN (SELECT value FROM json_each(?))",
            wanted,
        )
        run_many(connection, _GONE, [(number, _words(hashes)) for number, hashes in rows])
        run_many(connection, "DELETE FROM article_print WHERE article_id = ?", [(number,) for number, _h in rows])


def _word(number: int) -> str:
    return f"{number:08x}"


def _words(packed: bytes) -> str:
    """The hashes as words of the index, eight digits each."""
    hashes = array("I", packed)
    if sys.byteorder == "little":
        hashes.byteswap()
    return hashes.tobytes().hex(" ", 4)


def _packed(hashes: array[int]) -> bytes:
    """Four bytes a hash, the lowest first."""
    if sys.byteorder == "big":
        hashes = array("I", hashes)
        hashes.byteswap()
    return hashes.tobytes()
