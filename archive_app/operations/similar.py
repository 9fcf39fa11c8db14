"""What ``similar:NUMBER`` means in a search: the record of that number and those that are like it."""

from __future__ import annotations

from archive_app.domain import query as q
from archive_app.domain.records import Article, Photo
from archive_app.operations import likeness, photo_likeness
from archive_app.store.archive import Reader


def similar_to(reader: Reader, clause: q.Clause) -> q.Query:
    """The clause as one on numbers: photos that look alike, articles that share their text; what is neither, nothing.

    The record itself is among them, so that it can be looked at beside the others.
    """
    wanted = [int(v.text.lstrip("#")) for v in clause.values if isinstance(v, q.Value) and _is_number(v.text)]
    found: dict[int, None] = {}
    for number, record in reader.records(wanted).items():
        if isinstance(record, Photo):
            found |= dict.fromkeys([number, *photo_likeness.similar_ids(reader, number)])
        elif isinstance(record, Article):
            found |= dict.fromkeys([number, *(one.record_id for one in likeness.alike_in(reader, number))])
    return q.Clause("id", tuple(q.Value(str(number)) for number in found)) if found else q.Any(())


def _is_number(text: str) -> bool:
    return text.lstrip("#").isascii() and text.lstrip("#").isdigit() and len(text) < 19
