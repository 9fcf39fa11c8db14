"""Rows of a list without their texts: what the first rows of a search show until their snippets are there."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from archive_app.domain.records import VIDEO_STATUSES
from archive_app.domain.results import ResultRow
from archive_app.store.codes import ANSWERS, KINDS
from archive_app.store.search import KIND_NAMES
from archive_app.store.sqlite.engine import fetch

_VIDEO = KINDS["video"]
# Fixed text, not composed: it runs at every keystroke. The rows come as json_each gives them: in the order asked for.
_ROWS = """
SELECT i.record_id, i.kind, i.title, i.published, v.value, i.verdict, i.nobody_looked, i.verdict_note, i.photos,
  i.videos, m.sha256, m.suffix, i.media_missing, i.status, coalesce(d.duration, m.duration), i.reviewed, i.deleted,
  i.added, i.modified
FROM json_each(?) j CROSS JOIN item i ON i.docid = j.value
LEFT JOIN facet_value v ON v.id = i.publisher_id
LEFT JOIN media m ON m.id = i.media_id
LEFT JOIN video d ON d.id = i.record_id AND i.kind = 3
"""
# Of all rows at once: a subquery in each row costs as much as everything else about it.
_NAMES = """
SELECT n.record_id, n.text FROM json_each(?) j CROSS JOIN name n ON n.record_id = j.value
  AND n.field IN ('bylines', 'creators') ORDER BY n.record_id, n.field, n.position
"""
_MARKED = "SELECT marked_id FROM mark WHERE marked_id IN (SELECT value FROM json_each(?))"


def light_rows(connection: sa.Connection, docids: Sequence[int]) -> list[ResultRow]:
    """The rows of these items in their order; those no longer there are left out."""
    if not docids:
        return []
    found = fetch(connection, _ROWS, (json.dumps(list(docids)),))
    works = json.dumps([r[0] for r in found])
    names: dict[int, str] = {}
    for work, name in fetch(connection, _NAMES, (works,)):
        names[work] = f"{names[work]}, {name}" if work in names else name
    marked = {work for (work,) in fetch(connection, _MARKED, (works,))}
    return [
        ResultRow(
            work, KIND_NAMES[kind], title, published, publisher or "", names.get(work, ""),
            answer=ANSWERS[verdict], nobody_looked=nobody_looked != 0, verdict_note=note, photos=photos, videos=videos,
            media_sha=sha or "", media_suffix=suffix or "", media_missing=missing != 0,
            status=VIDEO_STATUSES[status] if kind == _VIDEO else "", duration=duration, reviewed=reviewed != 0,
            deleted=deleted != 0, added=added, modified=modified, marked=work in marked,
        )
        for (
            work, kind, title, published, publisher, verdict, nobody_looked, note, photos, videos, sha, suffix, missing,
            status, duration, reviewed, deleted, added, modified,
        ) in found
    ]  # fmt: skip
