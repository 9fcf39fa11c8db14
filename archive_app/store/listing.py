"""Rows of a result list, fetched a window at a time, and the counts of facets."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from archive_app.domain import query as q
from archive_app.domain.records import VIDEO_STATUSES
from archive_app.domain.results import ResultRow
from archive_app.domain.snippets import snippet, window
from archive_app.i18n import mark, tr
from archive_app.store import hit_fields
from archive_app.store import tables as t
from archive_app.store.codes import ANSWERS, KINDS, MISSING
from archive_app.store.hit_terms import Wanted, label, name_terms, names_of, wanted
from archive_app.store.loading import select_in
from archive_app.store.search import KIND_NAMES, whole_condition

_i = t.item.c
FIELD_LABELS = {
    "title": mark("title"), "standfirst": mark("standfirst"), "captions": mark("caption"),
    "credits": mark("credit line"), "body": mark("text"), "names": mark("names"), "notes": mark("notes and mentions"),
    **hit_fields.LABELS,
}  # fmt: skip


_LISTED = frozenset(FIELD_LABELS) - {"title", "standfirst", "body"}  # a value a line


def rows(connection: sa.Connection, ids: Sequence[int], node: q.Query | None) -> list[ResultRow]:
    """The rows of these records in the order of ``ids`` (at most some hundred); ids no longer there are left out."""
    items = {row["record_id"]: row for row in select_in(connection, t.item, "record_id", list(ids))}
    docids = [row["docid"] for row in items.values()]
    texts = {row["docid"]: row for row in select_in(connection, t.item_text, "docid", docids)}
    publishers = _publishers(connection, items.values())
    media = {m["id"]: m for m in select_in(connection, t.media, "id", [r["media_id"] for r in items.values()])}
    bylines = _bylines(connection, ids)
    durations = dict(
        connection.execute(sa.select(t.video.c.id, t.video.c.duration).where(t.video.c.id.in_(list(ids)))).all()
    )
    asked = wanted(node)
    explained = _explained(connection, items, texts, asked)
    named = names_of(connection, docids, asked.names) if asked.names else {}
    marked = set(connection.execute(sa.select(t.mark.c.marked_id).where(t.mark.c.marked_id.in_(list(ids)))).scalars())
    articles = hit_fields.articles_of(connection, [n for n, row in items.items() if row["kind"] != KINDS["article"]])
    found: list[ResultRow] = []
    for number in ids:
        item = items.get(number)
        if item is not None:
            text = texts.get(item["docid"], {}) | explained.get(number, {}) | named.get(item["docid"], {})
            held = media.get(item["media_id"])
            found.append(
                _row(
                    item, text, asked, publishers.get(item["publisher_id"], ""), bylines.get(number, ""), held,
                    durations.get(number), articles.get(number, []), marked=number in marked,
                )
            )  # fmt: skip
    return found


def _explained(
    connection: sa.Connection, items: dict[int, dict[str, Any]], texts: dict[int, dict[str, Any]], asked: Wanted
) -> dict[int, dict[str, str]]:
    """The columns that hold several fields, taken apart for the records in which they were hit."""
    hit: dict[str, dict[int, str]] = {"notes": {}, "names": {}}
    for number, item in items.items():
        text = texts.get(item["docid"], {})
        for name, found in hit.items():
            if asked.column(("mention", "note") if name == "notes" else ()).spans(str(text.get(name, ""))):
                found[number] = str(text[name])
    parted: dict[int, dict[str, str]] = defaultdict(dict)
    if hit["notes"]:
        for number, fields in hit_fields.notes_of(connection, list(hit["notes"])).items():
            parted[number] |= _hit_lines(fields, asked) | {"notes": ""}
    if hit["names"]:
        for number, fields in hit_fields.names_of(connection, list(hit["names"]), hit["names"]).items():
            parted[number] |= _hit_lines(fields, asked) | {"names": ""}
    return parted


def _hit_lines(fields: dict[str, str], asked: Wanted) -> dict[str, str]:
    """Of fields that hold several values, a line each, those that were hit."""
    return {
        name: "\n".join(line for line in text.split("\n") if asked.terms(name).spans(line))
        for name, text in fields.items()
        if text
    }


def _row(
    item: dict[str, Any],
    text: dict[str, Any],
    asked: Wanted,
    publisher: str,
    byline: str,
    held: dict[str, Any] | None,
    duration: float | None,
    articles: Sequence[tuple[int, str]],
    *,
    marked: bool,
) -> ResultRow:
    texts = {name: str(text.get(name, "")) for name in FIELD_LABELS}
    borne = {name: str(value) for name, value in text.items() if name.startswith("name:")}
    named = {name: name_terms(asked, name, value) for name, value in borne.items()}
    name, parts, matched = snippet(texts | borne, lambda n: named.get(n) or asked.terms(n), _LISTED | named.keys())
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
        snippet_field=_field_label(name),
        matched=tuple(dict.fromkeys(_field_label(n) for n in matched)),
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
        article_id=articles[0][0] if articles else 0,
        article=articles[0][1] if articles else "",
        articles=len(articles),
        marked=marked,
    )


def _field_label(name: str) -> str:
    return label(name) if name.startswith("name:") else tr(FIELD_LABELS[name]) if name else ""


def facet_counts(
    connection: sa.Connection, node: q.Query, fields: Sequence[str], today: date, limit: int = 40
) -> dict[str, list[tuple[str, int]]]:
    """How many of a query's hits have each value, by facet: (value, count), most frequent first."""
    # The query runs once; what follows counts its hits, so that a costly one is not asked again for each facet.
    hits: list[tuple[int, ...]] = [
        tuple(row)
        for row in connection.execute(
            sa.select(_i.docid, _i.kind, _i.verdict, _i.nobody_looked, _i.missing, _i.day_low, _i.day_high).where(
                whole_condition(node, today)
            )
        )
    ]
    # Few combinations stand for many hits.
    marks = Counter(hit[1:5] for hit in hits)
    days = Counter(hit[5:] for hit in hits) if "date" in fields else Counter()
    found: dict[str, list[tuple[str, int]]] = {
        name: _years(days)[:limit] if name == "date" else _mark_counts(name, marks) for name in fields
    }
    by_term = [name for name in fields if name not in _PLAIN]
    if by_term and hits:
        for field, value, number in _term_counts(connection, [hit[0] for hit in hits], by_term):
            if len(found[field]) < limit:
                found[field].append((value, number))
    return found


