"""Searching for results in groups: by publisher, agency, date, rights and the like."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable

from archive_app.domain import choices
from archive_app.domain import query as q
from archive_app.domain.date_display import display
from archive_app.domain.errors import InputError
from archive_app.domain.groups import GROUPINGS, Group
from archive_app.domain.query_text import parse
from archive_app.domain.query_words import in_words
from archive_app.domain.results import ID_TYPE, Results
from archive_app.i18n import language, mark, tr
from archive_app.operations import find
from archive_app.store.archive import Archive
from archive_app.store.grouping import grouped

_NONE = {
    "publisher": mark("No publisher"), "agency": mark("No agency"), "year": mark("No date"), "month": mark("No date"),
    "language": mark("Language not known"),
}  # fmt: skip


def search(
    archive: Archive,
    query: str | q.Query,
    by: str,
    *,
    sort: str = "newest",
    typing: bool = False,
    started: Callable[[Callable[[], None]], None] | None = None,
) -> Results:
    """As ``find.search``, with the results in ``groups``.

    Raises:
        InputError: Results cannot be grouped by that.
    """
    if by not in GROUPINGS:
        raise InputError(tr("Results cannot be grouped by “{name}”.").format(name=by))
    begun = time.perf_counter()
    parsed = parse(query, typing=typing) if isinstance(query, str) else q.Parsed(query)
    with archive.read() as reader:
        if started is not None:
            started(reader.finder.stop)
        tree = reader.finder.whole(find.resolved(reader, parsed.query))
        found, counts = grouped(reader.connection, tree, by, sort, find.today())
    ids: array[int] = array(ID_TYPE)
    for _value, some in found:
        ids.extend(some)
    groups = tuple(Group(value, label_of(by, value), len(some)) for value, some in found)
    elapsed = (time.perf_counter() - begun) * 1000
    words = in_words(parsed.query, len(ids))
    return Results(parsed.query, parsed.hints, ids, counts, words, sort, elapsed, groups=groups)


def label_of(by: str, value: str) -> str:
    """The heading of a group."""
    if not value:
        return tr(_NONE[by])
    match by:
        case "type":
            return choices.label_of(choices.KINDS, value)
        case "rights":
            return choices.label_of(choices.ANSWERS, value)
        case "language":
            return choices.label_of(choices.LANGUAGES, value)
        case "reviewed":
            return choices.label_of(choices.STATES, value)
        case "month":
            return display(value, language())
        case _:
            return value
