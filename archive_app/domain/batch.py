"""Editing many records at once: what is asked, and what it would change, before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One change asked for in many records.

    ``action`` is set, clear, add, remove (of a list) or replace (``find`` by ``value`` within the text). An empty
    ``value`` with "set" changes nothing: only "clear" empties a field.
    """

    field: str
    action: str = "set"
    value: str = ""
    find: str = ""


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One field of one record, before and after, as text."""

    record_id: int
    title: str
    field: str
    field_label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What a batch edit would do: shown first, applied as one step.

    ``unchanged`` counts records that have the value already; ``refused`` are (title, sentence) pairs of records
    that cannot take it.
    """

    edits: tuple[FieldEdit, ...]
    rows: tuple[PlannedChange, ...] = ()
    unchanged: int = 0
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def records(self) -> int:
        """How many records would change."""
        return len({row.record_id for row in self.rows})
