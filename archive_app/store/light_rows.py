"""Rows of a list without their texts: what the first rows of a search show until their snippets are there."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from archive_app.domain.records import VIDEO_STATUSES
from archive_app.domain.results import ResultRow
from archive_app.store.codes import ANSWERS
from archive_app.store.search import KIND_NAMES
from archive_app.store.sqlite.engine import fetch

# Fixed text, not composed: it runs at every keystroke. The rows come as json_each gives them: in the order asked for.
_ROWS = """
SELECT i.record_id, i.kind, i.title, i.published, v.value, i.verdict, i.nobody_looked, i.verdict_note, i.photos,
  i.videos, m.sha256, m.suffix, i.media_missing, i.status, coalesce(d.duration, m.duration), i.reviewed, i.deleted,
  i.added, i.modified,
  (SELECT group_concat(text, ', ') FROM (SELECT n.text FROM name n
    WHERE n.record_id = i.record_id AND n.field = iif(i.kind = 1, 'bylines', 'creators') ORDER BY n.position)),
  EXISTS (SELECT 1 FROM mark WHERE marked_id = i.record_id)
FROM json_each(?) j CROSS JOIN item i ON i.docid = j.value
LEFT JOIN facet_value v ON v.id = i.publisher_id
LEFT JOIN media m ON m.id = i.media_id
LEFT JOIN video d ON d.id = i.record_id AND i.kind = 3
"""


def light_rows(connection: sa.Connection, docids: Sequence[int]) -> list[ResultRow]:
    """The rows of these items in their order; those no longer there are left out."""
    return [
        ResultRow(
            id=r[0], kind=KIND_NAMES[r[1]], title=r[2], published=r[3], publisher=r[4] or "", byline=r[19] or "",
            answer=ANSWERS[r[5]], nobody_looked=bool(r[6]), verdict_note=r[7], photos=r[8], videos=r[9],
            media_sha=r[10] or "", media_suffix=r[11] or "", media_missing=bool(r[12]),
            status=VIDEO_STATUSES[r[13]] if KIND_NAMES[r[1]] == "video" else "", duration=r[14],
            reviewed=bool(r[15]), deleted=bool(r[16]), added=r[17], modified=r[18], marked=bool(r[20]),
        )
        for r in fetch(connection, _ROWS, (json.dumps(list(docids)),))
    ]  # fmt: skip
