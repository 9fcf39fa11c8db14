"""Operations as they are shown: what was done, when, by whom, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing somebody did. ``kind`` is do, undo or redo; ``target_id`` names what an undo or redo concerns."""

    id: int
    at: str
    who: str
    verb: str
    label: str
    kind: str = "do"
    target_id: int | None = None
    undone: bool = False
    records: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One row changed by an operation, as stored: columns before and after (whole row for a removal)."""

    action: str
    table: str
    row_id: int
    record_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UndoNames:
    """What Undo and Redo would do now; "" where there is nothing."""

    undo: str = ""
    redo: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a record's history: a field's value before and after one operation.

    ``field`` is "" for an entry that concerns the whole record (made, put into the bin, restored);
    ``revertable`` says that "restore this value" can put ``before`` back. ``record_id`` is the record the
    field belongs to (a use, for the caption of a photo).
    """

    operation_id: int
    at: str
    who: str
    label: str
    record_id: int
    field: str
    field_label: str
    before: str
    after: str
    revertable: bool = False
    undone: bool = False
