"""What pictures look like, in the store: measured by SHA-256, found again by their hashes, paired in the background.

A look-up asks eight indexes, four on each hash of rows and columns, for the values within one bit of each part
(Norouzi, Punjani and Fleet, "Fast search in Hamming space with multi-index hashing"). It finds every picture of which
either hash differs in at most 7 bits, and with them nearly all that differ in at most 20 of both together; what was
found is then compared in full by ``domain.picture_likeness``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from archive_app.domain.picture_likeness import Look, Nearness, nearness, signed, unsigned
from archive_app.store.loading import chunks

_PART: Final = 0xFFFF
_RADIUS: Final = 7  # two hashes so near agree, but for a bit, in one of four parts
_NEIGHBOURS: Final = (0, *(1 << bit for bit in range(16)))
_CANDIDATES: Final = " UNION ALL ".join(
    f"SELECT m.id, {code} AS which, m.{column} AS hash FROM json_each(?) j CROSS JOIN media_hash m ON {part} = j.value"
    for code, column in enumerate(("row_hash", "column_hash"))
    for part in (f"(m.{column} & 65535)", *(f"((m.{column} >> {16 * n}) & 65535)" for n in (1, 2, 3)))
)
_ROW: Final = "id, sha256, row_hash, column_hash, cosine_hash, pixels, width, height"
_PHOTOS: Final = (
    "SELECT m.sha256, p.id FROM media m JOIN photo p ON p.media_id = m.id JOIN record r ON r.id = p.id"
    " WHERE r.deleted = '' AND m.sha256 IN (SELECT value FROM json_each(?)) ORDER BY p.id"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured picture; ``id`` numbers measurements, not records."""

    id: int
    sha256: str
    look: Look


@dataclass(frozen=True, slots=True)
class NearPicture:
    """A picture near another one."""

    sha256: str
    nearness: Nearness
    id: int = 0


