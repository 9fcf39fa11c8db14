"""Rows of a result list, fetched a window at a time, and the counts of facets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.records import VIDEO_STATUSES
from archive_app.domain.results import ResultRow
from archive_app.domain.snippets import Terms, snippet, window
from archive_app.i18n import mark, tr
from archive_app.store import tables as t
from archive_app.store.codes import ANSWERS, MISSING
from archive_app.store.loading import select_in
from archive_app.store.search import KIND_NAMES, text_nodes, whole_condition

_i = t.item.c
FIELD_LABELS = {
    "title": mark("title"), "standfirst": mark("standfirst"), "captions": mark("caption"),
    "credits": mark("credit line"), "body": mark("text"), "names": mark("names"), "notes": mark("notes and mentions"),
}  # fmt: skip


def rows(connection: sa.Connection, ids: Sequence[int], node: q.Query | None) -> list[ResultRow]:
    """The rows of these records in the order of ``ids`` (at most some hundred); ids no longer there are left out."""
    items = {row["record_id"]: row for row in select_in(connection, t.item, "record_id", list(ids))}
    docids = [row["docid"] for row in items.values()]
    texts = {row["docid"]: row for row in select_in(connection, t.item_text, "docid", docids)}
    publishers = _publishers(connection, items.values())
    media = {m["id"]: m for m in select_in(connection, t.media, "id", [r["media_id"] for r in items.values()])}
    bylines = _bylines(connection, ids)
    durations = dict(
        connection.execute(sa.select(t.video.c.id, t.video.c.duration).where(t.video.c.id.in_(list(ids))))
        .tuples()
        .all()
    )
    terms = Terms.of(
        (n.text, isinstance(n, q.Word) and n.prefix) if isinstance(n, q.Word | q.Phrase) else (" ".join(n.words), False)
        for n in text_nodes(node or q.EVERYTHING)
    )
    found: list[ResultRow] = []
    for number in ids:
        item = items.get(number)
        if item is not None:
            text = texts.get(item["docid"], {})
            held = media.get(item["media_id"])
            found.append(
                _row(
                    item, text, terms, publishers.get(item["publisher_id"], ""), bylines.get(number, ""), held,
                    durations.get(number),
                )
            )  # fmt: skip
    return found


def _row(
    item: dict[str, Any],
    text: dict[str, Any],
    terms: Terms,
    publisher: str,
    byline: str,
    held: dict[str, Any] | None,
    duration: float | None,
) -> ResultRow:
    texts = {name: str(text.get(name, "")) for name in FIELD_LABELS}
    name, parts, matched = snippet(texts, terms)
    if not parts:
        # Nothing was searched for, so the line adds what the title does not say already.
        lines = (line for n in ("standfirst", "body", "captions", "notes") for line in texts[n].split("\n"))
        shown = next((line for line in lines if line and line != item["title"]), "")
        parts = window(shown, ()) if shown else ()
    return ResultRow(
        id=item["record_id"],
        kind=KIND_NAMES[item["kind"]],
        title=item["title"],
        published=item["published"],
        publisher=publisher,
        byline=byline,
        snippet=parts,
        snippet_field=tr(FIELD_LABELS[name]) if name else "",
        matched=tuple(tr(FIELD_LABELS[n]) for n in matched),
        answer=ANSWERS[item["verdict"]],
        nobody_looked=bool(item["nobody_looked"]),
        verdict_note=item["verdict_note"],
        photos=item["photos"],
        videos=item["videos"],
        media_sha=held["sha256"] if held else "",
        media_suffix=held["suffix"] if held else "",
        media_missing=bool(item["media_missing"]),
        caption=texts["captions"].split("\n", 1)[0],
        credit=texts["credits"].split("\n", 1)[0],
        status=VIDEO_STATUSES[item["status"]] if KIND_NAMES[item["kind"]] == "video" else "",
        duration=duration if duration is not None else (held["duration"] if held else None),
        reviewed=bool(item["reviewed"]),
        deleted=bool(item["deleted"]),
        added=item["added"],
        modified=item["modified"],
    )


def facet_counts(
    connection: sa.Connection, node: q.Query, fields: Sequence[str], today: date, limit: int = 40
) -> dict[str, list[tuple[str, int]]]:
    """How many of a query's hits have each value, by facet: (value, count), most frequent first."""
    hits = sa.select(_i.docid, _i.kind, _i.verdict, _i.nobody_looked, _i.day_low, _i.missing, _i.status).where(
        whole_condition(node, today)
    )
    h = hits.cte("hits")
    return {name: _count(connection, h, name, limit) for name in fields}


def _count(connection: sa.Connection, h: sa.CTE, name: str, limit: int) -> list[tuple[str, int]]:
    number = sa.func.count()
    match name:
        case "type":
            made = connection.execute(sa.select(h.c.kind, number).group_by(h.c.kind).order_by(h.c.kind)).tuples()
            return [(KIND_NAMES[kind], n) for kind, n in made]
        case "rights":
            made = connection.execute(
                sa.select(h.c.verdict, h.c.nobody_looked, number).group_by(h.c.verdict, h.c.nobody_looked)
            ).tuples()
            counted: dict[str, int] = defaultdict(int)
            for verdict, nobody, n in made:
                counted["unknown" if nobody else ANSWERS[verdict]] += n
            order = ("allowed", "allowed_with_conditions", "ask", "not_allowed", "unknown")
            return [(answer, counted[answer]) for answer in order if answer in counted]
        case "date":
            days = connection.execute(
                sa.select(h.c.day_low, number).where(h.c.day_low.is_not(None)).group_by(h.c.day_low)
            ).tuples()
            years: dict[str, int] = defaultdict(int)
            for day, n in days:
                years[str(date.fromordinal(day).year)] += n
            return sorted(years.items(), reverse=True)[:limit]
        case "missing":
            bits = [sa.func.sum(sa.case((h.c.missing.op("&")(bit) != 0, 1), else_=0)) for bit in MISSING.values()]
            row = connection.execute(sa.select(*bits)).one()
            return [(n, int(count or 0)) for n, count in zip(MISSING, row, strict=True) if count]
        case _:
            term, value = t.item_term, t.facet_value
            made = connection.execute(
                sa.select(value.c.value, number.label("n"))
                .select_from(h.join(term, term.c.docid == h.c.docid).join(value, value.c.id == term.c.value_id))
                .where(value.c.field == name)
                .group_by(value.c.id)
                .order_by(sa.desc("n"), value.c.value)
                .limit(limit)
            ).tuples()
            return [(v, n) for v, n in made]


def _publishers(connection: sa.Connection, items: Any) -> dict[int, str]:
    ids = list({row["publisher_id"] for row in items})
    return {row["id"]: row["value"] for row in select_in(connection, t.facet_value, "id", ids)}


def _bylines(connection: sa.Connection, ids: Sequence[int]) -> dict[int, str]:
    names: dict[int, list[str]] = defaultdict(list)
    n = t.name.c
    for number, text in connection.execute(
        sa.select(n.record_id, n.text)
        .where(n.record_id.in_(list(ids)), n.field.in_(["bylines", "creators"]))
        .order_by(n.record_id, n.position)
    ).tuples():
        names[number].append(text)
    return {number: ", ".join(found) for number, found in names.items()}
