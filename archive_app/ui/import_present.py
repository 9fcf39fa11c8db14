"""What the catalogue has already of an article that comes again, beside each value that was found."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.records import Draft
from archive_app.operations import standing
from archive_app.operations.updating import is_a_persons
from archive_app.store.archive import Archive
from archive_app.ui.import_proposals import proposals


@dataclass(frozen=True, slots=True)
class Present:
    """A value of the catalogue, "" where it has none.

    Attributes:
        value: As shown.
        same: What was found says the same.
        person: A person wrote it: it stays when the record is updated, unless the new value is ticked.
    """

    value: str
    same: bool
    person: bool = False


def present_values(archive: Archive, draft: Draft, record_id: int) -> dict[str, Present]:
    """What a record has for each row of a draft's proposals, by key. Any thread.

    Raises:
        NotFound: The record is not in the catalogue any more.
    """
    there = standing.present(archive, draft, record_id)
    has = {row.key: row for row in proposals(there)}
    found: dict[str, Present] = {}
    for row in proposals(draft):
        if row.head or row.key.rpartition(".")[2].startswith("rights"):  # statements are compared when they are kept
            continue
        other = has.get(row.key)
        value = other.value if other is not None else ""
        same = other is not None and row.typed.split() == other.typed.split() and bool(value) == bool(row.value)
        if row.key == "body":
            same = [part.split() for part in draft.article.body] == [part.split() for part in there.article.body]
        found[row.key] = Present(value, same, not same and _is_a_persons(row.key, draft, there, value))
    return found


def _is_a_persons(key: str, draft: Draft, there: Draft, value: str) -> bool:
    part, _, name = key.rpartition(".")
    if not part:
        mine, theirs = draft.evidence, there.evidence
    else:
        number = int(part[5:])
        mine = (draft.photos if part.startswith("photo") else draft.videos)[number].evidence
        theirs = (there.photos if part.startswith("photo") else there.videos)[number].evidence
    given = any(one.field.split(".", maxsplit=1)[0] == name for one in mine)
    return is_a_persons(theirs, name, value, given=given)


def difference(found: dict[str, Present]) -> tuple[int, int, int]:
    """How many values are new, changed and the same."""
    changed = sum(1 for one in found.values() if one.value and not one.same)
    same = sum(1 for one in found.values() if one.value and one.same)
    return sum(1 for one in found.values() if not one.value), changed, same
