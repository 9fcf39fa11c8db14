"""Which collections many records are in, without reading the collections themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from archive_app.store.reader import Reader

_SQL = """
SELECT m.member_id, m.record_id FROM collection_member m JOIN record c ON c.id = m.record_id
WHERE m.member_id IN (SELECT value FROM json_each(?)) AND c.deleted = '' ORDER BY m.record_id
"""


def memberships(reader: Reader, numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The ids of the collections, not in the bin, that each record is in; records in none are left out."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = reader.connection.exec_driver_sql(_SQL, (json.dumps(list(numbers)),))
    for member, collection in rows:
        found[member].append(collection)
    return {member: tuple(collections) for member, collections in found.items()}
