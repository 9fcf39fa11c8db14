"""Which works have an item that depends on what was changed: a change is followed to those that show it, no further."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from archive_app.domain.records import WORKS, Kind
from archive_app.store.loading import as_json, chunks
from archive_app.store.reader import Reader
from archive_app.store.sqlite.engine import fetch

_USES = (Kind.PHOTO_USE, Kind.VIDEO_USE)


def affected(
    reader: Reader, kinds: Mapping[int, Kind], *, parted: Iterable[int] = (), shown: Iterable[int] | None = None
) -> set[int]:
    """The works whose items depend on these records.

    Args:
        reader: The catalogue with the changes.
        kinds: What was changed or made, with the kind of each.
        parted: Works whose use was changed or taken away.
        shown: Those of the works in ``kinds`` of which the works around show what was changed; all when not said.
    """
    connection = reader.connection
    by_kind: dict[Kind, list[int]] = defaultdict(list)
    for number, kind in kinds.items():
        by_kind[kind].append(number)
    works: set[int] = {n for kind in WORKS for n in by_kind[kind]}
    reaching = works if shown is None else works.intersection(shown)
    uses = [n for kind in _USES for n in by_kind[kind]]
    holders: set[int] = set()
    for kind, paths in _HOLDERS.items():
        for chunk in chunks(by_kind[kind]):
            holders |= _ends(connection, paths, chunk)
    if holders:
        held = reader.kinds(holders)
        uses += [n for n, kind in held.items() if kind in _USES]
        works |= (found := {n for n, kind in held.items() if kind in WORKS})
        reaching = reaching | found
    # A use concerns the two works it joins. What else is around them is as it was: a photo printed once more
    # changes nothing in the articles it stood in before.
    others: set[int] = set(parted)
    for chunk in chunks(uses):
        others |= _ends(connection, _SIDES, chunk)
    # An article shows its photos' media and verdicts; a photo shows its articles' dates and publishers.
    for chunk in chunks(sorted(reaching)):
        others |= _ends(connection, _AROUND, chunk)
    others -= works
    return works | {n for n, kind in reader.kinds(others).items() if kind in WORKS} if others else works


_VALUES = "(SELECT value FROM json_each(?))"
# Written once: the smallest save asks some of them.
_HOLDERS = {
    Kind.AUTHORITY: (
        f"SELECT record_id FROM name WHERE authority_id IN {_VALUES}",
        f"SELECT record_id FROM credit_party WHERE authority_id IN {_VALUES}",
        f"SELECT id FROM article WHERE publisher_id IN {_VALUES}",
    ),
    Kind.MEDIA: tuple(f"SELECT id FROM {name} WHERE media_id IN {_VALUES}" for name in ("photo", "video")),
    Kind.RIGHTS: (f"SELECT work_id FROM rights_statement WHERE id IN {_VALUES}",),
}
_SIDES = (
    f"SELECT article_id, photo_id FROM photo_use WHERE id IN {_VALUES}",
    f"SELECT article_id, video_id FROM video_use WHERE id IN {_VALUES}",
)
_AROUND = tuple(
    f"SELECT {wanted} FROM {table} WHERE {column} IN {_VALUES}"
    for table, work in (("photo_use", "photo_id"), ("video_use", "video_id"))
    for column, wanted in (("article_id", work), (work, "article_id"))
)


def _ends(connection: sa.Connection, statements: Iterable[str], chunk: list[int]) -> set[int]:
    asked = (as_json(chunk),)
    return {number for statement in statements for row in fetch(connection, statement, asked) for number in row}
