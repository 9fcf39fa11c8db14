"""An import under way, as it is kept in the catalogue: a batch and its items. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Batch:
    """What was added for one import.

    Attributes:
        name: What it is called: the folder or file it began with.
        created, changed: UTC moments.
        state: "open" until the person is through with it, then "finished".
        place: The item that was under review, 0 when none was.
        pending: What was added and not read to the end: (sort, value) with sort "path" or "text".
        total: How many items it has.
        imported: How many are in the catalogue now.
        waiting: How many could still be imported.
        unreadable: How many cannot be read.
        operations: The steps of the history that imported them, the oldest first; those taken back are not among them.
        undone: Steps that were taken back.
    """

    id: int
    uid: str
    name: str
    created: str
    changed: str
    state: str
    place: int = 0
    pending: tuple[tuple[str, str], ...] = ()
    total: int = 0
    imported: int = 0
    waiting: int = 0
    unreadable: int = 0
    operations: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One thing to import, without its draft: that is asked for when it is shown or imported.

    Attributes:
        id: 0 until it is kept.
        kind: "draft", "media" or "bundle"; "" when it cannot be read.
        address: Path or web address; "" for pasted text.
        sha256: Of its content kept beside, "" when none is.
        state: "read", "unreadable", "failed" (it was not imported) or "imported".
        standing: "new", "changed" (the catalogue has an earlier state of it) or "duplicate".
        wanted, accepted, certain: Ticked; accepted as a whole; all its High values accepted.
        choice: How it is imported; "" as a record of its own.
        facts: What a list shows of it (counts, low values, what it is like).
        decisions: What the reviewer decided, by field.
        error: message, where and remedy of why it cannot be read or was not imported.
        record_id: What was made of it.
        operation_id: The step that made it.
    """

    id: int
    batch_id: int
    kind: str
    name: str
    address: str = ""
    title: str = ""
    size: int = 0
    sha256: str = ""
    state: str = "read"
    standing: str = "new"
    wanted: bool = True
    accepted: bool = False
    certain: bool = False
    choice: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    decisions: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, str] = field(default_factory=dict)
    record_id: int | None = None
    operation_id: int | None = None
