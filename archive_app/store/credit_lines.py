"""Credit lines by the hundred thousand: which uses may be like one, and which of them somebody read anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from archive_app.domain.folding import fold
from archive_app.store import tables as t
from archive_app.store.loading import chunks

_TABLES = (t.photo_use, t.video_use)


class CreditReading:
    """Reads within one transaction; made by ``Reader.credit_lines``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def holding(self, line: str, texts: Sequence[str]) -> list[tuple[int, str]]:
        """Uses not in the bin with this very line, or whose line holds one of the texts: (id, line), by id.

        Letter case does not count in ASCII texts; in others case and accents do not.
        """
        found: list[tuple[int, str]] = []
        for table in _TABLES:
            c = table.c
            wanted: list[sa.ColumnElement[bool]] = [c.credit_line == line]
            for text in texts:
                if text.isascii():
                    wanted.append(c.credit_line.contains(text, autoescape=True))
                else:
                    wanted.append(sa.func.instr(sa.func.fold(c.credit_line), fold(text)) > 0)
            statement = (
                sa.select(c.id, c.credit_line)
                .join(t.record, t.record.c.id == c.id)
                .where(sa.or_(*wanted), c.credit_line != "", t.record.c.deleted == "")
            )
            found += [(number, text) for number, text in self._connection.execute(statement)]
        return sorted(found)

    def of_works(self, articles: Sequence[int], photos: Sequence[int], videos: Sequence[int]) -> list[int]:
        """Uses with a credit line, not in the bin, in these articles or of these photos and videos."""
        wanted = (
            (t.photo_use, t.photo_use.c.article_id, articles),
            (t.photo_use, t.photo_use.c.photo_id, photos),
            (t.video_use, t.video_use.c.article_id, articles),
            (t.video_use, t.video_use.c.video_id, videos),
        )
        found: list[int] = []
        for table, column, numbers in wanted:
            for chunk in chunks(numbers):
                statement = (
                    sa.select(table.c.id)
                    .join(t.record, t.record.c.id == table.c.id)
                    .where(column.in_(chunk), table.c.credit_line != "", t.record.c.deleted == "")
                )
                found += self._connection.execute(statement).scalars()
        return found

    def evidence(self, numbers: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
        """What speaks for the credits of these uses now, by use: rows as ``RulesWriting.set_current`` takes them."""
        e = t.evidence.c
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for chunk in chunks(numbers):
            mine = sa.select(*e).where(e.record_id.in_(chunk), e.field == "credit", e.current == 1).order_by(e.id)
            for row in self._connection.execute(mine).mappings():
                found[row["record_id"]].append(dict(row))
        return found

    def by_people(self, numbers: Iterable[int]) -> set[int]:
        """Those of these uses whose credit a person stated; no program reads them anew."""
        e = t.evidence.c
        found: set[int] = set()
        for chunk in chunks(numbers):
            stated = sa.select(e.record_id).where(
                e.record_id.in_(chunk), e.field == "credit", e.current == 1, e.method == "person"
            )
            found.update(self._connection.execute(stated).scalars())
        return found
