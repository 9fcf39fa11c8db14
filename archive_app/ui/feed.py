"""Tells every view what has changed, whoever changed it.

    feed.changed.connect(self._changed)        # slot(changes: Changes)

A view compares ``changes.records`` with what it shows and ``changes.structure`` with its lists; one whose own
name is ``changes.initiator`` need not reload over the cursor.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from archive_app.domain.changes import Changes


class ChangeFeed(QObject):
    """``changed(Changes)`` on the main thread after each operation is safely in the catalogue."""

    changed = Signal(object)
    everything = Signal()

    def publish(self, changes: Changes) -> None:
        """Tell the views; an operation that changed nothing is not told."""
        if changes:
            self.changed.emit(changes)

    def publish_everything(self) -> None:
        """Say that anything may have changed (another program wrote, a backup was restored)."""
        self.everything.emit()
