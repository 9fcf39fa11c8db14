"""Which field of a record a hit stands in, where the index keeps several fields in one column.

The column of notes holds mentions of videos, the dateline and, for a photo or video, the headlines of its articles; the
column of names holds bylines, subjects, credited parties, the publisher and every other spelling of them. A list that
explains its hits names the field itself, so these columns are taken apart for the rows in which they were hit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from archive_app.i18n import mark
from archive_app.store import tables as t
from archive_app.store.loading import chunks

LABELS: Final = {
    "mention": mark("mention"), "article": mark("headline of its article"), "note": mark("notes"),
    "section": mark("section"), "dateline": mark("dateline"), "place": mark("place"), "address": mark("address"),
    "byline": mark("byline"), "creator": mark("photographer or author"), "person": mark("person shown"),
    "subject": mark("subject"), "party": mark("name in the credit line"), "publisher": mark("publisher"),
    "variant": mark("other spelling of a name"),
}  # fmt: skip
_NAMES: Final = {"bylines": "byline", "creators": "creator", "people": "person", "subjects": "subject"}

Parts = dict[str, list[str]]


def articles_of(connection: sa.Connection, works: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Number and headline of the articles that photos and videos stand in, the first printed first."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    a, r = t.article, t.record
    for chunk in chunks(works):
        for table, column in ((t.photo_use, "photo_id"), (t.video_use, "video_id")):
            use = table.c
            own = r.alias("own")
            rows = connection.execute(
                sa.select(use[column], a.c.id, a.c.headline)
                .select_from(table.join(a, a.c.id == use.article_id).join(r, r.c.id == a.c.id))
                .join(own, own.c.id == use.id)
                .where(use[column].in_(chunk), r.c.deleted == "", own.c.deleted == "")
                .order_by(use[column], a.c.published, a.c.id)
            )
            for work, number, headline in rows:
                if (number, headline) not in found[work]:
                    found[work].append((number, headline))
    return found


def notes_of(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """The texts of the column of notes by field, for each record."""
    found: dict[int, Parts] = defaultdict(lambda: defaultdict(list))
    columns = (
        (t.article, {"notes": "note", "section": "section", "dateline": "dateline"}),
        (t.photo, {"notes": "note", "place": "place"}),
        (t.video, {"notes": "note", "url": "address"}),
    )
    for table, fields in columns:
        rows = connection.execute(
            sa.select(table.c.id, *(table.c[name] for name in fields)).where(table.c.id.in_(numbers))
        )
        for number, *texts in rows:
            for field, text in zip(fields.values(), texts, strict=True):
                found[number][field].append(text)
    use = t.video_use.c
    for column in (use.article_id, use.video_id):
        for number, text in connection.execute(sa.select(column, use.mention).where(column.in_(numbers))):
            found[number]["mention"].append(text)
    for number, articles in articles_of(connection, numbers).items():
        found[number]["article"] += [headline for _article, headline in articles]
    return _joined(found, ("mention", "article", "note", "section", "dateline", "place", "address"))


def names_of(connection: sa.Connection, numbers: Sequence[int], column: dict[int, str]) -> dict[int, dict[str, str]]:
    """The texts of the column of names by field, for each record; ``column`` holds it as a whole."""
    found: dict[int, Parts] = defaultdict(lambda: defaultdict(list))
    n, p = t.name.c, t.credit_party.c
    rows = connection.execute(
        sa.select(n.record_id, n.field, n.text).where(n.record_id.in_(numbers)).order_by(n.record_id, n.position)
    )
    for number, field, text in rows:
        found[number][_NAMES.get(field, "subject")].append(text)
    for table, owners in ((t.photo_use, ("article_id", "photo_id")), (t.video_use, ("article_id", "video_id"))):
        for owner in owners:
            parties = sa.select(table.c[owner], p.name).join_from(table, t.credit_party, p.record_id == table.c.id)
            for number, text in connection.execute(parties.where(table.c[owner].in_(numbers))):
                found[number]["party"].append(text)
    a = t.article.c
    for number, text in connection.execute(sa.select(a.id, a.publisher).where(a.id.in_(numbers))):
        found[number]["publisher"].append(text)
    for number in numbers:
        printed = {text for texts in found[number].values() for text in texts}
        found[number]["variant"] = [text for text in column.get(number, "").split("\n") if text not in printed]
    return _joined(found, ("byline", "creator", "person", "party", "publisher", "subject", "variant"))


def _joined(found: dict[int, Parts], order: Sequence[str]) -> dict[int, dict[str, str]]:
    return {
        number: {name: "\n".join(dict.fromkeys(text for text in parts.get(name, ()) if text)) for name in order}
        for number, parts in found.items()
    }
