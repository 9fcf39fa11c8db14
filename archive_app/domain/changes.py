"""What an operation changed: the one value that travels from the store to every view."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one operation.

    Attributes:
        operation_id: Its number, or 0 when nothing needed changing.
        label: The step's name as shown in the Undo menu ("Change credit line in 9 records").
        records: Ids of every record whose values changed, were made or were removed.
        kinds: The kinds among them ("article", "photo", "collection" …).
        structure: True when lists or counts change (records made, deleted, moved, collections edited).
        initiator: Whoever started it; a view that did it itself need not reload.
    """

    operation_id: int = 0
    label: str = ""
    records: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    structure: bool = False
    initiator: str = ""

    def __bool__(self) -> bool:
        return self.operation_id != 0
