"""What facets count and searches list of the items in a stretch of docids, as columns: made of the tables, and bytes.

The layout in bytes is the program's own. A part of another layout, or of a wrong length, is none: it is made anew.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

SPAN = 1 << 14
"""Docids of a part, as the triggers of ``item_column_fresh`` have it: two thousand items after a rebuild."""
ONE_VALUE = ("publisher", "language")
TERM_FACETS = ("provider", "person", "place", "tag", "flag")
"""Facets of which an item may have many values."""
FIELD_NUMBERS = {name: number for number, name in enumerate((*ONE_VALUE, *TERM_FACETS), 1)}

_LAYOUT = b"1col"
_ITEMS = """
SELECT group_concat(docid), group_concat(record_id),
  group_concat(kind + 4 * verdict + 16 * nobody_looked + 32 * missing + 4096 * deleted),
  group_concat(publisher_id), group_concat(language_id), group_concat(coalesce(day_low, 0)),
  group_concat(coalesce(day_high, 0))
FROM item WHERE """
_TERMS = "SELECT group_concat(docid), group_concat(value_id) FROM item_term INDEXED BY item_term_docid WHERE "
_TYPES: tuple[type[np.unsignedinteger[Any]], ...] = (np.uint8, np.uint16, np.uint32)
Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Some items by docid, upwards.

    Attributes:
        docids, records: Where they are in the index, and what they are of.
        marks: Kind, verdict, what is missing, and whether in the bin, as numbers that differ in their bits.
        publishers, languages: The first value of each; 0 for none.
        first, last: The days on which they begin and end, as proleptic ordinals; 0 for none.
        counts: How many of ``values`` are each one's.
        values: Values of facets, one item after the other; of publishers and languages those beside the first.
    """

    docids: Numbers
    records: Numbers
    marks: Numbers
    publishers: Numbers
    languages: Numbers
    first: Numbers
    last: Numbers
    counts: Numbers
    values: Numbers


def numbers(text: Any) -> Numbers:
    """The numbers of a text with commas between them; None and "" hold none."""
    return np.fromstring(str(text), dtype=np.int64, sep=",") if text else np.zeros(0, dtype=np.int64)


def of_tables(connection: sa.Connection, which: str, bound: tuple[object, ...], fields_of: Numbers) -> Part:
    """The items that a condition on ``docid`` admits; ``fields_of`` is the number of the field of each value."""
    run = connection.exec_driver_sql
    columns = [numbers(text) for text in run(_ITEMS + which, bound).one()]
    order = np.argsort(columns[0], kind="stable")
    docids, records, marks, publishers, languages, first, last = (column[order] for column in columns)
    holders, held = (numbers(text) for text in run(_TERMS + which, bound).one())
    if not len(docids):
        none = np.zeros(0, dtype=np.int64)
        return Part(*(none for _ in fields(Part)))
    of, places = fields_of[held], np.minimum(np.searchsorted(docids, holders), len(docids) - 1)
    kept = of > len(ONE_VALUE)
    for number, column in enumerate((publishers, languages), 1):  # of these, those beside the first
        kept |= (of == number) & (held != column[places])
    kept &= docids[places] == holders
    # By item, and the values of one in their order: equal items, equal parts.
    order = np.lexsort((held[kept], places[kept]))
    counts = np.bincount(places[kept], minlength=len(docids))
    return Part(docids, records, marks, publishers, languages, first, last, counts, held[kept][order])


def packed(part: Part) -> bytes:
    """A part as bytes: of each column its length, the least number and how wide it is, then what is above the least."""
    head, body = [], []
    for column in fields(Part):
        found = getattr(part, column.name)
        least = int(found.min()) if len(found) else 0
        width = _width(int(found.max()) - least if len(found) else 0)
        head.append(struct.pack("<IIB", len(found), least, width))
        body.append((found - least).astype(_TYPES[width]).astype(f"<u{1 << width}").tobytes())
    return b"".join([_LAYOUT, *head, *body])


def unpacked(data: bytes) -> Part | None:
    """The part that bytes are; None when they are none of this layout."""
    columns: list[Numbers] = []
    head = struct.Struct("<4s" + "IIB" * len(fields(Part)))
    if len(data) < head.size:
        return None
    layout, *told = head.unpack_from(data)
    at = head.size
    if layout != _LAYOUT or any(width >= len(_TYPES) for width in told[2::3]):
        return None
    if len(data) != at + sum(length << width for length, width in zip(told[::3], told[2::3], strict=True)):
        return None
    for length, least, width in zip(told[::3], told[1::3], told[2::3], strict=True):
        column: Numbers = np.frombuffer(data, dtype=f"<u{1 << width}", count=length, offset=at)
        columns.append(column.astype(np.uint32) + np.uint32(least) if least else column)
        at += length << width
    part = Part(*columns)
    whole = all(len(column) == len(part.docids) for column in columns[:-1])
    return part if whole and int(part.counts.sum()) == len(part.values) else None


def same(one: Part, other: Part) -> bool:
    """Whether two parts hold the same."""
    return all(np.array_equal(getattr(one, column.name), getattr(other, column.name)) for column in fields(Part))


def _width(greatest: int) -> int:
    return 0 if greatest < 1 << 8 else 1 if greatest < 1 << 16 else 2


def starts_of(counts: Numbers) -> Numbers:
    """Where the values of each item begin, and where the last ones end."""
    found = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=found[1:])
    return found