_PLAIN = ("type", "rights", "date", "missing")
_ANSWER_ORDER = ("allowed", "allowed_with_conditions", "ask", "not_allowed", "unknown")


def _mark_counts(name: str, marks: Counter[tuple[int, ...]]) -> list[tuple[str, int]]:
    """Counts of a facet that lies in the item's kind, verdict and missing bits; none for the others."""
    counted: Counter[str] = Counter()
    for (kind, verdict, nobody_looked, missing), number in marks.items():
        match name:
            case "type":
                counted[KIND_NAMES[kind]] += number
            case "rights":
                counted["unknown" if nobody_looked else ANSWERS[verdict]] += number
            case "missing":
                counted.update({what: number for what, bit in MISSING.items() if missing & bit})
            case _:
                return []
    order = {"type": tuple(KIND_NAMES.values()), "rights": _ANSWER_ORDER, "missing": tuple(MISSING)}
    return [(value, counted[value]) for value in order.get(name, ()) if counted[value]]


def _years(spans: Counter[tuple[Any, ...]]) -> list[tuple[str, int]]:
    """The years in which something begins or ends, each with all that touches it: what ``date:YEAR`` finds."""
    named: Counter[int] = Counter()
    wide: list[tuple[int, int, int]] = []
    for (low, high), number in spans.items():
        first = date.fromordinal(low).year if low else 0
        last = date.fromordinal(high).year if high else date.max.year + 1
        if first == last:
            named[first] += number
        elif low or high:
            wide.append((first, last, number))
            named.update({year: 0 for year in (first, last) if 0 < year <= date.max.year})
    for first, last, number in wide:
        for year in named:
            if first <= year <= last:
                named[year] += number
    return [(f"{year:04}", named[year]) for year in sorted(named, reverse=True)]


def _term_counts(connection: sa.Connection, docids: Sequence[int], fields: Sequence[str]) -> list[tuple[str, str, int]]:
    """(field, value, number) of every term of these items, the most frequent first."""
    term, value = t.item_term, t.facet_value
    per_value = sa.select(term.c.value_id, sa.func.count().label("n")).group_by(term.c.value_id)
    if len(docids) < connection.execute(sa.select(sa.func.count()).select_from(t.item)).scalar_one():
        chosen: sa.Select[Any] = sa.select(sa.column("value")).select_from(sa.func.json_each(json.dumps(docids)))
        per_value = per_value.where(term.c.docid.in_(chosen))
    counted = per_value.subquery("counted")
    rows = connection.execute(
        sa.select(value.c.field, value.c.value, counted.c.n)
        .join(counted, counted.c.value_id == value.c.id)
        .where(value.c.field.in_(list(fields)))
        .order_by(counted.c.n.desc(), value.c.value)
    )
    return [(field, text, number) for field, text, number in rows]


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
    ):
        names[number].append(text)
    return {number: ", ".join(found) for number, found in names.items()}
