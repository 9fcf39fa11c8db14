"""The values that fields take in this catalogue, and how many records have each: what completion offers.

The list of values is short beside the records, so it is read whole and looked through in memory; records are
counted for the few values that are shown, and only up to a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import sqlalchemy as sa

from archive_app.store import tables as t
from archive_app.store.codes import ANSWERS
from archive_app.store.conditions import TERMS
from archive_app.store.loading import chunks
from archive_app.store.reader import Reader
from archive_app.store.search import KIND_NAMES
from archive_app.store.sqlite.engine import fetch_parts

_f, _m, _i = t.facet_value.c, t.item_term.c, t.item.c
_VALUES = "SELECT id, value FROM facet_value WHERE field = ?"
_PART = 1000
MOST = 100_000
"""Records are counted up to this number; what has more is shown with a plus."""


def values_of(reader: Reader, field: str) -> list[tuple[int, str]]:
    """Number and text of every value that a field of the query language takes."""
    rows = reader.connection.execute(sa.select(_f.id, _f.value).where(_f.field == TERMS.get(field, field)))
    return [(number, value) for number, value in rows]


def parts_of(reader: Reader, field: str) -> Iterator[list[tuple[int, str]]]:
    """As ``values_of``, a part at a time: a field may have a quarter of a million values."""
    return fetch_parts(reader.connection, _VALUES, (TERMS.get(field, field),), _PART)


def named(reader: Reader, numbers: Sequence[int]) -> dict[int, str]:
    """The texts of some values, by number."""
    rows = reader.connection.execute(sa.select(_f.id, _f.value).where(_f.id.in_(numbers)))
    return {number: value for number, value in rows}  # noqa: C416 - to the checker a row is no pair


def numbers_of(reader: Reader, field: str, values: Iterable[str]) -> dict[str, int]:
    """The numbers of those of some texts that are values of a field."""
    found: dict[str, int] = {}
    for some in chunks(sorted(values)):
        asked = sa.select(_f.value, _f.id).where(_f.field == TERMS.get(field, field), _f.value.in_(some))
        found |= {value: number for value, number in reader.connection.execute(asked)}  # noqa: C416 - as above
    return found


def takes_values(field: str) -> bool:
    """Whether a field of the query language takes values that are counted here."""
    return field in TERMS


def used(reader: Reader, numbers: Iterable[int], most: int = MOST) -> dict[int, int]:
    """How many records have each of these values, counted up to ``most``."""
    found: dict[int, int] = {}
    for number in numbers:
        some = sa.select(_m.docid).where(_m.value_id == number).limit(most).subquery()
        found[number] = reader.connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return found


def variants(reader: Reader) -> list[tuple[str, str, str]]:
    """Kind, name and other spelling of each authority that has one."""
    a, v, r = t.authority, t.authority_variant, t.record
    rows = reader.connection.execute(
        sa.select(a.c.kind, a.c.name, v.c.text)
        .select_from(a.join(v, v.c.record_id == a.c.id).join(r, r.c.id == a.c.id))
        .where(r.c.deleted == "")
    )
    return [(kind, name, text) for kind, name, text in rows]


def years(reader: Reader, most: int = 40) -> list[tuple[str, int]]:
    """The years in which something was published for certain, the newest first, with the number of records.

    Read from the index by day, a step a year, so that it costs the same in a large catalogue.
    """
    found: list[tuple[str, int]] = []
    run = reader.connection
    day = run.execute(sa.select(sa.func.max(_i.day_low)).where(_i.deleted == 0)).scalar()
    while day and len(found) < most:
        first = date(date.fromordinal(day).year, 1, 1)
        last = first.replace(month=12, day=31)
        some = sa.select(_i.docid).where(_i.day_low.between(first.toordinal(), last.toordinal()), _i.deleted == 0)
        number = run.execute(sa.select(sa.func.count()).select_from(some.limit(MOST).subquery())).scalar_one()
        found.append((f"{first.year:04}", number))
        day = run.execute(
            sa.select(sa.func.max(_i.day_low)).where(_i.day_low < first.toordinal(), _i.deleted == 0)
        ).scalar()
    return found


def choice_counts(reader: Reader, field: str) -> dict[str, int]:
    """How many records not in the bin have each value of a field with a fixed list; empty where that is not known."""
    count = sa.func.count()
    if field == "type":
        rows = reader.connection.execute(sa.select(_i.kind, count).where(_i.deleted == 0).group_by(_i.kind))
        return {KIND_NAMES[kind]: number for kind, number in rows}
    if field == "rights":
        found: dict[str, int] = {}
        rows = reader.connection.execute(
            sa.select(_i.verdict, _i.nobody_looked, count).where(_i.deleted == 0).group_by(_i.verdict, _i.nobody_looked)
        )
        for verdict, nobody_looked, number in rows:
            name = "unknown" if nobody_looked else ANSWERS[verdict]
            found[name] = found.get(name, 0) + number
        return found
    if field in TERMS:
        named = dict(values_of(reader, field))
        return {named[number]: n for number, n in used(reader, named).items()} if len(named) < 200 else {}
    return {}