class PicturesReading:
    """What a snapshot knows of the looks of pictures; made by ``Reader.pictures``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def looks(self, shas: Iterable[str]) -> dict[str, Measured]:
        """What was measured of these files, by SHA-256."""
        found: dict[str, Measured] = {}
        for chunk in chunks(shas):
            rows = self._run(f"SELECT {_ROW} FROM media_hash WHERE sha256 IN (SELECT value FROM json_each(?))", chunk)
            found |= {one.sha256: one for one in map(_measured, rows)}
        return found

    def near(self, look: Look, *, most: int = 200) -> list[NearPicture]:
        """Measured pictures that look like one, the nearest first; itself among them when it is measured."""
        if look.rows is None or look.columns is None:
            return []
        hashes = [signed(look.rows) or 0, signed(look.columns) or 0]
        wanted = [
            json.dumps([(number >> 16 * n & _PART) ^ change for change in _NEIGHBOURS])
            for number in (look.rows, look.columns)
            for n in range(4)
        ]
        rows = self._connection.exec_driver_sql(_CANDIDATES, tuple(wanted)).all()
        mask = (1 << 64) - 1
        ids = {id_ for id_, which, number in rows if ((hashes[which] ^ number) & mask).bit_count() <= _RADIUS}
        found: list[NearPicture] = []
        for chunk in chunks(sorted(ids)):
            sql = f"SELECT {_ROW} FROM media_hash WHERE id IN (SELECT value FROM json_each(?))"
            for one in map(_measured, self._run(sql, chunk)):
                how = nearness(look, one.look)
                if how is not None:
                    found.append(NearPicture(one.sha256, how, one.id))
        return sorted(found, key=lambda one: (one.nearness, one.id))[:most]

    def same_pixels(self, pixels: str) -> list[str]:
        """The SHA-256 of every file with these pixels; none for ""."""
        if not pixels:
            return []
        sql = "SELECT sha256 FROM media_hash WHERE pixels = ? AND pixels <> '' ORDER BY id"
        return [sha for (sha,) in self._connection.exec_driver_sql(sql, (pixels,))]

    def photos_with(self, shas: Iterable[str]) -> dict[str, list[int]]:
        """Photos not in the bin that have these files, by SHA-256, the oldest record first."""
        found: dict[str, list[int]] = {}
        for chunk in chunks(shas):
            for sha, number in self._run(_PHOTOS, chunk):
                found.setdefault(sha, []).append(number)
        return found

    def file_of(self, photo: int) -> str:
        """The SHA-256 of a photo's file, "" when it has none."""
        sql = "SELECT m.sha256 FROM photo p JOIN media m ON m.id = p.media_id WHERE p.id = ?"
        return str(self._connection.exec_driver_sql(sql, (photo,)).scalar() or "")

    def shared_files(self) -> list[list[int]]:
        """Groups of photos not in the bin that have the very same file."""
        return self._groups(
            "SELECT json_group_array(p.id) FROM photo p JOIN media m ON m.id = p.media_id JOIN record r ON r.id = p.id"
            " WHERE r.deleted = '' GROUP BY m.sha256 HAVING count(*) > 1"
        )

    def shared_pixels(self) -> list[list[str]]:
        """Groups of files with the same pixels and other metadata, by SHA-256."""
        return self._groups(
            "SELECT json_group_array(sha256) FROM media_hash WHERE pixels <> '' GROUP BY pixels HAVING count(*) > 1"
        )

    def pairs(self) -> list[tuple[str, str, Nearness]]:
        """Files that look alike, as found so far: two SHA-256, and how near they are."""
        rows = self._connection.exec_driver_sql(
            "SELECT a.sha256, b.sha256, p.bits, p.cosine FROM picture_pair p JOIN media_hash a ON a.id = p.one_id"
            " JOIN media_hash b ON b.id = p.other_id ORDER BY p.bits + 2 * p.cosine, p.one_id, p.other_id"
        )
        return [(one, other, Nearness(bits, cosine)) for one, other, bits, cosine in rows]

    def unmeasured(self, most: int = -1) -> list[tuple[str, str]]:
        """Files of photos that were never measured: SHA-256 and suffix, at most ``most``."""
        rows = self._connection.exec_driver_sql(
            "SELECT DISTINCT m.sha256, m.suffix FROM photo p JOIN media m ON m.id = p.media_id"
            " WHERE NOT EXISTS (SELECT 1 FROM media_hash h WHERE h.sha256 = m.sha256) ORDER BY m.id LIMIT ?",
            (most,),
        )
        return [(sha, suffix) for sha, suffix in rows]

    def unmeasured_count(self) -> int:
        """How many files of photos were never measured."""
        return int(
            self._connection.exec_driver_sql(
                "SELECT count(DISTINCT m.sha256) FROM photo p JOIN media m ON m.id = p.media_id"
                " WHERE NOT EXISTS (SELECT 1 FROM media_hash h WHERE h.sha256 = m.sha256)"
            ).scalar_one()
        )

    def unpaired(self, most: int) -> list[Measured]:
        """The next pictures of which no pairs were looked for yet."""
        rows = self._connection.exec_driver_sql(
            f"SELECT {_ROW} FROM media_hash WHERE id > (SELECT place FROM picture_scan) ORDER BY id LIMIT ?", (most,)
        )
        return [_measured(row) for row in rows]

    def progress(self) -> tuple[int, int]:
        """How many pictures were looked up for pairs, of how many."""
        row = self._connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM media_hash WHERE id <= (SELECT place FROM picture_scan)),"
            " (SELECT count(*) FROM media_hash)"
        ).one()
        return int(row[0]), int(row[1])

    def _groups(self, statement: str) -> list[list[Any]]:
        return sorted(sorted(json.loads(found)) for (found,) in self._connection.exec_driver_sql(statement))

    def _run(self, statement: str, values: Iterable[Any]) -> Any:
        return self._connection.exec_driver_sql(statement, (json.dumps(list(values)),))


class PicturesWriting(PicturesReading):
    """The same to write with; made by ``Writer.pictures``. History does not watch it: it is measured again at will."""

    def keep(self, sha256: str, look: Look, version: int) -> None:
        """Keep what was measured of a file, in place of what was measured before."""
        self._connection.exec_driver_sql(
            "INSERT INTO media_hash (sha256, version, row_hash, column_hash, cosine_hash, pixels, width, height)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET version = excluded.version,"
            " row_hash = excluded.row_hash, column_hash = excluded.column_hash, cosine_hash = excluded.cosine_hash,"
            " pixels = excluded.pixels, width = excluded.width, height = excluded.height",
            (
                sha256, version, signed(look.rows), signed(look.columns), signed(look.cosine), look.pixels,
                look.width or None, look.height or None,
            ),
        )  # fmt: skip

    def note_pairs(self, pairs: Iterable[tuple[int, int, Nearness]], place: int) -> None:
        """Keep pairs (by the numbers of measurements, the earlier first) and how far the search has come."""
        for one, other, how in pairs:
            self._connection.exec_driver_sql(
                "INSERT OR REPLACE INTO picture_pair (one_id, other_id, bits, cosine) VALUES (?, ?, ?, ?)",
                (one, other, how.bits, how.cosine),
            )
        self._connection.exec_driver_sql("UPDATE picture_scan SET place = max(place, ?)", (place,))


def _measured(row: Any) -> Measured:
    number, sha, rows, columns, cosine, pixels, width, height = row
    look = Look(unsigned(rows), unsigned(columns), unsigned(cosine), pixels, width or 0, height or 0)
    return Measured(number, sha, look)
